package player

// ceiling is -1 dBFS: nothing louder leaves the player.
const ceiling = 0.8912509

const (
	lookahead = 64        // frames at 48 kHz, 1.3 ms: the limiter's delay
	release   = 1 / 9600. // of full gain a frame: back in at most 200 ms
)

// limiter holds loud passages below the ceiling without clipping. Each frame's
// gain is the mean, over the look-ahead, of the smallest gain that any frame
// within it needs; so a peak is met exactly when it leaves the delay.
type limiter struct {
	delay [lookahead][2]float32
	need  [lookahead]float32 // gain that each delayed frame needs
	low   [lookahead]float32 // smallest needs, for the mean
	sum   float64
	hold  float32
	at    int
}

func newLimiter() *limiter {
	l := &limiter{hold: 1, sum: lookahead}
	for i := range l.need {
		l.need[i], l.low[i] = 1, 1
	}
	return l
}

// frame takes one frame and returns the one from a look-ahead before.
func (l *limiter) frame(x [2]float32) [2]float32 {
	out := l.delay[l.at]
	l.delay[l.at], l.need[l.at] = x, gainFor(x)
	l.hold = min(l.hold+release, l.least())
	l.sum += float64(l.hold) - float64(l.low[l.at])
	l.low[l.at] = l.hold
	l.at = (l.at + 1) % lookahead
	g := min(float32(l.sum/lookahead), 1)
	return [2]float32{keep(out[0] * g), keep(out[1] * g)}
}

// least is the smallest gain that any delayed frame needs.
func (l *limiter) least() float32 {
	if l.hold == 1 && l.need[l.at] == 1 {
		return 1
	}
	m := float32(1)
	for _, n := range l.need {
		m = min(m, n)
	}
	return m
}

func gainFor(x [2]float32) float32 {
	top := max(x[0], -x[0], x[1], -x[1])
	if top <= ceiling {
		return 1
	}
	return ceiling / top
}

// keep takes off what rounding leaves above the ceiling.
func keep(x float32) float32 { return min(max(x, -ceiling), ceiling) }
