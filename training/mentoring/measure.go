package mentoring

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/training/contract"
)

// Proof says what kind of thing the evidence is.
type Proof string

// The kinds of evidence; a word of what was done stands with each.
const (
	ProofWord    Proof = "word"
	ProofCall    Proof = "call"
	ProofSession Proof = "session"
)

// Deed is a measure done, for one of the times at which it is due.
type Deed struct {
	ID        string
	PairID    string
	MeasureID string
	N         int // which time: 1, 2, 3 …
	At        time.Time
	Note      string
	Proof     Proof
	ProofID   string
	By        Side
	Ok        bool // the other side has confirmed it
	OkAt      time.Time
}

// Check refuses a deed without evidence, or in the future.
func (d *Deed) Check(now time.Time) error {
	d.Note = strings.TrimSpace(d.Note)
	switch {
	case d.N < 1 || d.MeasureID == "":
		return fault.New(fault.NotFound, "This measure is not in the contract.", nil)
	case d.Note == "":
		return fault.New(fault.Invalid, "Write down the evidence: what was done, and where it can be seen.", nil)
	case len([]rune(d.Note)) > mostText:
		return fault.New(fault.Invalid, "The notes have at most {{.N}} characters.", fault.Values{"N": mostText})
	case d.At.After(now) || d.At.IsZero():
		return fault.New(fault.Invalid, "What was done lies in the past. Choose an earlier time.", nil)
	case (d.Proof == ProofWord) != (d.ProofID == ""):
		return fault.New(fault.Invalid, "Choose the evidence.", nil)
	}
	return nil
}

// Time is one of the times for which a measure is planned.
type Time struct {
	Measure contract.Measure
	N       int
	From    time.Time // it may be done from then on
	Due     time.Time // the first moment at which it is late
	Deed    *Deed     // nil: not done
}

// Late reports whether it is overdue.
func (t *Time) Late(now time.Time) bool { return t.Deed == nil && !now.Before(t.Due) }

// Running reports whether it is one to do now.
func (t *Time) Running(now time.Time) bool { return !now.Before(t.From) && now.Before(t.Due) }

// Times are all times for which the measures of a plan are planned, by due
// time. Deeds fill the times that they are for.
func (p *Plan) Times(deeds []Deed) []Time {
	var out []Time
	for _, m := range p.Terms.Measures {
		n := 0
		for _, d := range p.Terms.Dues(m) {
			for range d.Times {
				n++
				out = append(out, Time{Measure: m, N: n, From: d.From.In(p.zone), Due: (d.Until + 1).In(p.zone), Deed: deedOf(deeds, m.ID, n)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Time) int { return a.Due.Compare(b.Due) })
	return out
}

func deedOf(deeds []Deed, measureID string, n int) *Deed {
	i := slices.IndexFunc(deeds, func(d Deed) bool { return d.MeasureID == measureID && d.N == n })
	if i < 0 {
		return nil
	}
	return &deeds[i]
}

// Overdue counts the times that are late.
func Overdue(times []Time, now time.Time) (n int) {
	for i := range times {
		if times[i].Late(now) {
			n++
		}
	}
	return n
}
