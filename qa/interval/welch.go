package interval

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Part is one of the independent means of which a sum or a difference is made.
type Part struct {
	N int     // values, at least two
	V float64 // variance of the mean: s² ÷ n
}

// Welch is half of the 95 % interval of a sum or a difference of independent
// means with unequal variances: t·√ΣV with the degrees of freedom
// (ΣV)² ÷ ΣV²/(n−1) of Satterthwaite (Biometrics Bulletin 2, 1946, 110-114; for
// two means Welch, Biometrika 34, 1947, 28-35). It is 0 where nothing varies.
func Welch(parts ...Part) float64 {
	sum, under := 0.0, 0.0
	for _, p := range parts {
		sum += p.V
		under += p.V * p.V / float64(p.N-1)
	}
	if under == 0 {
		return 0
	}
	return distuv.StudentsT{Sigma: 1, Nu: sum * sum / under}.Quantile(.975) * math.Sqrt(sum)
}
