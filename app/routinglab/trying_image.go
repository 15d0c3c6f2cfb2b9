package routinglab

import (
	"image"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/selftest"
)

// intervalOf draws the interval of a check around its exact value, in half
// widths; nil for a formula.
func intervalOf(c selftest.Check) image.Image {
	if c.HalfWidth == nil || *c.HalfWidth == 0 {
		return nil
	}
	at := (c.Mean - c.Exact) / *c.HalfWidth
	return parts.IntervalImage(chart.Scale{Low: -3, High: 3}, at, at-1, at+1, 120, 18)
}
