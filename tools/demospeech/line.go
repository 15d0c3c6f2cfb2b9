package main

import (
	"math"
	"math/rand/v2"

	"shifu/demo/spoken"
)

// biquad is a second-order filter (R. Bristow-Johnson, Audio EQ Cookbook).
type biquad struct{ b0, b1, b2, a1, a2, x1, x2, y1, y2 float64 }

func highPass(hz float64) *biquad { return cookbook(hz, true) }
func lowPass(hz float64) *biquad  { return cookbook(hz, false) }

func cookbook(hz float64, high bool) *biquad {
	w := 2 * math.Pi * hz / rate
	alpha, cos := math.Sin(w)/(2*math.Sqrt2/2), math.Cos(w)
	a0 := 1 + alpha
	k := (1 - cos) / 2
	f := &biquad{b0: k / a0, b1: 2 * k / a0, b2: k / a0, a1: -2 * cos / a0, a2: (1 - alpha) / a0}
	if high {
		k = (1 + cos) / 2
		f.b0, f.b1, f.b2 = k/a0, -2*k/a0, k/a0
	}
	return f
}

func (f *biquad) next(x float64) float64 {
	y := f.b0*x + f.b1*f.x1 + f.b2*f.x2 - f.a1*f.y1 - f.a2*f.y2
	f.x2, f.x1, f.y2, f.y1 = f.x1, x, f.y1, y
	return y
}

// finish adds what a telephone line adds: noise and hum, music on hold, the
// band from 300 to 3,400 Hz; and pads to the length of the script.
func (t *take) finish() [2][]float64 {
	tail := t.now + 0.8 + 0.6*t.chance.Float64()
	t.grow(int(max(tail, t.script.Seconds) * rate))
	noise := [2]float64{0.0005 + 0.0005*t.chance.Float64(), 0.0008 + 0.0016*t.chance.Float64()}
	hum := 0.0
	if t.chance.IntN(2) == 0 {
		hum = 0.0012 + 0.0012*t.chance.Float64()
	}
	for _, m := range t.music {
		t.play(m)
	}
	for lane := range t.lanes {
		t.line(t.lanes[lane], noise[lane], hum*float64(lane))
	}
	return t.lanes
}

func (t *take) line(lane []float64, noise, hum float64) {
	chain := []*biquad{highPass(300), highPass(300), lowPass(3400), lowPass(3400)}
	source := rand.New(rand.NewPCG(t.chance.Uint64(), 1))
	for i := range lane {
		quiet := 1.0
		if t.held(i) {
			quiet = 0.15
		}
		s := lane[i] + quiet*noise*source.NormFloat64()
		for _, f := range chain {
			s = f.next(s)
		}
		at := 2 * math.Pi * float64(i) / rate
		s += quiet * hum * (math.Sin(50*at) + 0.6*math.Sin(150*at) + 0.3*math.Sin(250*at))
		lane[i] = soft(s)
	}
}

// soft bends what is too loud, as a line does, and leaves the rest alone.
func soft(s float64) float64 {
	const knee = 0.7
	if a := math.Abs(s); a > knee {
		return math.Copysign(knee+(1-knee)*math.Tanh((a-knee)/(1-knee)), s)
	}
	return s
}

func (t *take) held(frame int) bool {
	at := int64(frame) * 1000 / rate
	for _, m := range t.marks {
		if m.Kind == spoken.Hold && at >= m.StartMS && at < m.EndMS {
			return true
		}
	}
	return false
}

// play puts a plain little tune on the agent's lane, where an exchange feeds it in.
func (t *take) play(m spoken.Span) {
	notes := []float64{523.25, 659.25, 783.99, 659.25, 587.33, 698.46, 880, 698.46}
	from, to := int(m.StartMS*rate/1000), int(m.EndMS*rate/1000)
	for i := from; i < to && i < len(t.lanes[0]); i++ {
		at := float64(i-from) / rate
		beat := math.Mod(at, 0.5)
		hz := notes[int(at/0.5)%len(notes)]
		t.lanes[0][i] += 0.05 * math.Exp(-3*beat) * math.Sin(2*math.Pi*hz*at)
	}
}
