package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/mattn/go-sqlite3"

	"shifu/internal/fault"
)

// errDamaged says that the file is no sound database.
var errDamaged = errors.New("damaged database")

// explain puts the database's own errors into sentences. What is one already
// passes through.
func (w *Workspace) explain(err error) error {
	var f *fault.Fault
	if err == nil || errors.As(err, &f) || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, errDamaged) {
		return w.damaged(err)
	}
	var s sqlite3.Error
	if !errors.As(err, &s) {
		return err
	}
	switch s.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return w.damaged(err)
	case sqlite3.ErrFull:
		return diskFull(w.dir, err)
	case sqlite3.ErrReadonly:
		return fault.New(fault.Forbidden, "The workspace {{.Folder}} lies on a disk that can't be written. Nothing was changed.", fault.Values{"Folder": w.dir}).Because(err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fault.New(fault.Conflict, "Another window of Shifu is writing just now. Try again in a moment.", nil).Because(err)
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		return fault.New(fault.Unexpected, "The disk of the workspace {{.Folder}} does not answer as it should: {{.Why}}. Check the disk and its connection.",
			fault.Values{"Folder": w.dir, "Why": s.Error()}).Because(err)
	case sqlite3.ErrConstraint:
		return fault.New(fault.Conflict, "This exists already, or something that it names does not exist.", nil).Because(err)
	}
	return err
}

func diskFull(dir string, err error) error {
	return fault.New(fault.Unexpected, "The disk is full: nothing was changed in {{.Folder}}. Make room and try again.",
		fault.Values{"Folder": dir}).Because(err)
}

func (w *Workspace) damaged(err error) error {
	copies, lookErr := Backups(w.dir)
	if lookErr != nil || len(copies) == 0 {
		return fault.New(fault.Invalid, "The database of the workspace {{.Folder}} is damaged, and there is no back-up in its folder backups. Restore one from elsewhere.",
			fault.Values{"Folder": w.dir}).Because(err)
	}
	return fault.New(fault.Invalid, "The database of the workspace {{.Folder}} is damaged. Restore the newest back-up: {{.Backup}}.",
		fault.Values{"Folder": w.dir, "Backup": copies[0].Path}).Because(err)
}

// Copy is a back-up that lies in the workspace's folder backups.
type Copy struct {
	Path string
	At   time.Time
	Size int64
}

// Backups returns the back-ups in dir's folder backups, newest first.
func Backups(dir string) ([]Copy, error) {
	var out []Copy
	for _, pattern := range []string{"*.zip", "*.db"} {
		paths, err := filepath.Glob(filepath.Join(dir, backupsDir, pattern))
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			if info, err := os.Stat(p); err == nil {
				out = append(out, Copy{Path: p, At: info.ModTime().UTC(), Size: info.Size()})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].At.After(out[j].At) })
	return out, nil
}

// lookAtFile finds without reading much that a file is no database, or that
// its end is missing. A file that isn't there is sound.
func lookAtFile(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return folderFault(filepath.Dir(path), err)
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	if n == 0 {
		return nil // a new file, before its first page
	}
	if err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w: no SQLite header", errDamaged)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return lookAtLength(path, head, info.Size())
}

// lookAtLength compares the page count of the header (file format, section
// 1.3) with the length of the file. A journal may hold the rest.
func lookAtLength(path string, head []byte, size int64) error {
	if journalLies(path) {
		return nil
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	if pages := int64(binary.BigEndian.Uint32(head[28:])); pages*page > size {
		return fmt.Errorf("%w: %d of %d bytes", errDamaged, size, pages*page)
	}
	return nil
}
