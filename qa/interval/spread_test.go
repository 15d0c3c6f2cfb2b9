package interval_test

import (
	"math"
	"testing"

	"shifu/qa/interval"
)

// Reference: Lane, Online Statistics Education, "Correlation": r = -0.654 of 34
// students lies between -0.81 and -0.40.
func TestCorrelation_MatchesThePublishedExample(t *testing.T) {
	low, high := interval.Correlation(-.654, 34)
	if math.Abs(low+.81) > .006 || math.Abs(high+.40) > .006 {
		t.Errorf("%.3f to %.3f", low, high)
	}
	if low, high := interval.Correlation(.9, 3); low != -1 || high != 1 {
		t.Error("three pairs tell something")
	}
	if low, high := interval.Correlation(1, 9); low != 1 || high != 1 {
		t.Errorf("a whole correlation: %v %v", low, high)
	}
}

// Reference: χ² with 9 degrees of freedom has the quantiles 2.700 and 19.023 in
// every table: √(9 ÷ 19.023) = 0.688, √(9 ÷ 2.700) = 1.826.
func TestDeviation_IsThatOfTheTables(t *testing.T) {
	low, high, ok := interval.Deviation(1, 10)
	if !ok || math.Abs(low-.688) > .001 || math.Abs(high-1.826) > .001 {
		t.Errorf("%v to %v", low, high)
	}
	if _, _, ok := interval.Deviation(1, 1); ok {
		t.Error("one value has a spread")
	}
}
