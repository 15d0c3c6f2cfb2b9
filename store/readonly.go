package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// writable reports whether files can be made in dir and in the database; a
// folder that isn't there yet counts as writable.
func writable(dir string) bool {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return true
	}
	f, err := os.CreateTemp(dir, ".try-*")
	if err != nil {
		return false
	}
	err = errors.Join(f.Close(), os.Remove(f.Name()))
	if err != nil || !Exists(dir) {
		return err == nil
	}
	db, err := os.OpenFile(filepath.Join(dir, databaseName), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return db.Close() == nil
}

// openToRead opens what can only be read. It can't migrate: an older database
// is refused.
func (w *Workspace) openToRead(ctx context.Context) error {
	if !Exists(w.dir) {
		return fault.New(fault.Forbidden, "The folder {{.Folder}} can't be written, and there is no workspace in it. Choose another folder.",
			fault.Values{"Folder": w.dir})
	}
	if err := lookAtFile(w.database()); err != nil {
		return err
	}
	var err error
	if w.read, err = w.connectStill(ctx); err != nil {
		return err
	}
	p, err := provider(w.read.DB)
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	have, err := w.version(ctx, w.read.DB)
	if err != nil {
		return err
	}
	if err := refuseNewer(w.dir, have, newest(p)); err != nil {
		return err
	}
	if have < newest(p) {
		return fault.New(fault.Forbidden, "The workspace {{.Folder}} is of an older version and lies on a disk that can't be written. Copy it to a disk that can, and open it there.",
			fault.Values{"Folder": w.dir})
	}
	w.why = words.T("The workspace {{.Folder}} lies on a disk that can't be written: you can read, but not change anything.", fault.Values{"Folder": w.dir})
	w.warm()
	return nil
}

// connectStill opens the database where nothing can be written beside it. What
// still stands in the journal would be missed there: then a copy is read.
func (w *Workspace) connectStill(ctx context.Context) (*bun.DB, error) {
	info, err := os.Stat(w.database() + "-wal")
	if err != nil || info.Size() == 0 {
		return w.connectFrom(still(w.database()))
	}
	if db, err := w.connectFrom(closed(w.database())); err == nil {
		if _, err := w.version(ctx, db.DB); err == nil {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, err
		}
	}
	if w.tmp, err = os.MkdirTemp("", "shifu-read-*"); err != nil {
		return nil, err
	}
	for _, end := range []string{"", "-wal"} {
		if err := copyFile(w.database()+end, filepath.Join(w.tmp, databaseName+end)); err != nil {
			return nil, folderFault(w.tmp, err)
		}
	}
	return w.connectFrom(live(filepath.Join(w.tmp, databaseName)))
}

func (w *Workspace) connectFrom(s source) (*bun.DB, error) {
	w.source = s
	return connect(s.query(), readers)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
