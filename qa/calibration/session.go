// Package calibration holds sessions in which several reviewers score the same
// calls blind and then agree: who takes part, how far their answers lie apart,
// what was agreed, and the rulings that stand at a question from then on.
package calibration

import (
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// State is where a session stands.
type State string

// The states: draft → scoring → review → resolved → closed. A session that is
// not held after all goes from draft or scoring to closed.
const (
	Draft    State = "draft"    // being prepared; only who leads sees it
	Scoring  State = "scoring"  // everybody scores, blind
	Review   State = "review"   // the answers lie side by side
	Resolved State = "resolved" // every flagged question has an agreed answer
	Closed   State = "closed"   // kept; nothing changes any more
)

// States are all states in their order.
var States = [5]State{Draft, Scoring, Review, Resolved, Closed}

var steps = map[State][]State{
	Draft:    {Scoring, Closed},
	Scoring:  {Review, Closed},
	Review:   {Resolved},
	Resolved: {Review, Closed},
}

// Step returns nil if a session in state from may go to state to, and a
// Conflict fault otherwise.
func Step(from, to State) error {
	for _, s := range steps[from] {
		if s == to {
			return nil
		}
	}
	return fault.New(fault.Conflict, "The session is at \"{{.From}}\"; it can't go to \"{{.To}}\".",
		fault.Values{"From": from.Word(), "To": to.Word()})
}

// Word is the state in words, as a step on the way.
func (s State) Word() words.Text { return words.T("calibration."+string(s), nil) }

// DefaultThreshold is by how many points answers may lie apart before the
// question is flagged.
const DefaultThreshold = 10

// Least is how many people have to take part beside the expert.
const Least = 2

// Most bounds a session: people, and calls.
const (
	MostMembers = 30
	MostCalls   = 10
)

// Session is one calibration.
type Session struct {
	ID             string
	OrganisationID string // of who leads it
	Title          string
	RubricID       string
	VersionID      string // of the rubric
	Rubric         string // its title
	Number         int    // of the version
	State          State
	Calls          []Call
	Members        []Member // the expert first
	Threshold      float64  // points; a question is flagged above it
	DueAt          time.Time
	MadeByName     string
	MadeAt         time.Time
	ScoringAt      time.Time // when each state was entered; zero: not yet
	ReviewAt       time.Time
	ResolvedAt     time.Time
	ClosedAt       time.Time
	Figures        *Figures // of agreement; nil before the review
}

// Call is one of the calls that are scored.
type Call struct {
	ID    string
	Title string
}

// Member is somebody who scores in a session.
type Member struct {
	PersonID  string
	Name      string
	Expert    bool
	Submitted int // of the calls
}

// Participants are the members beside the expert.
func (s Session) Participants() []Member {
	var out []Member
	for _, m := range s.Members {
		if !m.Expert {
			out = append(out, m)
		}
	}
	return out
}

// Expert is the member whose answers the others are measured by.
func (s Session) Expert() (Member, bool) {
	for _, m := range s.Members {
		if m.Expert {
			return m, true
		}
	}
	return Member{}, false
}

// Done reports whether m has submitted every call.
func (s Session) Done(m Member) bool { return len(s.Calls) > 0 && m.Submitted >= len(s.Calls) }

// Progress counts the members who have submitted every call, and all.
func (s Session) Progress() (done, all int) {
	for _, m := range s.Members {
		if s.Done(m) {
			done++
		}
	}
	return done, len(s.Members)
}

// CalledOff reports whether the session was closed before its review.
func (s Session) CalledOff() bool { return s.State == Closed && s.ReviewAt.IsZero() }

// Check returns what a session can't be kept with. One that is still a draft
// may lack people.
func (s Session) Check() error {
	switch {
	case strings.TrimSpace(s.Title) == "":
		return fault.New(fault.Invalid, "Give the session a name.", nil)
	case len([]rune(s.Title)) > 128:
		return fault.New(fault.Invalid, "The name has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{"Have": len([]rune(s.Title)), "Limit": 128})
	case len(s.Calls) == 0:
		return fault.New(fault.Invalid, "Choose a call to score.", nil)
	case len(s.Calls) > MostCalls:
		return fault.New(fault.Invalid, "A session takes {{.Limit}} calls at the most.", fault.Values{"Limit": MostCalls})
	case len(s.Members) > MostMembers:
		return fault.New(fault.Invalid, "A session takes {{.Limit}} people at the most.", fault.Values{"Limit": MostMembers})
	case s.VersionID == "":
		return fault.New(fault.Invalid, "Choose a rubric.", nil)
	case !(s.Threshold >= 0 && s.Threshold <= 100):
		return fault.New(fault.Invalid, "The threshold lies between 0 and 100 points.", nil)
	}
	return s.checkDouble()
}

func (s Session) checkDouble() error {
	seen, experts := map[string]bool{}, 0
	for _, m := range s.Members {
		if seen[m.PersonID] {
			return fault.New(fault.Invalid, "{{.Name}} is named twice.", fault.Values{"Name": m.Name})
		}
		seen[m.PersonID] = true
		if m.Expert {
			experts++
		}
	}
	if experts > 1 {
		return fault.New(fault.Invalid, "A session has one expert at the most.", nil)
	}
	for _, c := range s.Calls {
		if seen[c.ID] {
			return fault.New(fault.Invalid, "The same call is named twice.", nil)
		}
		seen[c.ID] = true
	}
	return nil
}

// Ready returns nil if scoring can begin: two or more participants.
func (s Session) Ready() error {
	if n := len(s.Participants()); n < Least {
		return fault.New(fault.Invalid, "Calibration needs {{.Least}} participants or more; this session has {{.Have}}.", fault.Values{"Least": Least, "Have": n})
	}
	return nil
}
