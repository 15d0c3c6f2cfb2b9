package calibration_test

import (
	"math"
	"slices"
	"testing"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/calibration"
)

func decimal(t *testing.T, s string) qa.Decimal {
	t.Helper()
	d, err := qa.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// version has a question of eleven options (credits 1.0, 0.9 … 0), one with
// N/A, one outside the score, one of words, and one shown on a No only.
func version(t *testing.T) *qa.Version {
	t.Helper()
	var scale []qa.Option
	for i, s := range []string{"1", "0.9", "0.8", "0.7", "0.6", "0.5", "0.4", "0.3", "0.2", "0.1", "0"} {
		scale = append(scale, qa.Option{Label: string(rune('A' + i)), Score: decimal(t, s)})
	}
	beside := []qa.Option{{Label: "Day", Score: qa.Whole(1)}, {Label: "Night", Score: qa.Whole(0)}}
	return &qa.Version{Title: "T", Mode: qa.ModeFlat, NAPolicy: qa.NAProportional, Sections: []qa.Section{{Title: "S", Weight: qa.Whole(1), Questions: []qa.Question{
		{Ref: "a", Text: "A", Kind: qa.KindSingle, Weight: qa.Whole(1), Options: scale},
		{Ref: "b", Text: "B", Kind: qa.KindYesNo, Weight: qa.Whole(1), NA: true},
		{Ref: "c", Text: "C", Kind: qa.KindSingle, Weight: qa.Whole(1), Options: beside, Excluded: true},
		{Ref: "d", Text: "D", Kind: qa.KindText, Weight: qa.Whole(0)},
		{Ref: "e", Text: "E", Kind: qa.KindYesNo, Weight: qa.Whole(1), VisibleWhen: &qa.Condition{Ref: "b", Is: []string{"No"}}},
	}}}}
}

func sheet(name string, expert bool, a qa.Answers) calibration.Sheet {
	return calibration.Sheet{PersonID: name, Name: name, Expert: expert, Evaluation: qa.Evaluation{CallID: "call", Answers: a}}
}

func answers(a, b, c int) qa.Answers {
	out := qa.Answers{"a": qa.Choose(a), "c": qa.Choose(c), "d": qa.Enter("words")}
	out["b"] = qa.Choose(b)
	if b < 0 {
		out["b"] = qa.NotApplicable()
	}
	return out
}

func TestCompare_ExactlyTheThresholdIsNotFlagged(t *testing.T) {
	for _, c := range []struct {
		one, two int
		flagged  bool
	}{{0, 1, false}, {0, 0, false}, {0, 2, true}, {6, 7, false}, {2, 3, false}, {9, 10, false}, {3, 5, true}} {
		m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", false, answers(c.one, 0, 0)), sheet("y", false, answers(c.two, 0, 0))}, nil, calibration.DefaultThreshold)
		if r, _ := m.Row("a"); r.Flagged != c.flagged || math.Abs(r.Spread-math.Abs(float64(10*(c.one-c.two)))) > 1e-9 {
			t.Errorf("%d and %d: spread %v, flagged %v", c.one, c.two, r.Spread, r.Flagged)
		}
	}
}

func TestCompare_DeviationIsSignedAgainstTheExpert(t *testing.T) {
	m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", true, answers(5, 0, 0)), sheet("y", false, answers(0, 0, 0)), sheet("z", false, answers(10, 0, 0))}, nil, 10)
	r, _ := m.Row("a")
	for i, want := range []float64{0, 50, -50} {
		if c := r.Cells[i]; math.Abs(c.Deviation-want) > 1e-9 || c.Deviates != (want != 0) {
			t.Errorf("cell %d: %v, deviates %v", i, c.Deviation, c.Deviates)
		}
	}
}

func TestCompare_TheExpertsAnswerCountsInTheSpread(t *testing.T) {
	m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", true, answers(10, 0, 0)), sheet("y", false, answers(0, 0, 0)), sheet("z", false, answers(0, 0, 0))}, nil, 10)
	if r, _ := m.Row("a"); r.Spread != 100 || !r.Flagged {
		t.Errorf("%+v", r)
	}
}

func TestCompare_WithoutExpertTheAgreedAnswerIsTheMeasure(t *testing.T) {
	sheets := []calibration.Sheet{sheet("x", false, answers(0, 0, 0)), sheet("y", false, answers(10, 0, 0))}
	r, _ := calibration.Compare(version(t), sheets, nil, 10).Row("a")
	if r.Cells[0].Deviates || r.Cells[1].Deviates {
		t.Error("a deviation from nothing")
	}
	r, _ = calibration.Compare(version(t), sheets, map[string]calibration.Ruling{"a": {Ref: "a", Agreed: qa.Choose(0)}}, 10).Row("a")
	if r.Cells[0].Deviates || math.Abs(r.Cells[1].Deviation+100) > 1e-9 {
		t.Errorf("%+v", r.Cells)
	}
}

func TestCompare_NotApplicableAgainstAnAnswerDiffers(t *testing.T) {
	m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", true, answers(0, -1, 0)), sheet("y", false, answers(0, 0, 0)), sheet("z", false, answers(0, -1, 0))}, nil, 100)
	r, _ := m.Row("b")
	if !r.Differs || !r.Flagged || !r.Cells[1].Deviates || r.Cells[2].Deviates || r.Cells[1].Deviation != 0 {
		t.Errorf("%+v", r)
	}
	if !slices.Equal(m.Flagged(), []string{"b"}) {
		t.Error(m.Flagged())
	}
}

func TestCompare_OutsideTheScoreOtherOptionsDifferAndWordsDont(t *testing.T) {
	x, y := answers(0, 0, 0), answers(0, 0, 1)
	y["d"] = qa.Enter("other words")
	m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", false, x), sheet("y", false, y)}, nil, 10)
	if !slices.Equal(m.Flagged(), []string{"c"}) {
		t.Error(m.Flagged())
	}
}

func TestCompare_AQuestionAskedOfOneOnlyDiffersAndOfNobodyIsLeftOut(t *testing.T) {
	both := calibration.Compare(version(t), []calibration.Sheet{sheet("x", false, answers(0, 0, 0)), sheet("y", false, answers(0, 0, 0))}, nil, 10)
	if _, ok := both.Row("e"); ok {
		t.Error("a question that nobody was asked stands there")
	}
	no := answers(0, 1, 0)
	no["e"] = qa.Choose(0)
	one := calibration.Compare(version(t), []calibration.Sheet{sheet("x", false, no), sheet("y", false, answers(0, 0, 0))}, nil, 100)
	if r, ok := one.Row("e"); !ok || !r.Differs {
		t.Errorf("%+v", r)
	}
}

func TestCompare_TotalsAreTheFinalScores(t *testing.T) {
	m := calibration.Compare(version(t), []calibration.Sheet{sheet("x", true, answers(0, 0, 0)), sheet("y", false, answers(2, 0, 0)), sheet("z", false, answers(4, 0, 0))}, nil, 10)
	if math.Abs(m.Total.Spread-20) > 1e-9 || !m.Total.Flagged || math.Abs(m.Total.Cells[1].Deviation+10) > 1e-9 {
		t.Errorf("%+v", m.Total)
	}
}

func TestReckon_AScoreExactlyTheThresholdAwayIsWithin(t *testing.T) {
	f := calibration.Reckon(version(t), []calibration.Sheet{sheet("x", true, answers(0, 0, 0)), sheet("y", false, answers(2, 0, 0)), sheet("z", false, answers(4, 0, 0))}, 10)
	if f.Near != 1 || f.Scores != 2 || f.Within.Value != .5 || !f.Within.Known {
		t.Errorf("%+v", f)
	}
}

func TestStep_GoesOneWayButTheReviewCanBeTakenUpAgain(t *testing.T) {
	for _, from := range calibration.States {
		for _, to := range calibration.States {
			ok := map[[2]calibration.State]bool{{calibration.Draft, calibration.Scoring}: true, {calibration.Draft, calibration.Closed}: true,
				{calibration.Scoring, calibration.Review}: true, {calibration.Scoring, calibration.Closed}: true, {calibration.Review, calibration.Resolved}: true,
				{calibration.Resolved, calibration.Review}: true, {calibration.Resolved, calibration.Closed}: true}[[2]calibration.State{from, to}]
			if err := calibration.Step(from, to); (err == nil) != ok || err != nil && !fault.Is(err, fault.Conflict) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}

func TestCheck_NamesWhatIsWrong(t *testing.T) {
	good := calibration.Session{Title: "X", VersionID: "v", Calls: []calibration.Call{{ID: "c"}}, Threshold: 10}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*calibration.Session){
		"Give the session a name.":                     func(s *calibration.Session) { s.Title = " " },
		"Choose a call to score.":                      func(s *calibration.Session) { s.Calls = nil },
		"Choose a rubric.":                             func(s *calibration.Session) { s.VersionID = "" },
		"The threshold lies between 0 and 100 points.": func(s *calibration.Session) { s.Threshold = math.NaN() },
		"Li is named twice.": func(s *calibration.Session) {
			s.Members = []calibration.Member{{PersonID: "p"}, {PersonID: "p", Name: "Li"}}
		},
		"A session has one expert at the most.": func(s *calibration.Session) {
			s.Members = []calibration.Member{{PersonID: "p", Expert: true}, {PersonID: "q", Expert: true}}
		},
		"The same call is named twice.":          func(s *calibration.Session) { s.Calls = append(s.Calls, calibration.Call{ID: "c"}) },
		"A session takes 10 calls at the most.":  func(s *calibration.Session) { s.Calls = make([]calibration.Call, 11) },
		"A session takes 30 people at the most.": func(s *calibration.Session) { s.Members = make([]calibration.Member, 31) },
	} {
		s := good
		s.Calls = slices.Clone(good.Calls)
		change(&s)
		if err := s.Check(); fault.Sentence(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The figures are reckoned by hand from the formulas of Gwet (2008) and Fleiss
// (1971).
func TestReckon_MeasuresTheParticipantsWithoutTheExpert(t *testing.T) {
	f := calibration.Reckon(version(t), []calibration.Sheet{sheet("x", true, answers(10, 1, 1)), sheet("y", false, answers(0, 0, 0)), sheet("z", false, answers(1, 0, 0))}, 10)
	if f.Questions != 3 || f.Raters != 2 { // a, b, c; d is words, e was hidden from both
		t.Fatalf("%d questions x %d", f.Questions, f.Raters)
	}
	if !f.Same.Known || math.Abs(f.Same.Value-2./3) > 1e-9 {
		t.Errorf("same %+v", f.Same)
	}
	// Categories A, B (of a), Yes, Day: shares 1/6, 1/6, 1/3, 1/3.
	// AC1: pe = sum q(1-q) / (k-1) = (2*5/36 + 2*2/9) / 3 = (5/18 + 8/18) / 3 = 13/54.
	pe := 13. / 54
	if want := (2./3 - pe) / (1 - pe); math.Abs(f.AC1.Value-want) > 1e-9 {
		t.Errorf("AC1 %v, want %v", f.AC1.Value, want)
	}
	// Fleiss: pe = sum q^2 = 2/36 + 2/9 = 10/36.
	if want := (2./3 - 10./36) / (1 - 10./36); math.Abs(f.Fleiss.Value-want) > 1e-9 {
		t.Errorf("Fleiss %v, want %v", f.Fleiss.Value, want)
	}
}

func TestReckon_NotApplicableIsAnAnswerLikeTheOthers(t *testing.T) {
	f := calibration.Reckon(version(t), []calibration.Sheet{sheet("y", false, answers(0, -1, 0)), sheet("z", false, answers(0, 0, 0))}, 10)
	if f.Questions != 3 || math.Abs(f.Same.Value-2./3) > 1e-9 {
		t.Errorf("%+v", f)
	}
}
