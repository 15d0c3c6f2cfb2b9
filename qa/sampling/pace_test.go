package sampling_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/sampling"
	"shifu/recordings"
)

func TestPassed_GoesUpAtEachCheckpoint(t *testing.T) {
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	cs := sampling.Checkpoints(from, from.AddDate(0, 0, 28), 4)
	for day, want := range map[int][2]float64{-1: {0, .25}, 0: {0, .25}, 6: {0, .25}, 7: {.25, .5}, 20: {.5, .75}, 27: {.75, 1}, 28: {1, 1}, 90: {1, 1}} {
		now := from.AddDate(0, 0, day)
		if p, c := sampling.Passed(cs, now), sampling.Coming(cs, now); p != want[0] || c != want[1] {
			t.Errorf("day %d: %v passed, %v coming; want %v", day, p, c, want)
		}
	}
}

func TestWanted_IsTheShareButAtLeastTheMinimumAndAtMostTheCalls(t *testing.T) {
	share := sampling.Plan{Share: .02, Min: 3}
	for calls, want := range map[int]int{0: 0, 2: 2, 100: 3, 150: 3, 151: 4, 1000: 20} {
		if got := share.Wanted(calls); got != want {
			t.Errorf("%d calls want %d, got %d", calls, want, got)
		}
	}
	if fixed := (sampling.Plan{N: 4}); fixed.Wanted(9) != 4 || fixed.Wanted(3) != 3 {
		t.Error("a fixed quota is not kept")
	}
}

func TestBehind_IsLessThanTheLastCheckpointWanted(t *testing.T) {
	if (sampling.Pace{Done: 2, Expected: 2}).Behind() || !(sampling.Pace{Done: 1, Expected: 2}).Behind() {
		t.Error("misjudged")
	}
}

func TestNext_DrawsUpToTheComingCheckpoint(t *testing.T) {
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	p := sampling.Plan{From: from, Until: from.AddDate(0, 0, 28), Checkpoints: 4, Method: sampling.Random, N: 40}
	now := from.AddDate(0, 0, 8)
	g := sampling.Ground{Calls: calls(100), Total: 10}
	if n := p.Next(g, now, false); n != 10 { // half of 40 is due at the second checkpoint, 10 are drawn
		t.Errorf("%d", n)
	}
	if n := p.Next(g, now, true); n != 30 {
		t.Errorf("whole: %d", n)
	}
	p.Method, p.N = sampling.Quota, 4
	g = sampling.Ground{Calls: calls(9, 9), Drawn: map[string]int{"s0": 2}, Sizes: map[string]int{"s0": 11, "s1": 9}, Total: 2}
	if n := p.Next(g, now, false); n != 2 { // two of s1, s0 has its two
		t.Errorf("quota: %d", n)
	}
	g.Drawn["s1"], g.Total = 2, 4
	if _, _, err := p.Draw(g, p.Next(g, now, false), 1, now, false); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestPoints_WeighTheHits(t *testing.T) {
	w := sampling.Usual()
	for want, s := range map[float64]sampling.Signals{
		0: {Satisfied: 5, Silence: 9 * time.Second}, 3: {Complaint: 1}, 15: {Complaint: 40}, 2: {Silence: 10 * time.Second},
		7: {Repeat: 1, Transfer: true, Satisfied: 2},
	} {
		if got := w.Points(s); got != want {
			t.Errorf("%+v: %v points, want %v", s, got, want)
		}
	}
}

func TestDrawRisk_TakesTheHeaviestAndNamesTheHits(t *testing.T) {
	cs := calls(5)
	cs[1].Signals = sampling.Signals{Satisfied: 1}
	cs[3].Signals = sampling.Signals{Complaint: 2, Silence: 12 * time.Second, Repeat: 1}
	cs[4].Signals = sampling.Signals{Transfer: true}
	s, err := sampling.DrawRisk(cs, sampling.Usual(), 4, 1)
	if err != nil || len(s.Picks) != 3 || s.Picks[0].ID != cs[3].ID || s.Picks[1].ID != cs[1].ID {
		t.Fatal(s.Picks, err)
	}
	if got := s.Picks[0].Why.In(words.English); got != "Complaint words 2, Silence 12 s, Called 2 times within 7 days" {
		t.Error(got)
	}
}

func TestListen_HearsComplaintsSilenceAndTransfer(t *testing.T) {
	at := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	var s sampling.Signals
	s.Listen([]recordings.Utterance{
		{Lane: 0, Start: at(0), End: at(2), Text: "您要投诉吗？"}, // the agent's own word is none
		{Lane: 1, Start: at(2.5), End: at(4), Text: "我要投诉你们，叫领导来！"},
		{Lane: 0, Start: at(16), End: at(18), Text: "为您转接专席。"},
		{Lane: -1, Start: at(18.2), End: at(19), Text: "Compensation!"},
	}, 0)
	if s.Complaint != 3 || s.Silence != at(12) || !s.Transfer {
		t.Errorf("%+v", s)
	}
}

func TestCheck_RefusesAPlanThatCantBeKept(t *testing.T) {
	good := sampling.NewPlan(noon)
	good.Name, good.RubricID, good.Reviewers = "11 月", "r", []string{"x"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*sampling.Plan){
		"Give the plan a name.": func(p *sampling.Plan) { p.Name = " " },
		"The period ends before it begins. Turn the two days round.":  func(p *sampling.Plan) { p.Until = p.From },
		"Choose at least one reviewer.":                               func(p *sampling.Plan) { p.Reviewers = nil },
		"Choose the rubric to score with.":                            func(p *sampling.Plan) { p.RubricID = "" },
		"A period has 1 to 60 checkpoints.":                           func(p *sampling.Plan) { p.Checkpoints = 0 },
		"A reviewer gets 1 to 200 calls a day.":                       func(p *sampling.Plan) { p.Daily = 0 },
		"The share that is scored twice lies between 0 and 100 %.":    func(p *sampling.Plan) { p.Double = 1.5 },
		"Choose what the strata are made of.":                         func(p *sampling.Plan) { p.By = "" },
		"Draw 1 to 100,000 calls.":                                    func(p *sampling.Plan) { p.N = 0 },
		"Choose a method.":                                            func(p *sampling.Plan) { p.Method = "luck" },
		"The threshold lies above 0 and below 100 %.":                 func(p *sampling.Plan) { p.Method, p.Threshold = sampling.Precision, 1 },
		"The share of an agent's calls lies above 0 and up to 100 %.": func(p *sampling.Plan) { p.Method, p.Share = sampling.Quota, 2 },
		"The time in the job ends before it begins.":                  func(p *sampling.Plan) { p.Filter.TenureFrom, p.Filter.TenureTo = 90, 30 },
	} {
		p := good
		spoil(&p)
		if err := p.Check(); fault.Sentence(err) != want {
			t.Errorf("said %v, want %s", err, want)
		}
	}
}
