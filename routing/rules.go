package routing

import (
	"math"
	"slices"
)

// Excluded is why an agent does not count when callers ask whether a queue is
// empty (Asterisk's joinempty and leavewhenempty).
type Excluded string

// The reasons that can occur here. Nobody is invalid or unknown.
const (
	ByPause   Excluded = "paused"
	ByPenalty Excluded = "penalty"
	InUse     Excluded = "inuse"
	IsRinging Excluded = "ringing"
	Away      Excluded = "unavailable"
	Invalid   Excluded = "invalid"
	Unknown   Excluded = "unknown"
	InWrapUp  Excluded = "wrapup"
)

// Exclusions lists them.
var Exclusions = []Excluded{ByPause, ByPenalty, InUse, IsRinging, Away, Invalid, Unknown, InWrapUp}

// JoinEmpty is what the short words of Asterisk's joinempty stand for;
// leavewhenempty has yes and no the other way round.
func JoinEmpty(word string) ([]Excluded, bool) {
	switch word {
	case "yes":
		return nil, true
	case "no":
		return []Excluded{ByPenalty, ByPause, Invalid}, true
	case "strict":
		return []Excluded{ByPenalty, ByPause, Invalid, Away}, true
	case "loose":
		return []Excluded{ByPenalty, Invalid}, true
	}
	return nil, false
}

// LeaveWhenEmpty is what the short words of Asterisk's leavewhenempty stand for.
func LeaveWhenEmpty(word string) ([]Excluded, bool) {
	switch word {
	case "yes":
		return JoinEmpty("no")
	case "no":
		return JoinEmpty("yes")
	}
	return JoinEmpty(word)
}

// Limits are between which penalties members are asked: max and min, and up to
// where lower ones are raised. A limit that is not Set is never changed.
type Limits struct {
	Max, Min, Raise       int
	SetMax, SetMin, SetUp bool
	Respect               bool // members below min are not raised
}

// Step changes one limit: to a number, or by it.
type Step struct {
	By       int
	Relative bool
	Given    bool
}

func (s Step) from(x int) int {
	switch {
	case !s.Given:
		return x
	case s.Relative:
		return x + s.By
	}
	return s.By
}

// PenaltyChange changes limits after a call has waited.
type PenaltyChange struct {
	After           float64 // seconds
	Max, Min, Raise Step
}

// After are the limits of a call that has waited: changes apply in the order of
// their times, to limits that were set; max is at least 0, min and raise at most max.
func (l Limits) After(changes []PenaltyChange, waited float64) Limits {
	for _, c := range changes {
		if c.After > waited {
			continue
		}
		if l.SetMax {
			l.Max = max(0, c.Max.from(l.Max))
		}
		if l.SetMin {
			if l.Min = max(0, c.Min.from(l.Min)); l.SetMax {
				l.Min = min(l.Min, l.Max)
			}
		}
		if l.SetUp {
			if l.Raise = max(0, c.Raise.from(l.Raise)); l.SetMax {
				l.Raise = min(l.Raise, l.Max)
			}
		}
	}
	return l
}

// Allows reports whether a member of a penalty is asked, and with which penalty:
// min ≤ penalty' ≤ max, penalty' = max(penalty, raise).
func (l Limits) Allows(penalty int) (int, bool) {
	if l.SetUp && !(l.Respect && l.SetMin && penalty < l.Min) {
		penalty = max(penalty, l.Raise)
	}
	return penalty, (!l.SetMax || penalty <= l.Max) && (!l.SetMin || penalty >= l.Min)
}

// Queueing is what queues of Asterisk and mod_callcenter know beside the order
// of members; every zero value is its default.
type Queueing struct {
	Weight         int
	MostWaiting    int     // maxlen; 0: no limit
	MaxWait        float64 // seconds after which a call leaves; 0: never
	NoAgentWait    float64 // mod_callcenter: seconds of a queue without agents after which calls leave; 0: never
	NoAgentCheck   float64 // mod_callcenter: which a new call waits at least; 0: 5
	ResumeWithin   float64 // mod_callcenter: seconds within which who left and calls again takes the old place; 0: never
	JoinEmpty      []Excluded
	LeaveWhenEmpty []Excluded
	Limits         Limits
	Changes        []PenaltyChange
}

// Plain reports whether nothing differs from the defaults.
func (q Queueing) Plain() bool {
	return q.onlySwitch() && q.MaxWait == 0 && !q.switches()
}

