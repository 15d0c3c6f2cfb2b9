package bank

import (
	"context"
	"time"

	"shifu/internal/people"
)

// Keeper keeps the bank. Every method needs the right to keep exams. An actor
// knows of the questions of their own organisation and, at a vendor, of those
// in-house ones that are shared with vendors; who sees all organisations knows
// of all. Only what one's own organisation keeps can be changed, except by who
// sees all. What lies outside is NotFound.
type Keeper interface {
	// Questions returns the newest version of every entry that the filter takes,
	// by category, point and name.
	Questions(ctx context.Context, by people.Actor, f Filter) ([]Entry, error)
	// Versions returns the versions of an entry, the newest first.
	Versions(ctx context.Context, by people.Actor, entryID string) ([]Version, error)
	// Save adds a question (empty EntryID) or changes one, whose Number has to be
	// that of its newest version. A draft changes in place; anything else, and what
	// an exam holds, stays as it is and gets a next version, a draft.
	Save(ctx context.Context, by people.Actor, q Question) (Question, error)
	// SetState activates the newest version of entries, makes it a draft again,
	// or retires whole entries, for a reason; and returns how they stood.
	SetState(ctx context.Context, by people.Actor, entryIDs []string, to State, why string) (was []Standing, err error)
	// Restore gives versions the states that they had.
	Restore(ctx context.Context, by people.Actor, was []Standing) error
	// Drop takes out drafts that no exam holds, with what they replaced newest again.
	Drop(ctx context.Context, by people.Actor, versionIDs []string) error
	// Import adds all of them or none, as new entries: active ones if they say so,
	// otherwise drafts. It returns them with their IDs, in their order.
	Import(ctx context.Context, by people.Actor, qs []Question) ([]Question, error)
	// Pool returns what an exam of the actor's could draw now: of each entry the
	// version in force, valid now and not frozen by an expired article. Who sees
	// all organisations draws from the in-house ones.
	Pool(ctx context.Context, by people.Actor) ([]Question, error)
}

// Exporter hands questions out to be written to files. The rules of Keeper hold.
type Exporter interface {
	// Export returns the newest versions of entries to be written to a file, in
	// their order, and notes it. What another organisation keeps needs the right
	// to export.
	Export(ctx context.Context, by people.Actor, entryIDs []string) ([]Question, error)
}

// Entry is an entry of the bank by its newest version, whose State is Frozen
// where it is active and rests on an expired article.
type Entry struct {
	Question
	InForce   int       `json:"in_force,omitempty"`  // the number of the version that exams draw; 0: none
	Uses      int       `json:"uses,omitempty"`      // on how many papers it has stood
	Answers   int       `json:"answers,omitempty"`   // n: how often it was answered and marked
	Facility  float64   `json:"facility,omitempty"`  // p̂: the mean fraction of those answers
	Mine      bool      `json:"mine,omitempty"`      // the actor may change it
	Holder    string    `json:"holder,omitempty"`    // the name of its organisation
	ChangedAt time.Time `json:"changed_at,omitzero"` // when the version was made
	ChangedBy string    `json:"changed_by,omitempty"`
}

// Version is one version of an entry.
type Version struct {
	Question
	MadeAt time.Time `json:"made_at,omitzero"`
	MadeBy string    `json:"made_by,omitempty"`
	Why    string    `json:"why,omitempty"`  // it got its state
	Held   bool      `json:"held,omitempty"` // by an exam: it never changes
}

// Standing is the state of one version.
type Standing struct {
	VersionID string `json:"version_id"`
	State     State  `json:"state"`
}
