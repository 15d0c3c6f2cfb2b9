package demo

import (
	"context"
	"testing"

	"shifu/routing/practice"
)

// Every act of the demo's sessions can be given when it is.
func TestSessionsPlayed_CanBePlayed(t *testing.T) {
	for _, p := range sessionsPlayed {
		if _, err := playedTo(context.Background(), p.scenario, p.acts, practice.Find(p.scenario).Length); err != nil {
			t.Errorf("%s: %v", p.scenario, err)
		}
	}
	for _, b := range beginnings {
		if _, err := playedTo(context.Background(), b.scenario, b.acts, b.at); err != nil {
			t.Errorf("%s, %s: %v", b.scenario, b.name, err)
		}
	}
}
