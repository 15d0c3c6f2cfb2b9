package parts

import (
	"fmt"
	"time"

	"shifu/app/look"
)

// Bin is what a waveform draws in one pixel column: the smallest, the
// largest and the root-mean-square sample of the stretch under it.
type Bin struct{ Min, Max, RMS int16 }

// Columns answers for the sound of a call. Columns fills dst with bins of one
// lane that together cover the frames [from, to) evenly; what lies outside of
// the recording is zero. It must answer within a few milliseconds.
type Columns interface {
	Columns(lane int, from, to int64, dst []Bin)
}

// Frames is a Columns that can also give the samples themselves. A waveform
// asks for them below 64 frames a pixel. It returns how many it wrote to dst,
// beginning at the frame from; none means that they aren't at hand.
type Frames interface {
	Columns
	Frames(lane int, from int64, dst []int16) int
}

// Voice says who speaks in a lane and so which colour it has.
type Voice uint8

// The voices of a call.
const (
	VoiceUnknown  Voice = iota // a mono call, or a lane that nobody named
	VoiceAgent                 // teal
	VoiceCustomer              // copper
)

// Ink is the token for words of the voice.
func (v Voice) Ink() look.Token {
	return [...]look.Token{look.Ink, look.Agent, look.Customer}[v%3]
}

// Mark is the token for its wave and bars.
func (v Voice) Mark() look.Token {
	return [...]look.Token{look.Ink3, look.AgentM, look.CustomerM}[v%3]
}

// Lane is one channel of a call as its head shows it.
type Lane struct {
	Name  string  // "Agent"
	Share string  // share of the talking time, "48 %"; empty shows nothing
	Voice Voice   // colour
	Mute  bool    // not heard
	Solo  bool    // heard alone
	Gain  float64 // dB, GainLeast to GainMost
}

// The bounds of a lane's gain in dB.
const (
	GainLeast = -24.0
	GainMost  = 24.0
)

// tint is the ground behind the word of a state that has no pill around it.
func (s State) tint() look.Token {
	if g := stateLooks[s].ground; g != look.Clear && s != StateCritical {
		return g
	}
	if s == StateCritical {
		return look.CritT
	}
	return look.Hover
}

// tone is the token for a word of the state.
func (s State) tone() look.Token {
	_, tone := s.Mark()
	return tone
}

// Clock writes a place in a call as mm:ss, from one hour on as h:mm:ss.
func Clock(at time.Duration) string {
	s := int64(max(at, 0) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

// ClockTenths is Clock with tenths of a second, cut and not rounded.
func ClockTenths(at time.Duration) string {
	at = max(at, 0)
	return fmt.Sprintf("%s.%d", Clock(at), at%time.Second/(time.Second/10))
}
