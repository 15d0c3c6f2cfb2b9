package routinglab

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
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

// unit is in what a difference is counted.
func unit(m lab.Measure) string {
	switch {
	case m.Share():
		return lang.L("in percentage points")
	case m.Seconds():
		return lang.L("in seconds")
	}
	return lang.L("in calls")
}

// plusMinus writes the half width alone.
func plusMinus(m lab.Measure, half *float64) string {
	if half == nil {
		return ""
	}
	return "±" + chart.Number(drawn(m, *half), decimals(m, *half))
}

// signedText writes a difference: points for shares.
func signedText(m lab.Measure, v float64) string {
	switch {
	case m.Share():
		return lang.L("{{.N}} percentage points", map[string]any{"N": chart.Signed(100*v, 1)})
	case m.Seconds():
		return lang.L("{{.N}} s", map[string]any{"N": chart.Signed(v, 1)})
	}
	return chart.Signed(v, decimals(m, v))
}

// decimals are one, but for counts of a hundred and more.
func decimals(m lab.Measure, v float64) int {
	if !m.Share() && !m.Seconds() && math.Abs(v) >= 100 {
		return 0
	}
	return 1
}

// presetWords name the policies that are no telephone system's.
var presetWords = desk.Words[string]{routing.Ranks: "Ranks of this scenario", routing.OwnProject: "Own project only", routing.InsuranceShared: "Insurance projects help each other",
	routing.CallBackByAll: "Everybody helps with call-backs", routing.EmergencyTiers: "95598 emergency tiers", routing.Bullseye: "Bullseye"}

// systems are how the policies of a telephone system begin, and its name.
var systems = [][2]string{{routing.Connect, "Amazon Connect"}, {routing.Twilio, "Twilio TaskRouter"}, {"asterisk-", "Asterisk "}, {"freeswitch-", "FreeSWITCH "}}

// presetWord names a policy.
func presetWord(preset string) string {
	if order, ok := strings.CutPrefix(preset, lab.ByOrder); ok {
		return lang.L("Ranks, {{.Order}}", map[string]any{"Order": orderWords.Of(routing.Order(order))})
	}
	for _, s := range systems {
		if rest, ok := strings.CutPrefix(preset, s[0]); ok {
			return s[1] + rest
		}
	}
	return presetWords.Of(preset)
}

var orderWords = desk.Words[routing.Order]{routing.LongestIdle: "who was free longest", routing.FewestCalls: "who had the fewest calls", routing.LeastTalk: "who talked least",
	routing.LeastOccupied: "who was least occupied", routing.RoundRobin: "in turn", routing.AtRandom: "at random", routing.BestSkilled: "who has the best skills"}

// briefOrders are orderWords over a column.
var briefOrders = desk.Words[routing.Order]{routing.LongestIdle: "free longest", routing.FewestCalls: "fewest calls", routing.LeastTalk: "least talk", routing.LeastOccupied: "least occupied",
	routing.RoundRobin: "in turn", routing.AtRandom: "at random", routing.BestSkilled: "best skills"}

var lawWords = desk.Words[routing.Law]{routing.None: "none", routing.Exponential: "exponential", routing.Lognormal: "lognormal", routing.Gamma: "gamma", routing.Weibull: "Weibull",
	routing.Uniform: "uniform", routing.Deterministic: "always the same", routing.Erlang: "Erlang phases"}

// distText writes a distribution in a few words: "180 s lognormal".
func distText(d routing.Dist) string {
	if d.Law == routing.None || d.Law == routing.Deterministic && d.Mean == 0 {
		return lang.L("none")
	}
	return lang.L("{{.N}} s", map[string]any{"N": chart.Number(d.Expectation(), 0)}) + " " + lawWords.Of(d.Law)
}

var leverWords = desk.Words[lab.Lever]{lab.Volume: "Calls that come", lab.Handling: "Handling time", lab.Patience: "Patience", lab.Agents: "Agents",
	lab.Redials: "Share that calls again", lab.Ringing: "Time of ringing"}

var kindWords = desk.Words[lab.Kind]{lab.OneRun: "Run", lab.Policies: "Comparison", lab.OneVaried: "One parameter", lab.EachVaried: "Every parameter"}

// clock writes seconds from the beginning of a scenario as a time of day that
// begins at its hour.
func clock(seconds float64) string {
	return chart.ClockWide(time.Duration(seconds/60) * time.Second)
}

// say puts an error into words.
func (s *Screen) say(err error) string { return words.Sentence(s.d.Settings.Language, err) }
