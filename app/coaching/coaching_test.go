package coaching

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/analysis"
	"shifu/training/coaching"
)

// boss is a supervisor of the agent's organisation.
func boss(t *testing.T, o *desktest.Office) people.Actor {
	t.Helper()
	id, err := o.Store.People().SavePerson(t.Context(), people.Program(), people.Person{OrganisationID: o.Town.Agent.OrganisationID, Name: "常小寒", Login: "boss", StaffNumber: "9", Roles: []people.Role{people.Supervisor}, JoinedAt: o.Desk.Now()})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.People().Confirm(t.Context(), people.As(people.Person{ID: id, OrganisationID: o.Town.Agent.OrganisationID, Name: "常小寒", Roles: []people.Role{people.Supervisor}}, people.Vendor))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// planned is a plan for the agent on the first question of the rubric.
func planned(t *testing.T, o *desktest.Office, by people.Actor) string {
	t.Helper()
	v, err := o.Store.Quality().Version(t.Context(), people.Program(), o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	p := coaching.Plan{PersonID: o.Town.Agent.PersonID, Expected: "先复述", Practice: "对练", Goal: coaching.Goal{RubricID: v.RubricID, Target: 1, By: o.Desk.Now().AddDate(0, 1, 0)}}
	for _, q := range v.All {
		if p.Goal.Ref == "" {
			p.Goal.Ref = q.Ref
		}
	}
	id, err := o.Store.Coaching().Save(t.Context(), by, p)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestBoard_APlanGoesFromToDoToFinishedByItsKeys(t *testing.T) {
	o := desktest.NewOffice(t)
	by := boss(t, o)
	planned(t, o, by)
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{}).(*Screen)
	o.Show(s, 1280, 800)
	if columns := s.board.columns(); len(columns[0]) != 1 {
		t.Fatalf("%+v", columns)
	}
	desktest.Press(s, fyne.KeyReturn)
	desktest.Press(s, fyne.KeyH)
	if !o.Asked() {
		t.Fatal("H asks for the session that was held")
	}
	x := s.open.(*opened)
	if err := o.Store.Coaching().Hold(t.Context(), by, x.p.ID, o.Desk.Now(), "复述三遍"); err != nil {
		t.Fatal(err)
	}
	s.load()
	if x.p.State != coaching.InProgress || x.effect == nil || !x.effect.Own.Few {
		t.Errorf("%s, %+v", x.p.State, x.effect)
	}
	desktest.Press(s, fyne.KeyEscape)
	if s.open != nil || len(s.board.columns()[1]) != 1 {
		t.Error("the plan has not moved on")
	}
}

func TestAgent_SeesTheOwnPlanAndAcknowledgesIt(t *testing.T) {
	o := desktest.NewOffice(t)
	id := planned(t, o, boss(t, o))
	o.Desk = o.As(o.Town.Agent)
	s := New(o.Desk, desk.Route{ID: id}).(*Screen)
	o.Show(s, 1280, 800)
	if len(s.tabs) != 2 || s.open == nil {
		t.Fatal("the agent's plan is not open", s.tabs)
	}
	desktest.Press(s, fyne.KeyA)
	o.Answer(t, "我会先复述")
	if p := s.open.(*opened).p; p.AcknowledgedAt.IsZero() || p.Words != "我会先复述" {
		t.Errorf("%+v", p)
	}
	if s := New(o.As(o.Town.Mate), desk.Route{ID: id}).(*Screen); s.open != nil || len(s.plans) != 0 {
		t.Error("a mate sees the plan")
	}
}

func TestTogether_ASessionShowsItsFindingsAndItsMinutesClose(t *testing.T) {
	o := desktest.NewOffice(t)
	by := boss(t, o)
	id, err := o.Store.Analyses().Plan(t.Context(), by, analysis.Session{CallID: o.Town.Stereo.ID, Title: "停电", At: o.Desk.Now().Add(time.Hour), Members: []analysis.Member{{PersonID: o.Town.Agent.PersonID}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Store.Analyses().Note(t.Context(), o.Town.Agent, id, analysis.Finding{Sort: analysis.Good, Text: "先道歉"}); err != nil {
		t.Fatal(err)
	}
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{ID: id}).(*Screen)
	o.Show(s, 1280, 800)
	l, ok := s.open.(*listening)
	if !ok || len(l.a.Findings) != 1 || l.call == nil {
		t.Fatalf("%+v", s.open)
	}
	desktest.Press(s, fyne.KeyH)
	o.Answer(t, "先道歉再说进度")
	if l := s.open.(*listening); l.a.State != analysis.Held || l.a.Came() != 2 {
		t.Errorf("%+v", l.a)
	}
	s.gather(o.Town.Stereo.ID)
	if !o.Asked() {
		t.Error("planning another asks who takes part")
	}
}
