package rubrics_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/rubrics"
	"shifu/qa/score"
)

func shipped(t *testing.T, name, language string) qa.Version {
	t.Helper()
	v, err := rubrics.Shipped(name, language)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestShipped_SameRefsAndScoresInBothLanguages(t *testing.T) {
	type line struct {
		Ref, Weight, Section string
		Kind                 qa.Kind
		Class                qa.Class
		NA, Evidence         bool
		Scores               []string
	}
	outline := func(v qa.Version) (lines []line) {
		for at, q := range v.All {
			l := line{q.Ref, q.Weight.String(), v.Sections[at.Section].Weight.String(), q.Kind, q.Class, q.NA, q.Evidence, nil}
			for _, o := range q.Options {
				l.Scores = append(l.Scores, o.Score.String()+string(o.Effect))
			}
			lines = append(lines, l)
		}
		return lines
	}
	for _, name := range rubrics.Names {
		if d := cmp.Diff(outline(shipped(t, name, "zh-Hans")), outline(shipped(t, name, "en"))); d != "" {
			t.Errorf("%s: Chinese and English differ:\n%s", name, d)
		}
	}
}

func TestShipped_SurvivesWriteAndRead(t *testing.T) {
	for _, name := range rubrics.Names {
		for _, language := range rubrics.Languages {
			v := shipped(t, name, language)
			again, err := rubricfile.Read("again", rubricfile.Write(&v))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(v, again); d != "" {
				t.Errorf("%s %s changed:\n%s", name, language, d)
			}
		}
	}
}

func TestShipped_95598HasTheSectionsOfTheForm(t *testing.T) {
	v := shipped(t, "95598", "zh-Hans")
	var got []string
	for _, s := range v.Sections {
		got = append(got, s.Title+" "+s.Weight.String())
	}
	want := []string{"接听与开头 10", "语言与倾听 20", "核对 10", "业务处理 35", "承诺与合规 15", "结束与工单 10"}
	if d := cmp.Diff(want, got); d != "" || v.Count() != 17 {
		t.Errorf("%d questions, sections:\n%s", v.Count(), d)
	}
}

func TestShipped_UnknownNameIsRefused(t *testing.T) {
	if _, err := rubrics.Shipped("nothing", "en"); err == nil {
		t.Error("want a refusal")
	}
}

// The running score of a half-filled form, worked out by hand: sections 1 to 4
// reach 10, 16, 4 and 35 of 10, 20, 10 and 35; then 5.1 (of 15) is chosen.
func TestShipped_95598RunningScoreAndCosts(t *testing.T) {
	v := shipped(t, "95598", "zh-Hans")
	a := qa.Answers{"4.4": qa.NotApplicable()}
	for _, ref := range []string{"1.1", "1.2", "2.1", "2.3", "3.2", "4.1", "4.2", "4.3", "4.5"} {
		a[ref] = qa.Choose(0)
	}
	a["2.2"], a["3.1"] = qa.Choose(1), qa.Choose(2)
	r := score.Score(&v, a)
	if got := score.Display(r.Final); got != "86.67" || r.Answered != 12 {
		t.Errorf("score %s with %d answers, want 86.67 with 12", got, r.Answered)
	}
	var costs []float64
	for _, c := range score.Costs(&v, a, "5.1") {
		costs = append(costs, score.Round(c+100, 1)-100)
	}
	if d := cmp.Diff([]float64{2.2, -6.1, -14.4}, costs, cmp.Comparer(near)); d != "" {
		t.Errorf("costs of 5.1:\n%s", d)
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }
