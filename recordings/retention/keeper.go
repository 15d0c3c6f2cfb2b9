package retention

import (
	"context"

	"shifu/internal/people"
	"shifu/recordings"
)

// Keeper keeps the rules, the holds and the tombstones, and deletes. Rules and
// deletion need the right KeepWorkspace; a hold may also be put on and lifted
// by who releases scores, within their own scope.
type Keeper interface {
	Rules(ctx context.Context, by people.Actor) ([]Rule, error)
	// SaveRule keeps a rule; without an ID it is new.
	SaveRule(ctx context.Context, by people.Actor, r Rule) (id string, err error)
	DropRule(ctx context.Context, by people.Actor, id string) error
	// Due returns at most limit calls whose time is over, the longest first.
	Due(ctx context.Context, by people.Actor, limit int) ([]Due, error)
	// Delete takes audio, decoded copies, waveforms and transcripts of these
	// calls away for good and leaves tombstones; why is a rule's name or a
	// reason. All or none: it names the first call that something stands
	// before. Scores and their evidence stay.
	Delete(ctx context.Context, by people.Actor, callIDs []string, why string) error
	// Hold keeps calls from deletion.
	Hold(ctx context.Context, by people.Actor, reason string, callIDs []string) (id string, err error)
	// HoldAll holds all calls that pass a filter now, and tells how many.
	HoldAll(ctx context.Context, by people.Actor, reason string, f recordings.Filter) (id string, calls int, err error)
	Lift(ctx context.Context, by people.Actor, id, why string) error
	// Release lets one call go of every hold on it and says which those were;
	// Conflict if there is none. HoldAgain puts it back under those that still hold.
	Release(ctx context.Context, by people.Actor, callID, why string) (holdIDs []string, err error)
	HoldAgain(ctx context.Context, by people.Actor, callID string, holdIDs []string) error
	// Holds returns those that hold first, then the lifted ones.
	Holds(ctx context.Context, by people.Actor) ([]Hold, error)
	// Tombstones returns at most limit, the newest first.
	Tombstones(ctx context.Context, by people.Actor, limit int) ([]Tombstone, error)
}

// May tells whether somebody may look after retention at all.
func May(by people.Actor) bool {
	return by.May(people.KeepWorkspace) || by.May(people.ReleaseScores)
}
