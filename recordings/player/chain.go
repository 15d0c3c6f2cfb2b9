package player

import (
	"shifu/recordings/resample"
	"shifu/recordings/stretch"
)

// chain turns the tape into sound at the device's rate: stretch, lanes to ears,
// resample. The lanes are mixed behind the stretcher, so that a mute is heard
// at once. A seek makes a new chain.
type chain struct {
	gen      int64 // counts the jumps: tells old sound from new
	rate     int
	tape     *tape
	stretch  *stretch.Stretcher
	mixer    *mixer
	resample *resample.Stereo
	speed    float64
	drained  bool // the stretcher was told that the tape ended
	done     bool // all sound was read

	lanes, stereo []float32
}

func newChain(gen int64, lanes, rate int, kernel *resample.Kernel, speed float64, gains []ears) *chain {
	block := max(16, rate/200)
	c := &chain{
		gen: gen, rate: rate, tape: &tape{lanes: lanes},
		stretch: stretch.New(lanes, rate), mixer: newMixer(gains, rate),
		resample: resample.NewWith(kernel),
		lanes:    make([]float32, block*lanes), stereo: make([]float32, block*2),
	}
	c.setSpeed(speed)
	return c
}

func (c *chain) setSpeed(speed float64) {
	c.speed = speed
	c.stretch.SetSpeed(speed)
}

// read fills dst with stereo frames and returns how many it could make.
func (c *chain) read(dst []float32) int {
	n := 0
	for {
		n += c.resample.Read(dst[2*n:])
		if 2*n+1 >= len(dst) || !c.feed() {
			return n
		}
	}
}

// feed moves one block from the tape towards the resampler.
func (c *chain) feed() bool {
	if n := c.stretch.Read(c.lanes); n > 0 {
		c.mixer.mix(c.stereo, c.lanes[:n*c.tape.lanes])
		c.resample.Write(c.stereo[:2*n])
		return true
	}
	if n := c.tape.take(c.lanes); n > 0 {
		c.stretch.Write(c.lanes[:n*c.tape.lanes])
		return true
	}
	return c.tape.ended && c.finish()
}

// finish lets the last frames out; it is false when there are none.
func (c *chain) finish() bool {
	if !c.drained {
		c.drained = true
		c.stretch.End()
		return true
	}
	first := !c.done
	c.done = true
	c.resample.End()
	return first
}

// seconds is the place in the call of the next frame read.
func (c *chain) seconds() float64 {
	at := c.stretch.Position() - c.resample.Lag()*c.speed
	c.tape.forget(at)
	return c.tape.source(at) / float64(c.rate)
}
