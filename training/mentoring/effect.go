package mentoring

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/qa/insight"
	"shifu/qa/interval"
)

// Before and After are the windows of an effect: the 90 days before the
// contract began, and the latest 30 days of it.
const (
	Before = 90 * day
	After  = 30 * day
)

// Windows are the two windows of an effect now: [a, b) before and [c, d) after.
func (p *Plan) Windows(now time.Time) (a, b, c, d time.Time) {
	d = now
	if d.After(p.Ends) {
		d = p.Ends
	}
	if c = d.Add(-After); c.Before(p.Begins) {
		c = p.Begins
	}
	return p.Begins.Add(-Before), p.Begins, c, d
}

// Change is one person's scores in a skill in both windows.
type Change struct {
	PersonID      string
	Before, After insight.Sum
}

// enough reports whether both windows hold some scores.
func (c *Change) enough(n int) bool { return min(c.Before.N, c.After.N) >= n }

func mean(s insight.Sum) float64 { return s.Mean().Value }

// The bounds of who is similar.
const (
	similarScores = 5  // at least so many in each window
	similarApart  = 15 // points at the most between the beginnings
	mostSimilar   = 20
	leastSimilar  = 3
)

// Similar are those of the others who began like own: with at least five scores
// in each window, and a mean before within 15 points, the nearest 20. Who began
// low rises by itself (regression to the mean), so a beginning is only compared
// with a like one.
func Similar(own Change, others []Change) []Change {
	if own.Before.N == 0 {
		return nil
	}
	apart := func(c Change) float64 { return math.Abs(mean(c.Before) - mean(own.Before)) }
	out := slices.DeleteFunc(slices.Clone(others), func(c Change) bool {
		return c.PersonID == own.PersonID || !c.enough(similarScores) || apart(c) > similarApart
	})
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(apart(a), apart(b)), cmp.Compare(a.PersonID, b.PersonID))
	})
	return out[:min(len(out), mostSimilar)]
}

// Verdict says what an effect tells.
type Verdict int

// The verdicts.
const (
	FewCalls Verdict = iota // under ten in one of the windows: no trend is told
	Rose
	Fell
	Alike // the interval holds 0
)

// Effect is what happened to a skill since the contract began, beside what
// happened to similar agents without a mentor meanwhile.
type Effect struct {
	Before, After insight.Mean
	Diff          insight.Mean // after − before, with Welch's interval
	Similar       int          // how many are compared with; under three they are not
	Theirs        float64      // their mean change
	Net           insight.Mean // Diff − Theirs; Known if it could be told
	Verdict       Verdict
}

// Told reports whether the change can be told from that of similar agents;
// true also where there are too few of them.
func (e *Effect) Told() bool { return !e.Net.Known || e.Net.Low > 0 || e.Net.High < 0 }

// EffectOf is the effect on one person, compared with similar ones. Diff has
// the interval of insight.Difference. Net compares it with the mean of the
// others' changes: by interval.Welch over both windows and the k changes. Under ten scores in a window nothing is told.
func EffectOf(own Change, others []Change) Effect {
	e := Effect{Before: own.Before.Mean(), After: own.After.Mean()}
	if !own.enough(interval.Enough) {
		return e
	}
	e.Diff = insight.Difference(own.After, own.Before)
	e.Diff.Low, e.Diff.High = max(e.Diff.Low, -100), min(e.Diff.High, 100) // no mean leaves 0…100
	switch {
	case e.Diff.Low > 0:
		e.Verdict = Rose
	case e.Diff.High < 0:
		e.Verdict = Fell
	default:
		e.Verdict = Alike
	}
	similar := Similar(own, others)
	if e.Similar = len(similar); e.Similar < leastSimilar {
		return e
	}
	theirs, spread := changes(similar)
	e.Theirs = theirs
	e.Net = net(own, e.Diff.Value-theirs, interval.Part{N: len(similar), V: spread * spread / float64(len(similar))})
	return e
}

// changes are mean and sample deviation of the changes of the means.
func changes(all []Change) (m, sd float64) {
	for _, c := range all {
		m += (mean(c.After) - mean(c.Before)) / float64(len(all))
	}
	for _, c := range all {
		d := mean(c.After) - mean(c.Before) - m
		sd += d * d
	}
	return m, math.Sqrt(sd / float64(len(all)-1))
}

func net(own Change, value float64, theirs interval.Part) insight.Mean {
	half := interval.Welch(theirs, own.Before.Part(), own.After.Part())
	return insight.Mean{N: theirs.N, Value: value, Low: value - half, High: value + half, Known: true}
}
