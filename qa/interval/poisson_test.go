package interval_test

import (
	"math"
	"testing"

	"shifu/qa/interval"
)

// Reference: the table of exact limits in Garwood, Biometrika 28 (1936), and in
// Ulm, American Journal of Epidemiology 131 (1990), 373-375.
func TestPoisson_MatchesThePublishedLimits(t *testing.T) {
	for _, c := range []struct {
		k         int
		low, high float64
	}{{0, 0, 3.688879}, {1, .025318, 5.571643}, {5, 1.623486, 11.668332}, {10, 4.795389, 18.390356}} {
		low, high := interval.Poisson(c.k)
		if math.Abs(low-c.low) > 1e-6 || math.Abs(high-c.high) > 1e-6 {
			t.Errorf("%d events: %.6f to %.6f, want %.6f to %.6f", c.k, low, high, c.low, c.high)
		}
	}
}
