package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"shifu/recordings"
)

// meanwhile is a context that does something when the copy asks whether to go
// on: in the middle of it.
type meanwhile struct {
	context.Context
	do func()
}

func (m meanwhile) Err() error { m.do(); return nil }

func TestPut_AFileThatIsStillWrittenOrGoesAwayLeavesNothingOnTheShelf(t *testing.T) {
	for name, meddle := range map[string]func(path string) error{
		"grows":    func(path string) error { return os.WriteFile(path, []byte("longer than it was"), 0o600) },
		"vanishes": func(path string) error { _ = os.Remove(path); return nil },
	} {
		v := newTown(t)
		path := filepath.Join(t.TempDir(), "a.wav")
		if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := v.Shelf().Put(meanwhile{ctx, func() { _ = meddle(path) }}, path)
		if !errors.Is(err, recordings.Changed) {
			t.Errorf("%s: %v", name, err)
		}
		left := 0
		_ = filepath.WalkDir(filepath.Join(v.Dir(), "recordings"), func(_ string, d os.DirEntry, _ error) error {
			if d != nil && d.Type().IsRegular() {
				left++
			}
			return nil
		})
		if left != 0 {
			t.Errorf("%s: %d files left", name, left)
		}
	}
}
