package interval_test

import (
	"math"
	"testing"

	"shifu/qa/interval"
)

// Reference: Newcombe, Statistics in Medicine 17 (1998), table I, method 3:
// 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
func TestWilson_MatchesNewcombe(t *testing.T) {
	for _, c := range []struct {
		hits, n   int
		low, high float64
	}{{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}, {0, 0, 0, 1}, {29, 29, .8830, 1}} {
		low, high := interval.Wilson(c.hits, c.n)
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f", c.hits, c.n, low, high)
		}
	}
}

// Reference: t(0.975; 9) is 2.262157 in every table of Student's distribution.
func TestHalf_IsStudentsInterval(t *testing.T) {
	if got := interval.Half(10, math.Sqrt(10)); math.Abs(got-2.262157) > 1e-6 {
		t.Errorf("half is %v", got)
	}
	if interval.Half(1, 3) != 0 {
		t.Error("one value has no interval")
	}
}

func TestOverlap_TouchingIntervalsOverlap(t *testing.T) {
	if !interval.Overlap(0, .5, .5, 1) || interval.Overlap(0, .4, .5, 1) || interval.Overlap(.5, 1, 0, .4) {
		t.Error("overlap misjudged")
	}
}
