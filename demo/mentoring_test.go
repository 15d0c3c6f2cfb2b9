package demo_test

import (
	"testing"
	"time"

	"shifu/training/contract"
	"shifu/training/mentoring"
)

func TestDemo_OneMenteeOnPlanOneWithMeasuresOverdueOneLongWithoutASession(t *testing.T) {
	by := shared.actors["沈立夏"]
	all, err := shared.Mentoring().Pairs(ctx, by, mentoring.Find{Own: true})
	if err != nil || len(all) != 3 {
		t.Fatal(len(all), err)
	}
	want := map[string]struct {
		level   mentoring.Level
		overdue int
	}{"徐芒种": {mentoring.Green, 0}, "龙云起": {mentoring.Amber, 2}, "陆晚舟": {mentoring.Red, 4}}
	for _, p := range all {
		if w := want[p.Mentee]; p.Health.Level != w.level || p.Overdue > w.overdue || w.overdue > 0 && p.Overdue == 0 {
			t.Errorf("%s: %+v, %d overdue", p.Mentee, p.Health, p.Overdue)
		}
	}
}

func TestDemo_TheMenteesLinesTellWhatTheyCanAndNoMore(t *testing.T) {
	by := shared.actors["沈立夏"]
	all, err := shared.Mentoring().Pairs(ctx, by, mentoring.Find{Own: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		y, err := shared.Mentoring().Year(ctx, by, p.ID, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		rose, kinds := 0, map[contract.SourceKind]int{}
		for i := range y.Lines {
			l := &y.Lines[i]
			kinds[l.Source.Kind]++
			if l.Effect.Verdict == mentoring.Rose && l.Effect.Told() && l.Effect.Net.Known {
				rose++
			}
		}
		if p.Mentee == "徐芒种" && (rose == 0 || kinds[contract.RubricQuestion] < 5 || kinds[contract.Exam] == 0 || kinds[contract.Certificate] != 1 || kinds[mentoring.Cards] == 0) {
			t.Errorf("徐芒种: %d lines rose beyond the others, %v", rose, kinds)
		}
		if p.Mentee == "龙云起" && rose > 1 {
			t.Errorf("龙云起 has %d effects", rose)
		}
	}
}

func TestDemo_TheCoordinatorFindsStalledPairs(t *testing.T) {
	all, err := shared.Mentoring().Pairs(ctx, shared.actors["温秋分"], mentoring.Find{Stalled: true})
	if err != nil || len(all) < 2 {
		t.Error(len(all), err)
	}
}
