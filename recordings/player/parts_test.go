package player

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLimiter_NothingPassesTheCeilingAndQuietSoundIsUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLimiter()
		in := rapid.SliceOfN(rapid.Float32Range(-16, 16), 1, 400).Draw(t, "in")
		for i := range len(in) + lookahead {
			x := float32(0)
			if i < len(in) {
				x = in[i]
			}
			if y := l.frame([2]float32{x, -x}); max(y[0], -y[0]) > ceiling || y[0] != -y[1] {
				t.Fatalf("frame %d: %g", i, y)
			}
		}
	})
	l := newLimiter()
	for i := range 1000 {
		x := float32(0.8 * math.Sin(float64(i)/10))
		y := l.frame([2]float32{x, x})
		if was := float32(0.8 * math.Sin(float64(i-lookahead)/10)); i >= lookahead && y[0] != was {
			t.Fatalf("frame %d: %g became %g", i, was, y[0])
		}
	}
}

func TestLimiter_ComesBackToFullGain(t *testing.T) {
	l := newLimiter()
	l.frame([2]float32{10, 0})
	var y [2]float32
	for range 12000 {
		y = l.frame([2]float32{0.5, 0})
	}
	if math.Abs(float64(y[0])-0.5) > 1e-3 {
		t.Errorf("0.25 s after a peak 0.5 comes out as %g", y[0])
	}
}

// Whatever loops, stops and silences are set, a plan only gives frames of the
// call and always comes to an end or goes on around its loop.
func TestPlan_OnlyGivesFramesOfTheCallAndNeverStalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		frame := rapid.Int64Range(0, 1000)
		p := plan{
			cursor: frame.Draw(t, "cursor"), frames: frame.Draw(t, "frames"), stop: frame.Draw(t, "stop"),
			loopFrom: frame.Draw(t, "loopFrom"), gap: frame.Draw(t, "gap"),
		}
		p.loopTo = p.loopFrom + rapid.Int64Range(0, 100).Draw(t, "loop")
		if p.loopTo > p.frames {
			p.loopFrom, p.loopTo = 0, 0
		}
		for at := int64(0); at < 900; {
			from := at + rapid.Int64Range(1, 300).Draw(t, "skip")
			at = from + rapid.Int64Range(1, 300).Draw(t, "skip")
			p.skips = append(p.skips, skip{from, at})
		}
		given := int64(0)
		for range 3000 {
			s, done := p.next(10)
			if done {
				return
			}
			if !s.still {
				given += s.n
			}
			if s.n < 0 || !s.still && (s.n > 20 || s.from < 0 || s.from+s.n > p.frames) {
				t.Fatalf("step %+v of a call of %d frames", s, p.frames)
			}
		}
		if given < 1000 {
			t.Fatalf("neither an end nor sound after 3000 steps: %d frames", given)
		}
	})
}

func TestTape_KnowsWhereItsFramesLieInTheCall(t *testing.T) {
	x := &tape{lanes: 2}
	x.put(make([]float32, 20), 100, false)
	x.put(make([]float32, 10), 500, true)
	x.put(make([]float32, 20), 50, false)
	for at, want := range map[float64]float64{0: 100, 9.5: 109.5, 12: 500, 15: 50, 20: 55} {
		if got := x.source(at); got != want {
			t.Errorf("tape frame %g lies at %g, want %g", at, got, want)
		}
	}
	x.take(make([]float32, 8))
	x.forget(4)
	if got := x.cut(3); got != 107 || x.left() != 3 || x.filled != 7 {
		t.Errorf("cut at %d, %d left, %d filled", got, x.left(), x.filled)
	}
}

func BenchmarkDeck(b *testing.B) {
	for _, v := range []float64{1, 1.5, 3} {
		b.Run(time.Duration(v*float64(time.Second)).String()+"_a_second", func(b *testing.B) {
			p := start(&silentDevice{}, time.Now, nil)
			defer p.Close()
			p.Load(call(2, 3600, steady))
			p.SetSpeed(v)
			p.Play()
			p.Sync()
			out := make([][2]float64, 1200)
			for b.Loop() {
				p.deck.render(out)
				if p.Snapshot().Position > 3500*time.Second {
					p.Seek(0)
				}
			}
			b.ReportMetric(0.025*float64(b.N)/b.Elapsed().Seconds(), "x_real_time")
		})
	}
}

// BenchmarkPlayer_Seek is the time from the command until the device can pull
// the new place; the device's buffer, 70 ms, comes on top of it.
func BenchmarkPlayer_Seek(b *testing.B) {
	p := start(&silentDevice{}, time.Now, nil)
	defer p.Close()
	p.Load(call(2, 3600, steady))
	p.SetSpeed(1.5)
	p.Play()
	p.Sync()
	for i := 0; b.Loop(); i++ {
		p.Seek(time.Duration(i%3500) * time.Second)
		p.Sync()
	}
}

type silentDevice struct{}

func (*silentDevice) open(done func(error)) { done(nil) }
func (*silentDevice) attach(*stream)        {}
func (*silentDevice) retry(func(error))     {}
