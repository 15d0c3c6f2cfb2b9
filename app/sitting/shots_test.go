package sitting

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/internal/words"
)

// TestShots_Sitting renders the exam into the folder SHIFU_SHOTS names, to be
// laid beside the target; without it there is nothing to do.
func TestShots_Sitting(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name    string
		mode    look.Mode
		l       words.Language
		w, h    float32
		percent int
		at      int
		do      func(*hall)
	}{
		{"single-zh", look.ModeLight, words.Chinese, 1440, 900, 100, 0, func(h *hall) { h.press(t, "C", "F") }},
		{"listening-zh", look.ModeLight, words.Chinese, 1440, 900, 100, 8, func(h *hall) {
			h.press(t, fyne.KeySpace)
			h.Sound.Pass(2500 * time.Millisecond)
			h.Desk.Stage.Tick()
		}},
		{"matching-dark-en", look.ModeDark, words.English, 1280, 800, 100, 3, func(h *hall) { h.press(t, "1") }},
		{"ordering-zh", look.ModeLight, words.Chinese, 1280, 800, 100, 4, func(h *hall) { h.press(t, "C", "A") }},
		{"essay-en", look.ModeLight, words.English, 1280, 800, 100, 7, func(h *hall) { h.field(t).SetText("先致歉。") }},
		{"score-zh", look.ModeLight, words.Chinese, 1280, 800, 100, 9, func(h *hall) { h.press(t, "1") }},
		{"score-dark-en", look.ModeDark, words.English, 1920, 1080, 100, 9, nil},
		{"large-zh", look.ModeLight, words.Chinese, 1280, 800, 150, 8, nil},
		{"large-en", look.ModeLight, words.English, 1280, 800, 150, 0, nil},
		{"submit-zh", look.ModeLight, words.Chinese, 1280, 800, 100, 1, func(h *hall) { h.screen.askSubmit() }},
		{"over-en", look.ModeLight, words.English, 1280, 800, 100, 1, func(h *hall) { h.screen.submit() }},
	} {
		h := newHall(t, nil)
		desktest.Wear(t, c.mode, c.percent, c.l)
		h.Desk.Settings.Language = c.l
		h.Desk.Window.Resize(fyne.NewSize(c.w, c.h))
		s := New(h.Desk, desk.Route{ID: h.examID}).(*Screen)
		h.screen = s
		h.window = h.Show(s, c.w, c.h)
		s.goTo(c.at)
		if c.do != nil {
			c.do(h)
		}
		f, err := os.Create(filepath.Join(dir, "sitting-"+c.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, h.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}
