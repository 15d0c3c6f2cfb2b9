// Package analysis keeps joint listening: several people hear one call
// together, write down at which moments what was found, and decide what
// improves by whom until when.
package analysis

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
)

// State is where a session stands.
type State string

// The states.
const (
	Planned   State = "planned"
	Held      State = "held"
	Cancelled State = "cancelled"
)

// Sort says what a finding is.
type Sort string

// The sorts: done well, to be done better, a question to find out about.
const (
	Good    Sort = "good"
	Better  Sort = "better"
	Unclear Sort = "unclear"
)

// Sorts lists the sorts in the order of the minutes.
var Sorts = []Sort{Good, Better, Unclear}

// The most that fits.
const (
	MostTitle    = 80 // characters
	MostText     = 600
	MostMembers  = 40
	MostFindings = 200
)

// Member is somebody who takes part.
type Member struct {
	PersonID string `json:"person_id"`
	Name     string `json:"name"`
	Came     bool   `json:"came,omitempty"`
}

// Finding is what was found at a moment of the call.
type Finding struct {
	ID    string        `json:"id"`
	At    time.Duration `json:"at"`
	Until time.Duration `json:"until,omitempty"` // 0: at one moment
	Sort  Sort          `json:"sort"`
	Text  string        `json:"text"`
	ByID  string        `json:"by_id"`
	By    string        `json:"by"`
}

// Decision is what somebody improves until a day.
type Decision struct {
	ID      string    `json:"id"`
	Text    string    `json:"text"`
	OwnerID string    `json:"owner_id"`
	Owner   string    `json:"owner"`
	Due     time.Time `json:"due"`
	DoneAt  time.Time `json:"done_at,omitzero"`
	Outcome string    `json:"outcome,omitempty"`
}

// Session is one joint listening.
type Session struct {
	ID          string     `json:"-"`
	CallID      string     `json:"-"`
	State       State      `json:"-"`
	At          time.Time  `json:"-"`
	Title       string     `json:"title"`
	LeadID      string     `json:"lead_id"`
	Lead        string     `json:"lead"`
	Members     []Member   `json:"members"`
	Findings    []Finding  `json:"findings,omitempty"`
	Decisions   []Decision `json:"decisions,omitempty"`
	Summary     string     `json:"summary,omitempty"`
	HeldAt      time.Time  `json:"held_at,omitzero"`
	BenchmarkID string     `json:"benchmark_id,omitempty"` // what became of it
	ArticleID   string     `json:"article_id,omitempty"`
}

func refuse(key string, v fault.Values) error { return fault.New(fault.Invalid, key, v) }

// Check tidies a session that is planned and returns an Invalid fault for what
// it lacks.
func (s *Session) Check() error {
	s.Title = strings.TrimSpace(s.Title)
	switch {
	case s.Title == "":
		return refuse("Give the session a title.", nil)
	case utf8.RuneCountInString(s.Title) > MostTitle:
		return refuse("A title has at most {{.N}} characters.", fault.Values{"N": MostTitle})
	case s.At.IsZero():
		return refuse("Say when the session is held.", nil)
	case len(s.Members) == 0:
		return refuse("Joint listening needs two people at the least: choose who takes part.", nil)
	case len(s.Members) > MostMembers:
		return refuse("At most {{.N}} people take part.", fault.Values{"N": MostMembers})
	}
	return nil
}

// Takes reports whether somebody takes part or leads.
func (s *Session) Takes(personID string) bool {
	return personID != "" && (s.LeadID == personID || slices.ContainsFunc(s.Members, func(m Member) bool { return m.PersonID == personID }))
}

// Ahead returns a Conflict fault unless the session is planned.
func (s *Session) Ahead() error {
	switch s.State {
	case Held:
		return fault.New(fault.Conflict, "The minutes are closed already.", nil)
	case Cancelled:
		return fault.New(fault.Conflict, "This session was cancelled.", nil)
	}
	return nil
}

// Cancel ends a session that is not held.
func (s *Session) Cancel() error {
	err := s.Ahead()
	if err == nil {
		s.State = Cancelled
	}
	return err
}

