// Package agreement measures how far raters agree who judged the same units:
// raw agreement, the kappas of Cohen, Light and Fleiss, Krippendorff's alpha,
// Gwet's AC1 and AC2, Brennan and Prediger's coefficient, and the intraclass
// correlations, each with its n and its 95 % interval.
//
// Ratings may be missing. Observed agreement is taken over the units with at
// least two ratings, the shares of the categories over those with at least
// one; the categories are those that occur; intraclass correlations use the
// units that every rater rated.
package agreement

import (
	"shifu/internal/words"
)

// Level is the level of measurement of ratings (Stevens, Science 103, 1946,
// 677-680): what may be said of two different values.
type Level string

// The levels.
const (
	Nominal  Level = "nominal"  // different
	Ordinal  Level = "ordinal"  // higher or lower
	Interval Level = "interval" // by how much
	Ratio    Level = "ratio"    // by which share; numbers from 0 up
)

// Ratings are what raters gave to units; an empty cell is a missing rating.
type Ratings struct {
	Raters []string
	Units  []string
	Cells  [][]string // a row a unit, a column a rater
}

// Options say how to measure. The zero value is nominal, within 10, with 1,000
// resamples of seed 0.
type Options struct {
	Level     Level
	Within    float64 // points that two numbers may differ by for Within; 0: 10
	Resamples int     // of a bootstrap; 0: 1,000; negative: no interval where one is needed
	Seed      uint64
}

// Coefficient is one figure. Without a value, Why says why there is none; with
// a value and without an interval it says why that is missing.
type Coefficient struct {
	Value, Low, High *float64
	N                int // units that it rests on
	Why              words.Text
}

// Cohen are the kappas of pairs of raters. Of more than two raters they are
// the means over all pairs for which there is one (Light, Psychological
// Bulletin 76, 1971, 365-377), with a bootstrap interval.
type Cohen struct {
	Kappa     Coefficient
	Linear    Coefficient // weighted by distance
	Quadratic Coefficient // weighted by squared distance
}

// ICC are the intraclass correlations in the notation of McGraw and Wong: of a
// single rater and of the mean of all k.
type ICC struct {
	OneSingle, AgreementSingle, ConsistencySingle Coefficient // ICC(1,1), ICC(A,1), ICC(C,1)
	OneMean, AgreementMean, ConsistencyMean       Coefficient // ICC(1,k), ICC(A,k), ICC(C,k)
}

// Result is everything that was measured. Fleiss, AC1 and Brennan–Prediger
// treat values as names at every level; Krippendorff and AC2 follow the level.
// What needs numbers is measured at every level if all values are numbers.
type Result struct {
	Level           Level
	Units, Raters   int
	Pairable        int // values in units with at least two
	Categories      int
	Percent         Coefficient
	Points          float64 // of Within
	Within          Coefficient
	Cohen           Cohen
	Fleiss          Coefficient
	Krippendorff    Coefficient
	GwetAC1         Coefficient
	GwetAC2         Coefficient
	BrennanPrediger Coefficient
	ICC             ICC
}

// Measure computes every coefficient. It never fails: what is undefined for
// these ratings has no value and says why.
func Measure(r Ratings, o Options) Result {
	o = o.filled()
	t := code(r)
	out := Result{Level: o.Level, Units: len(r.Units), Raters: t.raters, Pairable: t.pairable(), Categories: len(t.names), Points: o.Within}
	same := nominal()
	out.Percent = t.observed(same)
	out.Within = t.needing(func() Coefficient { return t.observed(within(t.numbers, o.Within)) })
	out.Cohen = Cohen{Kappa: t.cohen(same, o),
		Linear:    t.needing(func() Coefficient { return t.cohen(linear(t.scale(o.Level)), o) }),
		Quadratic: t.needing(func() Coefficient { return t.cohen(quadratic(t.scale(o.Level)), o) })}
	out.Fleiss = t.fleiss(same)
	out.GwetAC1 = t.gwet(same)
	out.BrennanPrediger = t.brennanPrediger(same)
	out.GwetAC2 = t.levelled(o.Level, func() Coefficient { return t.gwet(t.gwetMetric(o.Level)) })
	out.Krippendorff = t.levelled(o.Level, func() Coefficient { return t.krippendorff(t.krippendorffMetric(o.Level)) })
	out.ICC = t.icc()
	return out
}

func (o Options) filled() Options {
	if o.Level == "" {
		o.Level = Nominal
	}
	if o.Within == 0 {
		o.Within = 10
	}
	if o.Resamples == 0 {
		o.Resamples = 1000
	}
	return o
}
