package exams

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
	"shifu/training/exam"
)

// TestShots_Exams renders both pages into the folder SHIFU_SHOTS names; without
// it there is nothing to do.
func TestShots_Exams(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name  string
		mode  look.Mode
		l     words.Language
		w, h  float32
		inner bool
	}{
		{"list-zh", look.ModeLight, words.Chinese, 1096, 772, false},
		{"list-dark-en", look.ModeDark, words.English, 1096, 772, false},
		{"list-1920-en", look.ModeLight, words.English, 1736, 1050, false},
		{"answered-zh", look.ModeLight, words.Chinese, 1096, 772, true},
		{"answered-dark-en", look.ModeDark, words.English, 1096, 772, true},
	} {
		o := newSchool(t)
		desktest.Wear(t, c.mode, 100, c.l)
		o.Desk.Settings.Language = c.l
		now := o.Desk.Now()
		sat := o.publish(t, "停电报修月考", func(e *exam.Exam) { e.Rules.Attempts, e.Forms = 1, 1 })
		id := o.sat(t, sat)
		o.publish(t, "抄表与计量 补考", func(e *exam.Exam) { e.Rules.Closes = now.AddDate(0, 0, 3) })
		o.publish(t, "服务规范季考", func(e *exam.Exam) { e.Rules.Opens = now.AddDate(0, 0, 7) })
		d := o.Desk
		d.Window.Resize(fyne.NewSize(c.w, c.h))
		var s desk.Screen = New(d, desk.Route{})
		if c.inner {
			s = NewAnswered(d, desk.Route{ID: id})
		}
		d.Window.SetPadded(false)
		d.Window.SetContent(parts.NewPage(s.Content()))
		d.Window.Resize(fyne.NewSize(c.w, c.h))
		f, err := os.Create(filepath.Join(dir, "exams-"+c.name+".png"))
		if err == nil {
			err = png.Encode(f, d.Window.Canvas().Capture())
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}
