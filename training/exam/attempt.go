package exam

import (
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// AttemptState says where an attempt stands.
type AttemptState string

// The states of an attempt: it runs, its time is up and it may only be handed
// in (Overdue), it was handed in and waits for markers or not, or it counts for
// nothing.
const (
	Running   AttemptState = "running"
	Overdue   AttemptState = "overdue"
	Submitted AttemptState = "submitted"
	Marked    AttemptState = "marked"
	Discarded AttemptState = "discarded"
)

// Ended reports whether nothing can be answered or handed in any more.
func (s AttemptState) Ended() bool { return s == Submitted || s == Marked || s == Discarded }

// Attempt is one person's sitting of an exam. It changes by events only (see
// Apply), so that what was kept of it brings it back exactly as it was.
type Attempt struct {
	ID       string       `json:"id"`
	ExamID   string       `json:"exam_id"`
	PersonID string       `json:"person_id"`
	N        int          `json:"n"` // 1, 2, 3 …
	State    AttemptState `json:"state"`
	Paper    Paper        `json:"paper"`

	Began time.Time     `json:"began"`
	Limit time.Duration `json:"limit,omitempty"` // with the person's extra time; 0: none
	Meter Meter         `json:"meter"`
	Ended time.Time     `json:"ended,omitzero"`
	Late  bool          `json:"late,omitempty"` // ended because its time was up

	Here    int                 `json:"here"` // the question that is open
	Answers map[int]bank.Answer `json:"answers,omitempty"`
	Flags   map[int]bool        `json:"flags,omitempty"`
	Plays   map[int]int         `json:"plays,omitempty"` // how often a clip was started
	Away    []Away              `json:"away,omitempty"`
	Jumps   []Jump              `json:"jumps,omitempty"`
	Events  int                 `json:"events"` // applied so far
}

// Away is a time in which the exam window had not the focus.
type Away struct {
	From  time.Time     `json:"from"`
	After time.Duration `json:"after"` // used when it began
	For   time.Duration `json:"for"`   // 0: it goes on
}

// Left is the time that is left at the last reading; 0 without a limit or when
// it is up.
func (a *Attempt) Left() time.Duration { return max(a.Limit-a.Meter.Used, 0) }

// Remains is how long can still be answered, by the limit or until the exam
// closes, whichever comes first; in the grace period how long can be handed in.
// limited is false where nothing of the kind ends it.
func (a *Attempt) Remains(r Rules) (left time.Duration, limited bool) {
	if a.State == Overdue {
		return max(r.Grace-a.over(r), 0), true
	}
	if a.Limit > 0 {
		left, limited = a.Left(), true
	}
	if !r.Closes.IsZero() {
		close := max(r.Closes.Add(a.extra(r)).Sub(a.Now()), 0)
		if !limited || close < left {
			left, limited = close, true
		}
	}
	return left, limited
}

// Now is the time of day by which the exam counts: no clock set back leads
// before what was seen already.
func (a *Attempt) Now() time.Time {
	if by := a.Began.Add(a.Meter.Used); by.After(a.Meter.Seen.Wall) {
		return by
	}
	return a.Meter.Seen.Wall
}

// Up tells whether the time of the attempt is up: by its limit, or because the
// exam has closed.
func (a *Attempt) Up(r Rules) bool {
	return a.Limit > 0 && a.Meter.Used >= a.Limit || !r.Closes.IsZero() && !a.Now().Before(r.Closes.Add(a.extra(r)))
}

// extra is the person's extra time, which also goes beyond the closing.
func (a *Attempt) extra(r Rules) time.Duration { return max(a.Limit-r.Limit, 0) }

// over is how long the time has been up.
func (a *Attempt) over(r Rules) time.Duration {
	over := time.Duration(0)
	if a.Limit > 0 {
		over = a.Meter.Used - a.Limit
	}
	if !r.Closes.IsZero() {
		over = max(over, a.Now().Sub(r.Closes.Add(a.extra(r))))
	}
	return over
}

// Tick reads the clocks and lets the time run out if it is up. It reports
// whether the state changed.
func (a *Attempt) Tick(r Rules, now Reading) (changed bool) {
	if a.State.Ended() {
		return false
	}
	if j, jumped := a.Meter.Tick(now); jumped {
		a.Jumps = append(a.Jumps, j)
	}
	if !a.Up(r) {
		return false
	}
	switch r.Expiry {
	case Discard:
		a.end(Discarded, true)
	case Grace:
		if a.over(r) >= r.Grace { // who does not hand in then has handed in nothing
			a.end(Discarded, true)
			return true
		}
		changed = a.State == Running
		a.State = Overdue
		return changed
	default:
		a.end(Submitted, true)
	}
	return true
}

func (a *Attempt) end(s AttemptState, late bool) {
	a.State, a.Late, a.Ended = s, late, a.Now()
}

// Submit hands the attempt in, in its grace period too. Its clocks must have
// been read just before.
func (a *Attempt) Submit() error {
	if a.State.Ended() {
		return errEnded(a)
	}
	a.end(Submitted, a.State == Overdue)
	return nil
}

// Withdraw ends a running attempt because its exam was withdrawn: by the rule
// for time that is up, what was answered is handed in or counts for nothing.
// Its clocks must have been read just before.
func (a *Attempt) Withdraw(r Rules) {
	switch {
	case a.State.Ended():
	case r.Expiry == Discard:
		a.end(Discarded, false)
	default:
		a.end(Submitted, false)
	}
}

// ErrWithdrawn is what a person reads who wants to begin, to answer or to hand
// in although the exam was withdrawn; s is how their attempt ended, empty
// without one.
func ErrWithdrawn(s AttemptState) error {
	switch s {
	case "":
		return fault.New(fault.Conflict, "This exam was withdrawn: nobody can sit it any more. Ask your trainer what comes instead.", nil)
	case Discarded:
		return fault.New(fault.Conflict, "This exam was withdrawn. Your attempt counts for nothing; nobody holds it against you.", nil)
	}
	return fault.New(fault.Conflict, "This exam was withdrawn. What you had answered was handed in.", nil)
}

func errEnded(a *Attempt) error {
	switch {
	case a.State == Discarded:
		return fault.New(fault.Conflict, "The time is up: this attempt counts for nothing.", nil)
	case a.Late:
		return fault.New(fault.Conflict, "The time is up: what you had answered was handed in.", nil)
	}
	return fault.New(fault.Conflict, "This attempt was handed in already.", nil)
}
