package today

import (
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/score"
)

func open(t *testing.T, o *desktest.Office, by people.Actor) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{Place: desk.Today}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// full answers every question with the best option, or the worst.
func full(t *testing.T, v *qa.Version, worst bool) qa.Answers {
	t.Helper()
	a := qa.Answers{}
	for _, q := range v.All {
		at := 0
		if worst && !q.FailsAll() {
			at = len(q.Choices()) - 1
		}
		a[q.Ref] = qa.Answer{Options: []int{at}, Comment: "说明", Moments: []qa.Moment{{At: time.Second}}}
	}
	if r := score.Score(v, a); !r.Complete {
		t.Fatal("the answers are not complete")
	}
	return a
}

func submit(t *testing.T, o *desktest.Office, call string, worst bool) qa.Evaluation {
	t.Helper()
	return submitBy(t, o, o.Town.Reviewer, call, worst)
}

func submitBy(t *testing.T, o *desktest.Office, by people.Actor, call string, worst bool) qa.Evaluation {
	t.Helper()
	k := o.Store.Quality()
	v, err := k.Version(t.Context(), by, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.Begin(t.Context(), by, qa.Start{CallID: call, VersionID: v.ID})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = full(t, &v, worst)
	if e, err = k.Submit(t.Context(), by, e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestToday_ReviewerStartsWithWhatIsDueToday(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer)
	if len(s.all) != 4 {
		t.Fatalf("%d things wait, want the 4 tasks", len(s.all))
	}
	if s.all[0].to.ID != o.Town.Stereo.ID || s.all[0].to.Task == "" || s.all[0].icon != "tri" {
		t.Errorf("first is %+v", s.all[0])
	}
	if !desktest.Press(s, fyne.KeyReturn) {
		t.Fatal("Enter does nothing")
	}
	if len(o.Went) != 1 || o.Went[0].Place != desk.Room || o.Went[0].ID != o.Town.Stereo.ID {
		t.Errorf("went %+v", o.Went)
	}
}

func TestToday_AnotherOneOffersTheNextAndComesRound(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer)
	for range s.all {
		desktest.Press(s, fyne.KeyN)
	}
	if s.first != 0 {
		t.Errorf("after all of them stands number %d", s.first)
	}
	desktest.Press(s, fyne.KeyN)
	desktest.Press(s, fyne.KeyReturn)
	if o.Went[0].ID != s.all[1].to.ID {
		t.Errorf("went to %q", o.Went[0].ID)
	}
}

func TestToday_DraftsComeBeforeTasksThatCanWait(t *testing.T) {
	o := desktest.NewOffice(t)
	if _, err := o.Store.Quality().Begin(t.Context(), o.Town.Reviewer, qa.Start{CallID: o.Town.Mono.ID, VersionID: o.Town.Version}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer)
	if s.all[0].rank != rankDue || s.all[1].rank != rankBegun || s.all[1].to.Evaluation == "" {
		t.Errorf("order: %+v", s.all)
	}
}

func TestToday_AgentSeesWhatWasReleasedAndNotBefore(t *testing.T) {
	o := desktest.NewOffice(t)
	e := submit(t, o, o.Town.Mono.ID, true)
	s := open(t, o, o.Town.Agent)
	if len(s.all) != 0 {
		t.Fatalf("before the release wait %+v", s.all)
	}
	if _, err := o.Store.Quality().Advance(t.Context(), o.Town.Lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	o.Stage.Tick()
	if len(s.all) != 2 || s.all[0].to.Place != desk.Scores || s.all[0].to.ID != e.ID || s.all[1].to.Place != desk.Learn {
		t.Fatalf("after it wait %+v", s.all)
	}
	if len(s.f.weak) == 0 || s.f.weak[0].N != 1 {
		t.Errorf("weak points %+v", s.f.weak)
	}
}

func TestToday_LeadSeesWhatToReleaseAndBothSides(t *testing.T) {
	o := desktest.NewOffice(t)
	submit(t, o, o.Town.Mono.ID, false)
	s := open(t, o, o.Town.Lead)
	if s.f.waiting != 1 || s.f.unscored != 5 {
		t.Errorf("waiting %d, unscored %d", s.f.waiting, s.f.unscored)
	}
	if len(s.f.houses) != 3 || len(s.f.months) != trendMonths || len(s.f.vendors) != trendMonths {
		t.Errorf("%d organisations, %d and %d months", len(s.f.houses), len(s.f.months), len(s.f.vendors))
	}
	if m, ok := latest(s.f.vendors); !ok || m.N != 1 {
		t.Errorf("vendors' latest month %+v", m)
	}
}

func TestToday_VendorsPeopleSeeNoOtherOrganisation(t *testing.T) {
	o := desktest.NewOffice(t)
	submit(t, o, o.Town.Swapped.ID, true) // of the other vendor
	s := open(t, o, o.Town.VendorQ)
	if len(s.f.houses) != 0 || len(s.f.weak) != 0 || s.f.waiting != 0 {
		t.Errorf("sees %+v %+v %d", s.f.houses, s.f.weak, s.f.waiting)
	}
}

func TestToday_SupervisorSeesTheLowestFirst(t *testing.T) {
	o := desktest.NewOffice(t)
	submit(t, o, o.Town.Stereo.ID, true)
	s := open(t, o, o.Town.Supervisor)
	if len(s.f.low) != 1 || s.f.low[0].who.ID != o.Town.Agent.PersonID || s.f.low[0].last.N != 1 {
		t.Errorf("low %+v", s.f.low)
	}
}

func TestToday_EveryRoleOpensWithoutAFault(t *testing.T) {
	o := desktest.NewOffice(t)
	for _, by := range []people.Actor{o.Town.Admin, o.Town.Lead, o.Town.Reviewer, o.Town.Second, o.Town.Supervisor, o.Town.VendorQ, o.Town.Agent, o.Town.Mate, o.Town.Mentee} {
		open(t, o, by)
	}
}

func TestToday_NoticesAreGatheredIntoOneReading(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer)
	before := o.Traced("loaded")
	for _, task := range s.f.tasks[:2] {
		if err := o.Store.Quality().Skip(t.Context(), o.Town.Reviewer, task.ID, "无录音"); err != nil {
			t.Fatal(err)
		}
	}
	o.Stage.Tick()
	if got := o.Traced("loaded") - before; got != 1 || len(s.all) != 2 {
		t.Errorf("read %d times, %d things wait", got, len(s.all))
	}
}

func TestPool_IsMeanAndDeviationOfAllValues(t *testing.T) {
	of := func(values ...float64) (m qa.Month) {
		for _, v := range values {
			m = pool(m, qa.Month{N: 1, Mean: &v})
		}
		return m
	}
	all := of(80, 90, 70, 100, 95)
	joined := pool(of(80, 90), of(70, 100, 95))
	if all.N != 5 || math.Abs(*all.Mean-87) > 1e-9 || math.Abs(all.SD-12.041594578792296) > 1e-9 {
		t.Errorf("all: %d, %v, %v", all.N, *all.Mean, all.SD)
	}
	if math.Abs(*joined.Mean-*all.Mean) > 1e-9 || math.Abs(joined.SD-all.SD) > 1e-9 {
		t.Errorf("joined: %v, %v", *joined.Mean, joined.SD)
	}
}

func TestGiven_LeavesTheFamilyNameOutWhereItCanBeTold(t *testing.T) {
	for name, want := range map[string]string{"徐芒种": "芒种", "欧阳立夏": "立夏", "何班": "何班", "Mary Smith": "Mary", "": ""} {
		if got := given(name); got != want {
			t.Errorf("%q is greeted as %q", name, got)
		}
	}
}

func TestBadness_TooFewStandLast(t *testing.T) {
	if badness(qa.WeakPoint{N: 9, Lost: 9}) >= badness(qa.WeakPoint{N: 200, Lost: 1}) {
		t.Error("nine answers stand before two hundred")
	}
}
