package sampling

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa/sampling"
)

func open(t *testing.T, o *desktest.Office, by people.Actor) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{Place: desk.Sampling}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// planned keeps a plan over all calls of the town.
func planned(t *testing.T, o *desktest.Office, change func(*sampling.Plan)) string {
	t.Helper()
	v, err := o.Store.Quality().Version(t.Context(), o.Town.Lead, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	p := sampling.NewPlan(o.Now())
	p.Name, p.Method, p.By, p.N, p.RubricID = "十一月", sampling.Random, sampling.ByNothing, 4, v.RubricID
	p.Reviewers, p.Filter.Unscored = []string{o.Town.Reviewer.PersonID, o.Town.Second.PersonID}, false
	change(&p)
	id, err := o.Store.Sampling().SavePlan(t.Context(), o.Town.Lead, p)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func same(*sampling.Plan) {}

func TestSampling_WithoutAPlanItSaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead)
	if got := desktest.Texts(s.page); !strings.Contains(got, "还没有抽样计划") || !strings.Contains(got, "新计划") {
		t.Errorf("shows %q", got)
	}
}

func TestSampling_APlanIsMadeInTheFormWithALiveCount(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead)
	if !desktest.Press(s, fyne.KeyN) || s.editing == nil {
		t.Fatal("N opens no form")
	}
	o.Stage.Tick()
	if s.editing.count.Calls != 2 { // four of the six wait in a queue already
		t.Errorf("counts %d", s.editing.count.Calls)
	}
	s.editing.plan.Filter.Unscored = false
	s.editing.changed()
	o.Stage.Tick()
	if s.editing.count.Calls != 6 || !strings.Contains(desktest.Texts(s.editing.panel), "置信度") {
		t.Errorf("counts %d", s.editing.count.Calls)
	}
	s.editing.plan.Name = ""
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || s.editing == nil || !strings.Contains(desktest.Texts(s.editing.form), "给计划起个名字") {
		t.Fatal("a plan without a name is kept, or nothing is said")
	}
	s.editing.plan.Name = "试行"
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || s.editing != nil || len(s.plans) != 1 || s.plans[0].Name != "试行" {
		t.Errorf("plans %+v", s.plans)
	}
}

func TestSampling_ADrawIsSeenBeforeItIsDealtAndComesOutTheSame(t *testing.T) {
	o := desktest.NewOffice(t)
	id := planned(t, o, same)
	s := open(t, o, o.Town.Lead)
	if !desktest.Press(s, fyne.KeyD) || s.drawing == nil {
		t.Fatal("D opens no preview")
	}
	s.drawing.ask.Whole = true
	s.drawing.seed.SetText("77")
	s.drawing.typed()
	seen := s.drawing.draw
	if seen.Seed != 77 || len(seen.Chosen) != 4 {
		t.Fatalf("%+v", seen)
	}
	if draws, _ := o.Store.Sampling().Draws(t.Context(), o.Town.Lead, id); len(draws) != 0 {
		t.Fatal("the preview is kept")
	}
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || s.drawing != nil {
		t.Fatal("Ctrl Enter deals nothing")
	}
	draws, err := o.Store.Sampling().Draws(t.Context(), o.Town.Lead, id)
	if err != nil || len(draws) != 1 || draws[0].Seed != 77 {
		t.Fatal(draws, err)
	}
	for i, c := range draws[0].Chosen {
		if c.CallID != seen.Chosen[i].CallID {
			t.Errorf("pick %d is another one", i)
		}
	}
	s.openTab(tabDraws)
	s.tables[tabDraws].Choose(0)
	s.replayDraw()
	if s.replay == nil || !s.replay.Same || !strings.Contains(desktest.Texts(s.page), "种子 77 重抽，4 通完全一致") {
		t.Errorf("replay %+v", s.replay)
	}
}

func TestSampling_AWrongSeedIsMarkedAndDrawsNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	planned(t, o, same)
	s := open(t, o, o.Town.Lead)
	s.openDraw()
	before := s.drawing.ask.Seed
	s.drawing.seed.SetText("seven")
	s.drawing.typed()
	if s.drawing.ask.Seed != before {
		t.Error("a word is taken for a seed")
	}
	if !desktest.Press(s, fyne.KeyS) || s.drawing.ask.Seed == before {
		t.Error("S draws no other seed")
	}
	if !desktest.Press(s, fyne.KeyEscape) || s.drawing != nil {
		t.Error("Esc doesn't leave the preview")
	}
}

func TestSampling_AnUnusableCallIsReplacedWithTheReason(t *testing.T) {
	o := desktest.NewOffice(t)
	id := planned(t, o, func(p *sampling.Plan) { p.N = 2 })
	if _, err := o.Store.Sampling().Draw(t.Context(), o.Town.Lead, id, sampling.Ask{Seed: 1, Whole: true}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead)
	desktest.Press(s, fyne.Key2)
	s.tables[tabCalls].Choose(0)
	gone := s.board.Chosen[0].CallID
	if !s.mayReplace() {
		t.Fatal("the call can't be replaced")
	}
	s.replaceCall(gone, "录音损坏", func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	o.Stage.Tick()
	found := false
	for _, c := range s.board.Chosen {
		found = found || c.Replaces == gone
	}
	if len(s.board.Chosen) != 3 || !found {
		t.Errorf("%+v", s.board.Chosen)
	}
}

func TestSampling_OnlyWhoReleasesScoresKeepsPlans(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Desk = o.As(o.Town.Reviewer)
	s := New(o.Desk, desk.Route{}).(*Screen)
	defer s.Close()
	if len(o.Failed) == 0 {
		t.Error("a reviewer reads the plans")
	}
}

func TestSampling_NothingIsDoneToAPlanThatIsNotReadYet(t *testing.T) {
	o := desktest.NewOffice(t)
	planned(t, o, same)
	s := open(t, o, o.Town.Lead)
	s.board = sampling.Board{} // as if it were still being read
	s.openDraw()
	s.editPlan()
	s.showPage()
	if s.drawing != nil || s.editing != nil {
		t.Error("a plan that nobody sees is drawn from")
	}
}
