package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

func newTestTransport(t testing.TB, width float32) (*Transport, fyne.Window) {
	t.Helper()
	studio(t, look.ModeLight, 100, words.English)
	tr := NewTransport()
	tr.SetTime(sec(93.2), sec(252.6))
	return tr, onDesk(t, tr, width, 50)
}

func TestTransport_ReportsWhatIsPressed(t *testing.T) {
	tr, _ := newTestTransport(t, 844)
	var got []string
	note := func(s string) func() { return func() { got = append(got, s) } }
	tr.OnPlay, tr.OnBack, tr.OnForward, tr.OnMark = note("play"), note("back"), note("forward"), note("mark")
	tr.OnSkip = func(on bool) { got = append(got, "skip") }
	tr.OnLoop = func(on bool) { got = append(got, "loop") }
	for _, part := range []fyne.Tappable{tr.disc, tr.back, tr.forward, tr.mark, tr.skip, tr.loop} {
		test.Tap(part)
	}
	if s := strings.Join(got, " "); s != "play back forward mark skip loop" {
		t.Errorf("%q", s)
	}
	if !tr.skip.On || !tr.loop.On {
		t.Error("a toggle that was pressed doesn't show it")
	}
}

func TestTransport_SpeedIsChosenAndShown(t *testing.T) {
	tr, _ := newTestTransport(t, 1000)
	got := 0.0
	tr.OnSpeed = func(s float64) { got = s }
	tr.segments.Choose(4)
	if got != 2 {
		t.Errorf("chosen %v", got)
	}
	tr.SetSpeed(1.25)
	if w := tr.segments.Words[tr.segments.Chosen]; w != "1.25x" {
		t.Errorf("shown %q", w)
	}
	tr.SetSpeed(3)
	if w := strings.Join(tr.segments.Words, " "); w != "0.75x 1x 1.25x 1.5x 2x 3x" || tr.segments.Chosen != 5 {
		t.Errorf("a speed that isn't offered: %q, chosen %d", w, tr.segments.Chosen)
	}
}

func TestTransport_NarrowRowsShowFewerSpeedsAndNeverOverlap(t *testing.T) {
	tr, win := newTestTransport(t, 844)
	for _, c := range []struct {
		width float32
		most  int
	}{{844, 5}, {736, 5}, {640, 3}, {560, 1}, {460, 1}} {
		win.Resize(fyne.NewSize(c.width, 50))
		if n := len(tr.segments.Words); n > c.most {
			t.Errorf("%v px show %d speeds", c.width, n)
		}
		end := tr.at.Position().X + tr.at.Size().Width
		if tr.all.Visible() {
			end = tr.all.Position().X + tr.all.Size().Width
		}
		if tr.segments.Visible() && tr.segments.Position().X < end {
			t.Errorf("%v px: speeds at %v, time to %v", c.width, tr.segments.Position().X, end)
		}
	}
}

func TestTransport_BadgesShowTheKeysThatWorkNow(t *testing.T) {
	tr, win := newTestTransport(t, 844)
	if s := allText(win.Content()); !strings.Contains(s, "|J|") || strings.Contains(s, "Ctrl J") {
		t.Errorf("plain: %s", s)
	}
	tr.SetTyping(true)
	if s := allText(win.Content()); !strings.Contains(s, "Ctrl J") || !strings.Contains(s, "F5") {
		t.Errorf("typing: %s", s)
	}
}

func TestTransport_WithoutSoundTakesNoPress(t *testing.T) {
	tr, _ := newTestTransport(t, 844)
	tr.OnPlay = func() { t.Error("played") }
	tr.SetEnabled(false)
	test.Tap(tr.disc)
	tr.SetEnabled(true)
	tr.OnPlay = nil
	test.Tap(tr.disc)
}

func TestWithSpeed_KeepsThreeWhereThereAreThree(t *testing.T) {
	cases := []struct {
		current float64
		want    []float64
	}{{1.25, []float64{1, 1.25, 1.5}}, {.75, []float64{.75, 1, 1.25}}, {2, []float64{1.25, 1.5, 2}}, {1.1, []float64{1, 1.1, 1.25}}}
	for _, c := range cases {
		got := withSpeed([]float64{1, 1.25, 1.5}, c.current)
		if len(got) != 3 || got[0] != c.want[0] || got[2] != c.want[2] {
			t.Errorf("%v: %v, want %v", c.current, got, c.want)
		}
	}
}
