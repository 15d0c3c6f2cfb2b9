package demo_test

import (
	"encoding/json"
	"testing"

	"shifu/routing/lab"
)

func TestDemo_SixScenariosRunAndTheStormIsComparedWithHelpingNobody(t *testing.T) {
	by := shared.actors["邵孟春"]
	all, err := shared.Lab().Scenarios(ctx, by)
	if err != nil || len(all) != 6 {
		t.Fatal(len(all), err)
	}
	for _, s := range all {
		if _, err := s.Read(); err != nil || s.Note == "" {
			t.Errorf("%s: %v", s.Name, err)
		}
		studies, err := shared.Lab().Studies(ctx, by, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s.Name != "大风下午" {
			continue
		}
		if len(studies) != 2 {
			t.Fatalf("%d studies of the storm", len(studies))
		}
		for _, st := range studies {
			var c lab.Comparison
			if st.Kind != lab.Policies {
				continue
			}
			if err := json.Unmarshal(st.Result, &c); err != nil {
				t.Fatal(err)
			}
			if d := c.Sides[1].Differences[lab.AnswerRate]; !d.Clear() || d.Mean > 0 {
				t.Errorf("helping nobody: %+v", d)
			}
		}
	}
}
