package insight

import (
	"math"

	"shifu/qa/interval"
)

// Sum gathers scores. It can be added to another one.
type Sum struct {
	N    int
	d    float64 // Σ (x − about)
	dd   float64 // Σ (x − about)²
	Fail int     // fail-all among them
}

// about is near where scores lie. Sums of what differs from it lose no digits
// (shifted data: Chan, Golub, LeVeque, The American Statistician 37, 1983, 242-247).
const about = 85

// SumOf is the sum of n scores of which their sum and the sum of their squares
// are known.
func SumOf(n int, sum, squares float64) Sum {
	return Sum{N: n, d: sum - float64(n)*about, dd: squares - 2*about*sum + float64(n)*about*about}
}

// Add takes in one score.
func (s *Sum) Add(x float64) {
	s.N++
	s.d += x - about
	s.dd += (x - about) * (x - about)
}

// Join takes in all of another sum.
func (s *Sum) Join(o Sum) {
	s.N += o.N
	s.d += o.d
	s.dd += o.dd
	s.Fail += o.Fail
}

// without is s less o, which was joined into it.
func (s Sum) without(o Sum) Sum { return Sum{N: s.N - o.N, d: s.d - o.d, dd: s.dd - o.dd} }

// Mean is a mean with its 95 % interval; Known is false without a value.
type Mean struct {
	N                int
	Value, Low, High float64
	Known            bool
}

// Few reports whether the figure rests on too little to tell anything.
func (m Mean) Few() bool { return m.N < interval.Enough }

// Mean is the mean with Student's interval, within 0…100.
func (s Sum) Mean() Mean {
	if s.N == 0 {
		return Mean{}
	}
	v := s.mean()
	half := interval.Half(s.N, s.SD())
	return Mean{N: s.N, Value: v, Low: max(v-half, 0), High: min(v+half, 100), Known: true}
}

func (s Sum) mean() float64 { return about + s.d/float64(s.N) }

// SD is the sample standard deviation, 0 for fewer than two scores.
func (s Sum) SD() float64 {
	if s.N < 2 {
		return 0
	}
	return math.Sqrt(max(s.dd-s.d*s.d/float64(s.N), 0) / float64(s.N-1))
}

// Part is the mean as a part of a difference.
func (s Sum) Part() interval.Part {
	return interval.Part{N: s.N, V: s.SD() * s.SD() / float64(s.N)}
}

// Rate is a share of hits in n.
type Rate struct{ Hits, N int }

// Join takes in another rate.
func (r *Rate) Join(o Rate) { r.Hits += o.Hits; r.N += o.N }

// Share is hits ÷ n, 0 while n is 0.
func (r Rate) Share() float64 {
	if r.N == 0 {
		return 0
	}
	return float64(r.Hits) / float64(r.N)
}

// Interval is Wilson's 95 % interval of the share.
func (r Rate) Interval() (low, high float64) { return interval.Wilson(r.Hits, r.N) }

// Few reports whether the figure rests on too little to tell anything.
func (r Rate) Few() bool { return r.N < interval.Enough }

// Difference is a − b of two means with its 95 % interval by Welch's method
// (interval.Welch). Known is false where one of them has fewer than two scores.
func Difference(a, b Sum) Mean {
	if a.N < 2 || b.N < 2 {
		return Mean{N: min(a.N, b.N)}
	}
	d := a.mean() - b.mean()
	half := interval.Welch(a.Part(), b.Part())
	return Mean{N: min(a.N, b.N), Value: d, Low: d - half, High: d + half, Known: true}
}
