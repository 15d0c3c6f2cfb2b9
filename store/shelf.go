package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"

	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/recordings/formats"
)

// Shelf keeps audio files by the SHA-256 of their content, in folders by its
// first two letters. It fits recordings.Shelf.
type Shelf struct{ w *Workspace }

// Put copies the file in and returns its hash; the same content is kept once.
// The copy has another name until it is whole and safe on the disk; when it
// fails nothing is left.
func (s *Shelf) Put(ctx context.Context, path string) (string, error) {
	if err := s.w.mayWrite(); err != nil {
		return "", err
	}
	in, err := os.Open(path)
	if err != nil {
		return "", unreadable(path, err)
	}
	defer in.Close()
	seen, err := in.Stat()
	if err != nil {
		return "", unreadable(path, err)
	}
	return s.put(ctx, in, path, seen)
}

// PutSeen is Put of a file that was looked at before.
func (s *Shelf) PutSeen(ctx context.Context, path string, seen fs.FileInfo) (string, error) {
	if err := s.w.mayWrite(); err != nil {
		return "", err
	}
	in, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", recordings.Changed
	}
	if err != nil {
		return "", unreadable(path, err)
	}
	defer in.Close()
	return s.put(ctx, in, path, seen)
}

// put copies a file in, if it is still what it was.
func (s *Shelf) put(ctx context.Context, in io.Reader, path string, seen fs.FileInfo) (string, error) {
	tmp, hash, err := s.copyIn(ctx, in)
	if err == nil {
		err = unchanged(path, seen)
	}
	if err == nil {
		err = s.notBuried(ctx, hash)
	}
	if err == nil {
		err = s.settle(tmp, hash)
	}
	if err != nil {
		if tmp != "" {
			err = errors.Join(err, os.Remove(tmp))
		}
		var source *readingError
		if errors.As(err, &source) {
			return "", unreadable(path, source.error)
		}
		return "", s.explain(err)
	}
	return hash, nil
}

func unreadable(path string, err error) error {
	return fault.New(fault.Invalid, "The file {{.File}} can't be read: {{.Why}}.",
		fault.Values{"File": path, "Why": plainCause(err)}).Because(err)
}

// unchanged refuses a file that is not any more what it was.
func unchanged(path string, before os.FileInfo) error {
	after, err := os.Stat(path)
	if err != nil || !os.SameFile(before, after) || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return recordings.Changed
	}
	return nil
}

// copyIn returns the name of the copy even if it fails half-way.
func (s *Shelf) copyIn(ctx context.Context, in io.Reader) (tmp, hash string, err error) {
	out, err := os.CreateTemp(s.dir(), ".new-*")
	if err != nil {
		return "", "", err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, sum), &stoppable{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	return out.Name(), hex.EncodeToString(sum.Sum(nil)), errors.Join(err, out.Close())
}

// notBuried refuses what was deleted for good.
func (s *Shelf) notBuried(ctx context.Context, hash string) error {
	buried, err := s.w.read.NewSelect().Table("tombstones").Where("hash = ?", hash).Exists(ctx)
	if err == nil && buried {
		err = recordings.Deleted
	}
	return err
}

// settle gives the copy its place. A file that is there already stays: it has
// the same content.
func (s *Shelf) settle(tmp, hash string) error {
	place := s.place(hash)
	if _, err := os.Stat(place); err == nil {
		return os.Remove(tmp)
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o750); err != nil {
		return err
	}
	if err := os.Rename(tmp, place); err != nil {
		return err
	}
	return syncDir(filepath.Dir(place))
}

// syncDir makes a rename safe against a power cut, where the system allows it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync() // Windows can't, and needs no such thing
	return d.Close()
}

func (s *Shelf) explain(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return diskFull(s.w.dir, err)
	}
	var p *os.PathError
	if errors.As(err, &p) && !errors.Is(err, context.Canceled) {
		return folderFault(s.dir(), err)
	}
	return err
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Path returns where the file of a hash lies.
func (s *Shelf) Path(hash string) (string, error) {
	if hashForm.MatchString(hash) {
		if _, err := os.Stat(s.place(hash)); err == nil {
			return s.place(hash), nil
		}
	}
	return "", fault.New(fault.NotFound, "The audio of this call is missing from the workspace.", nil)
}

// drop removes a file and its decoded copy; it is no error if there is none.
func (s *Shelf) drop(hash string) error {
	if err := os.Remove(s.place(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return formats.Cache{Dir: s.CacheDir()}.Remove(hash)
}

// Sweep removes the file of a hash that no call and no redaction names.
func (s *Shelf) Sweep(ctx context.Context, hash string) error {
	if err := s.w.mayWrite(); err != nil {
		return err
	}
	return s.w.dropUnnamed(ctx, hash)
}

// dropUnnamed removes a file that no call and no redaction names any more.
func (w *Workspace) dropUnnamed(ctx context.Context, hash string) error {
	if !hashForm.MatchString(hash) {
		return nil
	}
	named, err := w.read.NewSelect().ColumnExpr("1").TableExpr("calls").Where("audio_hash = ?", hash).
		UnionAll(w.read.NewSelect().ColumnExpr("1").TableExpr("redactions").Where("after_hash = ?", hash)).Exists(ctx)
	if err != nil || named {
		return w.explain(err)
	}
	return w.Shelf().explain(w.Shelf().drop(hash))
}

// CacheDir is where decoded copies may be kept. A workspace that can't be
// written uses the system's folder for such things.
func (s *Shelf) CacheDir() string {
	if s.w.why.IsZero() {
		return filepath.Join(s.w.dir, cacheDir)
	}
	return filepath.Join(os.TempDir(), "shifu-cache")
}

func (s *Shelf) dir() string { return filepath.Join(s.w.dir, recordingsDir) }

func (s *Shelf) place(hash string) string { return filepath.Join(s.dir(), hash[:2], hash) }

// stoppable ends a copy when its context does.
type stoppable struct {
	ctx context.Context
	in  io.Reader
}

// Read reads on until the context ends.
func (r *stoppable) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.in.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &readingError{err}
	}
	return n, err
}

// readingError is that of the file that is copied, not of its copy.
type readingError struct{ error }

// Unwrap is the cause.
func (e *readingError) Unwrap() error { return e.error }
