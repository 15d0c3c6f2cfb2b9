// Package stretch plays sound faster or slower at the same pitch: WSOLA after
// Verhelst and Roelands (ICASSP 1993), tuned for telephone speech. It knows no
// other package.
package stretch

import "math"

// The speeds that a Stretcher takes.
const (
	Slowest = 0.5
	Fastest = 3.0
)

// hopSeconds is half of the 30 ms Hann window; reachSeconds is how far to each
// side the search for the best join goes.
const (
	hopSeconds   = 0.015
	reachSeconds = 0.0075
)

// Stretcher changes the speed of a stream of interleaved frames.
//
//  1. Speed 1 copies bit-exactly.
//  2. A stream written in pieces comes out bit-identical to one written at once,
//     if the speed changes at the same frames.
//  3. The speed may change at any hop of 15 ms.
//  4. Each channel seeks its own joins: two persons have no common phase. At
//     speed 1 they are together again.
//
// It is not safe for use by several goroutines at once.
type Stretcher struct {
	rate, hop, reach int
	speed            float64
	rise             []float32 // the rising half of the Hann window
	lanes            []*lane
	base, written    int64 // input frames dropped, and written
	ended            bool
	at               float64 // where the next hop should come from, in input frames

	out      []float32 // interleaved, ready to be read
	head     int
	outAt    float64 // input frame of out[0]
	outSpeed float64
}

// New returns a Stretcher at speed 1 for sound of so many channels and frames a
// second.
func New(channels, rate int) *Stretcher {
	hop := max(2, int(math.Round(hopSeconds*float64(rate))))
	s := &Stretcher{
		rate: rate, hop: hop, reach: int(math.Round(reachSeconds * float64(rate))),
		speed: 1, outSpeed: 1, rise: make([]float32, hop),
	}
	for i := range s.rise {
		s.rise[i] = float32(0.5 - 0.5*math.Cos(math.Pi*(float64(i)+0.5)/float64(hop)))
	}
	for range channels {
		s.lanes = append(s.lanes, &lane{going: make([]float32, hop), joined: make([]float32, hop)})
	}
	return s
}

// SetSpeed sets the speed from the next hop on; it is kept between Slowest and
// Fastest.
func (s *Stretcher) SetSpeed(speed float64) { s.speed = Clamp(speed) }

// Clamp is the allowed speed nearest to speed; what is no number becomes 1.
func Clamp(speed float64) float64 {
	if math.IsNaN(speed) {
		return 1
	}
	return min(max(speed, Slowest), Fastest)
}

// Write appends interleaved frames. Frames written after End are ignored.
func (s *Stretcher) Write(frames []float32) {
	if s.ended {
		return
	}
	s.compact()
	n := len(s.lanes)
	for c, l := range s.lanes {
		for i := c; i < len(frames); i += n {
			l.in = append(l.in, frames[i])
		}
	}
	s.written += int64(len(frames) / n)
}

// End says that no more input comes: what is left can be read to the last frame.
func (s *Stretcher) End() {
	if s.ended {
		return
	}
	s.ended = true
	tail := make([]float32, 2*s.hop+2*s.reach+2*taps)
	for _, l := range s.lanes {
		l.in = append(l.in, tail...)
	}
}

// Position is the input frame, fractional, that the next frame read comes from;
// the join may lie up to 7.5 ms to either side of it.
func (s *Stretcher) Position() float64 {
	if s.head < len(s.out) {
		return s.outAt + float64(s.head/len(s.lanes))*s.outSpeed
	}
	return s.at
}

// Read fills dst with interleaved output frames and returns how many frames it
// wrote: fewer than asked for means that it needs more input, or has ended.
func (s *Stretcher) Read(dst []float32) int {
	dst = dst[:len(dst)/len(s.lanes)*len(s.lanes)]
	n := 0
	for n < len(dst) {
		if s.head == len(s.out) && !s.step() {
			break
		}
		k := copy(dst[n:], s.out[s.head:])
		s.head += k
		n += k
	}
	return n / len(s.lanes)
}

// Done reports whether everything was read after End.
func (s *Stretcher) Done() bool {
	return s.ended && s.head == len(s.out) && s.remaining() == 0
}

// step makes the next hop of output, if the input for it is there.
func (s *Stretcher) step() bool {
	if !s.ready() {
		return false
	}
	n := min(s.hop, s.remaining())
	if n == 0 {
		return false
	}
	for _, l := range s.lanes {
		l.fetch(l.going, s.base, l.next)
	}
	if s.speed == 1 && !s.together() {
		s.at = float64(s.meet(int64(math.Round(s.at))))
	}
	for _, l := range s.lanes {
		from := s.at
		if s.speed != 1 {
			from = s.join(l, int64(math.Round(s.at)))
		}
		s.fade(l, from)
	}
	s.emit(n)
	s.outAt, s.outSpeed = s.at, s.speed
	s.at += float64(s.hop) * s.speed
	return true
}

// together reports whether all channels go on at the same whole frame.
func (s *Stretcher) together() bool {
	for _, l := range s.lanes {
		if l.next != s.at {
			return false
		}
	}
	return s.at == math.Trunc(s.at)
}

func (s *Stretcher) ready() bool {
	if s.ended {
		return true
	}
	far := max(s.at+float64(s.reach+s.hop+1), s.at+float64(s.hop)*s.speed)
	for _, l := range s.lanes {
		far = max(far, l.next+float64(s.hop))
	}
	return int64(math.Ceil(far))+taps <= s.written
}

// remaining is how many frames of output the rest of an ended input makes.
func (s *Stretcher) remaining() int {
	if !s.ended {
		return s.hop
	}
	return max(0, int(math.Ceil((float64(s.written)-s.at)/s.speed-1e-9)))
}

// fade goes over from the natural continuation to the sound at from in one hop.
func (s *Stretcher) fade(l *lane, from float64) {
	if from != l.next {
		l.fetch(l.joined, s.base, from)
		for i, x := range l.going {
			l.going[i] = x + s.rise[i]*(l.joined[i]-x)
		}
	}
	l.next = from + float64(s.hop)
}

func (s *Stretcher) emit(n int) {
	s.out, s.head = s.out[:0], 0
	for i := range n {
		for _, l := range s.lanes {
			s.out = append(s.out, l.going[i])
		}
	}
}

// compact drops input that no hop needs any more, now and then.
func (s *Stretcher) compact() {
	first := s.at - float64(s.reach)
	for _, l := range s.lanes {
		first = min(first, l.next)
	}
	keep := int64(first) - taps
	drop := keep - s.base
	if drop < int64(4*s.hop) {
		return
	}
	for _, l := range s.lanes {
		l.in = l.in[:copy(l.in, l.in[drop:])]
	}
	s.base = keep
}
