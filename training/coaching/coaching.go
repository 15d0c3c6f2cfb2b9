// Package coaching keeps the plans by which a supervisor coaches an agent: what
// is expected instead, how it is practised, the goal on one question of the
// rubric, the sessions, and whether the calls afterwards prove that it worked.
package coaching

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
)

// State is a plan's column on the board.
type State string

// The states, in the order of the board.
const (
	ToDo       State = "to-do"
	InProgress State = "in-progress"
	FollowUp   State = "follow-up" // the calls are to prove it
	Done       State = "done"
)

// States lists the columns of the board.
var States = []State{ToDo, InProgress, FollowUp, Done}

// MostText is how many characters a text of a plan has at the most.
const MostText = 1000

// Goal is what the person is to reach on one question of a rubric, as the mean
// share of its points, 0 … 1.
type Goal struct {
	RubricID string    `json:"rubric_id"`
	Ref      string    `json:"ref"`
	Question string    `json:"question"`
	Baseline float64   `json:"baseline"`
	N        int       `json:"n"` // calls behind the baseline
	Target   float64   `json:"target"`
	By       time.Time `json:"by"`
}

// Session is one talk between coach and agent.
type Session struct {
	At   time.Time `json:"at"`
	Held bool      `json:"held"`
	Note string    `json:"note,omitempty"`
	By   string    `json:"by,omitempty"`

	PracticeID string `json:"practice_id,omitempty"` // the practice session that it was about
}

// Plan is one agent's.
type Plan struct {
	ID             string    `json:"-"`
	PersonID       string    `json:"-"`
	CoachID        string    `json:"-"`
	State          State     `json:"-"`
	EvaluationIDs  []string  `json:"evaluation_ids,omitempty"` // that it comes from
	Expected       string    `json:"expected"`                 // the behaviour
	Practice       string    `json:"practice"`
	Goal           Goal      `json:"goal"`
	Sessions       []Session `json:"sessions,omitempty"`
	Words          string    `json:"words,omitempty"` // the agent's own
	AcknowledgedAt time.Time `json:"acknowledged_at,omitzero"`
	MadeAt         time.Time `json:"made_at"`
	BegunAt        time.Time `json:"begun_at,omitzero"`  // the first session that was held
	FollowAt       time.Time `json:"follow_at,omitzero"` // from then on calls count as after it
	ClosedAt       time.Time `json:"closed_at,omitzero"`
	Met            bool      `json:"met,omitempty"`
	Verdict        string    `json:"verdict,omitempty"`
}

// Check tidies a plan and returns an Invalid fault for what it lacks.
func (p *Plan) Check(now time.Time) error {
	refuse := func(key string, v fault.Values) error { return fault.New(fault.Invalid, key, v) }
	for _, s := range []*string{&p.Expected, &p.Practice} {
		if *s = strings.TrimSpace(*s); utf8.RuneCountInString(*s) > MostText {
			return refuse("A text of a plan has at most {{.N}} characters.", fault.Values{"N": MostText})
		}
	}
	switch {
	case p.PersonID == "":
		return refuse("Choose whom to coach.", nil)
	case p.PersonID == p.CoachID:
		return refuse("Nobody coaches themselves.", nil)
	case p.Goal.Ref == "":
		return refuse("Choose the question that the goal is about.", nil)
	case p.Expected == "":
		return refuse("Write the behaviour that you expect.", nil)
	case p.Practice == "":
		return refuse("Write how it is practised.", nil)
	case !(p.Goal.Target > 0 && p.Goal.Target <= 1):
		return refuse("The target is a share of points between 1 and 100 %.", nil)
	case p.Goal.N > 0 && p.Goal.Target <= p.Goal.Baseline:
		return refuse("The target must lie above where the agent stands: {{.Now}} %.", fault.Values{"Now": int(p.Goal.Baseline*100 + .5)})
	case !p.Goal.By.After(now):
		return refuse("The day of the goal must lie ahead.", nil)
	}
	return nil
}

