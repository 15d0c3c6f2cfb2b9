package insight

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/qa"
)

// Keeper reads what the figures are made of.
type Keeper interface {
	// Figures adds up the evaluations in force that find names, within the
	// actor's scope, over steps of time that begin at starts (the last one is
	// where they end). The actor needs the right SeeCalls.
	Figures(ctx context.Context, by people.Actor, find qa.Find, starts []time.Time) (*Board, error)
}
