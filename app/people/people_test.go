package people

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
)

func open(t *testing.T, o *desktest.Office, by people.Actor, id string) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func person(t *testing.T, o *desktest.Office, id string) people.Person {
	t.Helper()
	p, err := o.Store.People().Person(t.Context(), people.Program(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func wrong(s *Screen, field string) bool { return len(s.sheet.wrong[field].Objects) > 0 }

func TestPeople_RouteOpensThePerson(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	if s.sheet == nil || s.sheet.was.ID != o.Town.Agent.PersonID || s.shown[s.table.Chosen()].ID != o.Town.Agent.PersonID {
		t.Error("the panel shows somebody else")
	}
}

func TestPeople_SavingChangesAndUndoes(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.sheet.name.SetText("林大满")
	if !desktest.Shortcut(s, fyne.KeyS, ctrl) {
		t.Fatal("Ctrl S does nothing")
	}
	if got := person(t, o, o.Town.Agent.PersonID).Name; got != "林大满" {
		t.Fatalf("kept as %q", got)
	}
	if desktest.Shortcut(s, fyne.KeyS, ctrl) {
		t.Error("there is still something to save")
	}
	o.Toasts[0].Undo()
	if got := person(t, o, o.Town.Agent.PersonID).Name; got != "林小满" {
		t.Errorf("after undoing %q", got)
	}
	if s.sheet.name.Text() != "林小满" {
		t.Error("the panel shows the undone name")
	}
}

func TestPeople_AnotherRowKeepsTheEditsFirst(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.sheet.number.SetText("99999")
	at := slices.IndexFunc(s.shown, func(p people.Person) bool { return p.ID == o.Town.Mate.PersonID })
	s.Choose(at)
	if got := person(t, o, o.Town.Agent.PersonID).StaffNumber; got != "99999" {
		t.Errorf("the edit is lost: %q", got)
	}
	if s.sheet.was.ID != o.Town.Mate.PersonID || s.shown[s.table.Chosen()].ID != o.Town.Mate.PersonID {
		t.Error("the other person isn't shown")
	}
}

func TestPeople_RefusalsStandBesideTheirField(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.sheet.name.SetText(" ")
	s.sheet.joined.SetText("18.11.2026")
	s.save()
	if !wrong(s, "name") || !wrong(s, "joined") || wrong(s, "login") {
		t.Error("name and date must be refused, nothing else")
	}
	s.Choose(0)
	if s.sheet.was.ID != o.Town.Agent.PersonID || s.shown[s.table.Chosen()].ID != o.Town.Agent.PersonID {
		t.Error("left a person that can't be kept")
	}
	s.sheet.name.SetText("林小满")
	s.sheet.joined.SetText("2026-01-05")
	s.sheet.login.SetText("rev")
	s.save()
	if !wrong(s, "login") || wrong(s, "name") {
		t.Error("a taken login must be refused beside it")
	}
	s.sheet.login.SetText("agent2")
	s.save()
	if p := person(t, o, o.Town.Agent.PersonID); p.Login != "agent2" || p.JoinedAt.In(o.Zone).Format(dayLayout) != "2026-01-05" {
		t.Errorf("kept %+v", p)
	}
}

func TestPeople_ClosingKeepsEditsOrSaysThatItDidNot(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.sheet.number.SetText("77")
	s.Close()
	if got := person(t, o, o.Town.Agent.PersonID).StaffNumber; got != "77" {
		t.Errorf("kept %q", got)
	}
	s = open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.sheet.name.SetText("")
	s.Close()
	if len(o.Failed) != 1 {
		t.Error("nothing was said about the lost edit")
	}
}

func TestPeople_AddingBeginsInTheNameAndChoosesTheNewOne(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	desktest.Shortcut(s, fyne.KeyN, ctrl)
	if !s.sheet.name.Focused() {
		t.Error("the name has no focus")
	}
	s.sheet.name.SetText("方竹青")
	s.sheet.number.SetText("10110")
	s.save()
	if s.sheet == nil || s.sheet.was.ID == "" || s.sheet.was.Name != "方竹青" || s.table.Chosen() < 0 {
		t.Fatalf("after saving: %+v", s.sheet)
	}
	if p := person(t, o, s.sheet.was.ID); !p.Has(people.Agent) || p.OrganisationID != o.Town.Client {
		t.Errorf("kept %+v", p)
	}
}

func TestPeople_RightsAreGrantedAndWithdrawnBeyondTheRoles(t *testing.T) {
	p := people.Person{Roles: []people.Role{people.Reviewer}}
	turnRight(&p, people.InHouse, people.ScoreCalls, false)
	turnRight(&p, people.InHouse, people.Export, true)
	a := people.As(p, people.InHouse)
	if a.May(people.ScoreCalls) || !a.May(people.Export) || !slices.Equal(p.Withdrawn, []people.Right{people.ScoreCalls}) {
		t.Errorf("%+v", p)
	}
	turnRight(&p, people.InHouse, people.ScoreCalls, true)
	turnRight(&p, people.InHouse, people.Export, false)
	if len(p.Granted)+len(p.Withdrawn) != 0 {
		t.Errorf("not back where it began: %+v", p)
	}
}

func TestPeople_LeavingWithdrawsAccessAndCanBeUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	k := o.Store.People()
	if err := k.SetPassword(t.Context(), people.Program(), o.Town.Agent.PersonID, "", "secret-123"); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Admin, o.Town.Agent.PersonID)
	s.leaves(s.sheet.was, o.Now())
	if _, err := k.SignIn(t.Context(), "agent", "secret-123"); err == nil {
		t.Fatal("can still sign in")
	}
	if !s.sheet.was.Left(o.Now()) {
		t.Error("the panel doesn't say so")
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if _, err := k.SignIn(t.Context(), "agent", "secret-123"); err != nil {
		t.Errorf("after undoing: %v", err)
	}
}

func TestPeople_LastAdministratorCantLeave(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, o.Town.Admin.PersonID)
	s.leaves(s.sheet.was, o.Now())
	if len(o.Failed) != 1 || person(t, o, o.Town.Admin.PersonID).Left(o.Now().Add(time.Hour)) {
		t.Errorf("failed %v", o.Failed)
	}
}

func TestPeople_LookingIsNotChanging(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Supervisor, "")
	if desktest.Shortcut(s, fyne.KeyN, ctrl) || desktest.Shortcut(s, fyne.KeyI, ctrl) || s.sheet.name != nil {
		t.Error("a supervisor is offered to change people")
	}
	for _, p := range s.shown {
		if p.OrganisationID != o.Town.Spruce {
			t.Errorf("a vendor's supervisor sees %s of another organisation", p.Name)
		}
	}
}

