package interval

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Correlation is the 95 % interval of a correlation r in n pairs, by Fisher's
// transformation: tanh(artanh r ± z ÷ √(n − 3)) (Fisher, Metron 1, 1921, 3-32).
// It is from -1 to 1 for fewer than four pairs.
func Correlation(r float64, n int) (low, high float64) {
	if n < 4 {
		return -1, 1
	}
	if math.Abs(r) >= 1 {
		return r, r
	}
	half := Z / math.Sqrt(float64(n-3))
	return math.Tanh(math.Atanh(r) - half), math.Tanh(math.Atanh(r) + half)
}

// Deviation is the 95 % interval of a standard deviation of n values:
// sd·√((n − 1) ÷ χ²) with the quantiles of χ² with n − 1 degrees of freedom.
// ok is false for fewer than two values.
func Deviation(sd float64, n int) (low, high float64, ok bool) {
	if n < 2 {
		return 0, 0, false
	}
	free := float64(n - 1)
	d := distuv.ChiSquared{K: free}
	return sd * math.Sqrt(free/d.Quantile(.975)), sd * math.Sqrt(free/d.Quantile(.025)), true
}
