package contract

import (
	"cmp"
	"slices"
	"strings"

	"shifu/internal/fault"
)

// Terms are what a contract says.
type Terms struct {
	Begins   Day       `json:"begins"`
	Ends     Day       `json:"ends"`   // the last day
	Period   int       `json:"period"` // in days, one of Periods; 0: free
	Goals    []Goal    `json:"goals"`
	Measures []Measure `json:"measures"`

	SessionEvery   int `json:"session_every"`   // days from one session to the next
	SessionMinutes int `json:"session_minutes"` // how long one lasts

	MentorDuties string `json:"mentor_duties"`
	MenteeDuties string `json:"mentee_duties"`
	Assessment   string `json:"assessment"` // how it is judged in the end
	Allowance    int64  `json:"allowance"`  // of the mentor, fen a month
	Reward       string `json:"reward"`
	Objection    int    `json:"objection"` // days from the begin in which a party can object
	Ending       string `json:"ending"`    // how it is changed and ended
	Change       string `json:"change"`    // why this version was written; empty for the first
}

// Periods are the usual help periods in days (15 天, 30 天, 3 个月, 6 个月).
var Periods = []int{15, 30, 90, 180}

// Last is the last day of a period that begins on a day.
func Last(begins Day, days int) Day { return begins + Day(days) - 1 }

// SourceKind says where the values of a goal come from.
type SourceKind string

// The sources of measure.
const (
	RubricQuestion SourceKind = "question"    // points kept of a question, per cent
	WholeRubric    SourceKind = "rubric"      // mean score of evaluations, points
	Exam           SourceKind = "exam"        // per cent of its points
	Certificate    SourceKind = "certificate" // 0 not held, 1 held
	Indicator      SourceKind = "indicator"   // in the indicator's own unit
)

// SourceKinds lists them in the order in which screens show them.
var SourceKinds = []SourceKind{RubricQuestion, WholeRubric, Exam, Certificate, Indicator}

// Source is where the values of a goal come from.
type Source struct {
	Kind SourceKind `json:"kind"`
	// Ref is the rubric's ID for WholeRubric and that of an exam or a certificate
	// programme; of RubricQuestion the rubric's ID, a slash and the question's Ref;
	// of Indicator its key.
	Ref  string `json:"ref"`
	Name string `json:"name"` // as people read it
}

// Question splits the Ref of a RubricQuestion.
func (s Source) Question() (rubricID, ref string) {
	rubricID, ref, _ = strings.Cut(s.Ref, "/")
	return rubricID, ref
}

// Goal is what a skill is to become.
type Goal struct {
	ID       string   `json:"id"`
	Skill    string   `json:"skill"`
	Baseline *float64 `json:"baseline"` // nil: not known yet
	Target   float64  `json:"target"`
	Source   Source   `json:"source"`
}

// Lower reports whether less is better: the target lies below the baseline.
func (g Goal) Lower() bool { return g.Baseline != nil && g.Target < *g.Baseline }

// Reached is how much of the way from baseline to target a value is, 0…1; ok
// is false without a baseline or with no way to go.
func (g Goal) Reached(value float64) (share float64, ok bool) {
	if g.Baseline == nil || *g.Baseline == g.Target {
		return 0, false
	}
	return min(max((value-*g.Baseline)/(g.Target-*g.Baseline), 0), 1), true
}

// Rhythm says how often a measure is done.
type Rhythm string

// The rhythms.
const (
	Once        Rhythm = "once"
	Weekly      Rhythm = "weekly"
	Fortnightly Rhythm = "fortnightly"
	Monthly     Rhythm = "monthly"
)

// Rhythms lists them in the order in which screens show them.
var Rhythms = []Rhythm{Once, Weekly, Fortnightly, Monthly}

// Measure is what the two do to get there.
type Measure struct {
	ID       string `json:"id"`
	What     string `json:"what"`
	Rhythm   Rhythm `json:"rhythm"`
	Times    int    `json:"times"`    // in each stretch of the rhythm
	Evidence string `json:"evidence"` // what shows that it was done
	Weight   int    `json:"weight"`   // against the other measures
}

// Due is one stretch of a rhythm with how often the measure is planned in it.
type Due struct {
	From, Until Day // both count
	Times       int
}

// Dues are the stretches of the period in which a measure is planned. The last
// one may be cut short by the end; a stretch of less than half its rhythm is
// left out, unless it is the only one.
func (t *Terms) Dues(m Measure) []Due {
	var out []Due
	for from, k := t.Begins, 1; from <= t.Ends; k++ {
		next := m.Rhythm.after(t.Begins, k)
		if m.Rhythm == Once {
			next = t.Ends + 1
		}
		until := min(next-1, t.Ends)
		if len(out) == 0 || 2*(until-from+1) >= next-from {
			out = append(out, Due{from, until, max(m.Times, 1)})
		}
		from = next
	}
	return out
}

// after is the first day of the stretch behind the k-th one.
func (r Rhythm) after(begins Day, k int) Day {
	switch r {
	case Weekly:
		return begins + Day(7*k)
	case Fortnightly:
		return begins + Day(14*k)
	}
	return cmp.Or(monthAfter(begins, k), begins+1)
}

// monthAfter is k months later, at the end of a shorter month.
func monthAfter(d Day, k int) Day {
	out := d.Add(0, k, 0)
	if out.UTC().Day() != d.UTC().Day() {
		out -= Day(out.UTC().Day())
	}
	return out
}

// Planned is how often a measure is planned in the whole period.
func (t *Terms) Planned(m Measure) (n int) {
	for _, d := range t.Dues(m) {
		n += d.Times
	}
	return n
}

// Goal returns the goal of an ID.
func (t *Terms) Goal(id string) (Goal, bool) {
	i := slices.IndexFunc(t.Goals, func(g Goal) bool { return g.ID == id })
	if i < 0 {
		return Goal{}, false
	}
	return t.Goals[i], true
}

// Measure returns the measure of an ID.
func (t *Terms) Measure(id string) (Measure, bool) {
	i := slices.IndexFunc(t.Measures, func(m Measure) bool { return m.ID == id })
	if i < 0 {
		return Measure{}, false
	}
	return t.Measures[i], true
}

// CanObject reports whether a day lies in the objection period.
func (t *Terms) CanObject(d Day) bool { return d < t.Begins+Day(t.Objection) }

// Tidy cuts spaces and empty ends off.
func (t *Terms) Tidy() {
	for _, s := range []*string{&t.MentorDuties, &t.MenteeDuties, &t.Assessment, &t.Reward, &t.Ending, &t.Change} {
		*s = strings.TrimSpace(*s)
	}
	for i := range t.Goals {
		t.Goals[i].Skill, t.Goals[i].Source.Name = strings.TrimSpace(t.Goals[i].Skill), strings.TrimSpace(t.Goals[i].Source.Name)
	}
	for i := range t.Measures {
		t.Measures[i].What, t.Measures[i].Evidence = strings.TrimSpace(t.Measures[i].What), strings.TrimSpace(t.Measures[i].Evidence)
	}
}

func invalid(key string, v fault.Values) error { return fault.New(fault.Invalid, key, v) }