// onlySwitch reports whether nothing is given that only Asterisk knows.
func (q Queueing) onlySwitch() bool {
	return q.Weight == 0 && q.MostWaiting == 0 && len(q.JoinEmpty) == 0 && len(q.LeaveWhenEmpty) == 0 && q.Limits == Limits{} && len(q.Changes) == 0
}

// switches reports whether something is given that only mod_callcenter knows.
func (q Queueing) switches() bool {
	return q.NoAgentWait != 0 || q.NoAgentCheck != 0 || q.ResumeWithin != 0
}

// Tiers are the rules of mod_callcenter by which calls go up the levels.
type Tiers struct {
	Apply   bool
	Wait    float64 // seconds, a level
	Flat    bool    // not multiplied by the level
	Patient bool    // waits at a level that nobody is listed in, too
}

// Target is a step of a Twilio workflow: who is asked, for how long.
type Target struct {
	Groups    []string    // none: all
	Need      *Expression // on workers, nil: none
	Priority  int
	For       float64 // seconds; 0: to the end
	SkipIf    string  // a TaskRule by which it is left at once if nobody could be reserved; empty: never
	OrderBy   string  // skill whose level comes before idle time, the highest first
	Ascending bool    // the lowest first
}

// Filter sends the calls of its types that meet Where, a TaskRule over their
// attributes, through targets; without both it is the default.
type Filter struct {
	Types   []string // none: all
	Where   string   // empty: always
	Targets []Target
}

// Criterion is one of the steps of Amazon Connect's routing criteria: who is
// asked, for how long.
type Criterion struct {
	Need Expression
	For  float64 // seconds; 0: to the end
}

// Expression is a condition on a group's skills: one of its fields is given.
type Expression struct {
	Skill  string
	Level  int // at least, 1 to 5
	Groups []string
	All    []Expression
	Any    []Expression
	Not    *Expression
}

// Holds reports whether a group meets the condition.
func (e *Expression) Holds(g *Group) bool {
	meets := func(x Expression) bool { return x.Holds(g) }
	switch {
	case e.Skill != "":
		return g.Skills[e.Skill] >= e.Level
	case len(e.Groups) > 0:
		return slices.Contains(e.Groups, g.Name)
	case len(e.All) > 0:
		return !slices.ContainsFunc(e.All, func(x Expression) bool { return !meets(x) })
	case len(e.Any) > 0:
		return slices.ContainsFunc(e.Any, meets)
	}
	return e.Not != nil && !e.Not.Holds(g)
}

// Blend lets tasks go out only while callers are safe: with S1 free agents or
// more in the test set and S2 in the target set.
type Blend struct {
	S1, S2   int
	Kappa, C float64
}

// Dial is how many numbers are dialled: round(κ × free + c) of the target set,
// none while either set has too few free. E. Buist and P. L'Ecuyer,
// ContactCenters, example Blend.
func (b Blend) Dial(test, target int) int {
	if test < b.S1 || target < b.S2 {
		return 0
	}
	return max(0, int(math.Round(b.Kappa*float64(target)+b.C)))
}

// Condition lets groups help with a type only while a figure of a queue is
// above, or below, a number.
type Condition struct {
	Groups       []string
	Of           string // type; empty: the own one
	Measure      Measure
	Above, Below float64 // one of both
}

// Measure is the figure of a Condition.
type Measure string

// The measures.
const (
	HowMany Measure = "waiting"       // calls
	HowLong Measure = "longest"       // wait in seconds
	InTime  Measure = "service_level" // SLb so far, 0 to 1
)

// Measures lists them.
var Measures = []Measure{HowMany, HowLong, InTime}

// Dissuade turns callers away who come while the queue is long: a share hangs
// up on the message, the others stay.
type Dissuade struct {
	Waiting   int     // calls, from which on; 0: does not count
	Estimated float64 // seconds of wait to be expected, from which on; 0: does not count
	HangUp    float64 // share
}

// Evaluation is how a bullseye looks at skills.
type Evaluation string

// The evaluations.
const (
	AllSkills  Evaluation = "all"       // every skill must match
	BestSkills Evaluation = "best"      // the highest sum of levels of those who match
	NoSkills   Evaluation = "disregard" // the longest idle, whatever the skills
)

// MostSteps is how many steps criteria and targets have.
const MostSteps = 60
