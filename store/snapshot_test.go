package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
)

// kept makes a library that is just large enough for a file, and closes it.
func kept(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	w := opened(t, dir)
	calls := make([]recordings.Call, snapshotFrom)
	for i := range calls {
		calls[i] = recordings.Call{ExternalID: fmt.Sprint(i), StartedAt: time.UnixMicro(int64(i + 1))}
	}
	add(t, w, calls...)
	if n := count(t, w); n != len(calls) {
		t.Fatal(n)
	}
	shut(t, w)
	return dir
}

func TestIndex_IsKeptForTheNextStartAndDistrustedAfterwards(t *testing.T) {
	dir := kept(t)
	copyOf := filepath.Join(t.TempDir(), databaseName)
	if err := copyFile(filepath.Join(dir, databaseName), copyOf); err != nil {
		t.Fatal(err)
	}
	w := opened(t, dir)
	if count(t, w); w.index.kept != w.index.changes {
		t.Error("the index was read anew although it was kept")
	}
	add(t, w, recordings.Call{ExternalID: "later"})
	if n := count(t, w); n != snapshotFrom+1 {
		t.Error(n)
	}
	shut(t, w)
	// The older database comes back: the newer index must not speak for it.
	if err := os.Rename(copyOf, w.database()); err != nil {
		t.Fatal(err)
	}
	w = opened(t, dir)
	if n := count(t, w); n != snapshotFrom {
		t.Errorf("%d calls, want %d: the index is of another database", n, snapshotFrom)
	}
	shut(t, w)
}

func TestIndex_ABrokenFileIsMadeAnew(t *testing.T) {
	dir := kept(t)
	if err := os.WriteFile(filepath.Join(dir, cacheDir, indexFile), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := opened(t, dir)
	if n := count(t, w); n != snapshotFrom {
		t.Errorf("%d calls with a broken index", n)
	}
	shut(t, w)
}

func opened(t *testing.T, dir string) *Workspace {
	t.Helper()
	w, err := Open(context.Background(), dir, Options{Machine: Machine{Host: "h", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func shut(t *testing.T, w *Workspace) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func add(t *testing.T, w *Workspace, calls ...recordings.Call) {
	t.Helper()
	if _, err := w.Calls().Add(context.Background(), people.Program(), calls); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, w *Workspace) int {
	t.Helper()
	n, err := w.Calls().Count(context.Background(), people.Program(), recordings.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
