package coaching

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"

	"shifu/qa/interval"
)

// Window is how far before and after the coaching calls count.
const Window = 30 * 24 * time.Hour

// Alike is how far the mean before of an agent who was not coached may lie from
// that of the one who was, to be compared with them. Whoever did badly by chance
// does better afterwards by itself; among people who did equally badly that
// happens on both sides and falls out of the difference.
const Alike = 0.2

// Sample is the credits of one question over some calls.
type Sample struct {
	N    int
	Mean float64
	SD   float64
}

// SampleOf sums credits up.
func SampleOf(credits []float64) Sample {
	s := Sample{N: len(credits)}
	if s.N > 0 {
		s.Mean = stat.Mean(credits, nil)
	}
	if s.N > 1 {
		s.SD = stat.StdDev(credits, nil)
	}
	return s
}

// Change is a difference with its 95 % interval.
type Change struct {
	Diff, Low, High float64
	Few             bool // too few calls to tell
}

// Effect is what coaching brought on its question.
type Effect struct {
	Before, After             Sample
	OthersBefore, OthersAfter Sample
	Agents                    int // similar agents who were not coached
	Own                       Change
	Others                    Change
	Net                       Change    // Own less Others
	Until                     time.Time // calls up to then count
}

// Around are one agent's credits on the question in both windows.
type Around struct{ Before, After []float64 }

// EffectOf compares the coached agent's calls before and after with each other,
// and the difference with that of similar agents in the same windows: those with
// calls in both whose mean before lies within Alike of the coached agent's.
//
// The intervals are those of interval.Welch. Calls are taken to be independent;
// a change is too few to tell when one of its samples is smaller than
// interval.Enough.
func EffectOf(own Around, others []Around) Effect {
	e := Effect{Before: SampleOf(own.Before), After: SampleOf(own.After)}
	var before, after []float64
	for _, o := range others {
		if len(o.Before) == 0 || len(o.After) == 0 || e.Before.N == 0 || math.Abs(stat.Mean(o.Before, nil)-e.Before.Mean) > Alike {
			continue
		}
		before, after = append(before, o.Before...), append(after, o.After...)
		e.Agents++
	}
	e.OthersBefore, e.OthersAfter = SampleOf(before), SampleOf(after)
	e.Own = changeOf(e.After.Mean-e.Before.Mean, e.Before, e.After)
	e.Others = changeOf(e.OthersAfter.Mean-e.OthersBefore.Mean, e.OthersBefore, e.OthersAfter)
	e.Net = changeOf(e.Own.Diff-e.Others.Diff, e.Before, e.After, e.OthersBefore, e.OthersAfter)
	return e
}

func changeOf(diff float64, samples ...Sample) Change {
	widest := float64(len(samples)) / 2 // a mean of credits lies between 0 and 1
	c := Change{Diff: diff, Low: -widest, High: widest}
	least := math.MaxInt
	var parts []interval.Part
	for _, s := range samples {
		least = min(least, s.N)
		parts = append(parts, interval.Part{N: s.N, V: s.SD * s.SD / float64(s.N)})
	}
	c.Few = least < interval.Enough
	if least < 2 {
		if least == 0 {
			c.Diff = 0
		}
		return c
	}
	half := interval.Welch(parts...)
	c.Low, c.High = diff-half, diff+half
	return c
}
