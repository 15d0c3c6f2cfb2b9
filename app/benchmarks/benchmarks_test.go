package benchmarks

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/benchmark"
)

func propose(t *testing.T, o *desktest.Office) string {
	t.Helper()
	id, err := o.Store.Benchmarks().Propose(t.Context(), o.Town.Reviewer, "", o.Town.Stereo.ID, "", benchmark.Account{Title: "安抚", Why: "先道歉", Line: "故障报修", Skill: "安抚", Difficulty: benchmark.Easy,
		Until: min(o.Town.Stereo.Duration, 20*time.Second), ReviewAt: o.Desk.Now().AddDate(0, 6, 0)})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func open(o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	o.Show(s, 1280, 800)
	return s
}

func TestBenchmarks_AProposalIsCheckedAndApprovedByItsKeys(t *testing.T) {
	o := desktest.NewOffice(t)
	id := propose(t, o)
	s := open(o, o.Town.Lead, desk.Route{ID: id})
	if s.open == nil || s.open.redact == nil || s.tab != tabWaiting {
		t.Fatal("the proposal is not open for its check")
	}
	desktest.Press(s, fyne.KeyC)
	if s.open.b.State != benchmark.Checked {
		t.Fatal(s.open.b.State, o.Failed)
	}
	desktest.Press(s, fyne.KeyY)
	o.Answer(t, "好")
	if len(s.open.b.Approvals) != 1 || s.open.b.State != benchmark.Checked {
		t.Fatalf("%+v", s.open.b)
	}
	s = open(o, o.Trainer(t), desk.Route{ID: id})
	desktest.Press(s, fyne.KeyY)
	o.Answer(t, "")
	if s.open.b.State != benchmark.Approved || s.open.redact != nil {
		t.Errorf("%s, still to be checked: %v, %v", s.open.b.State, s.open.redact != nil, o.Failed)
	}
	if a := open(o, o.Town.Agent, desk.Route{}); len(a.tabs) != 1 || len(a.rows()) != 1 {
		t.Error("its agent's organisation hears it:", len(a.rows()))
	}
}

func TestBenchmarks_TheFormKeepsTheStretchOfTheRoute(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(o, o.Town.Reviewer, desk.Route{ID: desk.New, Start: qa.Start{CallID: o.Town.Stereo.ID}, From: time.Second, Until: 6 * time.Second})
	if s.form == nil {
		t.Fatal("no form", o.Failed)
	}
	if a, err := s.form.account(); err != nil || a.From != time.Second || a.Until != 6*time.Second {
		t.Fatal(a, err)
	}
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.form == nil || s.form.wrong.Hidden {
		t.Fatal("a proposal without a title was kept")
	}
	s.form.title.SetText("安抚")
	s.form.why.SetText("先道歉")
	s.form.line.SetText("故障报修")
	s.form.skill.SetText("安抚")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.form != nil || s.open == nil || s.open.b.State != benchmark.Proposed {
		t.Error("the proposal is not kept and open", o.Failed)
	}
}

func TestBenchmarks_TheAgentIsWhoSpeaksOnTheAgentsLane(t *testing.T) {
	said := []recordings.Utterance{{Lane: 0, Text: "没来电"}, {Lane: 1, Text: "抱歉"}}
	for lane := range 2 {
		got := lines(said, 0, lane)
		if got[lane].Voice != parts.VoiceAgent || got[1-lane].Voice != parts.VoiceCustomer {
			t.Errorf("agent on lane %d: %+v", lane, got)
		}
	}
}
