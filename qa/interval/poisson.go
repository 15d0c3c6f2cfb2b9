package interval

import "gonum.org/v1/gonum/stat/distuv"

// Poisson is the exact 95 % interval of the mean of a count of rare events of
// which k were seen: half the quantiles of χ² with 2k and 2k+2 degrees of
// freedom (Garwood, Biometrika 28, 1936, 437-442).
func Poisson(k int) (low, high float64) {
	if k > 0 {
		low = distuv.ChiSquared{K: 2 * float64(k)}.Quantile(.025) / 2
	}
	return low, distuv.ChiSquared{K: 2*float64(k) + 2}.Quantile(.975) / 2
}
