package contest

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Keeper keeps contests. Everybody sees those of their organisation and those
// of all companies, each as See says; the right KeepContests makes and freezes
// them in its scope. NotFound is the answer for what is outside.
type Keeper interface {
	// Contests returns those in scope, the latest period first.
	Contests(ctx context.Context, by people.Actor) ([]Contest, error)
	// Board returns one as the actor sees it: before the freezing as it stands,
	// afterwards computed again from what was frozen.
	Board(ctx context.Context, by people.Actor, id string) (Board, error)
	// Save adds a contest (empty ID) for the period of its rule in which day
	// lies, or changes one that has not begun (Conflict otherwise).
	Save(ctx context.Context, by people.Actor, id string, r Rule, day indicators.Date) (string, error)
	// Follow adds the next contest of a series by the same rule.
	Follow(ctx context.Context, by people.Actor, id string) (string, error)
	// Withdraw takes back a contest that has not begun.
	Withdraw(ctx context.Context, by people.Actor, id string) error
	// Freeze keeps the inputs with their hash once the period is over. It is
	// done once; only a granted appeal freezes again.
	Freeze(ctx context.Context, by people.Actor, id string) (Frozen, error)
	// Appeal objects to a result in which the actor took part, while it is open.
	Appeal(ctx context.Context, by people.Actor, id, text string) error
	// Decide answers an appeal of somebody else. A granted one freezes the
	// inputs anew, as they are by then.
	Decide(ctx context.Context, by people.Actor, appealID string, granted bool, answer string) error
}

// FreezesAt is when a contest that is over freezes by itself.
func (c *Contest) FreezesAt(zone *time.Location) time.Time { return c.Period.Until.In(zone).Add(Grace) }
