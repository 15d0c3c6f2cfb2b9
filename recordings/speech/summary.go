package speech

import (
	"math"
	"time"
)

// Summary is the activity in the form that shifuctl speech --json prints:
// seconds to the millisecond, shares from 0 to 1, null for what isn't known.
type Summary struct {
	Duration       float64       `json:"duration_s"`
	Agent          *VoiceSummary `json:"agent"` // null for mono, like all that needs to know who speaks
	Customer       *VoiceSummary `json:"customer"`
	Speech         float64       `json:"speech_s"`
	Silence        float64       `json:"silence_s"`         // gaps of at least 3 s
	LongestSilence float64       `json:"longest_silence_s"` // over any gap
	DeadAir        []Stretch     `json:"dead_air"`
	Hold           []Stretch     `json:"hold"`
	Overlap        *float64      `json:"overlap_s"`
	Interruptions  Sides         `json:"interruptions"`
	Spans          SpanLists     `json:"spans"`
}

// VoiceSummary are the numbers of one speaker.
type VoiceSummary struct {
	Talk             float64  `json:"talk_s"`
	Share            float64  `json:"share"` // of the call's duration
	LongestMonologue float64  `json:"longest_monologue_s"`
	Response         *float64 `json:"response_s"` // median; null if there was no answer to measure
}

// Stretch is a span in seconds.
type Stretch struct {
	Start float64 `json:"start_s"`
	End   float64 `json:"end_s"`
}

// Sides counts for both speakers.
type Sides struct {
	Agent    *int `json:"agent"`
	Customer *int `json:"customer"`
}

// SpanLists are the stretches of speech in seconds, start and end. Speech
// takes the place of the other two for mono.
type SpanLists struct {
	Agent    [][2]float64 `json:"agent"`
	Customer [][2]float64 `json:"customer"`
	Speech   [][2]float64 `json:"speech,omitempty"`
}

// Summary puts the activity and its metrics into the form that is printed.
func (a Activity) Summary(agentLane int) Summary {
	m := a.Metrics(agentLane)
	s := Summary{
		Duration: seconds(m.Duration), Speech: seconds(m.Speech), Silence: seconds(m.Silence),
		LongestSilence: seconds(m.LongestSilence.Length()), DeadAir: stretches(a.DeadAir), Hold: stretches(a.Hold),
	}
	if !m.Known {
		s.Spans.Speech = starts(a.Speech)
		return s
	}
	overlap := seconds(m.Overlap)
	s.Overlap = &overlap
	s.Agent, s.Customer = m.Agent.summary(), m.Customer.summary()
	s.Interruptions = Sides{&m.Agent.Interruptions, &m.Customer.Interruptions}
	s.Spans.Agent, s.Spans.Customer = starts(a.Lanes[m.Agent.Lane]), starts(a.Lanes[m.Customer.Lane])
	return s
}

func (v Voice) summary() *VoiceSummary {
	s := &VoiceSummary{Talk: seconds(v.Talk), Share: math.Round(v.Share*1e4) / 1e4, LongestMonologue: seconds(v.LongestMonologue.Length())}
	if v.Responses > 0 {
		median := seconds(v.Response)
		s.Response = &median
	}
	return s
}

func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*1000) / 1000 }

func stretches(spans []Span) []Stretch {
	out := make([]Stretch, 0, len(spans))
	for _, s := range spans {
		out = append(out, Stretch{seconds(s.From), seconds(s.To)})
	}
	return out
}

func starts(spans []Span) [][2]float64 {
	out := make([][2]float64, 0, len(spans))
	for _, s := range spans {
		out = append(out, [2]float64{seconds(s.From), seconds(s.To)})
	}
	return out
}
