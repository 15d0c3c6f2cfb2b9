package retrain

import (
	"time"

	"gonum.org/v1/gonum/stat"

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

// EffectOf compares two samples of scores by Welch's interval of the
// difference of the means.
func EffectOf(before, after []float64) Effect {
	e := Effect{Before: before, After: after}
	if len(before) == 0 || len(after) == 0 {
		return e
	}
	e.Diff = stat.Mean(after, nil) - stat.Mean(before, nil)
	e.Low, e.High = e.Diff, e.Diff
	if len(before) < 2 || len(after) < 2 {
		return e
	}
	half := interval.Welch(part(before), part(after))
	e.Low, e.High = e.Diff-half, e.Diff+half
	return e
}

func part(xs []float64) interval.Part {
	return interval.Part{N: len(xs), V: stat.Variance(xs, nil) / float64(len(xs))}
}

// Few reports whether one side has too few scores to tell anything.
func (e Effect) Few() bool { return min(len(e.Before), len(e.After)) < interval.Enough }
