package routing

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Survival is P(X > x), the cumulated share Below is P(X ≤ x); both are exact
// in relative terms where they are small. The law None never ends.
func (d Dist) Survival(x float64) float64 { _, above := d.split(x); return above }

// Below is P(X ≤ x).
func (d Dist) Below(x float64) float64 { below, _ := d.split(x); return below }

func (d Dist) split(x float64) (below, above float64) {
	if d.Law == None || x < 0 || (x == 0 && d.Law != Deterministic) {
		return 0, 1
	}
	switch d.Law {
	case Exponential:
		return -math.Expm1(-x / d.Mean), math.Exp(-x / d.Mean)
	case Lognormal:
		mu, sigma := d.LogParameters()
		z := (math.Log(x) - mu) / sigma / math.Sqrt2
		return math.Erfc(-z) / 2, math.Erfc(z) / 2
	case Gamma, Erlang:
		shape, scale := d.GammaParameters()
		return mathext.GammaIncReg(shape, x/scale), mathext.GammaIncRegComp(shape, x/scale)
	case Weibull:
		p := math.Pow(x/d.WeibullScale(), d.Shape)
		return -math.Expm1(-p), math.Exp(-p)
	case Uniform:
		below = math.Min(1, math.Max(0, (x-d.Low)/(d.High-d.Low)))
		return below, 1 - below
	}
	if x >= d.Mean {
		return 1, 0
	}
	return 0, 1
}

// Area is the integral of Survival from 0 to x, which is E[min(X, x)] in seconds.
func (d Dist) Area(x float64) float64 {
	if x <= 0 {
		return 0
	}
	switch d.Law {
	case None:
		return x
	case Exponential:
		return -d.Mean * math.Expm1(-x/d.Mean)
	case Lognormal:
		mu, sigma := d.LogParameters()
		z := (math.Log(x) - mu) / sigma
		return d.Mean*math.Erfc((sigma-z)/math.Sqrt2)/2 + x*d.Survival(x)
	case Gamma, Erlang:
		shape, scale := d.GammaParameters()
		return d.Mean*mathext.GammaIncReg(shape+1, x/scale) + x*d.Survival(x)
	case Weibull:
		return d.Mean * mathext.GammaIncReg(1/d.Shape, math.Pow(x/d.WeibullScale(), d.Shape))
	case Uniform:
		in := math.Min(math.Max(x-d.Low, 0), d.High-d.Low)
		return math.Min(x, d.Low) + in - in*in/(2*(d.High-d.Low))
	}
	return math.Min(x, d.Mean)
}

// Quantile is the smallest x with Below(x) ≥ p, for 0 < p < 1, to about ten
// digits; infinite for None.
func (d Dist) Quantile(p float64) float64 {
	switch d.Law {
	case None:
		return math.Inf(1)
	case Deterministic:
		return d.Mean
	case Uniform:
		return d.Low + p*(d.High-d.Low)
	}
	low, high := math.Log(d.Mean)-700, math.Log(d.Mean)+60
	for range 64 {
		if mid := (low + high) / 2; d.reached(math.Exp(mid), p) {
			high = mid
		} else {
			low = mid
		}
	}
	return math.Exp(high)
}

func (d Dist) reached(x, p float64) bool {
	below, above := d.split(x)
	if p > 0.5 {
		return above <= 1-p
	}
	return below >= p
}
