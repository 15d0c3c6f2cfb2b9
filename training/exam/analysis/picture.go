package analysis

import (
	"math"

	"shifu/internal/chart"
)

// Bin is one bar of a histogram: the totals from From up to Until, which the
// last bin holds too.
type Bin struct {
	From, Until float64
	N           int
}

// mostBins of the histogram.
const mostBins = 25

// Histogram parts the marks that can be had into bins of a round width.
func (a *Analysis) Histogram() []Bin {
	if a.Most <= 0 {
		return nil
	}
	step := max(chart.Step(a.Most, mostBins), a.grain())
	n := int(math.Ceil(a.Most/step - 1e-9))
	out := make([]Bin, n)
	for i := range out {
		out[i].From, out[i].Until = float64(i)*step, min(float64(i+1)*step, a.Most)
	}
	for _, t := range a.Totals {
		out[min(max(int(t/step+1e-9), 0), n-1)].N++
	}
	return out
}

// grain is the smallest mark of a question if every total is a multiple of it,
// so that no bin must stay empty; otherwise half a point.
func (a *Analysis) grain() float64 {
	least := a.Most
	for _, m := range a.sheet.Max {
		if m > 0 {
			least = min(least, m)
		}
	}
	for _, t := range a.Totals {
		if k := t / least; math.Abs(k-math.Round(k)) > 1e-9 {
			return 0.5
		}
	}
	return least
}
