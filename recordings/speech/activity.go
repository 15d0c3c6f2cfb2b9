// Package speech finds who speaks when in a recording, and measures from that
// what reviewers ask about: talk, silence, talk-over, interruptions, monologues
// and response times. The same samples give the same spans on every machine.
package speech

import (
	"slices"
	"time"
)

// Kind is the name and version under which an activity is kept beside its call.
const Kind = "speech/1"

// Version of the detector. It goes up with every change that moves a span.
const Version = 4

// Limits of the definitions.
const (
	SilenceFrom      = 3 * time.Second        // neither speaks for so long: silence
	DeadAirFrom      = 5 * time.Second        // and for so long: dead air
	InterruptionFrom = 500 * time.Millisecond // shorter overlaps are no interruptions
)

// Overlap is a stretch in which both lanes speak.
type Overlap struct {
	Span
	ByLane int // the lane that began to speak second; 0 if both began at once
}

// Interruption is a lane beginning to speak while the other speaks, over it for
// at least InterruptionFrom, and going on after the other stopped.
type Interruption struct {
	At     time.Duration // when the interrupting lane begins
	Until  time.Duration // when the interrupted lane stops
	ByLane int           // the lane that interrupts
}

// Activity is who speaks when in one recording. Lanes and Hold are what was
// found, or what a reviewer made of it; everything below them follows from
// them. Spans of one list are in order and do not touch.
type Activity struct {
	Version    int // of the detector
	Settings   Settings
	Corrected  bool // a reviewer changed spans
	Duration   time.Duration
	SampleRate int
	Mono       bool // one lane for all voices: only speech and silence are known
	AgentLane  int  // 0 or 1, as the call says; Detect leaves 0 and Marshal leaves it out

	Lanes [][]Span // speech by lane, without what lies in Hold: one lane if Mono, else two
	Hold  []Span   // music on the line: neither talk nor silence

	Told []Span // of Hold what the recorder told; Detect and Unmarshal leave it out

	Speech        []Span // somebody speaks
	Silences      []Span // nobody speaks, at least SilenceFrom
	DeadAir       []Span // nobody speaks, at least DeadAirFrom
	Overlaps      []Overlap
	Interruptions []Interruption

	voiced [][]Span // speech by lane before Hold is taken away
}

// Correct is the activity with a reviewer's spans in place of the found ones.
// Spans may come in any order and overlap; what lies outside of the recording
// or in hold is cut off. Without lanes (nil) they stay, and what hold no longer
// covers comes back.
func (a Activity) Correct(lanes [][]Span, hold []Span) Activity {
	voiced := make([][]Span, len(a.voiced))
	copy(voiced, a.voiced)
	copy(voiced, lanes)
	a.voiced, a.Hold = voiced, hold
	a.Corrected = true
	a.settle()
	return a
}

// OnHold is the activity with stretches in which the recorder says that the
// caller was on hold, beside the music that was found.
func (a Activity) OnHold(spans []Span) Activity {
	if len(spans) == 0 {
		return a
	}
	a.voiced = slices.Clone(a.voiced)
	a.Hold = merge(append(slices.Clone(a.Hold), spans...), 0)
	a.settle()
	return a
}

// IsTold tells whether the recorder told of a hold, at least of a part of it.
func (a Activity) IsTold(hold Span) bool { return len(both(a.Told, []Span{hold})) > 0 }

// settle makes everything else from the voiced spans and the hold.
func (a *Activity) settle() {
	a.Hold = a.within(a.Hold)
	a.Lanes = make([][]Span, len(a.voiced))
	a.Speech = nil
	for i, lane := range a.voiced {
		a.voiced[i] = a.within(lane)
		a.Lanes[i] = longer(less(a.voiced[i], a.Hold), milliseconds(a.Settings.ShortestMS))
		a.Speech = append(a.Speech, a.Lanes[i]...)
	}
	a.Speech = merge(a.Speech, 0)
	gaps := a.gaps()
	a.Silences = longer(gaps, SilenceFrom)
	a.DeadAir = longer(gaps, DeadAirFrom)
	a.Overlaps, a.Interruptions = nil, nil
	if len(a.Lanes) == 2 {
		a.Overlaps, a.Interruptions = overlaps(a.Lanes[0], a.Lanes[1])
	}
}

// within sorts and joins spans, and cuts off what lies outside of the recording.
func (a *Activity) within(spans []Span) []Span {
	return both(merge(spans, 0), []Span{{0, a.Duration}})
}

// gaps are all stretches in which nobody speaks and no music plays.
func (a *Activity) gaps() []Span {
	return less([]Span{{0, a.Duration}}, merge(append(append([]Span{}, a.Speech...), a.Hold...), 0))
}

// overlaps compares the spans of lane 0 with those of lane 1, in order.
func overlaps(left, right []Span) (over []Overlap, cuts []Interruption) {
	for i, j := 0, 0; i < len(left) && j < len(right); {
		a, b := left[i], right[j]
		first, second, by := a, b, 1
		if b.From <= a.From {
			first, second, by = b, a, 0
		}
		common := Span{second.From, min(first.To, second.To)}
		if common.Length() > 0 {
			over = append(over, Overlap{common, by})
		}
		if common.Length() >= InterruptionFrom && second.To > first.To && second.From > first.From {
			cuts = append(cuts, Interruption{At: second.From, Until: first.To, ByLane: by})
		}
		if a.To < b.To {
			i++
		} else {
			j++
		}
	}
	return over, cuts
}
