package stats_test

import (
	"math"
	"slices"
	"testing"

	"shifu/training/exam/stats"
)

// Reference: F(30, 120) has the upper 2.5 % point 1.69, F(120, 30) 1.87 in every
// table, so that its lower one is 1 ÷ 1.87.
func TestAlphaInterval_IsFeldts(t *testing.T) {
	low, high, ok := stats.AlphaInterval(.8, 31, 5)
	if !ok || math.Abs(low-(1-.2*1.69)) > .002 || math.Abs(high-(1-.2/1.87)) > .002 {
		t.Errorf("%v to %v", low, high)
	}
	if _, _, ok := stats.AlphaInterval(.8, 1, 5); ok {
		t.Error("one person has an interval")
	}
}

func TestPull_SaysTheSameAsTheAnalysisOfResponses(t *testing.T) {
	cells := [][]string{{"A", "B"}, {"A", "B"}, {"C", "B"}, {"A", ""}, {"B", "A"}, {"A", "B"}}
	whole := stats.Analyse(stats.Responses{Questions: []string{"1", "2"}, Key: []string{"A", "B"}, Cells: cells})
	var totals []float64
	c := stats.Choices{Right: []bool{true, false, false}}
	for _, row := range cells {
		n, picks := 0., []int(nil)
		if row[0] == "A" {
			n++
		}
		if row[1] == "B" {
			n++
		}
		if row[0] != "" {
			picks = []int{int(row[0][0] - 'A')}
		}
		totals, c.Picks = append(totals, n), append(c.Picks, picks)
	}
	c.Totals = totals
	got := stats.Pull(c)
	for o, name := range []string{"A", "B", "C"} {
		want := whole.Items[0].Options[name]
		if got.Options[o].Count != want.Count || math.Abs(*got.Options[o].Correlation-*want.Correlation) > 1e-12 {
			t.Errorf("%s: %+v, want %+v", name, got.Options[o], want)
		}
	}
	if got.Functioning != whole.Items[0].FunctioningDistractors || got.WrongKey != whole.Items[0].WrongKey {
		t.Errorf("%+v", got)
	}
}

func TestPull_AWrongKeyRaisesTheAlarmAndNoAnswerIsCounted(t *testing.T) {
	c := stats.Choices{Right: []bool{true, false}, Picks: [][]int{{0}, {0}, {1}, {1}, nil}, Totals: []float64{1, 2, 8, 9, 3}}
	if got := stats.Pull(c); !got.WrongKey || got.Nothing != 1 {
		t.Errorf("%+v", got)
	}
}

func TestGroups_PartEverybodyOnceByTotal(t *testing.T) {
	groups := stats.Groups([]float64{9, 1, 5, 7, 3, 8, 2}, 3)
	if !slices.Equal(slices.Concat(groups...), []int{1, 6, 4, 2, 3, 5, 0}) || len(groups[0]) != 2 || len(groups[2]) != 3 {
		t.Errorf("%v", groups)
	}
	trace := stats.Choices{Right: []bool{true}, Picks: [][]int{{0}, nil, {0}, {0}, nil, {0}, nil}}.Trace(groups)
	if !slices.Equal(trace[0], []float64{0, .5, 1}) {
		t.Errorf("%v", trace)
	}
}

func TestWithout_IsTheAlphaOfTheOthers(t *testing.T) {
	s := stats.Sheet{Questions: []string{"a", "b", "c"}, Max: []float64{1, 2, 1}, Marks: [][]float64{{1, 0, 1}, {0, 1, 0}, {1, 2, 1}, {0, 2, 1}, {1, 1.5, 0}}}
	for i, got := range stats.Without(s) {
		rest := stats.Sheet{Marks: make([][]float64, len(s.Marks))}
		for j := range s.Questions {
			if j != i {
				rest.Questions, rest.Max = append(rest.Questions, "x"), append(rest.Max, s.Max[j])
				for p := range s.Marks {
					rest.Marks[p] = append(rest.Marks[p], s.Marks[p][j])
				}
			}
		}
		if want := *stats.Classical(rest).CIC / 100; math.Abs(*got-want) > 1e-12 {
			t.Errorf("without %d: %v, want %v", i, *got, want)
		}
	}
}

func TestDrawn_IsNotReducedByTheQuestion(t *testing.T) {
	x, totals := []float64{1, 0, 1, 1, 0}, []float64{5, 2, 4, 6, 3}
	it := stats.Drawn(x, totals, 1)
	// By hand: C = 0.75, V(x) = 0.3, V(T) = 2.5.
	if math.Abs(*it.DiscriminationIndex-100*.75/math.Sqrt(.75)) > 1e-9 || math.Abs(*it.Facility-.6) > 1e-12 || it.EffectiveWeight != nil {
		t.Errorf("%+v", it)
	}
	if got := stats.UpperLower(x, totals); got == nil || *got != 1 {
		t.Errorf("upper less lower: %v", got)
	}
}
