package library

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
)

// TestShots renders the library into the folder SHIFU_SHOTS names, to be laid
// beside the target; without it there is nothing to do.
func TestShots_Library(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name    string
		mode    look.Mode
		percent int
		l       words.Language
		w, h    float32
		do      func(*Screen)
	}{
		{"light-zh", look.ModeLight, 100, words.Chinese, 1256, 872, nil},
		{"dark-en", look.ModeDark, 100, words.English, 1256, 872, nil},
		{"light-zh-1280", look.ModeLight, 100, words.Chinese, 1096, 772, nil},
		{"chips-zh", look.ModeLight, 100, words.Chinese, 1096, 772, func(s *Screen) {
			no := false
			s.asks.MinLength, s.asks.Satisfaction, s.asks.WithSound = 90*time.Second, []int{1, 2, 3}, &no
			s.asked()
		}},
		{"light-zh-1920", look.ModeLight, 100, words.Chinese, 1736, 1050, nil},
		{"light-zh-150", look.ModeLight, 150, words.Chinese, 1256, 872, nil},
		{"import-zh", look.ModeLight, 100, words.Chinese, 1256, 872, func(s *Screen) { s.Dropped([]string{folder(t)}); s.panel.table.Map("start", 2) }},
		{"import-raw-en-1280", look.ModeDark, 100, words.English, 1096, 772, func(s *Screen) { s.Dropped([]string{headerless(t, 3)}) }},
		{"reread-zh", look.ModeLight, 100, words.Chinese, 1096, 772, func(s *Screen) {
			s.importAll(s.jobOf(headerless(t, 3)))
			settle(s)
			rows, _ := s.d.Calls.List(t.Context(), s.d.Actor, recordings.Filter{}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 1)
			s.preview.show(rows[0])
			settle(s)
			s.askReread()
		}},
		{"pick-dark-en", look.ModeDark, 100, words.English, 1096, 772, func(s *Screen) { s.conditions()[3].edit() }},
		{"time-zh", look.ModeLight, 100, words.Chinese, 1096, 772, func(s *Screen) { s.askTime() }},
		{"why-zh", look.ModeLight, 100, words.Chinese, 1256, 872, func(s *Screen) {
			s.importAll(s.jobOf(folder(t)))
			settle(s)
		}},
		{"nothing-en", look.ModeLight, 100, words.English, 1096, 772, func(s *Screen) { s.search.SetText("zzz"); s.searched() }},
	} {
		o := desktest.NewOffice(t)
		desktest.Wear(t, c.mode, c.percent, c.l)
		o.Desk.Settings.Language = c.l
		dress(t, o)
		fyne.CurrentApp().Settings().SetTheme(look.New(c.mode, c.percent))
		s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Stereo.ID})
		s.asks.BusinessLines, s.asks.Period = []string{"故障报修", "电费电价"}, thisMonth
		s.asked()
		settle(s)
		s.marks.set(*s.rows.at(2), true)
		s.marks.draw(s)
		s.table.Refresh()
		s.d.Window.Resize(fyne.NewSize(c.w, c.h))
		settle(s)
		if c.do != nil {
			c.do(s)
			settle(s)
		}
		all := s.all
		s.d.Window.SetContent(parts.NewPage(all))
		settle(s)
		f, err := os.Create(filepath.Join(dir, "library-"+c.name+".png"))
		if err == nil {
			err = png.Encode(f, s.d.Window.Canvas().Capture())
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}

// dress fills the list as a hotline's is.
func dress(t *testing.T, o *desktest.Office) {
	t.Helper()
	lines := []string{"故障报修", "电费电价", "故障报修", "新装增容"}
	calls := make([]recordings.Call, 900)
	for i := range calls {
		c := o.Town.Stereo
		if i%3 == 1 {
			c = o.Town.Swapped
		}
		c.ID, c.ExternalID, c.Title = fmt.Sprintf("d-%d", i), fmt.Sprintf("D-%d", i), ""
		c.StartedAt = o.Now().Add(-time.Duration(i*i%997*49+i*13) * time.Minute)
		c.Duration = time.Duration(95+i*53%400) * time.Second
		c.BusinessLine, c.Satisfaction = lines[i%4], i*7%6
		c.Audio.Hash = ""
		calls[i] = c
	}
	k := o.Store.Calls()
	if _, err := k.Add(context.Background(), people.Program(), calls); err != nil {
		t.Fatal(err)
	}
	for i, c := range calls {
		if i%2 == 0 && i < 300 {
			var us []recordings.Utterance
			for at := time.Second; at < c.Duration; at += time.Duration(5+(i+len(us)*7)%9) * time.Second {
				us = append(us, recordings.Utterance{Lane: len(us) % 2, Start: at, End: at + time.Duration(3+len(us)%5)*time.Second, Text: "您好"})
			}
			if err := k.SetTranscript(context.Background(), people.Program(), c.ID, us); err != nil {
				t.Fatal(err)
			}
		}
	}
}
