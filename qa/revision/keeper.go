package revision

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/qa"
)

// Draft is the next version of a rubric while somebody edits it. A rubric has
// at most one.
type Draft struct {
	ID        string
	BaseID    string     // the version it began as a copy of; empty: none
	Version   qa.Version // State is draft, Number the one it would get now
	SavedAt   time.Time
	SavedBy   string // name
	StartedAt time.Time
}

// Head is what a list shows of a version or a draft.
type Head struct {
	ID        string
	Number    int
	State     qa.VersionState
	Title     string
	Language  string
	Sections  int
	Questions int
	At        time.Time // published, or saved last
	By        string    // who saved the draft
	Used      int       // evaluations in the actor's scope
}

// Rubric is a rubric with everything that became of it.
type Rubric struct {
	ID       string
	Versions []Head // newest first; the draft, if there is one, before all
	Mine     bool   // the actor may edit it
}

// Active is the version that is in use, nil for none.
func (r *Rubric) Active() *Head { return r.in(qa.VersionActive) }

// Draft is the draft of the next version, nil for none.
func (r *Rubric) Draft() *Head { return r.in(qa.VersionDraft) }

func (r *Rubric) in(s qa.VersionState) *Head {
	for i := range r.Versions {
		if r.Versions[i].State == s {
			return &r.Versions[i]
		}
	}
	return nil
}

// Keeper keeps drafts beside the published versions, which never change again
// but for their state. Drafts are seen and written by those who may keep
// rubrics, in their own organisation.
type Keeper interface {
	// Shelf returns every rubric that the actor may use, by title.
	Shelf(ctx context.Context, by people.Actor) ([]Rubric, error)
	// Revise returns the draft of the next version of the rubric that a version
	// belongs to: the one there is, or a new copy of that version.
	Revise(ctx context.Context, by people.Actor, versionID string) (Draft, error)
	// Start begins a draft with the given content: of a new rubric, or, with
	// RubricID, of its next version. Conflict if that one has a draft already.
	Start(ctx context.Context, by people.Actor, v qa.Version) (Draft, error)
	// Draft returns a draft by its ID.
	Draft(ctx context.Context, by people.Actor, id string) (Draft, error)
	// Save keeps a draft, whole or not, and returns it with its new SavedAt.
	// Conflict if another window saved it after d.SavedAt.
	Save(ctx context.Context, by people.Actor, d Draft) (Draft, error)
	// Publish makes a draft, as kept, the active version of its rubric and
	// retires the one before; open work goes on with the new version. It
	// refuses a draft with problems and, as Conflict, one saved after d.SavedAt.
	Publish(ctx context.Context, by people.Actor, d Draft) (versionID string, err error)
	// Discard deletes a draft. What was published is never deleted.
	Discard(ctx context.Context, by people.Actor, id string) error
	// Retire takes an active version out of use; its evaluations keep it.
	Retire(ctx context.Context, by people.Actor, versionID string) error
}

// Scales keeps the reusable scales of the workspace.
type Scales interface {
	// Scales returns those of the actor's organisation, those of the client,
	// and the shipped ones, by name.
	Scales(ctx context.Context, by people.Actor) ([]Scale, error)
	// SaveScale adds a scale or changes one that is not locked; it returns its ID.
	SaveScale(ctx context.Context, by people.Actor, s Scale) (string, error)
	// DropScale deletes a scale that is not locked.
	DropScale(ctx context.Context, by people.Actor, id string) error
}

// Blank is a new rubric with one section and one question, in a language.
func Blank(title, section, question, language string) qa.Version {
	q := qa.Question{Ref: "1.1", Text: question, Weight: qa.Whole(1), Comment: qa.CommentLost}
	for _, s := range Shipped() {
		if s.Language == language {
			s.Apply(&q)
			break
		}
	}
	return qa.Version{Title: title, Language: language, Mode: qa.ModeSectionPercent, NAPolicy: qa.NAProportional, State: qa.VersionDraft,
		Sections: []qa.Section{{Title: section, Weight: qa.Whole(10), Questions: []qa.Question{q}}}}
}
