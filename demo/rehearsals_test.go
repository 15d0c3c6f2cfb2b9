package demo_test

import (
	"testing"

	"shifu/training/roleplay"
)

func TestDemo_RolePlaysAcrossLevelsLinesAndEndings(t *testing.T) {
	all, err := shared.RolePlays().Attempts(ctx, shared.actors["温秋分"], roleplay.Find{Over: true})
	if err != nil {
		t.Fatal(err)
	}
	levels, lines, endings, people, judged := map[roleplay.Level]bool{}, map[roleplay.Line]bool{}, map[roleplay.Ending]bool{}, map[string]int{}, 0
	for _, a := range all {
		levels[a.Level], lines[a.Line], endings[a.Ending] = true, true, true
		people[a.Person]++
		judged += a.Judged
	}
	if len(levels) != 4 || len(lines) != 4 || len(endings) < 3 || people["徐芒种"] < 8 || len(people) < 5 || judged < 3 {
		t.Errorf("levels %v, lines %v, endings %v, people %v, judged %d", levels, lines, endings, people, judged)
	}
	skills, err := shared.RolePlays().Skills(ctx, shared.actors["徐芒种"], shared.actors["徐芒种"].PersonID)
	if err != nil || len(skills) < 4 {
		t.Errorf("%v: %+v", err, skills)
	}
}
