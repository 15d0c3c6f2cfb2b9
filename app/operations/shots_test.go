package operations

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// TestShots_Operations renders the place into the folder SHIFU_SHOTS names, to
// be laid beside the target; without it there is nothing to do.
func TestShots_Operations(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		w, h float32
		id   string
		do   func(*Screen)
	}{
		{"overview-zh", look.ModeLight, words.Chinese, 1096, 772, "overview", nil},
		{"overview-dark-en", look.ModeDark, words.English, 1096, 772, "overview", nil},
		{"overview-1920-en", look.ModeLight, words.English, 1736, 1050, "overview", nil},
		{"page-zh", look.ModeLight, words.Chinese, 1096, 772, string(indicators.AnswerRate), nil},
		{"page-dark-en", look.ModeDark, words.English, 1096, 772, string(indicators.HandleTime), nil},
		{"page-1920-zh", look.ModeLight, words.Chinese, 1736, 1050, string(indicators.Satisfaction), nil},
		{"table-zh", look.ModeLight, words.Chinese, 1096, 772, "table", nil},
		{"table-dark-en", look.ModeDark, words.English, 1096, 772, "table", func(s *Screen) { s.state.Family = indicators.Service; s.showTab(tabTable) }},
		{"shifts-zh", look.ModeLight, words.Chinese, 1096, 772, "shifts", nil},
		{"shifts-dark-en", look.ModeDark, words.English, 1096, 772, "shifts", nil},
		{"complaints-zh", look.ModeLight, words.Chinese, 1096, 772, "complaints", nil},
		{"orders-en", look.ModeLight, words.English, 1096, 772, "orders", nil},
		{"import-zh", look.ModeLight, words.Chinese, 1256, 800, "overview", func(s *Screen) { s.Dropped([]string{badTable(t)}) }},
		{"import-dark-en", look.ModeDark, words.English, 1256, 800, "overview", func(s *Screen) { s.Dropped([]string{badTable(t)}) }},
		{"targets-zh", look.ModeLight, words.Chinese, 1096, 772, "overview", func(s *Screen) { s.askTargets() }},
		{"target-en", look.ModeLight, words.English, 1096, 772, "overview", func(s *Screen) { i, _ := indicators.ByKey(indicators.TimelyRate); s.askTarget(i) }},
	} {
		o := desktest.NewOffice(t)
		desktest.Wear(t, c.mode, 100, c.l)
		o.Desk.Settings.Language = c.l
		dress(t, o)
		d := o.As(o.Town.Lead)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		s := New(d, desk.Route{Place: desk.Operations, ID: c.id}).(*Screen)
		w := o.Desk.Window
		w.SetPadded(false)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(c.w, c.h))
		if c.do != nil {
			c.do(s)
		}
		f, err := os.Create(filepath.Join(dir, "operations-"+c.name+".png"))
		if err == nil {
			err = png.Encode(f, w.Canvas().Capture())
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		if len(o.Failed) > 0 {
			t.Error(o.Failed)
		}
		s.Close()
	}
}
