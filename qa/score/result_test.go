package score_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"shifu/qa"
	"shifu/qa/score"
)

func TestCosts_AreChangesOfTheFinalScore(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAProportional)
	got := score.Costs(v, heard(), "c")
	want := []float64{2.5 / 11 * 100, 1.25 / 11 * 100, 0, -1.25 / 11 * 100, -2.5 / 11 * 100, (1.0/11 - 0.5) * 100, -50}
	for i := range want {
		wants(t, fmt.Sprint("option ", i), score.Known(got[i]), want[i])
	}
	first := score.Costs(v, nil, "a")
	wants(t, "first answer, measured from 100", score.Known(first[half]), -50)
	if score.Costs(v, nil, "nothing") != nil {
		t.Error("unknown question has costs")
	}
}

func TestRound_HalvesGoUpInSpiteOfBinaryFractions(t *testing.T) {
	for x, want := range map[float64]float64{1.005: 1.01, 86.665: 86.67, 86.6649: 86.66, 0.125: 0.13, 100: 100, 2.0 / 3 * 100: 66.67} {
		if got := score.Round(x, 2); got != want {
			t.Errorf("Round(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestExplain_NamesModePolicyAndEveryStep(t *testing.T) {
	v := twoSections(qa.ModeSectionPercent, qa.NAEqualSplit)
	a := heard()
	a["c"] = qa.Choose(failAll)
	r := score.Score(v, a)
	got := score.English(score.Explain(v, a, &r))
	for _, part := range []string{"Mode: section percent (", "N/A: equal split (", "First: 6.75 of 10 = 67.5 % at weight 30",
		"b Question b: N/A, weight 3 left out", "c Question c: fail all, fails the whole call",
		"d Question d: little, 0.25 x 5 = 1.25, loss 18.75",
		"100 x (30 x 67.5 % + 10 x 25 %) / (30 + 10) = 56.875", "56.875 becomes 0", "Final score: 0.00"} {
		if !strings.Contains(got, part) {
			t.Errorf("lacks %q:\n%s", part, got)
		}
	}
}

func TestReport_NullsWhereThereIsNoScore(t *testing.T) {
	v := twoSections(qa.ModeFlat, qa.NAZero)
	r := score.Score(v, nil)
	data, err := json.Marshal(score.NewReport(v, nil, &r))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"raw":null`, `"final":null`, `"score_percent":null`, `"failed":[]`, `"percent":null`, `"complete":false`} {
		if !strings.Contains(string(data), part) {
			t.Errorf("lacks %s: %s", part, data)
		}
	}
}
