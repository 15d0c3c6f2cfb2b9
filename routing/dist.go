package routing

import (
	"math"

	"shifu/internal/fault"
)

// Law names a distribution of times.
type Law string

// The laws. The parameters that each needs stand in Dist.
const (
	None          Law = ""              // the time is endless (patience) or zero (wrap-up)
	Exponential   Law = "exponential"   // Mean
	Lognormal     Law = "lognormal"     // Mean, SD
	Gamma         Law = "gamma"         // Mean, SD
	Weibull       Law = "weibull"       // Shape, Mean
	Uniform       Law = "uniform"       // Low, High
	Deterministic Law = "deterministic" // Mean
	Erlang        Law = "erlang"        // K phases, Mean
)

// Laws lists the laws that have a name.
var Laws = []Law{Exponential, Lognormal, Gamma, Weibull, Uniform, Deterministic, Erlang}

// MostSeconds bounds every time in the model: ten years.
const MostSeconds = 10 * 366 * 86400.0

// Dist is a distribution of times in seconds.
type Dist struct {
	Law       Law
	Mean, SD  float64 // seconds
	Shape     float64 // of Weibull
	Low, High float64 // seconds, of Uniform
	K         int     // phases of Erlang
}

// Fixed is the time that is always s seconds.
func Fixed(s float64) Dist { return Dist{Law: Deterministic, Mean: s} }

// Exp is the exponential time of mean s seconds.
func Exp(s float64) Dist { return Dist{Law: Exponential, Mean: s} }

// Check refuses parameters for which there is no such distribution. Only
// Deterministic may be zero.
func (d Dist) Check() error {
	switch d.Law {
	case None:
		return nil
	case Deterministic:
		return within("mean", d.Mean, 0, MostSeconds)
	case Exponential:
		return above("mean", d.Mean)
	case Lognormal, Gamma:
		if err := above("mean", d.Mean); err != nil {
			return err
		}
		return within("sd", d.SD, d.Mean*1e-6, math.Min(d.Mean*1e3, MostSeconds))
	case Weibull:
		if err := above("mean", d.Mean); err != nil {
			return err
		}
		return within("shape", d.Shape, 0.1, 100)
	case Uniform:
		if err := within("low", d.Low, 0, MostSeconds); err != nil {
			return err
		}
		if d.High <= d.Low {
			return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must be above {{.Least}}.", fault.Values{"Field": "high", "Have": d.High, "Least": d.Low})
		}
		return within("high", d.High, 0, MostSeconds)
	case Erlang:
		if d.K < 1 || d.K > 1000 {
			return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Field": "k", "Have": d.K, "Least": 1, "Most": 1000})
		}
		return above("mean", d.Mean)
	}
	return fault.New(fault.Invalid, "There is no distribution \"{{.Have}}\". Known: {{.Words}}.", fault.Values{"Have": string(d.Law), "Words": names(Laws)})
}

func within(field string, have, least, most float64) error {
	if have >= least && have <= most {
		return nil
	}
	return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Field": field, "Have": have, "Least": least, "Most": most})
}

func above(field string, have float64) error {
	if have > 0 {
		return within(field, have, 0, MostSeconds)
	}
	return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must be above {{.Least}}.", fault.Values{"Field": field, "Have": have, "Least": 0})
}

func names[T ~string](all []T) string {
	out := ""
	for i, n := range all {
		if i > 0 {
			out += ", "
		}
		out += string(n)
	}
	return out
}

// Expectation is the mean in seconds.
func (d Dist) Expectation() float64 {
	if d.Law == Uniform {
		return (d.Low + d.High) / 2
	}
	return d.Mean
}

// Variance is in seconds squared.
func (d Dist) Variance() float64 {
	switch d.Law {
	case Exponential:
		return d.Mean * d.Mean
	case Lognormal, Gamma:
		return d.SD * d.SD
	case Weibull:
		g1, _ := math.Lgamma(1 + 1/d.Shape)
		g2, _ := math.Lgamma(1 + 2/d.Shape)
		return d.Mean * d.Mean * math.Expm1(g2-2*g1)
	case Uniform:
		return (d.High - d.Low) * (d.High - d.Low) / 12
	case Erlang:
		return d.Mean * d.Mean / float64(d.K)
	}
	return 0
}

// SecondMoment is E[X²] in seconds squared.
func (d Dist) SecondMoment() float64 { return d.Variance() + d.Expectation()*d.Expectation() }

// LogParameters are mu and sigma of a Lognormal: sigma² = ln(1 + sd²/mean²),
// mu = ln mean − sigma²/2.
func (d Dist) LogParameters() (mu, sigma float64) {
	v := math.Log1p(d.SD / d.Mean * (d.SD / d.Mean))
	return math.Log(d.Mean) - v/2, math.Sqrt(v)
}

// WeibullScale is the scale of a Weibull: mean / Γ(1 + 1/shape).
func (d Dist) WeibullScale() float64 {
	g, _ := math.Lgamma(1 + 1/d.Shape)
	return d.Mean * math.Exp(-g)
}

// GammaParameters are shape and scale of a Gamma or an Erlang.
func (d Dist) GammaParameters() (shape, scale float64) {
	if d.Law == Erlang {
		return float64(d.K), d.Mean / float64(d.K)
	}
	return d.Mean / d.SD * (d.Mean / d.SD), d.SD / d.Mean * d.SD
}
