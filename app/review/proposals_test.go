package review

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rules"
	"shifu/recordings"
)

// fakeModel answers as it is told.
type fakeModel struct {
	answers []proposal.Answer
	err     error
	asked   int
}

func (m *fakeModel) Answer(context.Context, proposal.Settings, proposal.Ask) ([]proposal.Answer, error) {
	m.asked++
	return m.answers, m.err
}

func (m *fakeModel) Test(context.Context, proposal.Settings) error { return m.err }

// withRules is the office with the starter rules.
func withRules(t *testing.T) *desktest.Office {
	t.Helper()
	o := desktest.NewOffice(t)
	s, err := rules.Shipped("zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Rules().Save(ctx, o.Town.Lead, s); err != nil {
		t.Fatal(err)
	}
	return o
}

// withModel turns a model on.
func withModel(t *testing.T, o *desktest.Office, m *fakeModel, change func(*proposal.Settings)) {
	t.Helper()
	s := proposal.Standard()
	s.On, s.Trial, s.Address, s.Model = true, false, "http://127.0.0.1:1/v1", "m"
	if change != nil {
		change(&s)
	}
	if err := o.Store.Proposals().SetSettings(ctx, o.Town.Admin, s); err != nil {
		t.Fatal(err)
	}
	o.Desk.Assist.Model = m
}

func said(ref, option, quote string) []proposal.Answer {
	return []proposal.Answer{{Ref: ref, Applicable: true, Option: option, Confidence: .8, Reason: "因为", Evidence: []proposal.Quote{{Turn: 2, Quote: quote}}}}
}

