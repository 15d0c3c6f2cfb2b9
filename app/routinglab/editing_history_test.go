package routinglab

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/routing/queuelog"
)

// edited is the editor of a scenario that is kept.
func edited(t *testing.T) (*desktest.Office, *Screen, *editing) {
	t.Helper()
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	return o, s, s.pages[1].(*scenarios).editing
}

func undo(s *Screen) bool { return desktest.Shortcut(s, fyne.KeyZ, ctrl) }
func redo(s *Screen) bool { return desktest.Shortcut(s, fyne.KeyZ, ctrl|fyne.KeyModifierShift) }

func TestEditing_EveryChangeIsUndoneAndRedoneWhereItWasMade(t *testing.T) {
	_, s, e := edited(t)
	start := e.text()
	e.addType()
	e.addGroup()
	e.nav.Choose(1)
	e.dropType()
	changed := e.text()
	for range 3 {
		if !undo(s) {
			t.Fatal("there is nothing to undo")
		}
	}
	if e.text() != start || undo(s) {
		t.Errorf("not as at the beginning:\n%s", e.text())
	}
	for range 3 {
		if !redo(s) {
			t.Fatal("there is nothing to redo")
		}
	}
	if e.text() != changed || redo(s) {
		t.Errorf("not as at the end:\n%s", e.text())
	}
	undo(s)
	e.addGroup()
	if redo(s) {
		t.Error("redone over another change")
	}
}

func TestEditing_WhatIsTypedIntoOneFieldIsOneStepAlsoWhereItCantRun(t *testing.T) {
	_, s, e := edited(t)
	name := e.s.Name
	field := desktest.Found[*parts.Entry](e.form)[0]
	for _, text := range []string{"s", "st", "sto", ""} {
		field.SetText(text)
	}
	if e.s.Name != "" || len(e.past.before) != 1 {
		t.Fatalf("%q after %d steps", e.s.Name, len(e.past.before))
	}
	if undo(s); e.s.Name != name {
		t.Errorf("%q, was %q", e.s.Name, name)
	}
	if redo(s); e.s.Name != "" {
		t.Errorf("%q", e.s.Name)
	}
}

func TestRunning_TheQueueLogOfTheFirstRunAndItsDecisionsAreWritten(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "运行")
	t.Setenv("HOME", t.TempDir())
	act(t, s, "写出首轮的 queue_log")
	for _, e := range desktest.Found[*parts.Entry](o.Window.Canvas().Overlays().Top()) {
		if e.OnSubmitted != nil {
			e.OnSubmitted(e.Text())
		}
	}
	folder := filepath.Join(os.Getenv("HOME"), "Shifu-reports")
	h, err := queuelog.Load(filepath.Join(folder, "storm queue_log.log"))
	if err != nil {
		t.Fatal(err, o.Failed)
	}
	if len(h.Visits) < 100 || len(h.Queues) != 2 {
		t.Errorf("%d calls of %v", len(h.Visits), h.Queues)
	}
	act(t, s, "为什么")
	y := s.pages[1].(*scenarios).running.why
	sheet, chosen := y.sheet(), 0
	for row := range sheet.Rows {
		if len(row) != len(sheet.Columns) {
			t.Fatal(row)
		}
		if row[5] == "选中" {
			chosen++
		}
	}
	if sheet.Count < len(y.shown) || chosen == 0 {
		t.Errorf("%d rows of %d decisions, %d chosen", sheet.Count, len(y.shown), chosen)
	}
}