func TestPeople_FiltersNarrow(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	s.search.SetText("小满")
	if len(s.shown) != 1 || s.shown[0].ID != o.Town.Agent.PersonID {
		t.Errorf("%d persons", len(s.shown))
	}
	s.search.SetText("")
	s.find.role = people.Reviewer
	s.narrow()
	if len(s.shown) != 2 {
		t.Errorf("%d reviewers", len(s.shown))
	}
}

func TestPeople_TeamsAreAddedRenamedAndUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	s.tabs.Choose(tabTeams)
	s.add()
	if !s.group.name.Focused() {
		t.Error("the name has no focus")
	}
	s.group.name.SetText("三班")
	s.save()
	if s.group.id == "" || s.group.was != "三班" {
		t.Fatalf("kept %+v", s.group)
	}
	s.group.name.SetText("夜班")
	s.save()
	o.Toasts[len(o.Toasts)-1].Undo()
	if s.teamName(s.k.teams[0].ID) == "夜班" || !slices.ContainsFunc(s.k.teams, func(x people.Team) bool { return x.Name == "三班" }) {
		t.Errorf("teams %+v", s.k.teams)
	}
}

func TestPeople_AnOrganisationsNameIsRefusedTwice(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	s.tabs.Choose(tabOrganisations)
	s.add()
	s.group.name.SetText("本热线")
	s.save()
	if len(s.group.wrong.Objects) == 0 || len(s.k.orgs) != 3 {
		t.Error("taken without a word")
	}
}
