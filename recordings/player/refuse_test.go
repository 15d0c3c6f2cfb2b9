package player

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
)

func TestPlayer_ADeviceThatStopsIsSaidAfter700msAndThePositionStays(t *testing.T) {
	b := onBench(t, call(1, 60, steady))
	b.Play()
	b.Sync()
	b.pull(time.Second)
	b.tick(600 * ms)
	if d := b.Snapshot().Device; d != DeviceReady {
		t.Fatalf("after 600 ms: %v", d)
	}
	at := b.Snapshot().Position
	b.tick(300 * ms)
	s := b.Snapshot()
	if s.Device != DeviceMissing || !fault.Is(s.Err, fault.NotFound) || s.Restart {
		t.Errorf("state %v, restart %v, error %v", s.Device, s.Restart, s.Err)
	}
	b.tick(4100 * ms)
	if b.asked != 2 {
		t.Errorf("asked %d times in 4 s, want 2", b.asked)
	}
	near(t, "position", b.Snapshot().Position, at, 0)
	b.Seek(40 * time.Second)
	b.Sync()
	near(t, "position after a seek", b.Snapshot().Position, 40*time.Second, 0)
	b.pull(200 * ms)
	b.tick(100 * ms)
	if s := b.Snapshot(); s.Device != DeviceReady || s.Err != nil || !s.Playing {
		t.Errorf("back again: %v %v", s.Device, s.Err)
	}
}

func TestPlayer_WithoutADeviceAllElseGoesOnAndItSaysWhy(t *testing.T) {
	b := onBench(t, nil)
	b.openErr = errors.New("ALSA error")
	b.answer = b.openErr
	b.Load(call(2, 60, twoTones))
	b.Sync()
	b.Sync()
	s := b.Snapshot()
	if s.Device != DeviceMissing || !s.Restart || !strings.Contains(fault.Sentence(s.Err), "No sound device") {
		t.Errorf("state %v, error %v", s.Device, s.Err)
	}
	b.Play()
	b.Seek(12 * time.Second)
	b.SetMuted(1, true)
	b.SetSpeed(1.5)
	b.Sync()
	s = b.Snapshot()
	if s.Position != 12*time.Second || !s.Lanes[1].Muted || s.Speed != 1.5 || s.Duration != time.Minute {
		t.Errorf("commands without a device: %+v", s)
	}
}

func TestPlayer_ACallThatBreaksOffSaysWhereAndPlaysWhatIsThere(t *testing.T) {
	for _, panics := range []bool{false, true} {
		src := call(1, 60, steady)
		src.broken, src.panics = 16000, panics
		b := onBench(t, src)
		b.Play()
		b.Sync()
		out := b.pull(2500 * ms)
		s := b.Snapshot()
		if s.Err == nil || !strings.Contains(fault.Sentence(s.Err), "0:02.0") {
			t.Errorf("error %v", s.Err)
		}
		if rms(out[48000:90000], 0) < 0.2 || s.Playing {
			t.Error("what was there wasn't played, or it goes on playing")
		}
	}
}

func TestPlayer_TheNextCallReplacesAndClosesTheLast(t *testing.T) {
	first, second := call(2, 60, twoTones), call(1, 5, steady)
	b := onBench(t, first)
	b.SetMuted(0, true)
	b.SetSpeed(1.5)
	b.Play()
	b.Sync()
	b.pull(time.Second)
	b.Load(Of(second, 1, 8000, second.frames))
	b.Sync()
	s := b.Snapshot()
	if !first.closed || s.Playing || s.Position != 0 || len(s.Lanes) != 1 || s.Lanes[0].Muted || s.Speed != 1.5 {
		t.Errorf("after the second call: %+v", s)
	}
	b.Close()
	if !second.closed {
		t.Error("the second call wasn't closed")
	}
	b.Play() // after Close: nothing, and no hang
	b.Sync()
}

func TestPlayer_ACallWithoutARateIsRefusedWithASentence(t *testing.T) {
	b := onBench(t, &sound{lanes: 1, rate: 0})
	if s := b.Snapshot(); s.Loaded || !fault.Is(s.Err, fault.Invalid) {
		t.Errorf("%+v", s)
	}
}

func TestPlayer_EmptyCallsEndAtOnce(t *testing.T) {
	b := onBench(t, call(1, 0, steady))
	b.Play()
	b.Sync()
	b.pull(200 * ms)
	if s := b.Snapshot(); s.Playing || s.Position != 0 {
		t.Errorf("%+v", s)
	}
}

func TestPlayer_NothingLoadedTakesEveryCommand(t *testing.T) {
	b := onBench(t, nil)
	b.Play()
	b.Toggle()
	b.Pause()
	b.Seek(time.Second)
	b.Skip(time.Second)
	b.Scrub(time.Second)
	b.PlayRange(0, time.Second)
	b.SetLoop(0, time.Second, 0)
	b.ClearLoop()
	b.SetSilences(nil)
	b.SetSkipSilence(true)
	b.SetSpeed(math.NaN())
	b.SetVolume(math.NaN())
	b.Unload()
	b.Sync()
	if s := b.Snapshot(); s.Loaded || s.Playing || s.Speed != 1 || s.Volume != 0 {
		t.Errorf("%+v", s)
	}
}