// Note adds a finding; length is the call's.
func (s *Session) Note(f Finding, length time.Duration) error {
	if err := s.Ahead(); err != nil {
		return err
	}
	switch f.Text = strings.TrimSpace(f.Text); {
	case f.Text == "":
		return refuse("Write what was found.", nil)
	case utf8.RuneCountInString(f.Text) > MostText:
		return refuse("A text has at most {{.N}} characters.", fault.Values{"N": MostText})
	case !slices.Contains(Sorts, f.Sort):
		return refuse("Say whether it was good, could be better, or is unclear.", nil)
	case f.At < 0 || length > 0 && f.At > length || f.Until != 0 && f.Until <= f.At || length > 0 && f.Until > length:
		return refuse("The moment does not lie in the call.", nil)
	case len(s.Findings) >= MostFindings:
		return refuse("A session holds at most {{.N}} findings.", fault.Values{"N": MostFindings})
	}
	s.Findings = append(s.Findings, f)
	slices.SortStableFunc(s.Findings, func(a, b Finding) int { return cmp.Compare(a.At, b.At) })
	return nil
}

// Strike takes a finding out: its author or whoever leads may, until the
// session is held.
func (s *Session) Strike(id, byID string, leads bool) error {
	i := slices.IndexFunc(s.Findings, func(f Finding) bool { return f.ID == id })
	switch {
	case i < 0:
		return fault.New(fault.NotFound, "This finding is not in the session.", nil)
	case s.State == Held:
		return fault.New(fault.Conflict, "The minutes are closed. Findings stay as they are.", nil)
	case !leads && s.Findings[i].ByID != byID:
		return fault.New(fault.Forbidden, "Only its author or whoever leads the session strikes a finding.", nil)
	}
	s.Findings = slices.Delete(slices.Clone(s.Findings), i, i+1)
	return nil
}

// Decide adds a decision.
func (s *Session) Decide(d Decision, now time.Time) error {
	if s.State == Cancelled {
		return s.Ahead()
	}
	switch d.Text = strings.TrimSpace(d.Text); {
	case d.Text == "":
		return refuse("Write what is to improve.", nil)
	case utf8.RuneCountInString(d.Text) > MostText:
		return refuse("A text has at most {{.N}} characters.", fault.Values{"N": MostText})
	case d.OwnerID == "":
		return refuse("Choose who does it.", nil)
	case !d.Due.After(now):
		return refuse("The due day must lie ahead.", nil)
	}
	s.Decisions = append(s.Decisions, d)
	return nil
}

// Finish says that a decision was carried out: its owner or whoever leads.
func (s *Session) Finish(id, outcome, byID string, leads bool, now time.Time) error {
	i := slices.IndexFunc(s.Decisions, func(d Decision) bool { return d.ID == id })
	switch outcome = strings.TrimSpace(outcome); {
	case i < 0:
		return fault.New(fault.NotFound, "This decision is not in the session.", nil)
	case !leads && s.Decisions[i].OwnerID != byID:
		return fault.New(fault.Forbidden, "Only its owner or whoever leads the session says that a decision is done.", nil)
	case !s.Decisions[i].DoneAt.IsZero():
		return fault.New(fault.Conflict, "This decision is done already.", nil)
	case outcome == "":
		return refuse("Write what was done.", nil)
	}
	s.Decisions[i].DoneAt, s.Decisions[i].Outcome = now, outcome
	return nil
}

// Hold closes the minutes: who came, and what it came to.
func (s *Session) Hold(came []string, summary string, now time.Time) error {
	if err := s.Ahead(); err != nil {
		return err
	}
	switch summary = strings.TrimSpace(summary); {
	case len(s.Findings) == 0:
		return fault.New(fault.Conflict, "Nothing was found yet. Note at least one finding.", nil)
	case summary == "":
		return refuse("Write what the session came to.", nil)
	case utf8.RuneCountInString(summary) > MostText:
		return refuse("A text has at most {{.N}} characters.", fault.Values{"N": MostText})
	}
	for i := range s.Members {
		s.Members[i].Came = slices.Contains(came, s.Members[i].PersonID)
	}
	s.State, s.Summary, s.HeldAt = Held, summary, now
	return nil
}

// Open counts the decisions that are not done.
func (s *Session) Open() (n int) {
	for _, d := range s.Decisions {
		if d.DoneAt.IsZero() {
			n++
		}
	}
	return n
}

// Came counts who took part, with whoever led.
func (s *Session) Came() int {
	n := 1
	for _, m := range s.Members {
		if m.Came {
			n++
		}
	}
	return n
}
