package queueing

import "math"

// sums are integrals taken together, since they share their costly part.
type sums [5]float64

func (s *sums) add(weight float64, x *sums) {
	for i := range s {
		s[i] += weight * x[i]
	}
}

// node is a point of the double-exponential rule on (0, 1): its distance from
// the nearer end, so that ends are approached without loss, and its weight.
type node struct {
	fromEnd, weight float64
	right           bool
}

const (
	finest = 1.0 / 16 // step of the rule
	reach  = 53       // steps to each side: distances down to 1e-19 of a panel
	close9 = 1e-7     // halving the step squares the error, so this leaves 1e-14
	depth  = 14       // halvings of a panel
)

// nodes are those of the tanh-sinh rule of H. Takahasi and M. Mori,
// Publications of the RIMS 9 (1974): s = 1/(1+exp(−π sinh t)). Every second one
// is the rule of twice the step.
var nodes = func() [2*reach + 1]node {
	var all [2*reach + 1]node
	for i := range all {
		t := float64(i-reach) * finest
		near := 1 / (1 + math.Exp(math.Pi*math.Sinh(math.Abs(t))))
		all[i] = node{near, finest * math.Pi * math.Cosh(t) * near * (1 - near), t > 0}
	}
	return all
}()

// integrate adds up f over [a, b] so that each integral is right to about 13
// digits of its own size. f may be singular at both ends in its derivatives.
func integrate(a, b float64, f func(x float64) sums) sums { return panel(a, b, f, depth) }

func panel(a, b float64, f func(x float64) sums, left int) sums {
	var fine, coarse sums
	width := b - a
	for i, n := range nodes {
		x := a + width*n.fromEnd
		if n.right {
			x = b - width*n.fromEnd
		}
		y := f(x)
		fine.add(width*n.weight, &y)
		if i%2 == reach%2 {
			coarse.add(2*width*n.weight, &y)
		}
	}
	if left == 0 || agree(&fine, &coarse) {
		return fine
	}
	mid := a + width/2
	first, second := panel(a, mid, f, left-1), panel(mid, b, f, left-1)
	first.add(1, &second)
	return first
}

func agree(fine, coarse *sums) bool {
	for i := range fine {
		if math.Abs(fine[i]-coarse[i]) > close9*math.Abs(fine[i])+1e-300 {
			return false
		}
	}
	return true
}
