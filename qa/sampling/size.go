package sampling

import (
	"math"

	"shifu/internal/fault"
	"shifu/qa/interval"
)

// Size is how many of population calls must be scored so that a share of about
// p is known to within ± e with 95 % confidence: n0 = z²p(1−p)/e², and with the
// correction for a finite population n = n0/(1+(n0−1)/N), rounded up (Cochran,
// Sampling Techniques, 3rd edition 1977, section 4.4). Population 0 is without
// limit. It refuses a p outside 0 … 1 and an e outside 0 … 1, both ends left out
// for e.
func Size(population int, p, e float64) (int, error) {
	if !(p >= 0 && p <= 1) {
		return 0, fault.New(fault.Invalid, "The expected share lies between 0 and 100 %.", nil)
	}
	if !(e > 0 && e < 1) {
		return 0, fault.New(fault.Invalid, "The margin lies above 0 and below 100 %.", nil)
	}
	n := interval.Z * interval.Z * p * (1 - p) / (e * e)
	if population > 0 {
		n /= 1 + (n-1)/float64(population)
	}
	// A hair of rounding must not cost a call.
	whole := max(math.Ceil(n-1e-9), 1)
	if population > 0 {
		whole = min(whole, float64(population))
	}
	return int(min(whole, math.MaxInt32)), nil
}
