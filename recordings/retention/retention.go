// Package retention says how long recordings are kept, what stands in the way
// of their deletion, and what is left of them afterwards.
package retention

import (
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/recordings"
)

// Rule says how long calls of a kind are kept. Empty fields fit every call; of
// several rules the narrowest decides. A call that no rule fits is kept.
type Rule struct {
	ID             string
	Name           string
	OrganisationID string
	Project        string
	BusinessLine   string
	Days           int // from the call's start
	ScoredDays     int // of a call that was scored; at least Days
}

// mostDays is a hundred years: more is a slip of the finger.
const mostDays = 36525

// Check refuses a rule that can't be meant.
func (r Rule) Check() error {
	switch {
	case strings.TrimSpace(r.Name) == "":
		return fault.New(fault.Invalid, "A rule of retention needs a name.", nil)
	case r.Days < 1 || r.Days > mostDays:
		return fault.New(fault.Invalid, "Calls are kept for 1 to {{.Most}} days, not {{.Have}}.", fault.Values{"Most": mostDays, "Have": r.Days})
	case r.ScoredDays < r.Days || r.ScoredDays > mostDays:
		return fault.New(fault.Invalid, "Scored calls are kept at least as long as others: {{.Least}} to {{.Most}} days, not {{.Have}}.",
			fault.Values{"Least": r.Days, "Most": mostDays, "Have": r.ScoredDays})
	}
	return nil
}

// Until is when the time of keeping ends.
func (r Rule) Until(c recordings.Call, scored bool) time.Time {
	days := r.Days
	if scored {
		days = r.ScoredDays
	}
	return c.StartedAt.AddDate(0, 0, days)
}

// narrowness is how many fields a rule asks for if it fits the call, -1 if not.
func (r Rule) narrowness(c recordings.Call) int {
	n := 0
	for _, f := range [][2]string{{r.OrganisationID, c.OrganisationID}, {r.Project, c.Project}, {r.BusinessLine, c.BusinessLine}} {
		switch {
		case f[0] == "":
		case f[0] == f[1]:
			n++
		default:
			return -1
		}
	}
	return n
}

// For is the rule that decides about a call: the narrowest that fits, of equal
// ones the one that keeps it longer. ok is false if none fits.
func For(rules []Rule, c recordings.Call) (best Rule, ok bool) {
	most := -1
	for _, r := range rules {
		n := r.narrowness(c)
		if n > most || n == most && n >= 0 && r.Days > best.Days {
			best, most = r, n
		}
	}
	return best, most >= 0
}

// Block is why a call can't be deleted now.
type Block string

// The blocks.
const (
	Held        Block = "held"        // a legal hold
	Evaluated   Block = "evaluated"   // dealt for scoring, being scored, or not released
	Appealed    Block = "appealed"    // an appeal is open
	Calibrated  Block = "calibrated"  // in a calibration session that isn't closed
	Examined    Block = "examined"    // a question of the bank plays it
	Exemplified Block = "exemplified" // a benchmark call, or proposed as one
	Analysed    Block = "analysed"    // a joint listening to it is planned
)

// Due is a call whose time is over.
type Due struct {
	Call   recordings.Row
	Rule   Rule
	Until  time.Time
	Blocks []Block // none: it can go
}

// CheckWhy refuses to end a hold without a reason.
func CheckWhy(why string) error {
	if strings.TrimSpace(why) == "" {
		return fault.New(fault.Invalid, "Say why the hold ends.", nil)
	}
	return nil
}

// Hold keeps calls from deletion whatever the rules say, until it is lifted.
type Hold struct {
	ID       string
	Reason   string // the case or the authority that asks for it
	By       string
	At       time.Time
	Calls    int
	LiftedBy string
	LiftedAt time.Time // zero: it holds
	Why      string    // it was lifted
}

// Tombstone is what is left of a deleted recording: that there was one.
type Tombstone struct {
	CallID     string
	ExternalID string
	Source     string
	StartedAt  time.Time
	Hash       string // SHA-256 of the audio that is gone
	By         string
	At         time.Time
	Why        string
}
