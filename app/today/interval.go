package today

import (
	"math"

	"shifu/qa"
	"shifu/qa/interval"
)

// half is half of the 95 % interval of a month's mean.
func half(m qa.Month) float64 { return interval.Half(m.N, m.SD) }

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
