package practice

import (
	"math"
	"time"

	"shifu/internal/fault"
)

// Scenario is a shift to be run: a named starting state, what happens in it,
// and what the trainee must do.
type Scenario struct {
	Key     string // of the file
	Name    string // texts of the catalogue
	Brief   string
	Month   int           // 1 to 12
	Weekday int           // of the first day, 0 Sunday
	Begins  time.Duration // time of the first day
	Length  time.Duration
	Seed    uint64
	Holiday float64            // index of a holiday, 1 none
	Volume  map[string]float64 // project, or all → factor, planned for
	Staff   map[string]float64 // project, or all → factor of the roster
	Events  []Event
	Limits  []Limit
	Tasks   []Task
	Message float64 // points that a gauge costs that leaves its limits
	Tutor   float64 // points that help of the instructor costs
}

// Check refuses a scenario that can't be played; one that was read can.
func (s *Scenario) Check() error {
	for _, x := range []struct {
		field             string
		have, least, most float64
	}{{"month", float64(s.Month), 1, 12}, {"weekday", float64(s.Weekday), 0, 6}, {"begins", s.Begins.Hours(), 0, 24}, {"length", s.Length.Hours(), 1, Longest.Hours()}, {"holiday", s.Holiday, 0.05, MostSize}} {
		if !(x.have >= x.least && x.have <= x.most) {
			return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Field": x.field, "Have": x.have, "Least": x.least, "Most": x.most})
		}
	}
	for _, e := range s.Events {
		if p := Problem(e); p != nil {
			return p
		}
	}
	return nil
}

// volume is by what a project's mean day is multiplied at a time.
func (s *Scenario) volume(project string, at time.Duration) float64 {
	day := int((s.Begins + at) / Day)
	weekday := weekdays[(s.Weekday+day)%7]
	return months[s.Month-1] * weekday * s.Holiday * factor(s.Volume, project)
}

func (s *Scenario) staff(project string) float64 { return factor(s.Staff, project) }

func factor(of map[string]float64, project string) float64 {
	x := 1.0
	if f, ok := of["all"]; ok {
		x = f
	}
	if f, ok := of[project]; ok {
		x = f
	}
	return x
}

// Gauge is a figure that limits watch.
type Gauge string

// The gauges.
const (
	AnswerRate  Gauge = "answer_rate"  // answered so far over calls that have ended
	Waiting     Gauge = "waiting"      // callers
	LongestWait Gauge = "longest_wait" // seconds
	LoadRatio   Gauge = "load_ratio"
)

// Gauges lists them.
var Gauges = []Gauge{AnswerRate, Waiting, LongestWait, LoadRatio}

// Limit is a range in which a gauge of a project must stay: every second
// outside costs Weight points of the 100, and after Abort outside the session
// is failed (0: never).
type Limit struct {
	Gauge       Gauge
	Project     string
	Least, Most float64
	Weight      float64
	Abort       time.Duration
}

// Points that messages cost unless a scenario says otherwise.
const (
	OutOfBounds = 2.0
	Tutor       = 1.0
)

// measures counts what was outside of its limits.
type measures struct {
	limits   []Limit
	outside  []time.Duration
	out      []bool
	messages int
	tutored  int
	message  float64
	tutor    float64
	aborted  time.Duration // when the session was failed, −1: not
}

func newMeasures(s *Scenario) measures {
	return measures{limits: s.Limits, message: s.Message, tutor: s.Tutor, outside: make([]time.Duration, len(s.Limits)), out: make([]bool, len(s.Limits)), aborted: -1}
}

func (m measures) copy() measures {
	m.outside = append([]time.Duration(nil), m.outside...)
	m.out = append([]bool(nil), m.out...)
	return m
}

// see looks at every gauge at a full minute.
func (m *measures) see(f *floor) {
	if f.now == 0 || m.aborted >= 0 {
		return
	}
	for i, l := range m.limits {
		out := m.out[i]
		if l.Gauge != AnswerRate || f.now%Check == 0 { // which is slow to sum and to move
			x := f.gauge(l.Gauge, max(0, Index(l.Project)))
			out = x < l.Least || (l.Most > 0 && x > l.Most)
		}
		if out {
			m.outside[i] += time.Minute
			if !m.out[i] {
				m.messages++
				f.write(Line{Limit: &m.limits[i]})
			}
			if l.Abort > 0 && m.outside[i] >= l.Abort {
				m.aborted = f.now
			}
		}
		m.out[i] = out
	}
}

// points are what is left of 100.
func (m *measures) points() float64 {
	if m.aborted >= 0 {
		return 0
	}
	x := 100 - m.message*float64(m.messages) - m.tutor*float64(m.tutored)
	for i, l := range m.limits {
		x -= m.outside[i].Seconds() * l.Weight
	}
	return math.Max(0, x)
}

func (f *floor) gauge(g Gauge, p int) float64 {
	switch g {
	case AnswerRate:
		return f.answerRate(p)
	case LoadRatio:
		return f.ratio(p)
	}
	n, _, longest := f.queue(p)
	if g == Waiting {
		return float64(n)
	}
	return longest
}

// queue is who of a project's callers waits, how many of them to be called
// back, and how long the first of the others has.
func (f *floor) queue(p int) (calls, backs int, longest float64) {
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if f.c.kinds[k].outbound {
			continue
		}
		n, b, l := f.run.Queue(k)
		calls, backs, longest = calls+n, backs+b, math.Max(longest, l)
	}
	return calls, backs, longest
}
