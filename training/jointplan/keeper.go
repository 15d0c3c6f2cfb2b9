package jointplan

import (
	"context"

	"shifu/internal/people"
)

// Keeper keeps joint plans. Everybody who may see retraining sees those of
// their scope; both parties' trainers write them. NotFound is the answer for
// what is outside the scope.
type Keeper interface {
	// Plans returns the newest version of every plan, the newest month first.
	Plans(ctx context.Context, by people.Actor) ([]Plan, error)
	// Versions returns all versions of one, the newest first, each with its
	// signatures.
	Versions(ctx context.Context, by people.Actor, id string) ([]Plan, error)
	// SavePlan adds a plan (empty ID) or its next version, whose Number must be
	// that of the newest one (Conflict otherwise). No signature goes over to it.
	SavePlan(ctx context.Context, by people.Actor, p Plan) (Plan, error)
	// Sign puts the actor's name under version number for their party. The name
	// must be their own and the password theirs.
	Sign(ctx context.Context, by people.Actor, id string, number int, name, password string) error
	// Note keeps what was done of an item; it needs no new signature.
	Note(ctx context.Context, by people.Actor, id string, d Done) error
}
