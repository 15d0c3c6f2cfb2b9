// Package appeal holds what happens after a score is released: the agent
// acknowledges, asks, or appeals question by question; somebody other than the
// first reviewer decides, blind first if they wish; timers in working days end
// what nobody ends; and overturned answers tell which questions need
// calibration.
package appeal

import (
	"time"

	"shifu/internal/fault"
	"shifu/qa"
)

// State is where an appeal stands.
type State string

// The states: filed → taken → upheld | revised; void if its evaluation was voided.
const (
	Filed   State = "filed"
	Taken   State = "taken"
	Upheld  State = "upheld"
	Revised State = "revised"
	Void    State = "void"
)

// Open reports whether the appeal still waits for a decision.
func (s State) Open() bool { return s == Filed || s == Taken }

// Outcome is what was decided of one point.
type Outcome string

// The outcomes. A point that was granted or changed was overturned.
const (
	Undecided Outcome = ""
	Upholds   Outcome = "upheld"
	Grants    Outcome = "granted" // as the agent proposed
	Changes   Outcome = "changed" // to another answer
)

// Overturned reports whether the first answer did not stand.
func (o Outcome) Overturned() bool { return o == Grants || o == Changes }

// Point is one question of an appeal: the answer that stands, the one that the
// agent proposes and why, and what was decided.
type Point struct {
	Ref      string      `json:"ref"`
	Was      qa.Answer   `json:"was"`
	Proposed qa.Answer   `json:"proposed"`
	Reason   string      `json:"reason"`
	Moments  []qa.Moment `json:"moments,omitempty"`
	Outcome  Outcome     `json:"outcome,omitempty"`
	Answer   qa.Answer   `json:"answer"` // that stands after the decision
	Why      string      `json:"why,omitempty"`
}

// Appeal is one appeal against one edition of an evaluation.
type Appeal struct {
	ID             string
	EvaluationID   string
	Edition        int // appealed against
	Nth            int // 1 for the first of this evaluation
	CallID         string
	RubricID       string
	VersionID      string
	AgentID        string
	AgentName      string
	ReviewerID     string // who scored first
	ReviewerName   string
	OrganisationID string
	State          State
	Points         []Point
	FiledAt        time.Time
	DecideBy       time.Time // zero: no limit
	DeciderID      string    // who took it; empty: nobody yet
	DeciderName    string
	Blind          bool // taken to be scored again blind: the case stays masked until that is done
	DecidedAt      time.Time
}

// Overdue reports whether the decision is late, or came late.
func (a Appeal) Overdue(now time.Time) bool {
	if !a.DecidedAt.IsZero() {
		now = a.DecidedAt
	}
	return !a.DecideBy.IsZero() && a.State != Void && now.After(a.DecideBy)
}

// Ruling is what the decider says of one point. Answer counts for Changes only.
type Ruling struct {
	Ref     string
	Outcome Outcome
	Answer  qa.Answer
	Why     string
}

// Message is a question of the agent about a score, or an answer to it.
type Message struct {
	At       time.Time
	FromID   string
	FromName string
	ByAgent  bool
	Text     string
}

// Lengths of texts, in characters.
const (
	MaxReason  = 1000
	MaxMessage = 1000
)

// Asked returns the messages' last question if nobody has answered it.
func Asked(ms []Message) (Message, bool) {
	if len(ms) == 0 || !ms[len(ms)-1].ByAgent {
		return Message{}, false
	}
	return ms[len(ms)-1], true
}

// reasonable refuses an empty and a long text.
func reasonable(ref, text string, limit int) error {
	values := fault.Values{"Ref": ref, "Limit": limit}
	switch n := len([]rune(text)); {
	case n == 0:
		return fault.New(fault.Invalid, "Question {{.Ref}}: give a reason.", values)
	case n > limit:
		return fault.New(fault.Invalid, "Question {{.Ref}}: the reason is longer than {{.Limit}} characters.", values)
	}
	return nil
}
