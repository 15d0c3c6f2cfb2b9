// Package logbook keeps what practice sessions leave: how they were played, what
// their review found, the four answers of whoever played, and what a coach says
// to it; and the scenarios that an organisation made itself.
package logbook

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/routing/practice"
)

// MostText is how many characters an answer, a note or a comment has at the most.
const MostText = 1000

// MostRecord bounds a record, a review and a scenario, in bytes.
const MostRecord = 2 << 20

// Outcome is what a session came to, as its last picture showed it.
type Outcome struct {
	Seed   uint64        `json:"seed"`
	Played time.Duration `json:"played"`
	Over   bool          `json:"over"` // it was played to its end
	Lost   int           `json:"lost"` // callers
	Their  int           `json:"their"`
	Points float64       `json:"points"` // of 100
	Met    int           `json:"met"`    // critical tasks
	Tasks  int           `json:"tasks"`
	Spent  int           `json:"spent"` // fen
}

// OutcomeOf is what a picture shows.
func OutcomeOf(seed uint64, f *practice.Frame) Outcome {
	o := Outcome{Seed: seed, Played: f.At, Over: f.Over, Lost: f.Lost, Their: f.Their, Points: f.Points, Tasks: len(f.Tasks), Spent: f.Spent}
	for _, t := range f.Tasks {
		if t.Standing == practice.Passed {
			o.Met++
		}
	}
	return o
}

// Answers are those to the four questions of an after-action review, and a note.
type Answers struct {
	Planned  string `json:"planned,omitempty"`
	Happened string `json:"happened,omitempty"`
	Why      string `json:"why,omitempty"`
	Next     string `json:"next,omitempty"`
	Note     string `json:"note,omitempty"`
}

// Check tidies answers and refuses those that are too long.
func (a *Answers) Check() error {
	for _, s := range []*string{&a.Planned, &a.Happened, &a.Why, &a.Next, &a.Note} {
		if err := Tidy(s); err != nil {
			return err
		}
	}
	return nil
}

// Tidy trims a text and refuses one that is too long.
func Tidy(s *string) error {
	if *s = strings.TrimSpace(*s); utf8.RuneCountInString(*s) > MostText {
		return fault.New(fault.Invalid, "This text has {{.Have}} characters; it has {{.Most}} at the most.", fault.Values{"Have": utf8.RuneCountInString(*s), "Most": MostText})
	}
	return nil
}

// Session is one that was kept.
type Session struct {
	ID           string
	PersonID     string
	Person       string
	Organisation string
	Scenario     string // key
	Name         string // of the scenario, a text of the catalogue or the author's
	KeptAt       time.Time
	Outcome      Outcome
	Regret       practice.Figure // against the rule; zero without a review
	Reviewed     bool
	Answers      Answers
	Comment      string
	CoachID      string
	Coach        string
	CommentedAt  time.Time
	PlanID       string // the coaching plan in which it counts as a session

	// Only of one that is opened:
	Record practice.Record
	Review *practice.Review // nil: none
}

// Check refuses a session that could not be played again.
func (s *Session) Check() error {
	sc, err := s.Record.Played()
	if err != nil {
		return err
	}
	s.Scenario, s.Name = sc.Key, sc.Name
	if s.Record.Until <= 0 || s.Record.Until > sc.Length {
		return fault.New(fault.Invalid, "Nothing was played yet: there is nothing to keep.", nil)
	}
	record, err := json.Marshal(s.Record)
	if err == nil && len(record) > MostRecord {
		err = fault.New(fault.Invalid, "This session is too long to be kept.", nil)
	}
	return err
}

// AgainstTheRule is the regret against the rule of tiers; zero if it was not
// worked out.
func AgainstTheRule(r *practice.Review) practice.Figure {
	for _, s := range r.Results {
		if s.Reference == practice.TheRule {
			return s.Regret
		}
	}
	return practice.Figure{}
}

// Scenario is one that an organisation made itself: its file.
type Scenario struct {
	ID        string
	Name      string
	Text      string
	ChangedBy string
	ChangedAt time.Time
	Own       bool // may be changed by the actor's organisation
}

// Read is the scenario, with its ID as the key.
func (s *Scenario) Read() (*practice.Scenario, error) {
	if len(s.Text) > MostRecord {
		return nil, fault.New(fault.Invalid, "This scenario is too long to be kept.", nil)
	}
	out, err := practice.Read("own.practice.yaml", []byte(s.Text))
	if err != nil {
		return nil, err
	}
	out.Key = s.ID
	return out, out.Check()
}

// Start is a starting state: a moment to which somebody brought a session, kept
// under a name so that others begin there.
type Start struct {
	ID        string
	Name      string
	Scenario  string // key
	Of        string // name of the scenario, a text of the catalogue or the author's
	Weekday   time.Weekday
	Clock     time.Duration // of the day on which it stands
	ChangedBy string
	ChangedAt time.Time
	Own       bool // may be put away by the actor's organisation

	Record practice.Record // only of one that is opened, and to be kept
}

// MostName is how many characters the name of a starting state has at the most.
const MostName = 40

// Check refuses a state that nothing could begin from, and fills in what it is of.
func (s *Start) Check() error {
	if s.Name = strings.TrimSpace(s.Name); s.Name == "" || utf8.RuneCountInString(s.Name) > MostName {
		return fault.New(fault.Invalid, "Give the starting state a name of at most {{.Most}} characters.", fault.Values{"Most": MostName})
	}
	of := Session{Record: s.Record}
	if err := of.Check(); err != nil {
		return err
	}
	sc, err := s.Record.Played()
	if err == nil && s.Record.Until >= sc.Length {
		err = fault.New(fault.Invalid, "The session is over: nothing could begin from here.", nil)
	}
	if err == nil {
		s.Scenario, s.Of = of.Scenario, of.Name
		at := sc.Begins + s.Record.Until
		s.Weekday, s.Clock = time.Weekday((sc.Weekday+int(at/practice.Day))%7), at%practice.Day
	}
	return err
}
