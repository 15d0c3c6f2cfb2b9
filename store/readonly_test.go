//go:build unix

package store_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/store"
)

const (
	childDir   = "SHIFU_TEST_READ_ONLY"
	childActor = "SHIFU_TEST_ACTOR"
)

// asNobody runs a test of this binary anew, as a user to whom the folder does
// not belong.
func asNobody(t *testing.T, test, dir, actor string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		exe = lend(t, exe)
	}
	readable(t, dir)
	cmd := exec.Command(exe, "-test.run", "^"+test+"$", "-test.count=1", "-test.v")
	cmd.Dir, cmd.Env = "/", []string{childDir + "=" + dir, childActor + "=" + actor, "TMPDIR=/tmp", "HOME=/nonexistent"}
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+test) {
		t.Fatalf("%v\n%s", err, out)
	}
}

// lend copies the binary to where everybody may start it.
func lend(t *testing.T, exe string) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "shifu-test-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	in, err := os.Open(exe)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(filepath.Join(dir, "t"), os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close(), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	return out.Name()
}

// readable lets everybody read the folder and nobody write it.
func readable(t *testing.T, dir string) {
	t.Helper()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	set := func(files, folders fs.FileMode) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return os.Chmod(path, folders)
			}
			return os.Chmod(path, files)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	set(0o444, 0o555)
	t.Cleanup(func() { set(0o644, 0o755) })
}

func TestReadOnly_AWorkspaceOnAReadOnlyDiskOpensForReading(t *testing.T) {
	v := newTown(t)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	asNobody(t, "TestReadOnlyChild", v.Dir(), v.agent.PersonID)
}

func TestReadOnly_WhatStandsInTheJournalIsReadToo(t *testing.T) {
	v := newTown(t)
	dir := t.TempDir()
	image(t, v.Dir(), dir)
	info, err := os.Stat(filepath.Join(dir, "shifu.db-wal"))
	if err != nil || info.Size() == 0 {
		t.Fatal("the journal is empty: nothing to prove", err)
	}
	asNobody(t, "TestReadOnlyChild", dir, v.agent.PersonID)
}

func TestReadOnlyChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("runs as another user, started by TestReadOnly")
	}
	w, err := store.Open(ctx, dir, options(newClock()))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if ro, why := w.ReadOnly(); !ro || !strings.Contains(why.In(words.Chinese), "不可写") {
		t.Error(ro, why)
	}
	rows, err := w.Calls().List(ctx, people.Program(), recordings.Filter{Text: "停电"}, recordings.Order{}, 0, 9)
	if err != nil || len(rows) != 4 {
		t.Error(rows, err)
	}
	if _, err := w.People().SignIn(ctx, "agent", ""); !fault.Is(err, fault.Forbidden) {
		t.Error("a person without a password", err)
	}
	if err := w.Calls().Opened(ctx, people.Program(), "call-own"); err != nil {
		t.Error("can't be read", err)
	}
	file := filepath.Join(dir, "shifu.db")
	for name, err := range map[string]error{
		"preference": w.SetPreference(ctx, people.Program(), "x", []byte("1")), "put": second(w.Shelf().Put(ctx, file)),
		"leave": w.People().Leave(ctx, people.Program(), os.Getenv(childActor), newClock().at),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Error(name, err)
		}
	}
}

func TestReadOnly_AFolderThatCanNotBeWrittenHoldsNoNewWorkspace(t *testing.T) {
	asNobody(t, "TestReadOnlyEmptyChild", t.TempDir(), "")
}

func TestReadOnlyEmptyChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("runs as another user, started by TestReadOnly")
	}
	for _, d := range []string{dir, filepath.Join(dir, "new")} {
		if _, err := store.Open(ctx, d, options(newClock())); !fault.Is(err, fault.Forbidden) {
			t.Error(err)
		}
	}
}

func TestPut_AFullDiskLeavesNothing(t *testing.T) {
	v := newTown(t)
	dir := filepath.Join(v.Dir(), "recordings")
	if err := smallDisk(dir); err != nil {
		t.Skip("no small disk can be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	file := filepath.Join(t.TempDir(), "large.wav")
	if err := os.WriteFile(file, make([]byte, 4<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Shelf().Put(ctx, file); err == nil || !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Error(err)
	}
	if n := files(t, dir); n != 0 {
		t.Errorf("%d files are left", n)
	}
	if err := os.WriteFile(file, []byte("small"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Shelf().Put(ctx, file); err != nil {
		t.Error("there is room for this", err)
	}
}
