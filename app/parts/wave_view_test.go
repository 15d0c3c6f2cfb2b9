package parts

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWaveView_ZoomKeepsTheFrameUnderTheMouse(t *testing.T) {
	v := newWaveView(1000000, 100)
	for _, factor := range []float64{2, 3, 1.25, .8, 10, .5} {
		at := v.from + v.span()*.3
		before := v.x(at, 700)
		v = v.zoom(factor, at)
		if d := v.x(at, 700) - before; d > .5 || d < -.5 {
			t.Errorf("factor %v moved the frame by %v px", factor, d)
		}
	}
}

func TestWaveView_StaysInsideTheCall(t *testing.T) {
	v := newWaveView(1000, 100)
	cases := map[string]waveView{
		"before the start": v.shown(-500, 200),
		"behind the end":   v.shown(5000, 200),
		"too long":         v.shown(100, 99999),
		"too short":        v.shown(990, 1),
		"empty call":       newWaveView(0, 100).zoom(4, 0),
	}
	for name, got := range cases {
		if got.from < 0 || got.to > got.length || got.span() <= 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := v.shown(990, 1); got.span() != 100 {
		t.Errorf("the shortest stretch is %v, want 100", got.span())
	}
}

func TestTickStep_LeavesRoomForTheLabels(t *testing.T) {
	cases := []struct {
		span  time.Duration
		width float32
		want  time.Duration
	}{
		{sec(252.6), 704, 30 * time.Second},
		{sec(72), 704, 10 * time.Second},
		{time.Hour, 704, 10 * time.Minute},
		{30 * time.Hour, 704, 6 * time.Hour},
		{sec(1), 704, 100 * time.Millisecond},
		{sec(.05), 704, 10 * time.Millisecond},
	}
	for _, c := range cases {
		if got := tickStep(c.span, c.width, 64); got != c.want {
			t.Errorf("%v on %v px: %v, want %v", c.span, c.width, got, c.want)
		}
	}
}

func TestTicks_AreTheRoundTimesInView(t *testing.T) {
	got := ticks(sec(62), sec(95), sec(10))
	want := []time.Duration{sec(70), sec(80), sec(90)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := ticks(sec(5), sec(1), sec(1)); got != nil {
		t.Errorf("backwards: %v", got)
	}
}

func TestClock_SaysHoursOnlyWhenThereAreAny(t *testing.T) {
	cases := map[time.Duration]string{0: "00:00", -sec(3): "00:00", sec(93.25): "01:33", sec(3599.9): "59:59", sec(3600): "1:00:00", sec(7325): "2:02:05"}
	for at, want := range cases {
		if got := Clock(at); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
	if got := ClockTenths(sec(93.29)); got != "01:33.2" {
		t.Errorf("tenths are cut: %q", got)
	}
	if got := tickLabel(sec(1.25), 50*time.Millisecond); got != "00:01.25" {
		t.Errorf("hundredths: %q", got)
	}
}
