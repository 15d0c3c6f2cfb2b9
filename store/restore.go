package store

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"shifu/internal/fault"
)

// RestoreOptions say where a back-up may go.
type RestoreOptions struct {
	Aside    bool                  // a database that is there is moved into backups/ first
	Now      func() time.Time      // nil: time.Now
	Machine  Machine               // zero: this one
	Progress func(done, total int) // files; may be nil
}

// Restored says what came back.
type Restored struct {
	Manifest Manifest
	Missing  []string // hashes of recordings that are neither in the back-up nor in the folder
	Aside    string   // where the database that was there lies now; empty: there was none
}

// Restore puts a back-up into dir: an empty folder, or one whose database may
// be moved aside. The copy is verified (hash, integrity, audit log up to the
// head in the manifest) before it takes its place; a back-up that is damaged
// changes nothing. Recordings already in the folder stay.
func Restore(ctx context.Context, from, dir string, o RestoreOptions) (Restored, error) {
	r := restorer{w: &Workspace{dir: dir, now: Options{Now: o.Now}.clock()}, o: o}
	err := r.run(ctx, from)
	if err != nil {
		return Restored{}, r.w.Shelf().explain(r.w.explain(err))
	}
	return r.out, nil
}

type restorer struct {
	w   *Workspace
	o   RestoreOptions
	z   *zip.Reader
	tmp string
	out Restored
}

func (r *restorer) run(ctx context.Context, from string) (err error) {
	z, err := zip.OpenReader(from)
	if err != nil {
		return fault.New(fault.Invalid, "The file {{.File}} is no back-up of Shifu, or it is damaged.", fault.Values{"File": from}).Because(err)
	}
	defer z.Close()
	r.z = &z.Reader
	if Exists(r.w.dir) && !r.o.Aside {
		return fault.New(fault.Conflict, "There is a workspace in {{.Folder}} already. Choose an empty folder, or let it be moved aside.",
			fault.Values{"Folder": r.w.dir})
	}
	l, err := r.prepare()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release(), os.RemoveAll(r.tmp)) }()
	if err := r.verify(ctx, from); err != nil {
		return err
	}
	if err := r.recordings(ctx); err != nil {
		return err
	}
	return r.exchange()
}

// prepare makes the folders and takes the lock: nobody may work here meanwhile.
func (r *restorer) prepare() (*lock, error) {
	w := r.w
	for _, sub := range []string{"", recordingsDir, backupsDir, cacheDir, locksDir} {
		if err := os.MkdirAll(filepath.Join(w.dir, sub), 0o750); err != nil {
			return nil, folderFault(w.dir, err)
		}
	}
	if !Exists(w.dir) {
		if err := w.refuseStrange(); err != nil {
			return nil, err
		}
	}
	if err := r.refuseOpen(); err != nil {
		return nil, err
	}
	l, err := takeLock(filepath.Join(w.dir, locksDir), Options{Machine: r.o.Machine}.machine(), w.now)
	if err != nil {
		return nil, err
	}
	if r.tmp, err = os.MkdirTemp(filepath.Join(w.dir, cacheDir), ".restore-*"); err != nil {
		return nil, errors.Join(folderFault(w.dir, err), l.release())
	}
	return l, nil
}

// refuseOpen refuses a folder in which a window works, on this machine too.
func (r *restorer) refuseOpen() error {
	files, err := filepath.Glob(filepath.Join(r.w.dir, locksDir, "*.lock"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if b, ok := readBeat(f); ok && r.w.now().Sub(b.At) < beatLasts {
			return fault.New(fault.Conflict, "This workspace is in use on the computer {{.Host}}. Close Shifu there, then try again.", fault.Values{"Host": b.Host})
		}
	}
	return nil
}

// verify unpacks the database beside its place and proves it.
func (r *restorer) verify(ctx context.Context, from string) error {
	damaged := fault.New(fault.Invalid, "The back-up {{.File}} is damaged: nothing was restored.", fault.Values{"File": from})
	if err := r.readManifest(); err != nil {
		return damaged.Because(err)
	}
	db := filepath.Join(r.tmp, databaseName)
	if err := r.unpack(ctx, databaseName, db, r.out.Manifest.Database); err != nil {
		return damaged.Because(err)
	}
	still, err := connect(still(db).query(), 1)
	if err != nil {
		return damaged.Because(err)
	}
	defer still.Close()
	p, err := provider(still.DB)
	if err != nil {
		return err
	}
	if err := refuseNewer(from, r.out.Manifest.Version, newest(p)); err != nil {
		return err
	}
	lines, err := integrity(ctx, still.DB, false)
	if err != nil || len(lines) > 0 {
		return damaged.Because(errors.Join(err, fmt.Errorf("integrity: %q", lines)))
	}
	v, err := verifyAudit(ctx, still, r.out.Manifest.Head)
	if err != nil || !v.Sound() {
		return damaged.Because(errors.Join(err, errors.New(v.Problem.String())))
	}
	return nil
}

func (r *restorer) readManifest() error {
	f, err := r.z.Open(manifestName)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := json.NewDecoder(f).Decode(&r.out.Manifest); err != nil {
		return err
	}
	for _, a := range r.out.Manifest.Audio {
		if !hashForm.MatchString(a.Hash) {
			return fmt.Errorf("%q is no hash", a.Hash)
		}
	}
	return nil
}

// unpack writes a file of the archive to path and compares its hash.
func (r *restorer) unpack(ctx context.Context, name, path, hash string) error {
	in, err := r.z.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, &stoppable{ctx, in})
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	have, err := hashFile(ctx, path)
	if err == nil && have != hash {
		err = fmt.Errorf("%s has another content than the manifest says", name)
	}
	return err
}

func (r *restorer) recordings(ctx context.Context) error {
	s, all := r.w.Shelf(), r.out.Manifest.Audio
	for i, a := range all {
		if _, err := s.Path(a.Hash); err != nil {
			if err := r.recording(ctx, s, a); err != nil {
				return err
			}
		}
		tell(r.o.Progress, i+1, len(all))
	}
	return nil
}

func (r *restorer) recording(ctx context.Context, s *Shelf, a File) error {
	tmp := filepath.Join(r.tmp, a.Hash)
	err := r.unpack(ctx, recordingsDir+"/"+a.Hash, tmp, a.Hash)
	if errors.Is(err, os.ErrNotExist) {
		r.out.Missing = append(r.out.Missing, a.Hash)
		return nil
	}
	if err != nil {
		return fmt.Errorf("restoring a recording: %w", err)
	}
	return s.settle(tmp, a.Hash)
}

// exchange moves what was there aside and puts the restored database in its place.
func (r *restorer) exchange() error {
	w := r.w
	if Exists(w.dir) {
		r.out.Aside = filepath.Join(w.dir, backupsDir, "replaced-"+w.now().UTC().Format("20060102T150405.000")+".db")
		for _, end := range []string{"-wal", "-shm", ""} {
			if err := os.Rename(w.database()+end, r.out.Aside+end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return folderFault(w.dir, err)
			}
		}
	}
	if err := os.Rename(filepath.Join(r.tmp, databaseName), w.database()); err != nil {
		return folderFault(w.dir, err)
	}
	return syncDir(w.dir)
}
