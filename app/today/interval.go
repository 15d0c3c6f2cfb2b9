package today

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/qa"
)

// enough is from how many evaluations on a figure tells something.
const enough = 10

// half is half of the 95 % interval of a month's mean: t(n−1; 0.975)·s÷√n
// (Student, Biometrika 6, 1908). It is 0 for fewer than two values.
func half(m qa.Month) float64 {
	if m.N < 2 {
		return 0
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(m.N - 1)}.Quantile(.975)
	return t * m.SD / math.Sqrt(float64(m.N))
}

// wilson is the 95 % score interval of a share of hits in n (Wilson, JASA 22,
// 1927); from 0 to 1 while n is 0.
func wilson(hits, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	p, size := float64(hits)/float64(n), float64(n)
	middle := p + z*z/(2*size)
	spread := z * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	all := 1 + z*z/size
	return max((middle-spread)/all, 0), min((middle+spread)/all, 1)
}

// pool joins two groups of scores into one with the mean and sample deviation
// of all of them (Chan, Golub, LeVeque, The American Statistician 37, 1983).
func pool(a, b qa.Month) qa.Month {
	switch {
	case b.Mean == nil:
		return a
	case a.Mean == nil:
		return qa.Month{Start: a.Start, N: b.N, Mean: b.Mean, SD: b.SD}
	}
	n, m := float64(a.N), float64(b.N)
	mean := (n**a.Mean + m**b.Mean) / (n + m)
	d := *b.Mean - *a.Mean
	squares := (n-1)*a.SD*a.SD + (m-1)*b.SD*b.SD + d*d*n*m/(n+m)
	return qa.Month{Start: a.Start, N: a.N + b.N, Mean: &mean, SD: math.Sqrt(squares / max(n+m-1, 1))}
}

// together joins a whole year, or whatever the months are.
func together(ms []qa.Month) qa.Month {
	var all qa.Month
	for _, m := range ms {
		all = pool(all, m)
	}
	return all
}
