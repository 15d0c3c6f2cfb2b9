package contest

import (
	"maps"
	"math"
	"slices"

	"shifu/qa/indicators"
)

// Value is what a metric comes to for somebody.
type Value struct {
	Known bool    `json:"known"`
	Raw   float64 `json:"raw"`  // as it was measured; gates judge this
	N     float64 `json:"n"`    // what it rests on: cases, or hours
	Fair  float64 `json:"fair"` // what is compared: shrunk, or the cautious end of the interval
	Z     float64 `json:"z"`    // against the project, −3…3; more is always better
}

// raw measures one source.
func (r *Rule) raw(k Kind, l *Line) Value {
	switch k.Source {
	case Quality:
		return meanOf(l.Scores)
	case Exams:
		return meanOf(l.Exams)
	case CallsPerHour:
		return r.perHour(l)
	case Complaints:
		return events(l.sums())
	}
	i, _ := indicators.ByKey(indicators.Key(k.Source))
	v := i.Of(l.sums())
	out := Value{Known: v.Known, Raw: v.Value, Fair: v.Value, N: float64(v.N)}
	if i.Unit == indicators.Share {
		out.N /= 3600
	}
	return out
}

func meanOf(xs []float64) Value {
	if len(xs) == 0 {
		return Value{}
	}
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	mean := sum / float64(len(xs))
	return Value{Known: true, Raw: mean, Fair: mean, N: float64(len(xs))}
}

// perHour are the calls, each with the coefficient of its project, per paid
// hour: part-time work is no handicap.
func (r *Rule) perHour(l *Line) Value {
	calls, hours := 0.0, l.Hours()
	for _, project := range projectsOf(l) {
		calls += float64(l.Work[project].Calls) * r.Coefficient(project)
	}
	if hours == 0 {
		return Value{}
	}
	return Value{Known: true, Raw: calls / hours, Fair: calls / hours, N: hours}
}

// events counts upheld complaints about attitude where anything tells of them.
func events(s indicators.Sums) Value {
	v := Value{}
	for _, p := range s {
		if p.Known.Has(indicators.Attitude) {
			v.Known = true
			v.Raw += float64(p.N[indicators.Attitude])
			v.N += float64(p.Days)
		}
	}
	v.Fair = v.Raw
	return v
}

// Shrink mixes the mean of n cases with k cases of the mean mu of all:
// (n·x̄ + k·μ) ÷ (n + k), the posterior mean of a normal model (Efron and
// Morris, JASA 70, 1975, 311-319). Where both are 0 it is mu.
func Shrink(mean, n, mu, k float64) float64 {
	if n+k == 0 {
		return mu
	}
	return (n*mean + k*mu) / (n + k)
}

// cautious is the end of Wilson's interval on the worse side.
func (r *Rule) cautious(k Kind, better indicators.Direction, l *Line) float64 {
	i, _ := indicators.ByKey(indicators.Key(k.Source))
	v := i.Of(l.sums())
	if better == indicators.Lower {
		return v.High
	}
	return v.Low
}

// fair makes the values of one metric in one project comparable, and sets each
// against the project: z = (x − μ) ÷ σ, clipped at 3, with the deviation of all
// who are there. Who has no value leans on the project's mean where the metric
// is a mean, and has none where it is a rate.
func (r *Rule) fair(m Metric, ls []*Line, vs []*Value) {
	k, _ := KindOf(m.Source)
	sum, n := 0.0, 0.0
	for _, v := range vs {
		if v.Known {
			sum, n = sum+v.Raw*v.N, n+v.N
		}
	}
	var xs []float64
	for i, v := range vs {
		switch {
		case n == 0:
			continue
		case k.Shape == Mean && (v.Known || m.K > 0):
			v.Fair = Shrink(v.Raw, v.N, sum/n, m.K)
		case !v.Known:
			continue
		case k.Shape == Rate:
			v.Fair = r.cautious(k, m.Better, ls[i])
		}
		xs = append(xs, v.Fair)
	}
	mu, sd := spread(xs)
	for _, v := range vs {
		if r.measured(m, *v) && sd > 1e-12 {
			v.Z = round(math.Max(-3, math.Min(3, (v.Fair-mu)/sd)) * float64(m.Better))
		}
	}
}

// measured reports whether a value can be compared.
func (r *Rule) measured(m Metric, v Value) bool {
	k, _ := KindOf(m.Source)
	return v.Known || k.Shape == Mean && m.K > 0
}

// spread is the mean and the deviation of a whole group: it is divided by n,
// since the group is no sample.
func spread(xs []float64) (mu, sd float64) {
	if len(xs) == 0 {
		return 0, 0
	}
	for _, x := range xs {
		mu += x
	}
	mu /= float64(len(xs))
	for _, x := range xs {
		sd += (x - mu) * (x - mu)
	}
	return mu, math.Sqrt(sd / float64(len(xs)))
}

// round keeps six decimals, so that every machine comes to the same places.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// projectsOf are the projects of a line by name: sums in one order come to one
// value.
func projectsOf(l *Line) []string { return slices.Sorted(maps.Keys(l.Work)) }
