package player

import "time"

// OutputRate is the rate of the sound device, in frames a second.
const OutputRate = 48000

// bufferFrames is the speaker's buffer, 50 ms; deviceFrames is how many frames
// lie between the frame just handed over and the one being heard, measured as
// 1.4 times the buffer.
const (
	bufferFrames = OutputRate / 20
	deviceFrames = bufferFrames * 14 / 10
)

// mark ties a frame handed to the device to a place in the call.
type mark struct {
	out     int64
	seconds float64
	gen     int64
}

// heard is what was handed to the device lately; it is never changed once
// published.
type heard struct {
	marks []mark
	out   int64 // frames handed over in all
	last  int64 // of them by the last call
	at    time.Time
}

// place is the place in the call, in seconds, of the sound that is being heard
// at the time now, and the jump that it belongs to.
func (h *heard) place(now time.Time) (seconds float64, gen int64) {
	if h == nil || len(h.marks) == 0 {
		return 0, 0
	}
	since := int64(now.Sub(h.at).Seconds() * OutputRate)
	out := h.out - deviceFrames + min(max(since, 0), h.last)
	i := len(h.marks) - 1
	for i > 0 && h.marks[i].out > out {
		i--
	}
	a := h.marks[i]
	if i+1 == len(h.marks) || out <= a.out {
		return a.seconds, a.gen
	}
	b := h.marks[i+1]
	if way := b.seconds - a.seconds; b.gen == a.gen && way > 0 && way < 0.05 {
		return a.seconds + way*float64(out-a.out)/float64(b.out-a.out), a.gen
	}
	return a.seconds, a.gen
}

// after returns the marks that still matter once out frames were handed over.
func (h *heard) after(out int64) []mark {
	if h == nil {
		return nil
	}
	i := 0
	for i+1 < len(h.marks) && h.marks[i+1].out <= out-deviceFrames {
		i++
	}
	return append([]mark(nil), h.marks[i:]...)
}
