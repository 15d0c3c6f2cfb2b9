package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
)

// folder holds two recordings, a broken one and a table with one wrong date.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range []string{"A-1.wav", "A-2.wav"} {
		samples := make([]int16, 16000)
		for k := range samples {
			samples[k] = int16(k * (i + 3) % 5000)
		}
		f, err := os.Create(filepath.Join(dir, name))
		if err == nil {
			err = formats.WriteSamples(f, 8000, 1, samples)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"bad.wav": "RIFF nothing",
		"calls.csv": "编号一,接通,工号,业务\nA-1,2026-11-10 09:00:00,602agent,故障报修\nA-2,2026-11-10 10:00:00,602agent,故障报修\nA-3,tomorrow,602agent,故障报修\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImport_DropMapStartAndSeeWhatWasRefused(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.Dropped([]string{folder(t)})
	p := s.panel
	if p == nil || p.found.Sounds != 3 || len(p.found.Tables) != 1 || len(p.table.Table.Rows) != 3 {
		t.Fatalf("%+v", p)
	}
	if p.table.Wrong == nil {
		t.Error("unknown headers are taken")
	}
	p.table.Map(intake.CallID, 1)
	p.table.Map(intake.Start, 2)
	if p.table.Wrong != nil || len(p.table.Tried) != 3 || p.table.Tried[2].Problem == nil || p.table.Tried[0].Call.AgentName != "林小满" {
		t.Fatalf("%v %+v", p.table.Wrong, p.table.Tried)
	}
	if !strings.Contains(p.table.Says.Value, "第 4 行") {
		t.Errorf("the panel says %q", p.table.Says.Value)
	}
	_, act := p.dialog.Buttons()
	test.Tap(act)
	settle(s)
	if s.panel != nil || s.rows.count != 9 || s.total != 9 {
		t.Fatalf("%d calls listed, %v", s.rows.count, o.Failed)
	}
	if len(s.summary.Objects) != 1 {
		t.Error("nothing is said of the refused ones")
	}
	if o.Traced("imported") != 1 || o.Traced("prepared") != 1 {
		t.Errorf("%v", o.Events)
	}
	s.Dropped([]string{folder(t)})
	if again := s.panel; again.table.Columns[intake.Start] != "接通" {
		t.Errorf("the columns are forgotten: %v", again.table.Columns)
	}
}

func TestImport_TypedPathsAreAddedOnceAndTakenAway(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.openImport()
	p := s.panel
	if _, act := p.dialog.Buttons(); !act.Disabled() {
		t.Error("nothing can be imported")
	}
	dir := folder(t)
	for range 2 {
		p.entry.SetText(" \"" + dir + "\" ")
		p.entered()
	}
	if len(p.paths) != 1 || p.paths[0] != dir {
		t.Errorf("paths: %v", p.paths)
	}
	p.tapPath(0, fyne.NewPos(p.list.Size().Width-10, 5))
	if len(p.paths) != 0 {
		t.Errorf("paths: %v", p.paths)
	}
	safe, _ := p.dialog.Buttons()
	test.Tap(safe)
	if s.panel != nil {
		t.Error("the panel stays open")
	}
}

func TestImport_PathEnterEnterIsAllItTakes(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if !desktest.Shortcut(s, fyne.KeyI, fyne.KeyModifierShortcutDefault) {
		t.Fatal("Ctrl I does nothing")
	}
	s.panel.entry.SetText(folder(t))
	s.panel.entry.OnSubmitted(s.panel.entry.Text())
	s.panel.entry.OnSubmitted("")
	settle(s)
	if s.panel != nil || o.Traced("imported") != 1 {
		t.Errorf("imported %d times", o.Traced("imported"))
	}
}

func TestImport_AnUnreadableTableIsSaidInThePanel(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	path := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Dropped([]string{path})
	if !strings.Contains(s.panel.table.Says.Value, "empty.csv") {
		t.Errorf("the panel says %q", s.panel.table.Says.Value)
	}
}

func TestImport_TheReasonsCanBeReadAndCopiedOnlyByRight(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.importAll(intake.Job{Paths: []string{folder(t)}, Zone: s.d.Zone})
	if len(s.summary.Objects) == 0 {
		t.Fatal("no summary")
	}
	s.showWhy(intake.Summary{Refused: []intake.Problem{}})
	if o.Traced("why") != 1 {
		t.Error("the reasons aren't shown")
	}
}

// jobOf imports a folder as the panel would.
func (s *Screen) jobOf(dir string) intake.Job {
	return intake.Job{Paths: []string{dir}, Zone: s.d.Zone}
}
