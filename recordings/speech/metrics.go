package speech

import (
	"slices"
	"time"
)

// Metrics are the numbers of a call for one choice of the agent's lane.
type Metrics struct {
	Duration time.Duration
	Known    bool // who speaks is known; false for mono, where Agent, Customer and Overlap stay zero
	Agent    Voice
	Customer Voice

	Speech         time.Duration // somebody speaks
	Hold           time.Duration
	Silence        time.Duration // sum of the silences of at least SilenceFrom
	Silences       int
	LongestSilence Span // over any gap, even below SilenceFrom; zero if there is none
	DeadAir        time.Duration
	Overlap        time.Duration
	OverlapShare   float64 // 0…1 of the call's duration
}

// Voice are the numbers of one speaker.
type Voice struct {
	Lane             int
	Talk             time.Duration
	Share            float64       // 0…1 of the call's duration
	OfSpeech         float64       // 0…1 of what both speak, the sum of their talk; 0 if nobody does
	LongestMonologue Span          // own pauses below 2 s and the other's insertions below 1 s don't end it
	TalkOver         time.Duration // overlap that this speaker began
	Interruptions    int           // of the other by this speaker
	Response         time.Duration // median gap from the other's end to this speaker's start, of gaps of 0.2 to 10 s
	Responses        int           // the gaps that the median is taken of; 0: Response is unknown
}

const (
	monologuePause     = 2 * time.Second
	monologueInsertion = time.Second
	responseFrom       = 200 * time.Millisecond
	responseUntil      = 10 * time.Second
)

// Metrics measures the activity with the agent on lane agentLane; anything but
// 1 means 0.
func (a Activity) Metrics(agentLane int) Metrics {
	gaps := a.gaps()
	m := Metrics{
		Duration: a.Duration, Known: len(a.Lanes) == 2,
		Speech: Total(a.Speech), Hold: Total(a.Hold),
		Silence: Total(a.Silences), Silences: len(a.Silences), LongestSilence: longest(gaps), DeadAir: Total(a.DeadAir),
	}
	if !m.Known {
		return m
	}
	agent := 0
	if agentLane == 1 {
		agent = 1
	}
	m.Agent, m.Customer = a.voice(agent), a.voice(1-agent)
	m.Overlap = m.Agent.TalkOver + m.Customer.TalkOver
	m.OverlapShare = share(m.Overlap, a.Duration)
	return m
}

func (a Activity) voice(lane int) Voice {
	own, other := a.Lanes[lane], a.Lanes[1-lane]
	v := Voice{Lane: lane, Talk: Total(own), LongestMonologue: monologue(own, other)}
	v.Share = share(v.Talk, a.Duration)
	v.OfSpeech = share(v.Talk, v.Talk+Total(other))
	for _, o := range a.Overlaps {
		if o.ByLane == lane {
			v.TalkOver += o.Length()
		}
	}
	for _, i := range a.Interruptions {
		if i.ByLane == lane {
			v.Interruptions++
		}
	}
	v.Response, v.Responses = response(own, other)
	return v
}

func share(part, whole time.Duration) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// monologue is the longest stretch of own speech: own pauses below 2 s belong
// to it, and so do insertions of the other below 1 s.
func monologue(own, other []Span) Span {
	insertions := longer(other, monologueInsertion)
	var out Span
	for _, stretch := range merge(own, monologuePause-1) {
		var cuts []Span
		for _, o := range insertions {
			if o.From > stretch.From && o.To < stretch.To {
				cuts = append(cuts, o)
			}
		}
		for _, piece := range less([]Span{stretch}, cuts) {
			spoken := both(own, []Span{piece})
			if len(spoken) == 0 {
				continue
			}
			out = longest([]Span{out, {spoken[0].From, spoken[len(spoken)-1].To}})
		}
	}
	return out
}

// response is the median gap between the other's end and the next own start,
// with neither speaking in between, and how many gaps there are.
func response(own, other []Span) (median time.Duration, gaps int) {
	var found []time.Duration
	j := 0
	for i, s := range own {
		for j < len(other) && other[j].To <= s.From {
			j++
		}
		if j == 0 || j < len(other) && other[j].From < s.From {
			continue // the other has not spoken yet, or speaks still
		}
		end := other[j-1].To
		if i > 0 && own[i-1].To >= end {
			continue
		}
		if gap := s.From - end; gap >= responseFrom && gap <= responseUntil {
			found = append(found, gap)
		}
	}
	if len(found) == 0 {
		return 0, 0
	}
	slices.Sort(found)
	mid := len(found) / 2
	if len(found)%2 == 1 {
		return found[mid], len(found)
	}
	return (found[mid-1] + found[mid]) / 2, len(found)
}
