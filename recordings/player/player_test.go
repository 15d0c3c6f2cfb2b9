package player

import (
	"math"
	"testing"
	"time"
)

func TestPlayer_PositionIsWhatIsHeardAndNotWhatWasHandedOver(t *testing.T) {
	for _, v := range []float64{1, 0.5, 2, 3} {
		b := onBench(t, call(2, 60, twoTones))
		b.SetSpeed(v)
		b.Play()
		b.Sync()
		b.pull(2 * time.Second)
		heard := 2*time.Second - time.Duration(deviceFrames)*time.Second/OutputRate + 25*ms
		near(t, "position", b.Snapshot().Position, time.Duration(v*float64(heard)), 10*ms)
	}
}

func TestPlayer_SeekMovesAtOnceAndWithoutAClick(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Play()
	b.Sync()
	b.pull(time.Second)
	b.Seek(30 * time.Second)
	b.Sync()
	near(t, "position at once", b.Snapshot().Position, 30*time.Second, 0)
	out := b.pull(500 * ms)
	if s := steepest(out); s > 0.003 {
		t.Errorf("steps of %.4f: a click", s)
	}
	if out[fadeFrames+lookahead][0] > 0.001 {
		t.Error("the old sound wasn't faded out within 5 ms")
	}
	near(t, "position later", b.Snapshot().Position, 30*time.Second+450*ms, 20*ms)
}

func TestPlayer_PausingStandsStillAndResumingGoesBack(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Seek(10 * time.Second)
	b.Play()
	b.Sync()
	b.pull(time.Second)
	b.Pause()
	b.Sync()
	b.pull(200 * ms)
	if r := rms(b.pull(300*ms), 0); r != 0 {
		t.Errorf("pause sounds: %g", r)
	}
	near(t, "paused at", b.Snapshot().Position, 11*time.Second, 10*ms)
	b.Play()
	b.Sync()
	near(t, "resumed at", b.Snapshot().Position, 9500*ms, 15*ms)
	b.Pause()
	b.Seek(20 * time.Second)
	b.Play()
	b.Sync()
	near(t, "after a seek", b.Snapshot().Position, 20*time.Second, 0)
}

func TestPlayer_WithoutRewindItGoesOnWhereItStood(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.SetRewind(0)
	b.Toggle()
	b.Sync()
	b.pull(time.Second)
	b.Toggle()
	b.Sync()
	b.pull(200 * ms)
	at := b.Snapshot().Position
	b.Toggle()
	b.Sync()
	near(t, "resumed at", b.Snapshot().Position, at, 0)
}

func TestPlayer_AtTheEndItStopsAndPlaysTheLast3Seconds(t *testing.T) {
	b := onBench(t, call(2, 10, twoTones))
	b.Seek(9 * time.Second)
	b.Play()
	b.Sync()
	out := b.pull(1500 * ms)
	s := b.Snapshot()
	if s.Playing || !s.AtEnd || s.Position != 10*time.Second {
		t.Errorf("at the end: %+v", s)
	}
	if rms(out[46000:47500], 0) < 0.1 || rms(out[49000:], 0) > 0.001 {
		t.Error("the last second wasn't heard to its end and no further")
	}
	b.Toggle()
	b.Sync()
	near(t, "again from", b.Snapshot().Position, 7*time.Second, 0)
}

func TestPlayer_LanesAreMutedSoloedAndPlaced(t *testing.T) {
	b := onBench(t, call(2, 60, twoTones))
	b.Play()
	b.Sync()
	full := 0.5 / math.Sqrt2
	check := func(what string, left, right float64) {
		t.Helper()
		b.Sync()
		b.pull(100 * ms)
		out := b.pull(200 * ms)
		if l, r := rms(out, 0), rms(out, 1); math.Abs(l-left) > 0.01 || math.Abs(r-right) > 0.01 {
			t.Errorf("%s: %.3f and %.3f, want %.3f and %.3f", what, l, r, left, right)
		}
	}
	check("as loaded", full, full)
	b.SetMuted(0, true)
	check("left muted", 0, full)
	b.SetMuted(0, false)
	b.SetSolo(0, true)
	check("left solo", full, 0)
	b.SetPan(0, 0)
	check("left solo in both ears", full, full)
	b.SetGain(0, -6)
	check("6 dB softer", full/1.995, full/1.995)
	b.SetBalance(1)
	check("balance right", 0, full/1.995)
	b.SetVolume(-60)
	check("volume down", 0, 0)
	b.SetMuted(7, true) // no such lane: nothing happens
}

func TestPlayer_AMonoCallIsHeardInBothEars(t *testing.T) {
	b := onBench(t, call(1, 10, twoTones))
	b.Play()
	b.Sync()
	out := b.pull(500 * ms)
	for _, v := range out {
		if v[0] != v[1] {
			t.Fatal("the ears differ")
		}
	}
	if rms(out, 0) < 0.3 {
		t.Error("too soft")
	}
}

func TestPlayer_LoudLanesAreLimitedTo1dBBelowFull(t *testing.T) {
	b := onBench(t, call(2, 60, twoTones))
	b.SetGain(0, 24)
	b.SetGain(1, 24)
	b.SetPan(0, 0)
	b.SetPan(1, 0)
	b.Play()
	b.Sync()
	top := 0.0
	for _, v := range b.pull(time.Second) {
		top = max(top, math.Abs(v[0]), math.Abs(v[1]))
	}
	if top > ceiling+1e-6 || top < 0.8 {
		t.Errorf("peak %.4f, want at most %.4f", top, ceiling)
	}
}

