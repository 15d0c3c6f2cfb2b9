package redaction

import (
	"io"
	"math"
	"time"

	"shifu/recordings/speech"
)

const (
	toneHertz = 1000.0
	toneRamp  = 5 * time.Millisecond
)

var toneLevel = 32767 * math.Pow(10, -20.0/20)

// cut is a widened span in frames, and the tone that stands there.
type cut struct {
	from, to int64
	rate     float64
	silent   bool
	phase    float64
}

// sample is what is heard at a frame of the cut.
func (c cut) sample(at int64) int16 {
	if c.silent {
		return 0
	}
	return int16(math.Round(toneLevel * c.ramp(at) * math.Sin(c.angle(at)+c.phase)))
}

func (c cut) angle(at int64) float64 { return 2 * math.Pi * toneHertz * float64(at-c.from) / c.rate }

// ramp rises from 0 to 1 within 5 ms of both ends.
func (c cut) ramp(at int64) float64 {
	return min(1, float64(min(at-c.from, c.to-1-at))/(toneRamp.Seconds()*c.rate))
}

// turn chooses the phase: with I and Q the source's products with sine and
// cosine, I·cos(phase) + Q·sin(phase) is to be nought.
func (c *cut) turn(s speech.Source, lane int) error {
	if c.silent {
		return nil
	}
	var in, quad float64
	buf := make([]int16, 4096*s.Channels)
	for at := c.from; at < c.to; {
		n, err := s.ReadFrames(buf, at)
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			break
		}
		for i := range min(int64(n), c.to-at) {
			x := float64(buf[int(i)*s.Channels+lane]) * c.ramp(at+i)
			in += x * math.Sin(c.angle(at+i))
			quad += x * math.Cos(c.angle(at+i))
		}
		at += int64(n)
	}
	c.phase = math.Atan2(-in, quad)
	return nil
}
