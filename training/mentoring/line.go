package mentoring

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"

	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/training/contract"
)

// The kinds of lines that no contract measures by; those of contract are the
// others.
const (
	Cards    contract.SourceKind = "cards"     // predicted recall of a knowledge point, per cent
	RolePlay contract.SourceKind = "role-play" // scores, 0…100
)

// Source is where the values of a line come from. Ref is that of contract, or a
// knowledge point, or a scenario.
type Source struct {
	Kind contract.SourceKind
	Ref  string
}

// Calls reports whether the values are those of evaluations, of which one alone
// tells nothing.
func (s Source) Calls() bool {
	return s.Kind == contract.RubricQuestion || s.Kind == contract.WholeRubric
}

// Short is by how much a value misses the target of a goal; 0 once it is there.
func Short(g *contract.Goal, v float64) float64 {
	if g.Lower() {
		return max(v-g.Target, 0)
	}
	return max(g.Target-v, 0)
}

// Point is a value on the time axis.
type Point struct {
	At        time.Time
	Value     float64
	N         int     // evaluations behind it, 1 for what is one by itself
	Low, High float64 // 95 % interval; equal where there is none
	Passed    *bool   // of an exam
}

// Few reports whether the point rests on too little to tell anything.
func (p *Point) Few() bool { return p.N < interval.Enough }

// Loss is where points were lost last.
type Loss struct {
	CallID string
	Call   string // its name
	At     time.Time
	From   time.Duration // the moment that the reviewer marked; 0: none
}

// Line is one skill of the mentee over time.
type Line struct {
	Source Source
	Name   string
	Names  map[words.Language]string // instead of Name, where the skill has a name in both languages
	Note   string                    // the number of the question, the level of the scenario
	Goal   *contract.Goal
	Points []Point
	Now    float64
	Known  bool    // Now is a value
	N      int     // evaluations in Now
	All    int     // evaluations in the line's time
	Pass   float64 // of an exam without a goal: what passes it
	Effect Effect
	Loss   *Loss
	Missed int       // cards or articles still to learn
	Resit  time.Time // of an exam; zero: none planned
	Passed bool      // the last one; also: the certificate is held
	Daily  float64   // cards a day, of the last week
	Level  int       // of the last role-play
	CaseID string    // of retraining
}

// Few reports whether a line of evaluations rests on too little.
func (l *Line) Few() bool { return l.Source.Calls() && l.N < interval.Enough }

// Score is one evaluation's answer to a question, 0…100.
type Score struct {
	At    time.Time
	Value float64
}

// The most and least points that evaluations are gathered in.
const (
	mostPoints  = 8
	leastPoints = 3
)

// Gather puts scores into points of equal time between from and until: as many
// as leave ten scores in each, three to eight. A point stands in the middle of
// its scores' times and has Student's interval of its mean, within 0…100.
func Gather(scores []Score, from, until time.Time) []Point {
	n := min(max(len(scores)/interval.Enough, leastPoints), mostPoints)
	long := until.Sub(from)
	if long <= 0 {
		return nil
	}
	bins := make([][]Score, n)
	for _, s := range scores {
		if s.At.Before(from) || !s.At.Before(until) {
			continue
		}
		i := min(int(float64(n)*float64(s.At.Sub(from))/float64(long)), n-1)
		bins[i] = append(bins[i], s)
	}
	var out []Point
	for _, b := range bins {
		if len(b) > 0 {
			out = append(out, pointOf(b))
		}
	}
	return out
}

func pointOf(scores []Score) Point {
	values, sum := make([]float64, len(scores)), time.Duration(0)
	for i, s := range scores {
		values[i] = s.Value
		sum += s.At.Sub(scores[0].At)
	}
	p := Point{At: scores[0].At.Add(sum / time.Duration(len(scores))), N: len(scores)}
	mean, sd := stat.MeanStdDev(values, nil)
	half := 0.0
	if len(values) > 1 {
		half = interval.Half(len(values), sd)
	}
	p.Value, p.Low, p.High = mean, max(mean-half, 0), min(mean+half, 100)
	return p
}

// Standing is how far a goal is.
type Standing int

// The standings.
const (
	Reached Standing = iota
	Near
	Far
	TooFew
)

// near is within how many points a goal is near in any case; an indicator has a
// unit of its own.
const near = 5

// Standing says how far the goal of a line is: reached; near once half of the
// way is done or five points are missing; far; or that there is too little to
// tell. Without a goal it is TooFew.
func (l *Line) Standing() Standing {
	if l.Goal == nil || !l.Known || l.Few() {
		return TooFew
	}
	short, slack := Short(l.Goal, l.Now), float64(near)
	if l.Source.Kind == contract.Indicator || l.Source.Kind == contract.Certificate {
		slack = 0
	}
	if l.Goal.Baseline != nil {
		slack = max(slack, math.Abs(l.Goal.Target-*l.Goal.Baseline)/2)
	}
	switch {
	case short == 0:
		return Reached
	case short <= slack:
		return Near
	}
	return Far
}

// Met reports whether the value of now has reached the goal, however little it
// rests on.
func (l *Line) Met() bool { return l.Goal != nil && l.Known && Short(l.Goal, l.Now) == 0 }

// short is what is missing to the goal, or without one to 90 of 100.
func (l *Line) short() float64 {
	if l.Goal != nil {
		return Short(l.Goal, l.Now)
	}
	return max(90-l.Now, 0)
}