// Rewrite takes over what the coach changed; what has happened stays.
func (p *Plan) Rewrite(to Plan, now time.Time) error {
	if p.State != ToDo && p.State != InProgress {
		return fault.New(fault.Conflict, "This plan is followed up or done. Take it up again before you change it.", nil)
	}
	to.PersonID, to.CoachID = p.PersonID, p.CoachID
	if err := to.Check(now); err != nil {
		return err
	}
	p.Expected, p.Practice, p.Goal, p.EvaluationIDs = to.Expected, to.Practice, to.Goal, to.EvaluationIDs
	return nil
}

// Arrange plans a session.
func (p *Plan) Arrange(at, now time.Time) error {
	switch {
	case p.State == Done:
		return errDone
	case !at.After(now):
		return fault.New(fault.Invalid, "A session is planned ahead. Write one that was held as held.", nil)
	}
	p.Sessions = append(slices.DeleteFunc(p.Sessions, func(s Session) bool { return !s.Held }), Session{At: at})
	return nil
}

// Hold notes a session that was held; the first one begins the coaching, and
// one that was planned is held by it.
func (p *Plan) Hold(s Session, now time.Time) error {
	s.Note = strings.TrimSpace(s.Note)
	switch {
	case p.State == Done:
		return errDone
	case s.At.After(now):
		return fault.New(fault.Invalid, "A session that was held does not lie ahead.", nil)
	case s.Note == "":
		return fault.New(fault.Invalid, "Write what was worked on: the agent reads it too.", nil)
	case utf8.RuneCountInString(s.Note) > MostText:
		return fault.New(fault.Invalid, "A text of a plan has at most {{.N}} characters.", fault.Values{"N": MostText})
	}
	s.Held = true
	p.Sessions = append(slices.DeleteFunc(p.Sessions, func(s Session) bool { return !s.Held }), s)
	slices.SortFunc(p.Sessions, func(a, b Session) int { return a.At.Compare(b.At) })
	if p.State == ToDo {
		p.State = InProgress
	}
	p.BegunAt = p.Sessions[0].At
	return nil
}

// Follow ends the coaching: from now on the calls are to prove it.
func (p *Plan) Follow(now time.Time) error {
	switch {
	case p.State == ToDo:
		return fault.New(fault.Conflict, "No session was held yet. Note one first.", nil)
	case p.State != InProgress:
		return fault.New(fault.Conflict, "This plan is followed up already.", nil)
	}
	p.State, p.FollowAt = FollowUp, now
	return nil
}

// Resume takes a plan up again that did not work yet.
func (p *Plan) Resume() error {
	if p.State != FollowUp {
		return fault.New(fault.Conflict, "Only a plan that is followed up can be taken up again.", nil)
	}
	p.State, p.FollowAt = InProgress, time.Time{}
	return nil
}

// Close says how the follow-up ended.
func (p *Plan) Close(met bool, verdict string, now time.Time) error {
	switch verdict = strings.TrimSpace(verdict); {
	case p.State != FollowUp:
		return fault.New(fault.Conflict, "A plan is closed after its follow-up.", nil)
	case verdict == "":
		return fault.New(fault.Invalid, "Write what you conclude.", nil)
	}
	p.State, p.Met, p.Verdict, p.ClosedAt = Done, met, verdict, now
	return nil
}

// Acknowledge is the agent's: that they know the plan, and what they say to it.
func (p *Plan) Acknowledge(words string, now time.Time) error {
	if words = strings.TrimSpace(words); utf8.RuneCountInString(words) > MostText {
		return fault.New(fault.Invalid, "A text of a plan has at most {{.N}} characters.", fault.Values{"N": MostText})
	}
	if p.AcknowledgedAt.IsZero() {
		p.AcknowledgedAt = now
	}
	if words != "" {
		p.Words = words
	}
	return nil
}

// Next is the session that is planned; zero: none.
func (p *Plan) Next() time.Time {
	for _, s := range p.Sessions {
		if !s.Held {
			return s.At
		}
	}
	return time.Time{}
}

// Held counts the sessions that were held.
func (p *Plan) Held() (n int) {
	for _, s := range p.Sessions {
		if s.Held {
			n++
		}
	}
	return n
}

var errDone = fault.New(fault.Conflict, "This plan is done. Make a new one.", nil)
