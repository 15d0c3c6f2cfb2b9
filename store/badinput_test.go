package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/store"
)

// closed returns the folder of a town whose window is closed.
func closed(t *testing.T) (*town, string) {
	t.Helper()
	v := newTown(t)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return v, filepath.Join(v.Dir(), "shifu.db")
}

func TestOpen_ADamagedDatabaseIsSaidSoWithTheBackup(t *testing.T) {
	for name, spoil := range map[string]func(b []byte) []byte{
		"header":  func(b []byte) []byte { copy(b, "garbage garbage"); return b },
		"cut":     func(b []byte) []byte { return b[:len(b)/2/4096*4096] },
		"stump":   func(b []byte) []byte { return b[:50] },
		"zeroes":  func(b []byte) []byte { clear(b[4096:]); return b },
		"letters": func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) },
	} {
		t.Run(name, func(t *testing.T) {
			v := newTown(t)
			path, _, err := v.Backup(ctx, v.admin, "", store.BackupOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if err := v.Close(); err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(v.Dir(), "shifu.db")
			b, err := os.ReadFile(db)
			if err != nil {
				t.Fatal(err)
			}
			b = spoil(b)
			if err := os.WriteFile(db, b, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = store.Open(ctx, v.Dir(), options(v.clock))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), filepath.Base(path)) {
				t.Fatal(err)
			}
			if after, err := os.ReadFile(db); err != nil || !bytes.Equal(after, b) {
				t.Error("the damaged file was touched", err)
			}
			if _, err := store.Restore(ctx, path, v.Dir(), store.RestoreOptions{Aside: true, Now: v.clock.now}); err != nil {
				t.Fatal("the offered back-up does not help:", err)
			}
			open(t, v.Dir(), options(v.clock))
		})
	}
}

func TestOpen_ANewerDatabaseIsRefusedAndLeftAlone(t *testing.T) {
	v, db := closed(t)
	raw(t, v.Dir(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`).Close()
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(ctx, v.Dir(), options(v.clock))
	if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "9999") {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(db); err != nil || !bytes.Equal(before, after) {
		t.Error("it was changed", err)
	}
}

func TestOpen_SomebodysFolderAndSomebodysDatabaseAreRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, dir, options(newClock())); !fault.Is(err, fault.Invalid) {
		t.Error("a folder with other files", err)
	}
	other := t.TempDir()
	raw(t, other, `CREATE TABLE recipes (name TEXT)`).Close()
	if _, err := store.Open(ctx, other, options(newClock())); !fault.Is(err, fault.Invalid) {
		t.Error("another program's database", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, file, options(newClock())); err == nil {
		t.Error("a file")
	}
}

func TestOpen_AnyFolderNameWorks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "电话 100% #1 ?x=y&mode=ro")
	w := open(t, dir, options(newClock()))
	if err := w.SetPreference(ctx, people.Program(), "x", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if !store.Exists(dir) {
		t.Error("the database lies elsewhere")
	}
}

func TestSave_AFullDiskIsSaidSoAndLosesNothing(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	v := settle(t, open(t, dir, options(c)), c)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Comment = "kept"
	if e, err = v.Quality().Save(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	o := options(c)
	o.MaxPages = int(info.Size()/4096) + 2
	full := open(t, dir, o)
	e.Comment = strings.Repeat("长", 100_000)
	if _, err := full.Quality().Save(ctx, v.rev, e); err == nil || !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Fatal(err)
	}
	got, err := full.Quality().Evaluation(ctx, v.rev, e.ID)
	if err != nil || got.Comment != "kept" {
		t.Fatal(got.Comment, err)
	}
	e.Comment = "shorter"
	if _, err := full.Quality().Save(ctx, v.rev, e); err != nil {
		t.Fatal("there was room for this", err)
	}
	if r, err := full.Check(ctx, v.admin, "", nil); err != nil || !r.Sound() {
		t.Fatalf("%+v %v", r, err)
	}
}

func TestAdd_AFullDiskAddsAllOrNothing(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	o := options(c)
	o.MaxPages = 400
	w := open(t, dir, o)
	calls := make([]recordings.Call, 5000)
	for i := range calls {
		calls[i] = recordings.Call{ExternalID: fmt.Sprint(i), Title: strings.Repeat("停电", 20), StartedAt: c.at}
	}
	if _, err := w.Calls().Add(ctx, people.Program(), calls); err == nil || !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Fatal(err)
	}
	if n, err := w.Calls().Count(ctx, people.Program(), recordings.Filter{}); err != nil || n != 0 {
		t.Fatal(n, err)
	}
	if n, err := w.Calls().Count(ctx, people.Program(), recordings.Filter{Text: "停电"}); err != nil || n != 0 {
		t.Fatal(n, err)
	}
}

func TestSave_APowerCutAfterItReturnsLosesNothing(t *testing.T) {
	v := newTown(t)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{"x": qa.Choose(1)}
	if _, err := v.Quality().Save(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	image(t, v.Dir(), dir)
	got, err := open(t, dir, options(v.clock)).Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil || got.ID != e.ID || len(got.Answers) != 1 {
		t.Fatal(got, err)
	}
}

// image copies what lies on the disk while the window is still open.
func image(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"shifu.db", "shifu.db-wal"} {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestLock_AnotherMachineIsKeptOutUntilItsBeatIsOld(t *testing.T) {
	v := newTown(t)
	o := options(v.clock)
	o.Machine = store.Machine{Host: "elsewhere", Boot: "9", PID: 7}
	_, err := store.Open(ctx, v.Dir(), o)
	if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "desk") {
		t.Fatal(err)
	}
	if err := v.SetPreference(ctx, v.agent, "x", []byte("1")); err != nil {
		t.Error("the first window lost its lock", err)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	open(t, v.Dir(), o)
}

func TestLock_TwoWindowsOnOneMachineWorkAndSeeEachOther(t *testing.T) {
	v := newTown(t)
	o := options(v.clock)
	o.Machine.PID = 2
	other := open(t, v.Dir(), o)
	before, err := other.Calls().Count(ctx, v.lead, recordings.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	v.call(t, v.agent, "new")
	if n, err := other.Calls().Count(ctx, v.lead, recordings.Filter{}); err != nil || n != before+1 {
		t.Fatal("the other window does not see the new call", n, err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	o.Machine = store.Machine{Host: "elsewhere"}
	if _, err := store.Open(ctx, v.Dir(), o); !fault.Is(err, fault.Conflict) {
		t.Fatal("closing one window gave the other's lock away", err)
	}
}

func TestLock_WhatACrashLeftBehindDoesNotKeepOut(t *testing.T) {
	v, _ := closed(t)
	for name, at := range map[string]time.Time{"desk-1": v.clock.at, "desk-99": v.clock.at, "elsewhere-3": v.clock.at.Add(-time.Hour)} {
		host, pid, _ := strings.Cut(name, "-")
		text := fmt.Sprintf(`{"host":%q,"boot":"before","pid":%s,"at":%q}`, host, pid, at.Format(time.RFC3339))
		if err := os.WriteFile(filepath.Join(v.Dir(), "locks", name+".lock"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(v.Dir(), "locks", "torn.lock"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, v.Dir(), options(v.clock))
}
