package mentoring

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentor"
)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// office is one with two mentors of a vendor, four newcomers there, and shifts
// of all but one.
type office struct {
	*desktest.Office
	trainer people.Actor
	ids     map[string]string // by name
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{Office: desktest.NewOffice(t), ids: map[string]string{}}
	b := indicators.Batch{Kind: indicators.ShiftKind, Source: "roster"}
	add := func(login, name string, from int, roles ...people.Role) people.Actor {
		p := people.Person{OrganisationID: o.Town.Spruce, TeamID: o.Town.SpruceTeam, Login: login, Name: name, StaffNumber: "9" + login, Roles: roles, ConfidentialAt: o.Desk.Now()}
		p.ID = must[string](t)(o.Store.People().SavePerson(t.Context(), people.Program(), p))
		o.ids[name] = p.ID
		for d := range 14 {
			if from > 0 {
				at := time.Date(2026, 11, 1+d, from, 0, 0, 0, o.Desk.Zone)
				b.Shifts = append(b.Shifts, indicators.Shift{Who: indicators.Who{PersonID: p.ID, OrganisationID: p.OrganisationID}, Date: indicators.DateOf(at), Start: at.UTC(), End: at.Add(8 * time.Hour).UTC(), Project: "95598"})
			}
		}
		return people.As(p, people.Vendor)
	}
	add("m1", "沈立夏", 8, people.Agent, people.Mentor)
	add("m2", "姜小暑", 14, people.Agent, people.Mentor)
	add("t1", "徐芒种", 8, people.Trainee)
	add("t2", "龙云起", 13, people.Trainee)
	add("t3", "陆晚舟", 14, people.Trainee)
	add("t4", "钱朝阳", 0, people.Trainee)
	o.trainer = add("t", "温秋分", 0, people.Trainer)
	if _, err := o.Store.Figures().Import(t.Context(), o.Town.Lead, b); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) open(t testing.TB, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// keep is a round of the four newcomers, as the coordinator has put it up for review.
func (o *office) reviewed(t testing.TB) *Screen {
	t.Helper()
	s := o.open(t, o.trainer, desk.Route{ID: "rounds"})
	if !desktest.Press(s, fyne.KeyN) || s.open == nil {
		t.Fatal("N begins no round")
	}
	s.open.page = pageMentees
	s.open.build()
	for row, p := range s.open.mentees {
		if p.ID == o.ids["徐芒种"] || p.ID == o.ids["龙云起"] || p.ID == o.ids["陆晚舟"] || p.ID == o.ids["钱朝阳"] {
			s.open.toggle(row)
		}
	}
	s.open.r.Rules.Capacity = 1
	if !desktest.Press(s, fyne.KeyP) || s.open.r.State != mentor.Reviewing {
		t.Fatal("P proposes nothing: ", o.Events[len(o.Events)-1])
	}
	return s
}

func (o *office) mentorOf(s *Screen, mentee string) string {
	for _, p := range s.open.r.Proposed {
		if p.MenteeID == o.ids[mentee] {
			return s.open.name(p.MentorID, "")
		}
	}
	return "not in the round"
}

func TestRound_IsPutTogetherProposedReviewedAndPublishedByKeys(t *testing.T) {
	o := newOffice(t)
	s := o.reviewed(t)
	if s.open.page != pageProposal || s.open.r.Alone() != 2 || o.mentorOf(s, "徐芒种") != "沈立夏" || o.mentorOf(s, "钱朝阳") != "" {
		t.Fatalf("%+v", s.open.r.Proposed)
	}
	text := desktest.Texts(s.Content())
	for _, want := range []string{"多 2 名徒弟", "补上短板", "同班时间"} {
		if !strings.Contains(text, want) {
			t.Errorf("the proposal does not show %q", want)
		}
	}
	for row, p := range s.open.r.Proposed {
		if why := s.open.propCell(row, propHow).Text; p.MenteeID == o.ids["钱朝阳"] && !strings.HasPrefix(why, "没有合适的师傅") {
			t.Error(why)
		}
		if p.MenteeID == o.ids["徐芒种"] {
			s.open.table.Choose(row)
		}
	}
	if !desktest.Press(s, fyne.KeyL) || o.mentorOf(s, "徐芒种") != "" {
		t.Fatal("L does not leave them without")
	}
	if !desktest.Press(s, fyne.KeyT) || o.mentorOf(s, "徐芒种") != "沈立夏" {
		t.Fatal("T does not take the one beside: ", o.mentorOf(s, "徐芒种"))
	}
	if all := must[[]contract.Pair](t)(o.Store.Pairs().Pairs(t.Context(), o.trainer, contract.Find{})); len(all) != 0 {
		t.Error("pairs were made before publishing")
	}
	desktest.Press(s, fyne.KeyU)
	o.agree(t)
	if all := must[[]contract.Pair](t)(o.Store.Pairs().Pairs(t.Context(), o.trainer, contract.Find{})); len(all) != 2 || s.open.r.State != mentor.Published {
		t.Errorf("%d pairs, %s", len(all), s.open.r.State)
	}
	desktest.Press(s, fyne.KeyEscape)
	desktest.Press(s, fyne.Key1)
	if len(s.rows()) != 2 || s.cell(0, colState).Text != "未拟合同" {
		t.Error(len(s.rows()), s.cell(0, colState))
	}
	desktest.Press(s, fyne.KeyReturn)
	if place, id := o.Last(); place != desk.MentorContract || id == "" {
		t.Error("Enter does not open the contract:", place)
	}
}

// agree takes the act of the dialog that is open.
func (o *office) agree(t testing.TB) {
	t.Helper()
	top := o.Desk.Window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing is asked")
	}
	buttons := desktest.Found[*parts.Button](top)
	buttons[len(buttons)-1].OnTapped()
}

