package sim

import (
	"math"

	"shifu/routing"
)

// Chance is counter-based: draw n of a purpose is a hash of seed, purpose and n,
// so that two policies meet the same arrivals, handling times and patience, in
// whatever order they ask. Every platform gets the same bits: products are
// rounded before they are added (no fused multiply-add), and logarithms and
// exponentials are computed here.

const golden = 0x9e3779b97f4a7c15

// mix is the finaliser of SplitMix64. G. L. Steele, D. Lea and C. H. Flood,
// OOPSLA 2014; the constants are D. Stafford's variant 13.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// stream is the key of a purpose under a seed.
type stream uint64

func newStream(seed uint64, purpose, index int) stream {
	return stream(mix(mix(seed+golden) ^ mix(uint64(purpose)<<32+uint64(index)+1)*golden))
}

// uniform is draw n, strictly between 0 and 1.
func (s stream) uniform(n uint64) float64 { return open(mix(uint64(s) + n*golden)) }

func open(x uint64) float64 { return (float64(x>>11) + 0.5) * (1.0 / (1 << 53)) }

// logs holds ln c and 1/c for the middle c of each of 128 pieces of [1, 2).
var logs = func() [128]struct{ ln, inverse float64 } {
	var t [128]struct{ ln, inverse float64 }
	for i := range t {
		c := 1 + (float64(i)+0.5)/128
		t[i].inverse = 1 / c
		s := (c - 1) / (c + 1)
		z, power := float64(s*s), s
		for k := 1; k < 60; k += 2 { // ln c = 2 (s + s³/3 + s⁵/5 + …)
			t[i].ln += 2 * power / float64(k)
			power = float64(power * z)
		}
	}
	return t
}()

// ln is the natural logarithm of a positive normal number, to an absolute error
// of about 1e-15.
func ln(x float64) float64 {
	b := math.Float64bits(x)
	exponent := float64(int(b>>52) - 1023)
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	piece := &logs[b>>45&127]
	r := float64(m*piece.inverse) - 1 // |r| < 1/256
	z := float64(r * r)
	// r − r²/2 + r³/3 − … as odd and even parts
	odd := 1.0/3 + float64(z*(1.0/5+float64(z*(1.0/7))))
	even := 0.5 + float64(z*(0.25+float64(z*(1.0/6))))
	log1p := r + float64(z*(float64(r*odd)-even))
	return float64(exponent*math.Ln2) + (piece.ln + log1p)
}

// powers holds 2 to the j/64.
var powers = func() (t [64]float64) {
	for j := range t {
		r := float64(j) * (math.Ln2 / 64)
		sum, term := 1.0, 1.0
		for k := 1; k < 25; k++ {
			term = float64(term*r) / float64(k)
			sum += term
		}
		t[j] = sum
	}
	return t
}()

// exp is e to the x for |x| < 700: a power of two, one of 64 parts of it, and a
// series for what is left, to a relative error below 1e-15.
func exp(x float64) float64 {
	n := math.Floor(float64(x*(64/math.Ln2)) + 0.5)
	const high, low = 6.93147180369123816490e-01 / 64, 1.90821492927058770002e-10 / 64 // of ln 2
	r := (x - float64(n*high)) - float64(n*low)                                        // |r| < 0.0055
	z := float64(r * r)
	rest := r + float64(z*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120))))))))
	i := int64(n)
	p := powers[i&63]
	return math.Float64frombits(math.Float64bits(p+float64(p*rest)) + uint64(i>>6)<<52)
}

// normal is the quantile of the standard normal law at u: algorithm AS 241 of
// M. J. Wichura, Applied Statistics 37 (1988) 477-484.
func normal(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q*polynomial(r, &centreUp)) / polynomial(r, &centreDown)
	}
	r := u
	if q > 0 {
		r = 1 - u
	}
	r = math.Sqrt(-ln(r))
	up, down, shift := &middleUp, &middleDown, 1.6
	if r > 5 {
		up, down, shift = &tailUp, &tailDown, 5
	}
	z := polynomial(r-shift, up) / polynomial(r-shift, down)
	if q < 0 {
		return -z
	}
	return z
}

