package cut_test

import (
	"math"
	"testing"

	"shifu/internal/fault"
	"shifu/recordings/intake"
	"shifu/training/exam/cut"
)

func ratings(t *testing.T, text string) (cut.Ratings, error) {
	t.Helper()
	tab, err := intake.ParseCSV("r.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return cut.RatingsFrom(tab)
}

// Computed apart from the program, from the definitions alone.
func TestJudged_SumsTheChancesAndTellsHowFarJudgesAgree(t *testing.T) {
	r, err := ratings(t, "judge,1,2,3,4\nA,.6,.7,.8,.5\nB,.5,.7,.9,.4\nC,.7,.6,.8,.6\n")
	if err != nil {
		t.Fatal(err)
	}
	a := cut.Judged(r)
	for what, v := range map[string][2]float64{"cut": {*a.Cut, 2.6}, "se": {*a.SE, 0.0577350269}, "icc": {*a.ICC, 0.8840579710},
		"low": {*a.Low, 2.6 - 4.3026527297*0.0577350269}, "judge B": {a.Judges[1].Cut, 2.5}} {
		if math.Abs(v[0]-v[1]) > 1e-8 {
			t.Errorf("%s is %v, want %v", what, v[0], v[1])
		}
	}
	r.Marks = []float64{2, 1, 1, 1}
	if c := *cut.Judged(r).Cut; math.Abs(c-3.2) > 1e-12 {
		t.Errorf("a question of two marks counts twice: %v", c)
	}
}

func TestJudged_OneJudgeHasNoInterval(t *testing.T) {
	a := cut.Judged(cut.Ratings{Judges: []string{"A"}, Items: []string{"1", "2"}, P: [][]float64{{.5, .6}}})
	if a.SE != nil || a.Low != nil || a.ICC != nil || *a.Cut != 1.1 {
		t.Errorf("%+v", a)
	}
}

func TestRatingsFrom_RefusesWhatIsNoChance(t *testing.T) {
	for _, text := range []string{"judge,1\nA,65\n", "judge,1\nA,\n", "judge\nA\n", "judge,1,2\nA,.5\n", "judge,1\nA,NaN\n"} {
		if _, err := ratings(t, text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// people have the totals 1 to 100: the share that passes with a cut c is 1 − (⌈c⌉ − 1) ÷ 100.
func people() []float64 {
	out := make([]float64, 100)
	for i := range out {
		out[i] = float64(i + 1)
	}
	return out
}

func TestHofstee_MeetsTheCurveWithinItsLimits(t *testing.T) {
	p, ok := cut.Hofstee(people(), cut.Limits{MinCut: 50, MaxCut: 70, MinFail: 0.2, MaxFail: 0.8})
	// From (50, 80 % fail) to (70, 20 %): 0.8 − 0.03(c − 50) = c ÷ 100 at c = 57.5.
	if !ok || math.Abs(p.Cut-57.5) > 1 || math.Abs(p.Pass-0.43) > 0.011 {
		t.Errorf("%+v %v", p, ok)
	}
	if _, ok := cut.Hofstee(people(), cut.Limits{MinCut: 90, MaxCut: 95, MinFail: 0.1, MaxFail: 0.2}); ok {
		t.Error("limits that contradict the marks meet")
	}
}

func TestBeuk_LiesBetweenDemandAndExpectation(t *testing.T) {
	cuts, passes := []float64{60, 70, 80}, []float64{0.7, 0.8, 0.9}
	p, ok := cut.Beuk(people(), cuts, passes, 100)
	// Slope 0.1 ÷ 10: 0.8 + 0.01(c − 70) = 1 − c ÷ 100 at c = 45.
	if !ok || math.Abs(p.Cut-45) > 1 || math.Abs(p.Pass-0.55) > 0.011 {
		t.Errorf("%+v %v", p, ok)
	}
	if _, ok := cut.Beuk(nil, cuts, passes, 100); ok {
		t.Error("a compromise without people")
	}
}
