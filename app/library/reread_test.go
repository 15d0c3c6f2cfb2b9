package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
)

// headerless is a folder with a recording of 32,000 bytes without a header.
func headerless(t *testing.T, seed int) string {
	t.Helper()
	dir, data := t.TempDir(), make([]byte, 32000)
	for i := range data {
		data[i] = byte(i*seed%251 - 20)
	}
	if err := os.WriteFile(filepath.Join(dir, "R-1.raw"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestImport_TheReadingOfFilesWithoutAHeaderIsShownChosenAndRememberedBySource(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.Dropped([]string{headerless(t, 3)})
	if l := s.panel.raw; l.By[".raw"] != (formats.Raw{Codec: formats.PCMS16, SampleRate: 8000, Channels: 1}) {
		t.Fatalf("assumed %v", l.By)
	}
	s.panel.source.SetText("mixmonitor")
	s.panel.source.OnChanged("mixmonitor")
	s.panel.raw.Fields.As.Channels = 2
	s.panel.raw.Fields.Changed()
	_, act := s.panel.dialog.Buttons()
	test.Tap(act)
	settle(s)
	rows, err := o.Store.Calls().List(t.Context(), o.Town.Lead, recordings.Filter{Text: ""}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 99)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range rows {
		found = found || r.Audio.Container == "raw" && r.Audio.Channels == 2 && r.Duration == time.Second
	}
	if !found {
		t.Errorf("no call was read with two lanes: %v", o.Failed)
	}
	s.Dropped([]string{headerless(t, 5)})
	if s.panel.raw.By[".raw"].Channels != 1 {
		t.Error("another source is read as the first")
	}
	s.panel.source.SetText("mixmonitor")
	s.panel.source.OnChanged("mixmonitor")
	if s.panel.raw.By[".raw"].Channels != 2 {
		t.Error("the source's reading is forgotten")
	}
}

func TestReread_TheKeyAsksAndTheCallIsReadAnew(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.importAll(intake.Job{Paths: []string{headerless(t, 7)}, Zone: s.d.Zone})
	settle(s)
	rows, err := o.Store.Calls().List(t.Context(), o.Town.Lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 99)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Audio.Container == "raw" {
			s.preview.show(r)
		}
	}
	settle(s)
	if said := desktest.Texts(s.preview.content); !strings.Contains(said, "8 kHz") {
		t.Errorf("the assumed rate is not shown: %s", said)
	}
	for _, a := range s.Actions() {
		if a.Bare == fyne.KeyR && !a.Off {
			a.Do()
		}
	}
	if o.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("R does nothing")
	}
	top := o.Window.Canvas().Overlays().Top()
	selects := desktest.Found[*parts.Select](top)
	selects[1].OnChanged(4) // 12,000 Hz would be third: 8000, 6000, 11025, 12000, 16000
	test.Tap(desktest.Found[*parts.Button](top)[1])
	settle(s)
	if a := s.preview.row.Audio; a.SampleRate != 16000 || s.preview.row.Duration != time.Second || len(o.Failed) > 0 {
		t.Errorf("%+v, %v", a, o.Failed)
	}
}
