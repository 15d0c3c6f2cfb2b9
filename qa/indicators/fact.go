// Package indicators holds the figures of operations (运营指标): what each agent
// did on each day, the catalogue of indicators with formula, unit, direction
// and target, and how a value is drawn from sums. Sums are added up; rates are
// never averaged.
package indicators

import (
	"slices"

	"shifu/internal/words"
)

// Fact is one thing that is counted per agent and day. Times are in seconds.
type Fact uint8

// The facts.
const (
	Offered    Fact = iota // calls offered (呼入量)
	Answered               // calls answered (接听量)
	InTarget               // answered within the target time
	Talk                   // seconds
	Hold                   // seconds
	WrapUp                 // seconds
	Ready                  // seconds waiting for a call
	NotReady               // seconds not ready (示忙)
	Help                   // help requests (求助)
	BackDue                // call-backs due
	BackMade               // call-backs made
	Orders                 // work orders
	Faulty                 // faulty work orders
	Attitude               // complaints about attitude
	Asked                  // asked for satisfaction
	Rated                  // satisfaction given
	Satisfied              // satisfied
	FirstAsked             // matters looked at for first-contact resolution
	FirstDone              // of these, resolved at the first contact
	OnDuty                 // agents on duty; training fills it
	Certified              // of these, with a certificate in force; training fills it
	facts                  // how many there are
)

// Facts lists every fact that tables of figures can hold.
var Facts = []Fact{Offered, Answered, InTarget, Talk, Hold, WrapUp, Ready, NotReady, Help, BackDue, BackMade,
	Orders, Faulty, Attitude, Asked, Rated, Satisfied, FirstAsked, FirstDone}

// IsTime reports whether f is a length of time and not a count.
func (f Fact) IsTime() bool { return f >= Talk && f <= NotReady }

// keys are the names of the facts in files and tables.
var keys = [facts]string{"offered", "answered", "in_target", "talk", "hold", "wrap_up", "ready", "not_ready", "help",
	"back_due", "back_made", "orders", "faulty", "attitude", "asked", "rated", "satisfied", "first_asked", "first_done", "on_duty", "certified"}

// Key is the fact's name in files: "in_target".
func (f Fact) Key() string { return keys[f] }

// Name is what the fact is called.
func (f Fact) Name() words.Text { return factNames[f] }

var factNames = [facts]words.Text{
	Offered: words.T("Calls offered", nil), Answered: words.T("Calls answered", nil), InTarget: words.T("Answered in target", nil),
	Talk: words.T("Talk time", nil), Hold: words.T("Hold time", nil), WrapUp: words.T("Wrap-up time", nil), Ready: words.T("Ready time", nil),
	NotReady: words.T("Not-ready time", nil), Help: words.T("Help requests", nil), BackDue: words.T("Call-backs due", nil),
	BackMade: words.T("Call-backs made", nil), Orders: words.T("Work orders", nil), Faulty: words.T("Faulty work orders", nil),
	Attitude: words.T("Attitude complaints", nil), Asked: words.T("Asked for satisfaction", nil), Rated: words.T("Satisfaction given", nil),
	Satisfied: words.T("Satisfied", nil), FirstAsked: words.T("Checked for first-contact resolution", nil),
	FirstDone: words.T("Resolved at first contact", nil), OnDuty: words.T("Agents on duty", nil), Certified: words.T("Certified agents on duty", nil),
}

// Set is a set of facts.
type Set uint32

// Of is the set of these facts.
func Of(fs ...Fact) Set {
	var s Set
	for _, f := range fs {
		s |= 1 << f
	}
	return s
}

// Has reports whether f is in s.
func (s Set) Has(f Fact) bool { return s&(1<<f) != 0 }

// Holds reports whether all of t is in s.
func (s Set) Holds(t Set) bool { return s&t == t }

// Figures are facts that were counted, and which of them are known: what no
// table told is not zero.
type Figures struct {
	Known  Set
	Listed Set // of these, what a list of complaints or work orders tells and not the daily table
	N      [facts]int64
}

// With returns the figures with fact f known to be n.
func (g Figures) With(f Fact, n int64) Figures {
	g.Known |= Of(f)
	g.N[f] = n
	return g
}

// Sums are figures added up, kept apart by what is known of them, so that no
// rate sets a count of some days against a count of others, and by where it is
// known from.
type Sums []Part

// Part is the sum over rows of which the same facts are known.
type Part struct {
	Figures
	Days int // agents' days that were added up
}

// Add returns s with p added.
func (s Sums) Add(p Part) Sums {
	at := slices.IndexFunc(s, func(q Part) bool { return q.Known == p.Known && q.Listed == p.Listed })
	if at < 0 {
		return append(slices.Clone(s), p)
	}
	s = slices.Clone(s)
	for f := range p.N {
		s[at].N[f] += p.N[f]
	}
	s[at].Days += p.Days
	return s
}

// Plus returns the sum of s and t.
func (s Sums) Plus(t Sums) Sums {
	for _, p := range t {
		s = s.Add(p)
	}
	return s
}

// over adds up the parts of which all of need is known.
func (s Sums) over(need Set) (all Part) {
	for _, p := range s {
		if p.Known.Holds(need) {
			for f := range p.N {
				all.N[f] += p.N[f]
			}
			all.Days += p.Days
			all.Known |= p.Known
			all.Listed |= p.Listed
		}
	}
	return all
}

// Days is how many agents' days were added up.
func (s Sums) Days() int { return s.over(0).Days }
