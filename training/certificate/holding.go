package certificate

import (
	"slices"
	"time"

	"shifu/internal/words"
)

// State says how far a person is with a certificate.
type State string

// The states: 待考, 学习中, 持证, 可续证, 已续证, 过期.
const (
	NotAsked    State = ""            // not assigned yet, or no more
	Assigned    State = "assigned"    // nothing was done for it
	InProgress  State = "in-progress" // an exam was begun
	Certified   State = "certified"
	WindowOpen  State = "window-open" // valid, and to be renewed
	Recertified State = "recertified" // renewed in its window
	Expired     State = "expired"
)

// States lists them in the order in which screens show them.
var States = []State{Assigned, InProgress, Certified, WindowOpen, Recertified, Expired}

// Holding is one person's way with one programme.
type Holding struct {
	ID             string
	ProgrammeID    string
	PersonID       string
	Person         string
	StaffNumber    string
	OrganisationID string
	TeamID         string
	Assigned       Day
	Due            Day               // 0: none
	Released       Day               // from which it is not asked any more; 0: it is asked
	Begun          Day               // the first exam towards it; 0: none
	Passed         []Pass            // of the exams of its programme, by day
	Names          map[string]string // of the exams of its programme, by ID
	Issues         []Issue           // by day of issue
	Suspensions    []Suspension      // by begin
}

// Issue is one certificate that was issued.
type Issue struct {
	Record   Record
	Hash     string
	Opens    Day        // from when on it can be renewed
	Renewal  bool       // earned while the one before was valid
	Why      string     // the reason, if it was issued by hand
	By       string     // name of who issued it
	Attempts []string   // on which it rests
	Doubt    words.Text // why the trainer should look at it; zero: nothing
	DoubtAt  time.Time
}

// Suspension is a time in which what is held does not count.
type Suspension struct {
	ID        string
	From      Day
	Until     Day // the first day on which it counts again; 0: it goes on
	Why       string
	By        string // name of who suspended
	Complaint string // of which complaint; empty: by hand
	Lifted    string // why it was lifted
	LiftedBy  string
}

// Covers reports whether the suspension is in force on the day.
func (s Suspension) Covers(d Day) bool { return s.From <= d && (s.Until == 0 || d < s.Until) }

// Latest is the certificate issued last up to that day; nil without one.
func (h *Holding) Latest(d Day) *Issue {
	for i := range slices.Backward(h.Issues) {
		if h.Issues[i].Record.Issued <= d {
			return &h.Issues[i]
		}
	}
	return nil
}

// On is the state on a day, whatever is suspended. A certificate is valid on
// the day of its expiry, and expired from the day after.
func (h *Holding) On(d Day) State {
	last := h.Latest(d)
	switch {
	case last == nil && !h.Asked(d):
		return NotAsked
	case last == nil && h.Begun != 0 && h.Begun <= d:
		return InProgress
	case last == nil:
		return Assigned
	case d > last.Record.Expires:
		return Expired
	case d >= last.Opens:
		return WindowOpen
	case last.Renewal:
		return Recertified
	}
	return Certified
}

// Asked reports whether the certificate is asked of the person on that day.
func (h *Holding) Asked(d Day) bool {
	return h.Assigned <= d && (h.Released == 0 || d < h.Released)
}

// Suspended is the suspension in force on a day, nil for none.
func (h *Holding) Suspended(d Day) *Suspension {
	for i := range h.Suspensions {
		if h.Suspensions[i].Covers(d) {
			return &h.Suspensions[i]
		}
	}
	return nil
}

// Valid reports whether any certificate covers the day, suspended or not.
func (h *Holding) Valid(d Day) bool {
	return slices.ContainsFunc(h.Issues, func(i Issue) bool { return i.Record.Issued <= d && d <= i.Record.Expires })
}

// InForce reports whether the person counts as certified on the day: a
// certificate is valid and not suspended.
func (h *Holding) InForce(d Day) bool { return h.Valid(d) && h.Suspended(d) == nil }

// CountsFrom is the day from which passed exams count towards the next
// certificate: since the window of the last one opened; always for the first.
func (h *Holding) CountsFrom(d Day) Day {
	if last := h.Latest(d); last != nil {
		return last.Opens
	}
	return 0
}

// Earnable reports whether exams passed on that day lead to a certificate: not
// while one is valid whose window is closed.
func (h *Holding) Earnable(d Day) bool {
	s := h.On(d)
	return s != Certified && s != Recertified
}

// Past is what the next expiry hangs on.
func (h *Holding) Past(d Day) Past {
	p := Past{Due: h.Due}
	if len(h.Issues) > 0 {
		p.First = h.Issues[0].Record.Completed
	}
	if last := h.Latest(d); last != nil {
		p.Previous = last.Record.Expires
	}
	return p
}

// Left is how many days the certificate is still valid after d; negative once
// it has expired; false without one.
func (h *Holding) Left(d Day) (int, bool) {
	last := h.Latest(d)
	if last == nil {
		return 0, false
	}
	return int(last.Record.Expires - d), true
}
