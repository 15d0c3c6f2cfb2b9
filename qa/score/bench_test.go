package score_test

import (
	"testing"

	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/qa/score"
)

// evaluation is a full set of answers to the 17 questions of the 95598 rubric.
func evaluation(b *testing.B) (*score.Scheme, qa.Answers) {
	v, err := rubrics.Shipped("95598", "en")
	if err != nil {
		b.Fatal(err)
	}
	a := qa.Answers{}
	for at, q := range v.All {
		a[q.Ref] = qa.Choose((at.Section + at.Question) % 3 % len(q.Options))
	}
	a["4.4"] = qa.NotApplicable()
	return score.Compile(&v), a
}

// BenchmarkScore scores evaluations of 17 questions on one core; the target is
// a million per second.
func BenchmarkScore(b *testing.B) {
	scheme, a := evaluation(b)
	sheet := scheme.Sheet(a)
	var r score.Result
	b.ReportAllocs()
	for b.Loop() {
		scheme.ScoreSheet(sheet, &r)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "evaluations/s")
}

// BenchmarkScoreAnswers is the same from answers by ref.
func BenchmarkScoreAnswers(b *testing.B) {
	scheme, a := evaluation(b)
	var r score.Result
	b.ReportAllocs()
	for b.Loop() {
		scheme.Score(a, &r)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "evaluations/s")
}

func TestScore_AllocatesNothingAfterTheFirst(t *testing.T) {
	v := twoSections(qa.ModeSectionPercent, qa.NAEqualSplit)
	scheme, a := score.Compile(v), heard()
	a["c"] = qa.Choose(failAll)
	var r score.Result
	scheme.Score(a, &r)
	if n := testing.AllocsPerRun(100, func() { scheme.Score(a, &r) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
