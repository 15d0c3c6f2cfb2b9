package calibration

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
)

// Keeper keeps sessions. Every method is a whole use in one transaction,
// refuses what the actor may not do, and answers NotFound for what is outside
// the actor's scope. Who leads (ReleaseScores) sees the sessions of the
// organisations in scope; everybody else those in which they take part, once
// scoring has begun.
type Keeper interface {
	// Sessions returns those that the actor sees, the newest first.
	Sessions(ctx context.Context, by people.Actor) ([]Session, error)
	// Session returns one with what the actor may see of its answers: nothing
	// before the review, and nothing to a member who has not submitted.
	Session(ctx context.Context, by people.Actor, id string) (Board, error)
	// Save adds a draft (empty ID) or changes a session, and returns its ID.
	// Once scoring has begun only name, deadline, threshold and further people change.
	Save(ctx context.Context, by people.Actor, s Session) (string, error)
	// Advance moves a session on in its life.
	Advance(ctx context.Context, by people.Actor, id string, to State) error
	// Rule keeps the agreed answer and ruling on a question while the session
	// is in review; an empty one takes it back.
	Rule(ctx context.Context, by people.Actor, r Ruling) error
	// Waiting returns what waits for the actor: calls to score, and for who
	// leads, sessions to go on with; those due first.
	Waiting(ctx context.Context, by people.Actor) ([]Turn, error)
	// Candidates returns who could score these calls, with what speaks against it.
	Candidates(ctx context.Context, by people.Actor, callIDs []string) ([]Candidate, error)
}

// Rulebook keeps what sessions decide for the time after, and what should be
// taken up by one.
type Rulebook interface {
	// Precedents returns the rulings that stand at the questions of a version's
	// rubric, by question, the newest first.
	Precedents(ctx context.Context, by people.Actor, versionID string) ([]Precedent, error)
	// Wordings returns the text changes that rulings propose for the next
	// version of a rubric (empty: of every rubric in scope) and that were not taken.
	Wordings(ctx context.Context, by people.Actor, rubricID string) ([]Wording, error)
	// Take records that a wording went into a draft of the rubric.
	Take(ctx context.Context, by people.Actor, w Wording) error
	// Propose puts a question up for calibration. The same question of the same
	// rubric is put up once until it is taken up or dismissed.
	Propose(ctx context.Context, by people.Actor, p Proposal) error
	// Proposals returns those that are open, the newest first.
	Proposals(ctx context.Context, by people.Actor) ([]Proposal, error)
	// Dismiss closes a proposal: sessionID is the session that takes it up, or
	// empty with the reason why none does.
	Dismiss(ctx context.Context, by people.Actor, id, sessionID, why string) error
}

// Board is a session as one actor may see it.
type Board struct {
	Session Session
	Version qa.Version
	Sheets  []Sheet // of members who submitted, the expert's first; empty while blind
	Rulings []Ruling
	Blind   bool // others' answers are not shown yet
}

// Sheet is what one member answered on one call.
type Sheet struct {
	PersonID   string
	Name       string
	Expert     bool
	Evaluation qa.Evaluation
}

// On returns the sheets of one call.
func (b Board) On(callID string) []Sheet {
	var out []Sheet
	for _, s := range b.Sheets {
		if s.Evaluation.CallID == callID {
			out = append(out, s)
		}
	}
	return out
}

// Ruled returns the rulings on one call by question.
func (b Board) Ruled(callID string) map[string]Ruling {
	out := map[string]Ruling{}
	for _, r := range b.Rulings {
		if r.CallID == callID {
			out[r.Ref] = r
		}
	}
	return out
}

// Ruling is what a session agreed on a question.
type Ruling struct {
	SessionID string
	CallID    string
	Ref       string
	Agreed    qa.Answer
	Text      string
	Precedent bool // shown at the question from then on
	Wording   bool // proposed for the text of the next version
	ByName    string
	At        time.Time
}

// MostRuling is how many characters a ruling has at the most.
const MostRuling = 1000

// Empty reports whether nothing was agreed or written.
func (r Ruling) Empty() bool { return !r.Settled() && r.Text == "" }

// Settled reports whether an answer was agreed.
func (r Ruling) Settled() bool {
	return r.Agreed.NA || len(r.Agreed.Options) > 0 || r.Agreed.Value != ""
}

// Precedent is a ruling as it stands at its question for everybody who scores
// with the rubric. Session and Call are empty for whom may not see them.
type Precedent struct {
	Ref       string
	Text      string
	Agreed    string // the option in the words of its rubric; empty: none, or N/A
	NA        bool
	SessionID string
	Session   string
	At        time.Time
}

// Wording is a text that a ruling proposes for a question.
type Wording struct {
	SessionID string
	CallID    string
	RubricID  string
	Rubric    string
	Ref       string
	Question  string // its text in the version of the session
	Text      string // proposed
	ByName    string
	At        time.Time
}

// Proposal is a question that should be calibrated, be it that it is appealed
// too often or that somebody asks for it.
type Proposal struct {
	ID        string
	VersionID string
	RubricID  string
	Rubric    string
	Ref       string
	Question  string
	CallID    string // a call on which to calibrate it; empty: any
	Why       words.Text
	ByName    string
	At        time.Time
}

// Turn is something that waits for somebody.
type Turn struct {
	SessionID string
	Title     string
	VersionID string
	CallID    string // to score; empty: the session waits for who leads it
	Call      string // title
	Begun     bool   // a draft is there
	State     State
	DueAt     time.Time
}

// Candidate is somebody who could take part.
type Candidate struct {
	PersonID       string
	Name           string
	OrganisationID string
	Conflict       words.Text // why they can't; zero: they can
}
