package demo_test

import (
	"math"
	"testing"

	"shifu/training/exam/analysis"
	"shifu/training/exam/cut"
	"shifu/training/exam/stats"
)

// study is the only one of an exam, with the marks of first attempts.
func study(t testing.TB, name string) (cut.Study, []float64) {
	t.Helper()
	id := exams(t, shared)[name].ID
	all, err := shared.Cuts().Studies(ctx, shared.actors["温秋分"], id)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d studies, %v", len(all), err)
	}
	var totals []float64
	for _, r := range results(t, shared, id) {
		if r.N == 1 && r.Known {
			totals = append(totals, r.Points)
		}
	}
	return all[0], totals
}

func TestCuts_EightJudgesComeCloserInTheSecondRound(t *testing.T) {
	s, totals := study(t, "用电安全与应急")
	one, _ := s.Outcome(1, totals)
	two, ok := s.Outcome(2, totals)
	if !ok || s.Stage != cut.Closed || s.Finished(1) != 8 || s.Finished(2) != 8 || len(s.Items) != 20 {
		t.Fatalf("%s: %d and %d judges, %d questions", s.Stage, s.Finished(1), s.Finished(2), len(s.Items))
	}
	apart := func(round int) (sum float64) {
		for _, it := range s.Items {
			_, sd, _ := s.Spread(it.Question.ID, round)
			sum += sd / float64(len(s.Items))
		}
		return sum
	}
	if a, b := apart(1), apart(2); a < .05 || b > .7*a {
		t.Errorf("the judges lie %.3f apart, then %.3f", a, b)
	}
	if share := *two.Angoff.Cut / s.Most; share < .55 || share > .85 || math.Abs(*one.Angoff.Cut-*two.Angoff.Cut) > 10 {
		t.Errorf("cuts of %v and %v of %v", *one.Angoff.Cut, *two.Angoff.Cut, s.Most)
	}
	if !two.HasBeuk || !two.HasHof || math.Abs(two.Beuk.Cut-*two.Angoff.Cut) > 15 || math.Abs(two.Hofstee.Cut-*two.Angoff.Cut) > 15 {
		t.Errorf("Angoff %v, Beuk %+v, Hofstee %+v", *two.Angoff.Cut, two.Beuk, two.Hofstee)
	}
}

func TestCuts_TheLeadStillHasToRate(t *testing.T) {
	turns, err := shared.Cuts().Waiting(ctx, shared.actors["吴清和"])
	if err != nil || len(turns) != 1 || turns[0].Round != 1 || turns[0].Rated != 3 || turns[0].All < 20 || turns[0].DueAt.Before(evening) {
		t.Errorf("%+v, %v", turns, err)
	}
	if s, _ := study(t, "抄表与计量专项"); s.Stage != cut.FirstRound || s.Finished(1) != 7 {
		t.Errorf("%s, %d judges", s.Stage, s.Finished(1))
	}
}

func TestMake_AnExamOfOneFormHasAModel(t *testing.T) {
	record, err := shared.Exams().Record(ctx, shared.actors["温秋分"], exams(t, shared)["用电安全与应急"].ID)
	if err != nil {
		t.Fatal(err)
	}
	a := analysis.Make(&record, analysis.Ask{})
	if !a.Same || !a.Labelled() {
		t.Errorf("%d attempts, the same questions: %v", a.N(), a.Same)
	}
	for _, m := range []stats.Model{stats.OneParameter, stats.TwoParameter} {
		c, err := a.Fit(ctx, m)
		if err != nil || len(c.Items) != 20 {
			t.Errorf("%s: %+v, %v", m, c, err)
		}
	}
}
