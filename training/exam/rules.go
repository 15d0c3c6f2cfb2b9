package exam

import (
	"time"

	"shifu/internal/fault"
)

// Expiry says what happens when the time of an attempt is up.
type Expiry string

// What happens: what was answered is handed in; the person has a grace period
// in which they may hand in, but not answer; or the attempt counts for nothing.
const (
	AutoSubmit Expiry = "submit"
	Grace      Expiry = "grace"
	Discard    Expiry = "discard"
)

// Grading says which attempt counts.
type Grading string

// The methods of grading.
const (
	Highest Grading = "highest"
	Average Grading = "average"
	First   Grading = "first"
	Last    Grading = "last"
)

// Rules are how an exam is sat. The zero Rules have no limit of any kind.
type Rules struct {
	Opens            time.Time       `json:"opens,omitzero"`
	Closes           time.Time       `json:"closes,omitzero"`
	Limit            time.Duration   `json:"limit,omitempty"`
	Expiry           Expiry          `json:"expiry,omitempty"` // empty: AutoSubmit
	Grace            time.Duration   `json:"grace,omitempty"`
	Attempts         int             `json:"attempts,omitempty"` // 0: as many as one likes
	FirstDelay       time.Duration   `json:"first_delay,omitempty"`
	LaterDelay       time.Duration   `json:"later_delay,omitempty"` // from the second attempt on
	Grading          Grading         `json:"grading,omitempty"`     // empty: Highest
	Sequential       bool            `json:"sequential,omitempty"`  // forwards only, nothing can be skipped back to
	ShuffleQuestions bool            `json:"shuffle_questions,omitempty"`
	ShuffleOptions   bool            `json:"shuffle_options,omitempty"`
	Step             float64         `json:"step,omitempty"`      // marks are rounded to it; 0: 0.5
	EssayGap         float64         `json:"essay_gap,omitempty"` // part of a mark by which two markers may differ; 0: 0.25
	Review           map[Moment]View `json:"review,omitempty"`
}

// Concession is what one person gets beyond the rules.
type Concession struct {
	PersonID string        `json:"person_id"`
	Time     time.Duration `json:"time,omitempty"`
	Attempts int           `json:"attempts,omitempty"`
	Why      string        `json:"why,omitempty"`
}

const (
	longest     = 24 * time.Hour
	longestWait = 366 * 24 * time.Hour
)

// Check returns an Invalid fault for rules that contradict each other.
func (r *Rules) Check() error {
	refuse := func(key string) error { return fault.New(fault.Invalid, key, nil) }
	switch {
	case !r.Opens.IsZero() && !r.Closes.IsZero() && !r.Closes.After(r.Opens):
		return refuse("The exam closes before it opens.")
	case r.Limit < 0 || r.Limit > longest || r.Grace < 0 || r.Grace > longest:
		return refuse("The time limit and the grace period are at most a day.")
	case r.Expiry == Grace && (r.Grace == 0 || r.Limit == 0):
		return refuse("A grace period needs a time limit and a length.")
	case r.FirstDelay < 0 || r.LaterDelay < 0 || r.FirstDelay > longestWait || r.LaterDelay > longestWait:
		return refuse("The wait between attempts is at most a year.")
	case r.Attempts < 0 || r.Attempts > 1000:
		return refuse("The number of attempts lies between 1 and 1000, or is left free.")
	case r.Step != 0 && r.Step != 0.5 && r.Step != 1 && r.Step != 0.1:
		return refuse("Marks are rounded to 0.1, 0.5 or 1 point.")
	case !(r.EssayGap >= 0 && r.EssayGap <= 1):
		return refuse("Two markers may differ by 0 to 100 % of the mark.")
	}
	return r.checkWords()
}

func (r *Rules) checkWords() error {
	switch r.Expiry {
	case "", AutoSubmit, Grace, Discard:
	default:
		return fault.New(fault.Invalid, "There is no such way to end an attempt: {{.Have}}.", fault.Values{"Have": string(r.Expiry)})
	}
	switch r.Grading {
	case "", Highest, Average, First, Last:
	default:
		return fault.New(fault.Invalid, "There is no such way to grade: {{.Have}}.", fault.Values{"Have": string(r.Grading)})
	}
	return nil
}

// Before is an earlier attempt of a person at the exam.
type Before struct {
	State AttemptState
	Ended time.Time
	Form  int
}

// MayBegin returns nil if a person with these earlier attempts may begin
// another one at now; a Conflict fault says what stands against it, and until
// when.
func (r *Rules) MayBegin(now time.Time, earlier []Before, c Concession) error {
	switch {
	case now.Before(r.Opens):
		return fault.New(fault.Conflict, "The exam opens on {{.Time}}.", fault.Values{"Time": clockText(r.Opens)})
	case !r.Closes.IsZero() && !now.Before(r.Closes):
		return fault.New(fault.Conflict, "The exam closed on {{.Time}}.", fault.Values{"Time": clockText(r.Closes)})
	case r.Attempts > 0 && len(earlier) >= r.Attempts+c.Attempts:
		return fault.New(fault.Conflict, "All {{.N}} attempts are used. Your trainer can allow another one.", fault.Values{"N": r.Attempts + c.Attempts})
	case len(earlier) == 0:
		return nil
	}
	wait := r.FirstDelay
	if len(earlier) > 1 {
		wait = r.LaterDelay
	}
	if until := earlier[len(earlier)-1].Ended.Add(wait); wait > 0 && now.Before(until) {
		return fault.New(fault.Conflict, "The next attempt may begin on {{.Time}}.", fault.Values{"Time": clockText(until)})
	}
	return nil
}

func clockText(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// Grade is the share of all marks that counts of several attempts, each a
// share, the first first. ok is false without any.
func (r *Rules) Grade(shares []float64) (share float64, ok bool) {
	if len(shares) == 0 {
		return 0, false
	}
	switch r.Grading {
	case First:
		return shares[0], true
	case Last:
		return shares[len(shares)-1], true
	case Average:
		sum := 0.0
		for _, s := range shares {
			sum += s
		}
		return sum / float64(len(shares)), true
	}
	best := shares[0]
	for _, s := range shares {
		best = max(best, s)
	}
	return best, true
}
