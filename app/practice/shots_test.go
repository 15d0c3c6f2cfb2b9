package practice

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	engine "shifu/routing/practice"
)

// reviewed plays a night with some acts, reviews it and answers.
func reviewed(s *Screen) {
	s.begin()
	for _, a := range []engine.Act{{At: 3*time.Hour + 10*time.Minute, Order: engine.Order{Deed: engine.OpenTier, Project: engine.Emergency}}, {At: 3*time.Hour + 30*time.Minute, Order: engine.Order{Deed: engine.OpenTier, Project: engine.Emergency, Tier: 3}},
		{At: 4 * time.Hour, Order: engine.Order{Deed: engine.Announce, Project: engine.Emergency}}} {
		until(s, a.At)
		_ = s.room.p.do(a.Order)
	}
	until(s, 5*time.Hour)
	s.room.review()
	s.room.reviews.debrief.entries[0].SetText("负荷比到 2.0 叫预备队，停电公告同时发。")
}

// TestShots_Practice renders the place into the folder SHIFU_SHOTS names.
func TestShots_Practice(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	play := func(hours float64) func(*Screen) {
		return func(s *Screen) {
			s.begin()
			s.room.target = time.Duration(hours * float64(time.Hour)).Truncate(time.Second)
			s.room.fresh = true
			s.room.look()
		}
	}
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		w, h float32
		id   string
		do   func(*Screen)
	}{
		{"start-zh", look.ModeLight, words.Chinese, 1216, 772, "storm-2", nil},
		{"room-dark-zh", look.ModeDark, words.Chinese, 1376, 872, "storm-week", play(4.6)},
		{"room-1280-zh", look.ModeDark, words.Chinese, 1216, 772, "storm-week", play(2.6)},
		{"room-en", look.ModeLight, words.English, 1216, 772, "storm-2", play(3.6)},
		{"room-1920-en", look.ModeLight, words.English, 1856, 1050, "storm-3", play(4)},
		{"propose-zh", look.ModeLight, words.Chinese, 1216, 772, "storm-2", func(s *Screen) { play(3)(s); s.room.propose(engine.Lend, engine.GiveBack) }},
		{"propose-dark-en", look.ModeDark, words.English, 1216, 772, "storm-2", func(s *Screen) { play(3)(s); s.room.propose(engine.KeepLonger) }},
		{"over-zh", look.ModeLight, words.Chinese, 1216, 772, "storm-2", play(99)},
		{"review-zh", look.ModeLight, words.Chinese, 1216, 772, "night", reviewed},
		{"review-dark-en", look.ModeDark, words.English, 1216, 772, "night", reviewed},
		{"review-1920-zh", look.ModeDark, words.Chinese, 1856, 1050, "night", reviewed},
		{"sessions-en", look.ModeLight, words.English, 1216, 772, "night", func(s *Screen) { reviewed(s); s.room.endReview(); s.end(); s.turn(1) }},
		{"compose-en", look.ModeLight, words.English, 1216, 772, "storm-week", func(s *Screen) { s.compose(s.chosen(), "") }},
		{"compose-zh", look.ModeDark, words.Chinese, 1216, 772, "storm-2", func(s *Screen) { s.compose(s.chosen(), ""); s.writes.askTask(1) }},
		{"limit-en", look.ModeDark, words.English, 1216, 772, "storm-2", func(s *Screen) { s.compose(s.chosen(), ""); s.writes.askLimit(0) }},
		{"happen-en", look.ModeLight, words.English, 1216, 772, "calm", func(s *Screen) { play(1)(s); s.room.askHappening() }},
	} {
		if only := os.Getenv("SHIFU_SHOT"); only != "" && !strings.HasPrefix(c.name, only) {
			continue
		}
		o := desktest.NewOffice(t)
		desktest.Wear(t, c.mode, 100, c.l)
		d := o.As(o.Town.Lead)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		w := o.Desk.Window
		w.SetPadded(false)
		w.Resize(fyne.NewSize(c.w, c.h))
		s := New(d, desk.Route{Place: desk.Practice, ID: c.id}).(*Screen)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(c.w, c.h))
		if c.do != nil {
			c.do(s)
		}
		f, err := os.Create(filepath.Join(dir, "practice-"+c.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
}
