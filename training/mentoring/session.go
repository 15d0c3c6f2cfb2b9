package mentoring

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Session (面谈) is a talk of the two: planned with an agenda, then written up
// by one side and confirmed by the other.
type Session struct {
	ID      string
	PairID  string
	At      time.Time
	Minutes int
	Agenda  []Item
	Number  int // of its changes, for calendars

	Held     bool
	Said     string // what was talked about
	Listened []Clip // calls listened to together
	Next     string // what is done until the next one
	By       Side   // who wrote it up
	Ok       bool   // the other side has confirmed it
	OkAt     time.Time
	Objected string // why the other side says that it was not so
	Off      string // why it was called off
}

// Clip is a part of a call that was listened to together; Until 0: to its end.
type Clip struct {
	CallID string        `json:"call_id"`
	Name   string        `json:"name"` // as it was called then
	From   time.Duration `json:"from"`
	Until  time.Duration `json:"until"`
}

// Item is a point of an agenda.
type Item struct {
	Text    words.Text `json:"text,omitzero"`
	Typed   string     `json:"typed,omitempty"` // instead of Text, as somebody wrote it
	Minutes int        `json:"minutes"`
	Act     Act        `json:"act,omitempty"` // what it opens
	ID      string     `json:"id,omitempty"`
	From    int64      `json:"from,omitempty"` // milliseconds into the call
}

// In is the point in a language.
func (it Item) In(l words.Language) string {
	if it.Typed != "" {
		return it.Typed
	}
	return it.Text.In(l)
}

// The limits of a session.
const (
	MostItems   = 12
	MostClips   = 20
	mostMinutes = 8 * 60
	mostText    = 2000
	mostPoint   = 200
)

// Waits reports whether the other side has still to confirm it.
func (s *Session) Waits() bool { return s.Held && !s.Ok && s.Objected == "" && s.Off == "" }

// Counts reports whether it took place as far as both say.
func (s *Session) Counts() bool { return s.Held && s.Objected == "" && s.Off == "" }

// Ahead reports whether it is planned and neither held nor called off.
func (s *Session) Ahead() bool { return !s.Held && s.Off == "" }

// Check refuses a session that can't be kept: as planned, or as written up.
func (s *Session) Check(now time.Time) error {
	s.trim()
	switch {
	case s.At.IsZero():
		return fault.New(fault.Invalid, "Say when the session is.", nil)
	case s.Minutes < 5 || s.Minutes > mostMinutes:
		return fault.New(fault.Invalid, "A session lasts 5 minutes to 8 hours.", nil)
	case len(s.Agenda) > MostItems:
		return fault.New(fault.Invalid, "An agenda has at most {{.N}} points.", fault.Values{"N": MostItems})
	case len(s.Listened) > MostClips:
		return fault.New(fault.Invalid, "At most {{.N}} calls are noted for a session.", fault.Values{"N": MostClips})
	case len([]rune(s.Said)) > mostText || len([]rune(s.Next)) > mostText:
		return fault.New(fault.Invalid, "The notes have at most {{.N}} characters.", fault.Values{"N": mostText})
	}
	for i, it := range s.Agenda {
		if it.Typed == "" && it.Text.IsZero() || len([]rune(it.Typed)) > mostPoint || it.Minutes < 0 || it.Minutes > mostMinutes {
			return fault.New(fault.Invalid, "Point {{.N}} of the agenda: say what it is, in at most 200 characters.", fault.Values{"N": i + 1})
		}
	}
	for _, c := range s.Listened {
		if c.CallID == "" || c.From < 0 || c.Until != 0 && c.Until <= c.From {
			return fault.New(fault.Invalid, "A clip ends after it begins.", nil)
		}
	}
	return s.checkHeld(now)
}

func (s *Session) checkHeld(now time.Time) error {
	switch {
	case !s.Held && !s.At.After(now):
		return fault.New(fault.Invalid, "The session lies in the past. Choose a later time, or write up how it was.", nil)
	case s.Held && s.At.After(now):
		return fault.New(fault.Invalid, "The session is still to come. Write it up afterwards.", nil)
	case s.Held && s.Said == "":
		return fault.New(fault.Invalid, "Write down what was talked about.", nil)
	case s.Held && s.Next == "":
		return fault.New(fault.Invalid, "Write down the next step: a session without one leads nowhere.", nil)
	}
	return nil
}

func (s *Session) trim() {
	s.Said, s.Next, s.Off = strings.TrimSpace(s.Said), strings.TrimSpace(s.Next), strings.TrimSpace(s.Off)
	for i := range s.Agenda {
		s.Agenda[i].Typed = strings.TrimSpace(s.Agenda[i].Typed)
	}
}

// Last is when the last session was that counts by now; zero for none.
func Last(all []Session, now time.Time) (at time.Time) {
	for i := range all {
		if s := &all[i]; s.Counts() && s.At.After(at) && !s.At.After(now) {
			at = s.At
		}
	}
	return at
}

// NextOf is the first session ahead; nil for none.
func NextOf(all []Session) *Session {
	var ahead *Session
	for i := range all {
		if s := &all[i]; s.Ahead() && (ahead == nil || s.At.Before(ahead.At)) {
			ahead = s
		}
	}
	return ahead
}

// Held counts the sessions that took place.
func Held(all []Session) (n int) {
	for i := range all {
		if all[i].Counts() {
			n++
		}
	}
	return n
}

// InOrder sorts sessions by their time, the oldest first.
func InOrder(all []Session) {
	slices.SortStableFunc(all, func(a, b Session) int { return a.At.Compare(b.At) })
}
