package editor

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa"
)

// TestShots draws the editor and the comparison, for looking at them: only
// where SHIFU_SHOTS names a folder.
func TestShots(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS names no folder")
	}
	for _, shot := range []struct {
		name          string
		mode          look.Mode
		l             words.Language
		width, height float32
	}{
		{"light-zh-1280", look.ModeLight, words.Chinese, 1280, 800},
		{"dark-en-1280", look.ModeDark, words.English, 1280, 800},
		{"light-en-1920", look.ModeLight, words.English, 1920, 1080},
	} {
		o, s := editing(t, shot.l == words.English)
		desktest.Wear(t, shot.mode, 100, shot.l)
		s.d.Settings.Language = shot.l
		framed(o, s.Content(), shot.width, shot.height)
		s.load(s.draft.ID)
		capture(t, o, filepath.Join(dir, "editor-rubric-"+shot.name+".png"))
		s.outline.list.Choose(s.outline.rowOf(qa.QuestionAt{Section: 3, Question: 2}))
		s.preview.answer("1.1", 1)
		s.preview.answer("1.2", 0)
		s.fields.mend["text"].SetText("")
		capture(t, o, filepath.Join(dir, "editor-question-"+shot.name+".png"))
		s.undo()
		s.step(-1)
		s.addQuestion()
		s.fields.mend["text"].SetText("New question about safety")
		s.change("", func(v *qa.Version) { v.Sections[0].Questions[0].Weight = qa.Whole(9) })
		if err := s.Keep(); err != nil {
			t.Fatal(err)
		}
		s.askPublish()
		capture(t, o, filepath.Join(dir, "editor-publish-"+shot.name+".png"))
		c := NewComparison(s.d, desk.Route{ID: s.draft.ID, Beside: s.base.ID})
		framed(o, c.Content(), shot.width, shot.height)
		capture(t, o, filepath.Join(dir, "editor-compare-"+shot.name+".png"))
	}
}

func framed(o *desktest.Office, content fyne.CanvasObject, width, height float32) {
	w := o.Desk.Window
	w.SetPadded(false)
	rail := container.NewStack(parts.NewPlate(look.Frame), parts.Room(look.Scaled(look.WidthRailFolded), 0))
	w.SetContent(container.NewStack(parts.NewPlate(look.Surface), parts.Dock(parts.High(look.HeightMenu, parts.NewPlate(look.Frame)), parts.High(look.HeightStatus, parts.NewPlate(look.Well)), rail, nil, content)))
	w.Resize(fyne.NewSize(width, height))
}

func capture(t *testing.T, o *desktest.Office, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
