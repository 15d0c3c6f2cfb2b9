package mentor

import (
	"context"

	"shifu/internal/people"
)

// Keeper keeps rounds of pairing. The right KeepMentoring is needed; a vendor's
// coordinator keeps rounds of the own organisation. Facts are read from the
// workspace, never taken from what is handed in.
type Keeper interface {
	// Candidates returns who could take part now, with what is known of them:
	// every mentor, and every agent and trainee without an open pair.
	Candidates(ctx context.Context, by people.Actor) (mentors, mentees []Person, err error)
	// Rounds returns all, the newest first.
	Rounds(ctx context.Context, by people.Actor) ([]Round, error)
	Round(ctx context.Context, by people.Actor, id string) (Round, error)
	// SaveRound adds (empty ID) or changes a round that is not done; its Edition
	// must be the last one (Conflict). A proposal is given up by it.
	SaveRound(ctx context.Context, by people.Actor, r Round) (Round, error)
	// ProposePairs solves the round over what is known now and puts it up for review.
	ProposePairs(ctx context.Context, by people.Actor, id string) (Round, error)
	// AssignMentor changes one proposal by hand; an empty mentor takes it away.
	AssignMentor(ctx context.Context, by people.Actor, id, menteeID, mentorID string) (Round, error)
	// PublishRound makes the proposed pairs. All or none: it is refused (Conflict)
	// if somebody has got another mentor or has left meanwhile.
	PublishRound(ctx context.Context, by people.Actor, id string) error
	// DropRound gives a round up.
	DropRound(ctx context.Context, by people.Actor, id string) error
}
