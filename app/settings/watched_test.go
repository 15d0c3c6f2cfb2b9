package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings/intake"
	"shifu/recordings/watch"
)

func TestWatched_FoldersAreListedWithWhereTheyStandAndWhatWentWrong(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Lead)
	d.Window, d.Settings = o.Window, o.Desk.Settings
	d.Watched = o.Store.Watched()
	id, err := d.Watched.Save(context.Background(), o.Town.Lead, watch.Folder{Path: "/srv/recorder", Source: "pbx", Done: watch.Move})
	if err != nil {
		t.Fatal(err)
	}
	look := watch.Look{At: o.Now(), Missing: true, Files: []watch.File{{Path: "bad.vtt", State: watch.Refused}, {Path: "new.wav", State: watch.Waiting}}, Taken: 7}
	if err := d.Watched.Looked(context.Background(), o.Town.Lead, id, look); err != nil {
		t.Fatal(err)
	}
	s := New(d, desk.Route{ID: pageWatched}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 840)
	said := desktest.Texts(s.Content())
	for _, want := range []string{"/srv/recorder", "bad.vtt", "7", "pbx"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
}

func TestWatched_IsNotThereForWhoMayNotImport(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Agent)
	d.Window, d.Settings, d.Watched = o.Window, o.Desk.Settings, o.Store.Watched()
	s := New(d, desk.Route{ID: pageWatched}).(*Screen)
	t.Cleanup(s.Close)
	for _, p := range s.pages {
		if p.id == pageWatched {
			t.Error("an agent is offered watched folders")
		}
	}
}

func TestWatched_TheFormShowsTheFoldersTableAndKeepsChosenColumnsAndReadings(t *testing.T) {
	o := desktest.NewOffice(t)
	d := o.As(o.Town.Lead)
	d.Window, d.Settings, d.Watched = o.Window, o.Desk.Settings, o.Store.Watched()
	dir := t.TempDir()
	for name, data := range map[string]string{"calls.csv": "编号一,接通\nA-1,2026-11-10 09:00:00\n", "a.raw": "1234"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := New(d, desk.Route{ID: pageWatched}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 840)
	form := s.askFolder(watch.Folder{Path: dir, Source: "pbx", Done: watch.Leave})
	top := o.Window.Canvas().Overlays().Top()
	if said := desktest.Texts(top); len(form.table.Table.Rows) != 1 || form.raw.By[".raw"].SampleRate != 8000 || !strings.Contains(said, "calls.csv") {
		t.Fatalf("the form shows %s", said)
	}
	form.table.Map(intake.FileName, 1)
	buttons := desktest.Found[*parts.Button](top)
	test.Tap(buttons[len(buttons)-1])
	fs, err := d.Watched.Folders(context.Background(), o.Town.Lead)
	if err != nil || len(fs) != 1 || fs[0].Mapping[intake.FileName] != "编号一" || fs[0].Raw[".raw"].SampleRate != 8000 {
		t.Errorf("%+v, %v, %v", fs, err, o.Failed)
	}
}

func TestWatched_TheFieldThatCannotBeRightIsMarked(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, pageWatched, nil)
	form := s.askFolder(watch.Folder{Path: t.TempDir(), Done: watch.Leave})
	if _, err := form.read(); err == nil {
		t.Fatal("a recorder without a name is taken")
	}
	if form.mark(); form.path.Wrong || !form.source.Wrong {
		t.Errorf("path wrong %v, source wrong %v", form.path.Wrong, form.source.Wrong)
	}
	form.source.SetText("pbx")
	form.path.SetText("recorder")
	if form.mark(); !form.path.Wrong || form.source.Wrong {
		t.Errorf("path wrong %v, source wrong %v", form.path.Wrong, form.source.Wrong)
	}
}
