// Package resample turns stereo sound from one sample rate into another with a
// polyphase windowed-sinc filter: 8 kHz telephone sound becomes 48 kHz with its
// images 90 dB down. It knows no other package.
package resample

// Stereo resamples a stream of interleaved stereo frames.
//
//  1. Output frame n is the input at the time n·in/out: nothing is delayed.
//  2. A stream written in pieces comes out bit-identical to one written at once.
//  3. Equal rates copy bit-exactly.
//
// It is not safe for use by several goroutines at once.
type Stereo struct {
	kernel  *Kernel
	in      []float32 // interleaved, from input frame base on
	base    int64
	written int64
	whole   int64 // the next output frame lies at whole + phase/up input frames
	phase   int
	ended   bool
}

// New returns a resampler from in to out frames a second. Both must be above 0.
func New(in, out int) *Stereo { return NewWith(NewKernel(in, out)) }

// NewWith returns a resampler that uses k, which several may share.
func NewWith(k *Kernel) *Stereo {
	s := &Stereo{kernel: k}
	s.Reset()
	return s
}

// Reset forgets the stream; the next frame written is input frame 0.
func (s *Stereo) Reset() {
	lead := s.kernel.half - 1
	if s.kernel.same() {
		lead = 0
	}
	s.in = append(s.in[:0], make([]float32, 2*lead)...)
	s.base, s.written = int64(-lead), 0
	s.whole, s.phase, s.ended = 0, 0, false
}

// Write appends interleaved stereo frames. Frames written after End are ignored.
func (s *Stereo) Write(frames []float32) {
	if s.ended {
		return
	}
	s.compact()
	s.in = append(s.in, frames...)
	s.written += int64(len(frames) / 2)
}

// End says that no more input comes: what is left can be read to the last frame.
func (s *Stereo) End() {
	if s.ended {
		return
	}
	s.ended = true
	s.in = append(s.in, make([]float32, 2*(s.kernel.half+1))...)
}

// Position is the input frame, fractional, at which the next output frame lies.
func (s *Stereo) Position() float64 {
	return float64(s.whole) + float64(s.phase)/float64(s.kernel.up)
}

// Lag is how many input frames were written beyond Position.
func (s *Stereo) Lag() float64 { return float64(s.written) - s.Position() }

// Read fills dst with interleaved output frames and returns how many frames it
// wrote: fewer than asked for means that it needs more input, or has ended.
func (s *Stereo) Read(dst []float32) int {
	if s.kernel.same() {
		return s.copyOut(dst)
	}
	n := 0
	for ; 2*n+1 < len(dst) && s.ready(); n++ {
		dst[2*n], dst[2*n+1] = s.frame()
		s.advance()
	}
	return n
}

func (s *Stereo) ready() bool {
	if s.ended && s.whole >= s.written {
		return false
	}
	return s.whole+int64(s.kernel.half)-s.base < int64(len(s.in)/2)
}

func (s *Stereo) frame() (left, right float32) {
	taps := s.kernel.at(s.phase)
	from := 2 * (s.whole - int64(s.kernel.half) + 1 - s.base)
	x := s.in[from : from+int64(2*len(taps))]
	var l0, l1, r0, r1 float32 // two sums an ear: one would wait for itself
	for len(taps) >= 2 && len(x) >= 4 {
		l0 += taps[0] * x[0]
		r0 += taps[0] * x[1]
		l1 += taps[1] * x[2]
		r1 += taps[1] * x[3]
		taps, x = taps[2:], x[4:]
	}
	return l0 + l1, r0 + r1
}

func (s *Stereo) advance() {
	s.phase += s.kernel.down
	s.whole += int64(s.phase / s.kernel.up)
	s.phase %= s.kernel.up
}

func (s *Stereo) copyOut(dst []float32) int {
	from := 2 * (s.whole - s.base)
	left := s.written - s.whole
	n := min(int64(len(dst)/2), left)
	copy(dst, s.in[from:from+2*n])
	s.whole += n
	return int(n)
}

// compact drops input that no output needs any more, now and then.
func (s *Stereo) compact() {
	keep := s.whole - int64(s.kernel.half) + 1
	drop := keep - s.base
	if drop < 4096 {
		return
	}
	n := copy(s.in, s.in[2*drop:])
	s.in = s.in[:n]
	s.base = keep
}