func TestRound_WhatIsEnteredOfSomebodyCounts(t *testing.T) {
	o := newOffice(t)
	s := o.reviewed(t)
	s.open.turn(pageMentees)
	row := -1
	for i, p := range s.open.mentees {
		if p.ID == o.ids["钱朝阳"] {
			row = i
		}
	}
	f := &personForm{o: s.open, p: s.open.mentees[row]}
	f.fields()
	f.roster.SetText("every morning")
	if f.take() == nil {
		t.Fatal("a roster that is none was taken")
	}
	f.roster.SetText("1-7 00:00-24:00")
	f.languages.SetText("普通话，粤语")
	f.wishes[0], f.obliged = o.ids["沈立夏"], o.ids["沈立夏"]
	s.open.r.Rules.Common = false
	if err := f.take(); err != nil || !s.open.changed {
		t.Fatal(err)
	}
	if s.cellText(row, whoShifts) != "1-7 00:00-24:00" || s.cellText(row, whoWishes) != "沈立夏" || s.cellText(row, whoPlaces) != "沈立夏" {
		t.Error(s.cellText(row, whoShifts), s.cellText(row, whoWishes), s.cellText(row, whoPlaces))
	}
	desktest.Press(s, fyne.KeyP)
	if o.mentorOf(s, "钱朝阳") != "沈立夏" {
		t.Fatal("the obligatory pair is not proposed first: ", o.Events[len(o.Events)-1])
	}
	if desktest.Press(s, fyne.KeyL); o.mentorOf(s, "钱朝阳") != "沈立夏" {
		t.Error("an obligatory pair was taken apart")
	}
}

func (s *Screen) cellText(row, column int) string { return s.open.whoCell(row, column).Text }

func TestRound_ARuleThatCantBeKeptIsSaidInPlace(t *testing.T) {
	o := newOffice(t)
	s := o.reviewed(t)
	s.open.turn(pageRules)
	s.open.r.Rules.Capacity = 0
	s.open.touch()
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if o.Traced("refused") != 1 || !strings.Contains(desktest.Texts(s.Content()), "名额为 1 到 20 个") {
		t.Error("nothing says what is wrong")
	}
	desktest.Press(s, fyne.KeyX)
	o.agree(t)
	if s.open.r.State != mentor.Dropped || desktest.Press(s, fyne.KeyP) {
		t.Error("a round that was given up goes on")
	}
}

func TestPairs_OneMadeByHandAndWhoLooksOnMayNot(t *testing.T) {
	o := newOffice(t)
	s := o.open(t, o.trainer, desk.Route{})
	if !desktest.Press(s, fyne.KeyN) {
		t.Fatal("N pairs nobody")
	}
	o.agree(t)
	if len(s.rows()) != 1 {
		t.Fatal("no pair was made")
	}
	if s := o.open(t, o.Town.Supervisor, desk.Route{}); desktest.Press(s, fyne.KeyN) || len(s.rows()) != 1 || len(s.all) != 3 {
		t.Error("a supervisor pairs people")
	}
}

func TestMentoring_FitsTheSmallWindowInBothLanguages(t *testing.T) {
	o := newOffice(t)
	o.reviewed(t)
	for _, x := range []struct {
		name string
		l    words.Language
		mode look.Mode
	}{{"zh-light", words.Chinese, look.ModeLight}, {"en-dark", words.English, look.ModeDark}} {
		desktest.Wear(t, x.mode, 100, x.l)
		o.Desk = o.As(o.trainer)
		o.Desk.Settings.Language = x.l
		s := New(o.Desk, desk.Route{ID: "rounds"}).(*Screen)
		paint(t, o.Office, s, "pairs-rounds-"+x.name)
		desktest.Press(s, fyne.KeyReturn)
		for i, name := range []string{"proposal", "matrix", "mentees", "mentors", "rules"} {
			desktest.Press(s, digits[i])
			paint(t, o.Office, s, "pairs-"+name+"-"+x.name)
		}
		s.Close()
	}
}

// paint draws the screen as it would stand in the window, and looks for words
// that have no room.
func paint(t *testing.T, o *desktest.Office, s desk.Screen, name string) {
	t.Helper()
	w := o.Show(s, 1096, 772)
	for _, text := range desktest.Found[*parts.Text](s.Content()) {
		if text.Value != "" && text.Size().Width < 1 {
			t.Errorf("%s: %q has no room", name, text.Value)
		}
	}
	if dir := os.Getenv("SHIFU_KEEP"); dir != "" {
		f := must[*os.File](t)(os.Create(filepath.Join(dir, name+".png")))
		defer f.Close()
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}
