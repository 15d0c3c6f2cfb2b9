package severity

import (
	"math"
	"testing"
	"time"
)

func scored(id, call, reviewer string, second bool, day int, credits ...float64) Evaluation {
	e := Evaluation{ID: id, CallID: call, RubricID: "r", AgentID: "a", ReviewerID: reviewer, Second: second,
		At: time.Date(2026, time.Month(1+day/30), 1+day%30, 9, 0, 0, 0, time.UTC)}
	for q, c := range credits {
		e.Answers = append(e.Answers, Answer{q, c, 1})
		e.Final += 100 * c / float64(len(credits))
	}
	return e
}

func twice() Data {
	return Data{Questions: make([]Question, 4), Evaluations: []Evaluation{
		scored("1", "x", "ann", false, 0, 1, 1, 1, 1), scored("2", "x", "bob", true, 1, 1, .5, 1, 1),
		scored("3", "y", "bob", false, 40, 1, 0, 1, 1), scored("4", "y", "ann", true, 41, 1, .5, 1, 1),
		scored("5", "z", "ann", false, 42, 1, 1, 1, 1), // once only
	}}
}

func TestPairs_CompareOnlyCallsThatTwoReviewersScored(t *testing.T) {
	m := Fit(twice(), time.UTC, 2, 1)
	for _, r := range m.Reviewers {
		want := map[string]float64{"ann": 12.5, "bob": -12.5}[r.ID]
		if r.Pairs.Calls != 2 || r.Pairs.Same != (Share{6, 8}) || math.Abs(r.Pairs.Difference.Value-want) > 1e-9 {
			t.Errorf("%s: %+v", r.ID, r.Pairs)
		}
	}
}

func TestAgreements_AreMeasuredByTheMonthOfTheSecondScoring(t *testing.T) {
	months, whole := Agreements(twice(), time.UTC)
	if len(months) != 2 || months[0].Start.Month() != time.January || months[1].Start.Month() != time.February || months[0].Calls != 1 {
		t.Fatalf("%+v", months)
	}
	if v := *months[0].Answers.Percent.Value; v != .75 {
		t.Error("January", v)
	}
	if v := *whole.Answers.Percent.Value; v != .75 || whole.Calls != 2 || whole.Answers.Units != 8 || whole.Scores.Units != 2 {
		t.Error("whole", v, whole.Calls)
	}
	if whole.Answers.Krippendorff.Value == nil || whole.Scores.ICC.OneSingle.Value == nil {
		t.Error(whole.Answers.Krippendorff.Why, whole.Scores.ICC.OneSingle.Why)
	}
}

func TestAgreements_OfNothingHaveNoValue(t *testing.T) {
	months, whole := Agreements(Data{}, time.UTC)
	if len(months) != 0 || whole.Calls != 0 || whole.Answers.Percent.Value != nil {
		t.Error(months, whole)
	}
}

func TestFair_CountsOnlyWhatEntersAverages(t *testing.T) {
	for _, a := range Fit(twice(), time.UTC, 2, 1).Agents {
		if a.N != 3 || math.Abs(a.Recorded-(100+75+100)/3.) > 1e-9 {
			t.Errorf("%+v", a)
		}
	}
}
