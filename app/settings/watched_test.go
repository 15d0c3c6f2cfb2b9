package settings

import (
	"context"
	"strings"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
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
