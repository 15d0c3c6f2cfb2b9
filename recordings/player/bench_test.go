package player

import (
	"errors"
	"math"
	"sync"
	"testing"
	"time"
)

// sound is a source in memory. Lane l of frame i is what wave says.
type sound struct {
	lanes, rate int
	frames      int64
	wave        func(lane int, seconds float64) float64
	broken      int64 // reading from here on fails, if above 0
	panics      bool
	closed      bool
}

func (s *sound) Channels() int   { return s.lanes }
func (s *sound) SampleRate() int { return s.rate }
func (s *sound) Frames() int64   { return s.frames }
func (s *sound) Close() error    { s.closed = true; return nil }

func (s *sound) ReadFrames(dst []int16, from int64) (int, error) {
	if s.broken > 0 && from >= s.broken {
		if s.panics {
			panic("decoder")
		}
		return 0, errors.New("disk gone")
	}
	n := min(int64(len(dst)/s.lanes), s.frames-from)
	for i := range max(n, 0) {
		for l := range s.lanes {
			x := s.wave(l, float64(from+i)/float64(s.rate))
			dst[int(i)*s.lanes+l] = int16(math.Round(x * 32767))
		}
	}
	return int(max(n, 0)), nil
}

func steady(_ int, _ float64) float64 { return 0.25 }

// twoTones is 400 Hz on lane 0 and 700 Hz on the others.
func twoTones(lane int, at float64) float64 {
	f := 400.0
	if lane > 0 {
		f = 700
	}
	return 0.5 * math.Sin(2*math.Pi*f*at)
}

func call(lanes int, seconds float64, wave func(int, float64) float64) *sound {
	return &sound{lanes: lanes, rate: 8000, frames: int64(seconds * 8000), wave: wave}
}

// bench is a player whose device and clock are turned by hand.
type bench struct {
	*Player
	mu      sync.Mutex
	at      time.Time
	ticks   chan time.Time
	s       *stream
	openErr error
	answer  error
	asked   int
}

func (b *bench) open(done func(error))  { done(b.openErr) }
func (b *bench) attach(s *stream)       { b.s = s }
func (b *bench) retry(done func(error)) { b.asked++; done(b.answer) }

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.at
}

func (b *bench) wait(d time.Duration) {
	b.mu.Lock()
	b.at = b.at.Add(d)
	b.mu.Unlock()
}

// tick lets d pass in steps of the watchdog, without the device taking sound.
func (b *bench) tick(d time.Duration) {
	for ; d > 0; d -= watchEvery {
		b.wait(watchEvery)
		b.ticks <- b.at
		b.Sync()
	}
}

func onBench(t *testing.T, src Source) *bench {
	b := &bench{at: time.Unix(1e9, 0), ticks: make(chan time.Time)}
	b.Player = start(b, b.clock, b.ticks)
	t.Cleanup(b.Close)
	if src != nil {
		b.Load(src)
		b.Sync()
		b.Sync() // the device's answer came after the first
	}
	return b
}

// pull takes d of sound as the device would, in blocks of 25 ms.
func (b *bench) pull(d time.Duration) (out [][2]float64) {
	for n := int(d.Seconds() * OutputRate); n > 0; n -= 1200 {
		block := make([][2]float64, min(n, 1200))
		b.s.Stream(block)
		b.wait(time.Duration(len(block)) * time.Second / OutputRate)
		out = append(out, block...)
		b.Sync()
	}
	return out
}

func rms(x [][2]float64, ear int) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v[ear] * v[ear]
	}
	return math.Sqrt(sum / float64(len(x)))
}

// steepest is the greatest difference between neighbours: a click is steep.
func steepest(x [][2]float64) float64 {
	top := 0.0
	for i := 1; i < len(x); i++ {
		top = max(top, math.Abs(x[i][0]-x[i-1][0]), math.Abs(x[i][1]-x[i-1][1]))
	}
	return top
}

func near(t *testing.T, what string, got, want, within time.Duration) {
	t.Helper()
	if d := got - want; d > within || d < -within {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

const ms = time.Millisecond
