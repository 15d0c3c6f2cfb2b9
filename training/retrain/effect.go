package retrain

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"shifu/qa/interval"
)

// Window is how long before the first failure and after the pass scores count.
const Window = 30 * 24 * time.Hour

// Effect is what retraining brought: the person's scores in the 30 days after
// the pass minus those in the 30 days before the first failure.
type Effect struct {
	Before, After []float64 // final scores, the oldest first
	Diff          float64   // of the means; 0 while one side is empty
	Low, High     float64   // 95 % interval, while there are two scores on both sides
	Until         time.Time // scores up to then count
}

// EffectOf compares two samples of scores by Welch's interval: the difference
// of the means ± t·√(s₁²/n₁ + s₂²/n₂) with the degrees of freedom of Welch and
// Satterthwaite (Welch, Biometrika 34, 1947, 28-35).
func EffectOf(before, after []float64) Effect {
	e := Effect{Before: before, After: after}
	if len(before) == 0 || len(after) == 0 {
		return e
	}
	e.Diff = stat.Mean(after, nil) - stat.Mean(before, nil)
	e.Low, e.High = e.Diff, e.Diff
	n, m := float64(len(before)), float64(len(after))
	if n < 2 || m < 2 {
		return e
	}
	a, b := stat.Variance(before, nil)/n, stat.Variance(after, nil)/m
	if a+b == 0 {
		return e
	}
	t := distuv.StudentsT{Sigma: 1, Nu: (a + b) * (a + b) / (a*a/(n-1) + b*b/(m-1))}.Quantile(.975)
	half := t * math.Sqrt(a+b)
	e.Low, e.High = e.Diff-half, e.Diff+half
	return e
}

// Few reports whether one side has too few scores to tell anything.
func (e Effect) Few() bool { return min(len(e.Before), len(e.After)) < interval.Enough }
