package today_test

import (
	"context"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/alexedwards/argon2id"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/people"
	"shifu/app/scores"
	"shifu/app/settings"
	"shifu/app/today"
	"shifu/demo"
	ppl "shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
)

var shotNow = time.Date(2026, 11, 18, 6, 10, 0, 0, time.UTC)

// TestShots draws the screens on the demo workspace into the folder SHIFU_SHOTS.
func TestShots(t *testing.T) {
	out := os.Getenv("SHIFU_SHOTS")
	if out == "" {
		t.Skip("SHIFU_SHOTS names no folder")
	}
	w := demoWorkspace(t)
	var want struct {
		Shots []struct {
			Name, Login, Place, ID, Mode, Lang string
			W, H                               float32
			Percent                            int
			Choose                             int
		}
	}
	b, err := os.ReadFile(filepath.Join(out, "want.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	for _, s := range want.Shots {
		l := words.Parse(s.Lang)
		desktest.Wear(t, look.Mode(s.Mode), max(s.Percent, 100), l)
		by, err := w.People().SignIn(context.Background(), s.Login, demo.Password)
		if err != nil {
			t.Fatal(s.Login, err)
		}
		if !by.Confidential() {
			if by, err = w.People().Confirm(context.Background(), by); err != nil {
				t.Fatal(err)
			}
		}
		win := test.NewWindow(nil)
		d := &desk.Desk{Kept: desk.Kept{People: w.People(), Door: w.People(), Calls: w.Calls(), Shelf: w.Shelf(), Quality: w.Quality(),
			Queue: w.Quality(), Trends: w.Quality(), Preferences: w}, Actor: by,
			Settings: desk.Choices{Mode: s.Mode, Percent: 100, Language: l, Rewind: 1500 * time.Millisecond, SkipSeconds: 5},
			Now:      func() time.Time { return shotNow }, Zone: time.FixedZone("CST", 8*3600), Stage: background.Inline(), Hub: w.Notices(), Sound: &desktest.Sound{},
			Window: win, Go: func(desk.Route) {}, Back: func() {}, Toast: func(string, func()) {}, Fail: func(err error) { t.Error(s.Name, err) },
			Progress: func(string, func()) (func(int, int), func()) { return func(int, int) {}, func() {} },
			Changed:  func() {}, Apply: func(desk.Choices) {}, Trace: func(string, map[string]any) {}}
		make := map[string]func(*desk.Desk, desk.Route) desk.Screen{"today": today.New, "scores": scores.New, "people": people.New, "settings": settings.New}[s.Place]
		d.Keeping = fakeKeeping{}
		screen := make(d, desk.Route{Place: desk.Place(s.Place), ID: s.ID})
		win.SetPadded(false)
		win.SetContent(parts.Over(parts.NewPlate(look.Frame), parts.NewPage(screen.Content())))
		win.Resize(fyne.NewSize(s.W-184, s.H-28))
		if c, ok := screen.(interface{ Choose(int) }); ok && s.Choose >= 0 {
			c.Choose(s.Choose)
		}
		f, err := os.Create(filepath.Join(out, s.Name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, win.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
		screen.Close()
	}
}

type fakeKeeping struct{}

func (fakeKeeping) Folder() string { return strings.Repeat("x", 0) + "C:\\Shifu" }
func (fakeKeeping) Backup(context.Context, ppl.Actor) (string, string, error) {
	return "backups/2026.zip", "ab12", nil
}
func (fakeKeeping) Backups(context.Context, ppl.Actor) ([]desk.Backup, error) {
	return []desk.Backup{{Path: "backups/shifu-20261105.zip", At: shotNow.AddDate(0, 0, -13), Size: 48_300_000}}, nil
}
func (fakeKeeping) Check(context.Context, ppl.Actor) ([]words.Text, error) { return nil, nil }
func (fakeKeeping) Audit(_ context.Context, _ ppl.Actor, n int) ([]desk.Entry, string, error) {
	return []desk.Entry{{At: shotNow, Who: "白霜", What: "submit evaluation"}, {At: shotNow.Add(-time.Hour), Who: "管平", What: "save person"}}, "9f2c41d0a7b8e3", nil
}

func demoWorkspace(t *testing.T) *store.Workspace {
	dir := filepath.Join(os.TempDir(), "shifu-people-demo")
	cheap := &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	if _, err := os.Stat(filepath.Join(dir, "made")); err != nil {
		clock := demo.NewClock(shotNow)
		w, err := store.Open(context.Background(), dir, store.Options{Now: clock.Now, PasswordCost: cheap})
		if err != nil {
			t.Fatal(err)
		}
		if err := demo.Make(context.Background(), demo.Workspace{People: w.People(), Door: w.People(), Calls: w.Calls(), Shelf: w.Shelf(),
			Scores: w.Quality(), Queue: w.Quality(), Clock: clock}, shotNow, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if err := os.WriteFile(filepath.Join(dir, "made"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w, err := store.Open(context.Background(), dir, store.Options{Now: func() time.Time { return shotNow }, PasswordCost: cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}
