package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/store"
)

// heard gives the agent's call audio and returns its hash.
func (v *town) heard(t testing.TB, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.wav")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	hash, err := v.Shelf().Put(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	row, err := v.Calls().Call(ctx, v.lead, v.own)
	if err != nil {
		t.Fatal(err)
	}
	row.Audio = recordings.Audio{Hash: hash, FileName: "a.wav", Frames: 8000, SampleRate: 8000, Channels: 2}
	if err := v.Calls().SetFacts(ctx, v.lead, row.Call); err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestBackup_RestoresEverythingIntoAnEmptyFolder(t *testing.T) {
	v := newTown(t)
	hash := v.heard(t, "sound")
	e := v.scored(t, v.rev, v.own)
	path, m, err := v.Backup(ctx, v.admin, "", store.BackupOptions{Audio: true})
	if err != nil || len(m.Audio) != 1 {
		t.Fatal(m, err)
	}
	if head, err := v.Audit().Head(ctx); err != nil || head != m.Head {
		t.Fatal("the head is not in the manifest", head, m.Head, err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	got, err := store.Restore(ctx, path, dir, store.RestoreOptions{Now: v.clock.now, Machine: options(v.clock).Machine})
	if err != nil || len(got.Missing) != 0 || got.Manifest.Head != m.Head {
		t.Fatal(got, err)
	}
	w := open(t, dir, options(v.clock))
	if back, err := w.Quality().Evaluation(ctx, v.lead, e.ID); err != nil || *back.Final != *e.Final {
		t.Fatal(back, err)
	}
	file, err := w.Shelf().Path(hash)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "sound" {
		t.Fatal(string(b), err)
	}
	if r, err := w.Check(ctx, v.admin, m.Head, nil); err != nil || !r.Sound() || r.Recordings != 1 {
		t.Fatalf("%+v %v", r, err)
	}
}

func TestBackup_WithoutAudioTellsWhatIsMissing(t *testing.T) {
	v := newTown(t)
	hash := v.heard(t, "sound")
	path, _, err := v.Backup(ctx, v.admin, "", store.BackupOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Restore(ctx, path, filepath.Join(t.TempDir(), "new"), store.RestoreOptions{})
	if err != nil || len(got.Missing) != 1 || got.Missing[0] != hash {
		t.Fatal(got, err)
	}
}

func TestRestore_MovesTheOldAsideOnlyWhenAsked(t *testing.T) {
	v := newTown(t)
	path, _, err := v.Backup(ctx, v.admin, filepath.Join(t.TempDir(), "b.zip"), store.BackupOptions{})
	if err != nil {
		t.Fatal(err)
	}
	v.call(t, v.agent, "later")
	o := store.RestoreOptions{Now: v.clock.now, Machine: options(v.clock).Machine, Aside: true}
	if _, err := store.Restore(ctx, path, v.Dir(), o); !fault.Is(err, fault.Conflict) {
		t.Fatal("restored under an open window", err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, path, v.Dir(), store.RestoreOptions{}); !fault.Is(err, fault.Conflict) {
		t.Fatal("overwrote a workspace", err)
	}
	got, err := store.Restore(ctx, path, v.Dir(), o)
	if err != nil || got.Aside == "" {
		t.Fatal(got, err)
	}
	w := open(t, v.Dir(), options(v.clock))
	if _, err := w.Calls().Call(ctx, v.lead, "call-later"); !fault.Is(err, fault.NotFound) {
		t.Error("the older state is not back", err)
	}
	if _, err := os.Stat(got.Aside); err != nil {
		t.Error("what was there is lost", err)
	}
}

func TestRestore_RefusesADamagedBackupAndChangesNothing(t *testing.T) {
	v := newTown(t)
	path, _, err := v.Backup(ctx, v.admin, filepath.Join(t.TempDir(), "b.zip"), store.BackupOptions{})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 0xff
	for name, content := range map[string][]byte{"cut": whole[:len(whole)/2], "flipped": flipped, "empty": {}, "text": []byte("no archive")} {
		file, dir := filepath.Join(t.TempDir(), "x.zip"), filepath.Join(t.TempDir(), "new")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Restore(ctx, file, dir, store.RestoreOptions{}); !fault.Is(err, fault.Invalid) || store.Exists(dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBackup_NeedsTheRightAndLeavesNothingWhenItFails(t *testing.T) {
	v := newTown(t)
	if _, _, err := v.Backup(ctx, v.rev, "", store.BackupOptions{}); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "b.zip"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := v.Backup(ctx, v.admin, filepath.Join(dir, "b.zip"), store.BackupOptions{}); err == nil {
		t.Error("wrote over a folder")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Error("left something", entries, err)
	}
}

func TestCheck_FindsMissingAndChangedAudioAndDanglingRows(t *testing.T) {
	v := newTown(t)
	hash := v.heard(t, "sound")
	file, err := v.Shelf().Path(hash)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	raw(t, v.Dir(), `PRAGMA foreign_keys = off; INSERT INTO transcripts (call_id, utterances) VALUES ('no such call', '[]')`)
	r, err := v.Check(ctx, v.admin, "", nil)
	if err != nil || len(r.Changed) != 1 || len(r.ForeignKeys) != 1 || r.Sound() {
		t.Fatalf("%+v %v", r, err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if r, err = v.Check(ctx, v.admin, "", nil); err != nil || len(r.Missing) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
}

func TestPut_KeepsTheSameContentOnce(t *testing.T) {
	v := newTown(t)
	a, b := v.heard(t, "same"), ""
	file := filepath.Join(t.TempDir(), "b.wav")
	if err := os.WriteFile(file, []byte("same"), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := v.Shelf().Put(ctx, file)
	if err != nil || a != b {
		t.Fatal(a, b, err)
	}
	if n := files(t, filepath.Join(v.Dir(), "recordings")); n != 1 {
		t.Errorf("%d files", n)
	}
	if _, err := v.Shelf().Put(ctx, filepath.Join(t.TempDir(), "none.wav")); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	for _, hash := range []string{"", "../../etc/passwd", "zz", a[:63]} {
		if _, err := v.Shelf().Path(hash); !fault.Is(err, fault.NotFound) {
			t.Error(hash, err)
		}
	}
}

func files(t testing.TB, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