func polynomial(x float64, c *[8]float64) float64 {
	y := c[7]
	for i := 6; i >= 0; i-- {
		y = float64(y*x) + c[i]
	}
	return y
}

var (
	centreUp   = [8]float64{3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3}
	centreDown = [8]float64{1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}
	middleUp   = [8]float64{1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4}
	middleDown = [8]float64{1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}
	tailUp     = [8]float64{6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7}
	tailDown   = [8]float64{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}
)

// micro is a second in the unit of simulated time.
const micro = 1_000_000

// longest bounds a drawn time, so that sums of times stay far from overflow.
const longest = int64(routing.MostSeconds * micro)

func ticks(seconds float64) int64 {
	t := float64(seconds*micro) + 0.5
	if t >= float64(longest) {
		return longest
	}
	return int64(t)
}

// sampler draws times of one distribution for one purpose, in microseconds.
type sampler struct {
	law   routing.Law
	key   stream
	a, b  float64 // mean; mu and sigma; scale and 1/shape; low and width; shape and scale
	k     int
	fixed int64
	track *track // nil: every draw is made anew
}

func newSampler(d routing.Dist, key stream) sampler {
	s := sampler{law: d.Law, key: key, a: d.Mean, k: d.K}
	switch d.Law {
	case routing.Lognormal:
		ratio := d.SD / d.Mean
		variance := ln(1 + float64(ratio*ratio))
		s.a, s.b = ln(d.Mean)-variance/2, math.Sqrt(variance)
	case routing.Weibull:
		s.a, s.b = math.Round(d.WeibullScale()*1e9)/1e9, 1/d.Shape // rounded: library functions differ in the last bit
	case routing.Uniform:
		s.a, s.b = d.Low, d.High-d.Low
	case routing.Gamma:
		s.a, s.b = d.GammaParameters()
	case routing.Erlang:
		s.a = d.Mean / float64(d.K)
	}
	s.fixed = ticks(d.Mean)
	return s
}

// at is the time with number n.
func (s *sampler) at(n uint64) int64 {
	if s.track != nil {
		return s.track.at(s, n)
	}
	return s.draw(n)
}

// draw makes a draw. The exponential stands first, as the commonest.
func (s *sampler) draw(n uint64) int64 {
	if s.law == routing.Exponential {
		return ticks(float64(-s.a * ln(s.key.uniform(n))))
	}
	return s.other(n)
}

func (s *sampler) other(n uint64) int64 {
	switch s.law {
	case routing.Lognormal:
		return ticks(bounded(s.a + float64(s.b*normal(s.key.uniform(n)))))
	case routing.Weibull:
		return ticks(float64(s.a * bounded(float64(s.b*ln(math.Max(-ln(s.key.uniform(n)), 1e-17))))))
	case routing.Uniform:
		return ticks(s.a + float64(s.b*s.key.uniform(n)))
	case routing.Erlang:
		return s.phases(n)
	case routing.Gamma:
		return ticks(float64(s.b * gamma(s.a, uint64(s.key)+mix(n*golden))))
	}
	return s.fixed
}

// bounded is exp within what a time can be.
func bounded(x float64) float64 { return exp(math.Max(-600, math.Min(600, x))) }

func (s *sampler) phases(n uint64) int64 {
	state, sum := uint64(s.key)+mix(n*golden), 0.0
	for range s.k {
		state += golden
		sum -= ln(open(mix(state)))
	}
	return ticks(float64(s.a * sum))
}

// gamma draws from the Gamma law of that shape and scale 1. G. Marsaglia and W.
// W. Tsang, ACM Transactions on Mathematical Software 26 (2000) 363-372; below
// shape 1 a draw of shape + 1 times u^(1/shape).
func gamma(shape float64, state uint64) float64 {
	boost := 1.0
	if shape < 1 {
		state += golden
		boost = bounded(ln(open(mix(state))) / shape)
		shape++
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(float64(9*d))
	for {
		state += golden
		x := normal(open(mix(state)))
		state += golden
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(float64(v*v) * v)
		limit := float64(float64(x*x)/2) + d - float64(d*v) + float64(d*ln(v))
		if ln(open(mix(state))) < limit {
			return float64(boost * float64(d*v))
		}
	}
}
