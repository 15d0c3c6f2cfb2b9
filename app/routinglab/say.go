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

// measureWord names a measure; shares and times carry their unit elsewhere.

func measureWord(m lab.Measure) string {
	switch m {
	case lab.Offered:
		return lang.L("Calls that came")
	case lab.Answered:
		return lang.L("Answered calls")
	case lab.Abandoned:
		return lang.L("Lost calls")
	case lab.AnswerRate:
		return lang.L("Answer rate")
	case lab.AbandonRate:
		return lang.L("Abandonment")
	case lab.SLa:
		return lang.L("SLa, in time of the answered")
	case lab.SLb:
		return lang.L("SLb, in time of all")
	case lab.SLc:
		return lang.L("SLc, in time or left in time of all")
	case lab.SLd:
		return lang.L("SLd, without those who left in time")
	case lab.SLe:
		return lang.L("SLe, without short abandons")
	case lab.SLf:
		return lang.L("SLf, short abandons count as good")
	case lab.PWait:
		return lang.L("Had to wait")
	case lab.ASA:
		return lang.L("Mean speed of answer")
	case lab.WaitMean:
		return lang.L("Mean wait of all")
	case lab.WaitAbandoned:
		return lang.L("Mean wait of the lost")
	case lab.QueueMean:
		return lang.L("Mean number waiting")
	case lab.Occupancy:
		return lang.L("Occupancy")
	case lab.Timely:
		return lang.L("Answered in time of all that came")
	case lab.AHT:
		return lang.L("Handling time")
	case lab.FCR:
		return lang.L("Settled by one call")
	case lab.WaitLongest:
		return lang.L("Longest wait")
	}
	return string(m)
}

// formula says how a measure is worked out, with the symbols of the guide.

func formula(m lab.Measure) string {
	switch m {
	case lab.AnswerRate:
		return "A / O"
	case lab.AbandonRate:
		return "X / O"
	case lab.SLa:
		return "A_T / A"
	case lab.SLb:
		return "A_T / (A + X)"
	case lab.SLc:
		return "(A_T + X_T) / (A + X)"
	case lab.SLd:
		return "A_T / (A + X − X_T)"
	case lab.SLe:
		return "A_T / (A + X − X_s)"
	case lab.SLf:
		return "(A_T + X_s) / (A + X)"
	case lab.Timely:
		return "A_T / O"
	}
	return ""
}

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
	if top := e.Mean + *e.HalfWidth; !m.Share() || top < 1 {
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

// number reads what was typed; an empty field is 0.

// say puts an error into words.

func (s *Screen) say(err error) string { return words.Sentence(s.d.Settings.Language, err) }

// row is a word before fields.

// side is a panel on the well at the left of a page.

// swap shows other objects in a container.

// entryField is a small field for a number, told of each change.

// titled is a heading over a chart.
