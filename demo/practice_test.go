package demo

import (
	"context"
	"testing"

	"shifu/routing/practice"
)

// Every act of the demo's sessions can be given when it is.
func TestSessionsPlayed_CanBePlayed(t *testing.T) {
	for _, p := range sessionsPlayed {
		x, err := practice.Start(practice.Find(p.scenario), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range p.acts {
			if err := x.Advance(context.Background(), a.At); err != nil {
				t.Fatal(err)
			}
			if err := x.Do(a.Order); err != nil {
				t.Errorf("%s, %v: %v", p.scenario, a.At, err)
			}
		}
	}
}