func TestPlayer_LoopRepeatsWithItsGapAndWithoutClicks(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.SetLoop(5*time.Second, 6*time.Second, 500*ms)
	b.Play()
	b.Sync()
	if p := b.Snapshot().Position; p != 5*time.Second {
		t.Errorf("loop begins at %v", p)
	}
	out := b.pull(4 * time.Second)
	if s := steepest(out); s > 0.003 {
		t.Errorf("steps of %.4f: a click", s)
	}
	for _, part := range []struct{ from, to, want float64 }{
		{0.1, 0.9, 0.25}, {1.1, 1.4, 0}, {1.6, 2.4, 0.25}, {2.6, 2.9, 0}, {3.1, 3.9, 0.25},
	} {
		if r := rms(out[int(part.from*48000):int(part.to*48000)], 0); math.Abs(r-part.want) > 0.01 {
			t.Errorf("%g to %g s: %.3f, want %.3f", part.from, part.to, r, part.want)
		}
	}
	if p := b.Snapshot().Position; p < 5*time.Second || p > 6*time.Second {
		t.Errorf("position %v lies outside the loop", p)
	}
	b.ClearLoop()
	b.Sync()
	b.pull(3 * time.Second)
	if p := b.Snapshot().Position; p < 6500*ms {
		t.Errorf("position %v: still looping", p)
	}
}

func TestPlayer_ARangeIsPlayedOnceAndThenPauses(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.PlayRange(5*time.Second, 6*time.Second)
	b.Sync()
	out := b.pull(1500 * ms)
	if s := b.Snapshot(); s.Playing || s.Position != 6*time.Second || s.AtEnd {
		t.Errorf("after the range: %+v", s)
	}
	if rms(out[48000-480*5:48000-480], 0) < 0.2 || rms(out[48100:], 0) != 0 {
		t.Error("the range wasn't heard to its end and no further")
	}
	b.Play()
	b.Sync()
	b.pull(time.Second)
	if p := b.Snapshot().Position; p < 6500*ms {
		t.Errorf("playing on stands at %v", p)
	}
}

func TestPlayer_SkippingSilenceShortensItTo300ms(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.SetSilences([]Span{{2 * time.Second, 12 * time.Second}, {13 * time.Second, 14 * time.Second}})
	b.SetSkipSilence(true)
	b.Play()
	b.Sync()
	b.pull(3370 * ms) // 2 s, 0.3 s, 1 s, and the device's buffer
	near(t, "position", b.Snapshot().Position, 13*time.Second, 50*ms)
}

func TestPlayer_SkipsAndStepsGoFromWhatIsHeard(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Skip(15 * time.Second)
	b.Skip(-5 * time.Second)
	b.Skip(100 * ms)
	b.Sync()
	near(t, "position", b.Snapshot().Position, 10100*ms, 0)
	b.Skip(-time.Hour)
	b.Sync()
	near(t, "position", b.Snapshot().Position, 0, 0)
	b.Skip(time.Hour)
	b.Sync()
	near(t, "position", b.Snapshot().Position, time.Minute, 0)
}

func TestPlayer_ScrubbingSounds60msAndPlaysOnAfterwards(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Play()
	b.Sync()
	b.pull(200 * ms)
	b.Scrub(20 * time.Second)
	b.Sync()
	out := b.pull(300 * ms)
	loud := 0
	for _, v := range out[480:] {
		if v[0] > 0.1 {
			loud++
		}
	}
	near(t, "grain", time.Duration(loud)*time.Second/OutputRate, 57*ms, 6*ms)
	near(t, "position", b.Snapshot().Position, 20*time.Second, 0)
	b.Seek(21 * time.Second)
	b.Sync()
	if s := b.Snapshot(); !s.Playing || s.Position != 21*time.Second {
		t.Errorf("after scrubbing: %+v", s)
	}
}

// grains are the stretches of sound in out, in frames: from, to.
func grains(out [][2]float64) (found [][2]int) {
	quiet := OutputRate
	for i, v := range out {
		if math.Abs(v[0]) < 0.02 {
			quiet++
			continue
		}
		if quiet > OutputRate/500 {
			found = append(found, [2]int{i, i})
		}
		found[len(found)-1][1], quiet = i, 0
	}
	return found
}

func TestPlayer_DraggingSoundsWholeGrainsAtMost15TimesASecondWithoutAClick(t *testing.T) {
	b := onBench(t, call(1, 60, func(_ int, at float64) float64 { return 0.5 * math.Cos(2*math.Pi*400*at) }))
	var out [][2]float64
	for i := range 200 { // a mouse moves 100 times a second
		b.Scrub(10*time.Second + time.Duration(i)*37*ms)
		b.Sync()
		out = append(out, b.pull(10*ms)...)
	}
	heard := grains(out)
	if n := len(heard); n < 24 || n > 30 {
		t.Errorf("%d grains in 2 s", n)
	}
	for _, g := range heard[:len(heard)-1] {
		near(t, "a grain", time.Duration(g[1]-g[0])*time.Second/OutputRate, 57*ms, 6*ms)
	}
	if s := steepest(out); s > 1.2*0.5*2*math.Pi*400/OutputRate {
		t.Errorf("it clicks: neighbours differ by %.4f", s)
	}
	b.pull(300 * ms)
	near(t, "position", b.Snapshot().Position, 10*time.Second+199*37*ms, 0)
}

func TestPlayer_SpeedIsAppliedWhilePlaying(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Play()
	b.Sync()
	b.pull(time.Second)
	b.SetSpeed(2)
	b.Sync()
	b.pull(time.Second)
	near(t, "position", b.Snapshot().Position, 3*time.Second-2*45*ms, 30*ms)
	b.SetSpeed(99)
	b.Sync()
	if v := b.Snapshot().Speed; v != 3 {
		t.Errorf("speed %g", v)
	}
}
