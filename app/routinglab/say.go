package routinglab

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// valueText writes a figure with its unit.
func valueText(m lab.Measure, v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return chart.None
	case m.Share():
		return chart.Percent(v, 1)
	case m.Seconds():
		return lang.L("{{.N}} s", map[string]any{"N": chart.Number(v, 1)})
	case m == lab.QueueMean:
		return chart.Number(v, 1)
	}
	return chart.Number(v, 0)
}

// rangeText writes a figure with its interval: "82.1 %, likely 80.0 to 84.2 %".
func rangeText(m lab.Measure, e sim.Estimate) string {
	if e.HalfWidth == nil {
		return valueText(m, e.Mean)
	}
	return lang.L("{{.Value}}, likely {{.Low}} to {{.High}}", map[string]any{"Value": valueText(m, e.Mean), "Low": bare(m, low(m, e)), "High": bare(m, high(m, e))})
}

func low(m lab.Measure, e sim.Estimate) float64 {
	if e.HalfWidth == nil {
		return e.Mean
	}
	return math.Max(e.Mean-*e.HalfWidth, 0)
}

func high(m lab.Measure, e sim.Estimate) float64 {
	if e.HalfWidth == nil {
		return e.Mean
	}
	if top := e.Mean + *e.HalfWidth; !m.Share() || top < 1 || e.Mean > 1 {
		return top
	}
	return 1
}

// bare is valueText without its unit.
func bare(m lab.Measure, v float64) string {
	switch {
	case m.Share():
		return chart.Number(100*v, 1)
	case m.Seconds():
		return chart.Number(v, 1)
	}
	return valueText(m, v)
}

// plusMinus writes the half width alone.
func plusMinus(m lab.Measure, half *float64) string {
	if half == nil {
		return ""
	}
	return "±" + chart.Number(drawn(m, *half), 1)
}

// signedText writes a difference: points for shares.
func signedText(m lab.Measure, v float64) string {
	switch {
	case m.Share():
		return lang.L("{{.N}} percentage points", map[string]any{"N": chart.Signed(100*v, 1)})
	case m.Seconds():
		return lang.L("{{.N}} s", map[string]any{"N": chart.Signed(v, 1)})
	}
	return chart.Signed(v, 1)
}

// presetWord names a policy.
func presetWord(preset string) string {
	switch preset {
	case routing.Ranks:
		return lang.L("Ranks of this scenario")
	case routing.OwnProject:
		return lang.L("Own project only")
	case routing.InsuranceShared:
		return lang.L("Insurance projects help each other")
	case routing.CallBackByAll:
		return lang.L("Everybody helps with call-backs")
	case routing.EmergencyTiers:
		return lang.L("95598 emergency tiers")
	case routing.Connect:
		return "Amazon Connect"
	case routing.Twilio:
		return "Twilio TaskRouter"
	case routing.Bullseye:
		return lang.L("Bullseye")
	}
	if rest, ok := strings.CutPrefix(preset, lab.ByOrder); ok {
		return lang.L("Ranks, {{.Order}}", map[string]any{"Order": orderWord(routing.Order(rest))})
	}
	if rest, ok := strings.CutPrefix(preset, "asterisk-"); ok {
		return "Asterisk " + rest
	}
	if rest, ok := strings.CutPrefix(preset, "freeswitch-"); ok {
		return "FreeSWITCH " + rest
	}
	return preset
}

func lawWord(l routing.Law) string {
	switch l {
	case routing.Exponential:
		return lang.L("exponential")
	case routing.Lognormal:
		return lang.L("lognormal")
	case routing.Gamma:
		return lang.L("gamma")
	case routing.Weibull:
		return lang.L("Weibull")
	case routing.Uniform:
		return lang.L("uniform")
	case routing.Deterministic:
		return lang.L("always the same")
	case routing.Erlang:
		return lang.L("Erlang phases")
	}
	return lang.L("none")
}

// distText writes a distribution in a few words: "180 s lognormal".
func distText(d routing.Dist) string {
	if d.Law == routing.None || d.Law == routing.Deterministic && d.Mean == 0 {
		return lang.L("none")
	}
	return lang.L("{{.N}} s", map[string]any{"N": chart.Number(d.Expectation(), 0)}) + " " + lawWord(d.Law)
}

func leverWord(l lab.Lever) string {
	switch l {
	case lab.Volume:
		return lang.L("Calls that come")
	case lab.Handling:
		return lang.L("Handling time")
	case lab.Patience:
		return lang.L("Patience")
	case lab.Agents:
		return lang.L("Agents")
	case lab.Redials:
		return lang.L("Share that calls again")
	case lab.Ringing:
		return lang.L("Time of ringing")
	}
	return string(l)
}

func studyWord(k lab.Kind) string {
	switch k {
	case lab.OneRun:
		return lang.L("Run")
	case lab.Policies:
		return lang.L("Comparison")
	case lab.OneVaried:
		return lang.L("One parameter")
	}
	return lang.L("Every parameter")
}

// clock writes seconds from the beginning of a scenario as a time of day that
// begins at its hour.
func clock(seconds float64) string {
	return chart.ClockWide(time.Duration(seconds/60) * time.Second)
}

// say puts an error into words.
func (s *Screen) say(err error) string { return words.Sentence(s.d.Settings.Language, err) }