func TestProposals_ARulesHitStandsAtItsQuestionAndIsTakenByOneKey(t *testing.T) {
	o := withRules(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.wake("5.1")
	q, _, _ := r.sheet.version.Find("5.1")
	s := r.advice.suggestion(q)
	if s == nil || s.Answer != "未做到" || s.Quote != "保证，二十分钟之内一定修好" || s.Moment == "" || !s.Open {
		t.Fatalf("%+v", s)
	}
	if _, answered := r.sheet.e.Answers["5.1"]; answered {
		t.Fatal("it was filled in by itself")
	}
	keys(r, fyne.KeyY)
	a := stored(t, o, o.Town.Stereo.ID)
	if got := a.Answers["5.1"]; len(got.Options) != 1 || got.Options[0] != 2 || len(got.Moments) != 1 || got.Moments[0].At < 6*time.Second {
		t.Errorf("%+v", got)
	}
	if a.State != qa.Draft {
		t.Error("it was submitted")
	}
	ps, err := o.Assist.Proposals.Of(ctx, o.Actor, a.ID)
	if err != nil || decision(ps, "5.1") != proposal.Accepted {
		t.Error(ps, err)
	}
}

func decision(ps []proposal.Proposal, ref string) proposal.Decision {
	for _, p := range ps {
		if p.Ref == ref && p.Rank == 0 {
			return p.Decision
		}
	}
	return "none"
}

func TestProposals_ARejectedOneStaysRejectedAndAnswersNothing(t *testing.T) {
	o := withRules(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.wake("5.1")
	keys(r, fyne.KeyX)
	if len(r.sheet.e.Answers["5.1"].Options) > 0 || r.advice.pending("5.1") {
		t.Fatal("still there")
	}
	r.Close()
	again := enter(t, o, o.Town.Stereo.ID)
	if again.advice.pending("5.1") || decision(again.advice.all, "5.1") != proposal.Rejected {
		t.Error("it came back", decision(again.advice.all, "5.1"))
	}
	if desktest.Press(again, fyne.KeyY) {
		again.wake("5.1")
		if desktest.Press(again, fyne.KeyY) {
			t.Error("a rejected suggestion can be taken")
		}
	}
}

func TestProposals_TheHitsPagePlaysFromTheWords(t *testing.T) {
	o := withRules(t)
	r := enter(t, o, o.Town.Stereo.ID)
	l := r.view.panels.hits
	if len(l.rows) < 3 || r.view.countOf(panelHits) == "" {
		t.Fatalf("%d hits", len(l.rows))
	}
	for i, h := range l.rows {
		if h.p.Maker == "over-promise" {
			l.table.OnOpened(i)
			if (r.sound.at - h.at).Abs() > time.Millisecond {
				t.Errorf("at %v, want %v", r.sound.at, h.at)
			}
			return
		}
	}
	t.Error("the promise is not listed")
}

func TestProposals_AModelsInventionIsShownAsWorthless(t *testing.T) {
	o := desktest.NewOffice(t)
	m := &fakeModel{answers: append(said("5.1", "未做到", "二十分钟之内一定修好"), said("5.2", "未做到", "他的电话是")...)}
	withModel(t, o, m, nil)
	r := enter(t, o, o.Town.Stereo.ID)
	if !r.advice.pending("5.1") || r.advice.pending("5.2") || m.asked != 1 {
		t.Fatalf("%+v", r.advice.all)
	}
	if n := len(r.view.panels.hits.rows); n != 2 {
		t.Errorf("%d rows", n)
	}
	r.Close()
	enter(t, o, o.Town.Stereo.ID)
	if m.asked != 1 {
		t.Error("the same call was sent twice")
	}
}

func TestProposals_ATrialShowsNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	withModel(t, o, &fakeModel{answers: said("5.1", "未做到", "一定修好")}, func(s *proposal.Settings) { s.Trial = true })
	r := enter(t, o, o.Town.Stereo.ID)
	if len(r.advice.all) != 0 || len(r.view.panels.hits.rows) != 0 {
		t.Fatal("the trial shows", r.advice.all)
	}
	if has, err := o.Assist.Proposals.Has(ctx, o.Actor, r.sheet.e.ID, proposal.Model); err != nil || !has {
		t.Error("the trial kept nothing", err)
	}
}

func TestProposals_AModelThatFailsLeavesTheFormAsItWas(t *testing.T) {
	o := withRules(t)
	m := &fakeModel{err: fault.New(fault.Conflict, "The model's server is busy (429), {{.Times}} times. Your form is untouched; try again in a minute.", fault.Values{"Times": 4})}
	withModel(t, o, m, nil)
	r := enter(t, o, o.Town.Stereo.ID)
	if r.advice.problem == nil || len(o.Failed) != 0 || !r.advice.pending("5.1") {
		t.Fatal(r.advice.problem, o.Failed)
	}
	keys(r, fyne.Key1)
	if got := stored(t, o, o.Town.Stereo.ID); len(got.Answers) == 0 {
		t.Error("the form can't be used")
	}
	m.err, m.answers = nil, said("5.1", "未做到", "一定修好")
	r.advice.again()
	if r.advice.problem != nil || m.asked != 2 || r.advice.top("5.1").Source != proposal.Model {
		t.Error("trying again gave nothing", r.advice.problem)
	}
}

func TestProposals_OnlyAnOpenGateFillsIn(t *testing.T) {
	for name, c := range map[string]struct {
		agree  int // of 25 the person answered as proposed
		filled bool
	}{"trusted": {25, true}, "not trusted": {20, false}} {
		o := withRules(t)
		withModel(t, o, &fakeModel{}, func(s *proposal.Settings) { s.On, s.Prefill = false, true })
		history(t, o, c.agree)
		r := enter(t, o, o.Town.Stereo.ID)
		if got := len(r.sheet.e.Answers["5.1"].Options) > 0; got != c.filled {
			t.Errorf("%s: filled in %v", name, got)
		}
		if r.sheet.e.State != qa.Draft {
			t.Error("submitted")
		}
		if c.filled {
			r.wake("5.1")
			keys(r, fyne.KeyX)
			if len(r.sheet.e.Answers["5.1"].Options) > 0 {
				t.Error("what was filled in can't be refused")
			}
		}
	}
}

// history lets the second reviewer submit 25 evaluations with a proposal for 5.1.
func history(t *testing.T, o *desktest.Office, agree int) {
	t.Helper()
	d := o.As(o.Town.Second)
	v, err := d.Quality.Version(ctx, d.Actor, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		c := o.Town.Mono
		c.ID, c.ExternalID, c.Audio = "h"+string(rune('a'+i)), "h"+string(rune('a'+i)), o.Town.Silent.Audio
		if _, err := d.Calls.Add(ctx, o.Town.Lead, []recordings.Call{c}); err != nil {
			t.Fatal(err)
		}
		e, err := d.Quality.Begin(ctx, d.Actor, qa.Start{CallID: c.ID, VersionID: v.ID})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Assist.Proposals.Keep(ctx, d.Actor, e.ID, proposal.Rule, []proposal.Proposal{{Ref: "5.1", Maker: "over-promise", Answer: qa.Choose(2)}}); err != nil {
			t.Fatal(err)
		}
		e.Answers = qa.Answers{}
		for _, q := range v.All {
			e.Answers[q.Ref] = qa.Choose(0)
		}
		if i < agree {
			a := qa.Choose(2)
			a.Comment = "超"
			e.Answers["5.1"] = a
		}
		if _, err := d.Quality.Submit(ctx, d.Actor, e); err != nil {
			t.Fatal(err)
		}
	}
}
