// Package interval says how sure a figure is: every rate and mean about people
// is shown with its n and its 95 % interval.
package interval

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Enough is from how many evaluations on a figure tells something; below, it
// is marked "too few".
const Enough = 10

// Z is the 97.5 % quantile of the standard normal distribution.
const Z = 1.959963984540054

// Wilson is the 95 % score interval of a share of hits in n (Wilson, JASA 22,
// 1927, 209-212); from 0 to 1 while n is 0.
func Wilson(hits, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	p, size := float64(hits)/float64(n), float64(n)
	middle := p + Z*Z/(2*size)
	spread := Z * math.Sqrt(p*(1-p)/size+Z*Z/(4*size*size))
	all := 1 + Z*Z/size
	return max((middle-spread)/all, 0), min((middle+spread)/all, 1)
}

// Half is half of the 95 % interval of a mean of n values with the sample
// deviation sd: t(n−1; 0.975)·sd÷√n (Student, Biometrika 6, 1908, 1-25). It is
// 0 for fewer than two values.
func Half(n int, sd float64) float64 {
	if n < 2 {
		return 0
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(.975)
	return t * sd / math.Sqrt(float64(n))
}

// Overlap reports whether two intervals share a value: no ranking between such.
func Overlap(lowA, highA, lowB, highB float64) bool { return lowA <= highB && lowB <= highA }
