package cut_test

import (
	"math"
	"testing"

	"shifu/training/bank"
	"shifu/training/exam/cut"
)

func study(done ...bool) *cut.Study {
	s := &cut.Study{Most: 10, Items: []cut.Item{{Question: bank.Question{ID: "a"}, Weight: 4}, {Question: bank.Question{ID: "b"}, Weight: 6}}}
	for i, d := range done {
		p := .5 + .1*float64(i)
		s.Judges = append(s.Judges, cut.Seat{Name: string(rune('A' + i)), Done: [2]bool{d}, Expects: cut.Expectation{Pass: .8, MinCut: .4, MaxCut: .8, MinFail: .1, MaxFail: .9},
			Given: []cut.Rating{{QuestionID: "a", Round: 1, P: p}, {QuestionID: "b", Round: 1, P: p}}})
	}
	return s
}

func TestOutcome_CountsJudgesWhoFinishedOnlyAndWeighsByMarks(t *testing.T) {
	if _, ok := study(true, false).Outcome(1, nil); ok {
		t.Error("one judge makes a cut")
	}
	o, ok := study(true, false, true).Outcome(1, nil)
	if !ok || len(o.Angoff.Judges) != 2 || math.Abs(*o.Angoff.Cut-6) > 1e-9 || o.Limits.MaxCut != 8 {
		t.Errorf("%+v", o)
	}
	if o.HasBeuk || o.HasHof {
		t.Error("a compromise without people")
	}
	var totals []float64
	for i := range 100 {
		totals = append(totals, float64(i)/10)
	}
	if o, _ := study(true, true).Outcome(1, totals); !o.HasBeuk || !o.HasHof || o.Hofstee.Cut < 4 || o.Hofstee.Cut > 8 {
		t.Errorf("%+v", o)
	}
}

func TestStudy_TheLastRoundIsTheOneThatTwoFinished(t *testing.T) {
	s := study(true, true)
	if s.Last() != 1 {
		t.Error(s.Last())
	}
	s.Judges[0].Done[1], s.Judges[1].Done[1] = true, true
	if s.Last() != 2 || study(true).Last() != 0 {
		t.Error(s.Last())
	}
	if mean, sd, n := study(true, true).Spread("a", 1); n != 2 || math.Abs(mean-.55) > 1e-9 || math.Abs(sd-.0707107) > 1e-6 {
		t.Error(mean, sd, n)
	}
}

func TestExpectation_ContradictionsAreRefused(t *testing.T) {
	good := cut.Expectation{Pass: .8, MinCut: .5, MaxCut: .7, MinFail: .1, MaxFail: .4}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, change := range []func(*cut.Expectation){func(e *cut.Expectation) { e.Pass = 1.1 }, func(e *cut.Expectation) { e.MinCut = .8 }, func(e *cut.Expectation) { e.MaxFail = 0 }, func(e *cut.Expectation) { e.Pass = math.NaN() }} {
		e := good
		change(&e)
		if e.Check() == nil {
			t.Errorf("%+v", e)
		}
	}
}
