package sampling

import (
	"context"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
)

// Keeper keeps plans and tells how they stand. Every method needs the right to
// release scores, keeps to the actor's scope, and answers NotFound for what is
// outside it.
type Keeper interface {
	// Plans returns the plans, open ones first, those that end last first.
	Plans(ctx context.Context, by people.Actor) ([]Standing, error)
	// SavePlan adds (empty ID) or changes a plan and returns its ID. Draws that
	// were made keep the plan as it was then.
	SavePlan(ctx context.Context, by people.Actor, p Plan) (string, error)
	// ClosePlan ends a plan, or opens it again: nothing is drawn from a closed one.
	ClosePlan(ctx context.Context, by people.Actor, id string, closed bool) error
	// Population counts the calls that p, saved or not, could draw from now.
	Population(ctx context.Context, by people.Actor, p Plan) (Count, error)
	// Board tells how far a plan has come.
	Board(ctx context.Context, by people.Actor, planID string) (Board, error)
}

// Drawer draws from plans and deals what was drawn. The rules of Keeper hold.
type Drawer interface {
	// Preview draws without keeping anything.
	Preview(ctx context.Context, by people.Actor, planID string, a Ask) (Draw, error)
	// Draw draws, keeps the draw and deals its calls.
	Draw(ctx context.Context, by people.Actor, planID string, a Ask) (Draw, error)
	// Draws returns the draws of a plan, the newest first.
	Draws(ctx context.Context, by people.Actor, planID string) ([]Draw, error)
	// Replay makes a draw again from its seed, and says what has changed since.
	Replay(ctx context.Context, by people.Actor, drawID string) (Replay, error)
	// Replace takes a call that can't be used out of its draw, with the reason,
	// and draws and deals another of its stratum; the zero Chosen if there is none.
	Replace(ctx context.Context, by people.Actor, planID, callID, why string) (Chosen, error)
	// Redeal deals the open work of an absent reviewer to the others; with an
	// empty reviewerID the calls that nobody could take so far.
	Redeal(ctx context.Context, by people.Actor, planID, reviewerID string) (Moved, error)
}

// Standing is a plan and how far it has come.
type Standing struct {
	Plan
	Drawn int
	Done  int
}

// Count is a population.
type Count struct {
	Calls  int
	Agents int
	Strata []Stratum // Name is what people read; N is what the plan would take in all
	Next   int       // how many the next draw takes
}

// Ask is what a draw is made with.
type Ask struct {
	Seed  int64
	Whole bool // all that the period still lacks, not only up to the next checkpoint
}

// Draw is a draw as it is kept.
type Draw struct {
	ID         string
	PlanID     string
	Seed       int64
	Whole      bool
	N          int // asked for
	Plan       Plan
	Candidates int
	Strata     []Stratum
	Outlooks   []Outlook // of a precision plan
	Chosen     []Chosen
	Left       int // calls that no reviewer could take
	By         string
	At         time.Time
}

// Chosen is a call that was drawn and what became of it.
type Chosen struct {
	CallID     string
	Title      string
	StartedAt  time.Time
	Length     time.Duration
	AgentID    string
	AgentName  string
	Stratum    string // as people read it
	Why        words.Text
	ReviewerID string // empty: not dealt yet
	Reviewer   string
	DueAt      time.Time
	DoneAt     time.Time
	Skipped    string // the reviewer's reason
	Unusable   string // why it was replaced
	Replaces   string // the call in whose place it was drawn
	Double     bool   // scored twice
}

// Replay is a draw made again.
type Replay struct {
	Draw    Draw
	Same    bool         // the same picks in the same order
	Kept    int          // picks that came again
	Changed []words.Text // what is not as it was
}

// Moved is what was dealt again.
type Moved struct {
	Dealt int
	Left  int // nobody can take these
}

// Board is how far a plan has come.
type Board struct {
	Plan    Plan
	Part    float64   // of the period's work that should be done by now
	NextAt  time.Time // the next checkpoint; zero after the last
	Paces   []Pace
	Covers  []Cover
	Chosen  []Chosen
	Undealt int
	Doubles int // scored twice, dealt
	Doubled int // of which done
}

// Fill puts what was drawn into a draw and counts what nobody could take.
func (d *Draw) Fill(chosen []Chosen) {
	d.Chosen, d.Left = chosen, 0
	for _, c := range chosen {
		if c.ReviewerID == "" && c.Unusable == "" {
			d.Left++
		}
	}
}

// Compare says how a draw that was made again compares with what was kept:
// again are its picks, candidates how many calls there were, other whether
// anything that the draw rested on has changed since.
func (r *Replay) Compare(again []string, candidates int, other bool) {
	var first []string
	for _, c := range r.Draw.Chosen {
		if c.Replaces == "" {
			first = append(first, c.CallID)
		}
	}
	for _, id := range first {
		if slices.Contains(again, id) {
			r.Kept++
		}
	}
	r.Same = slices.Equal(first, again)
	if n := r.Draw.Candidates; candidates != n {
		r.Changed = append(r.Changed, words.T("Then {{.N}} calls could be drawn, now {{.Now}} of that time", fault.Values{"N": n, "Now": candidates}))
	}
	if other && len(r.Changed) == 0 {
		r.Changed = append(r.Changed, words.T("Facts, scores or transcripts of some calls were changed since", nil))
	}
}
