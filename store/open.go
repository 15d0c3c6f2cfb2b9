package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/words"
)

// Workspace is an open workspace. Its methods may be called by several
// goroutines; the keepers that it returns are light and need no closing.
type Workspace struct {
	dir    string
	why    words.Text // why it is read only; zero: it isn't
	now    func() time.Time
	zone   *time.Location // in which working days begin and end
	cost   *argon2id.Params
	read   *bun.DB // several connections, query only
	write  *bun.DB // one connection; nil when read only
	source source  // where read reads
	lock   *lock
	hub    notice.Hub
	index  index
	closed sync.Once
	tmp    string // a copy that is thrown away at Close; empty: none
	run    string // this run of the program
	mono   func() time.Duration

	guesses guesses // wrong passwords
}

// The parts of a workspace folder.
const (
	databaseName  = "shifu.db"
	recordingsDir = "recordings"
	backupsDir    = "backups"
	cacheDir      = "cache"
	locksDir      = "locks"
)

// Open opens the workspace in dir, and makes it if the folder is empty or
// missing. It refuses a folder that is no workspace, a database of a newer
// Shifu, a damaged one (Invalid, naming the newest back-up), and a folder in
// which another machine works (Conflict). On a read-only disk the workspace
// opens for reading: see ReadOnly.
func Open(ctx context.Context, dir string, o Options) (*Workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, folderFault(dir, err)
	}
	w := &Workspace{dir: dir, now: o.clock(), zone: o.place(), cost: o.cost(), run: cmp.Or(o.Run, newID()), mono: o.mono()}
	if writable(dir) {
		err = w.openToWrite(ctx, o)
	} else {
		err = w.openToRead(ctx)
	}
	if err != nil {
		return nil, errors.Join(w.explain(err), w.Close())
	}
	return w, nil
}

// Exists reports whether dir holds a workspace.
func Exists(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, databaseName))
	return err == nil && info.Mode().IsRegular()
}

// Close ends the use of the workspace and gives its lock back. Further calls do nothing.
func (w *Workspace) Close() error {
	var errs []error
	w.closed.Do(func() {
		if w.read != nil {
			errs = append(errs, w.keepIndex(), w.read.Close())
		}
		if w.write != nil {
			errs = append(errs, w.write.Close())
		}
		if w.lock != nil {
			errs = append(errs, w.lock.release())
		}
		if w.tmp != "" {
			errs = append(errs, os.RemoveAll(w.tmp))
		}
	})
	return errors.Join(errs...)
}

func (w *Workspace) openToWrite(ctx context.Context, o Options) error {
	for _, sub := range []string{"", recordingsDir, backupsDir, cacheDir, locksDir} {
		if err := os.MkdirAll(filepath.Join(w.dir, sub), 0o750); err != nil {
			return folderFault(w.dir, err)
		}
	}
	if err := w.refuseStrange(); err != nil {
		return err
	}
	l, err := takeLock(filepath.Join(w.dir, locksDir), o.machine(), w.now)
	if err != nil {
		return err
	}
	w.lock = l
	if err := lookAtFile(w.database()); err != nil {
		return err
	}
	torn := journalLies(w.database())
	if w.write, err = connect(writeDSN(w.database()), 1); err != nil {
		return err
	}
	if err := w.limit(ctx, o.MaxPages); err != nil {
		return err
	}
	if torn {
		if err := lookInside(ctx, w.write.DB); err != nil {
			return err
		}
	}
	if err := w.migrate(ctx); err != nil {
		return err
	}
	if w.read, err = w.connectFrom(live(w.database())); err != nil {
		return err
	}
	if err := w.firstUse(ctx); err != nil {
		return err
	}
	return w.removeBuried(ctx)
}

func (w *Workspace) database() string { return filepath.Join(w.dir, databaseName) }

// refuseStrange refuses to make a workspace among somebody's other files.
func (w *Workspace) refuseStrange() error {
	if Exists(w.dir) {
		return nil
	}
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return folderFault(w.dir, err)
	}
	ours := map[string]bool{recordingsDir: true, backupsDir: true, cacheDir: true, locksDir: true}
	for _, e := range entries {
		if !ours[e.Name()] {
			return fault.New(fault.Invalid, "The folder {{.Folder}} holds other files and no workspace. Choose an empty folder.",
				fault.Values{"Folder": w.dir})
		}
	}
	return nil
}

const readers = 4

// connect opens a pool of at most n connections and proves that it answers.
func connect(dsn string, n int) (*bun.DB, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	if err := db.Ping(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return bun.NewDB(db, sqlitedialect.New()), nil
}

func (o Options) clock() func() time.Time {
	if o.Now != nil {
		return o.Now
	}
	return time.Now
}

// mono is the clock of o, or one that runs from now on.
func (o Options) mono() func() time.Duration {
	if o.Mono != nil {
		return o.Mono
	}
	opened := time.Now()
	return func() time.Duration { return time.Since(opened) }
}

func (o Options) place() *time.Location {
	if o.Zone == nil {
		return time.Local
	}
	return o.Zone
}

func (o Options) machine() Machine {
	if o.Machine != (Machine{}) {
		return o.Machine
	}
	return thisMachine()
}

func (o Options) cost() *argon2id.Params {
	if o.PasswordCost != nil {
		return o.PasswordCost
	}
	return &argon2id.Params{Memory: 64 * 1024, Iterations: 3, Parallelism: 2, SaltLength: 16, KeyLength: 32}
}

func folderFault(dir string, err error) error {
	return fault.New(fault.Forbidden, "The folder {{.Folder}} can't be used: {{.Why}}. Check that it exists and that you may write into it.",
		fault.Values{"Folder": dir, "Why": plainCause(err)}).Because(err)
}

// plainCause is the system's own reason without the path in front of it.
func plainCause(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// firstUse gives a new workspace its name, by which back-ups know it, and
// begins to read the library.
func (w *Workspace) firstUse(ctx context.Context) error {
	_, err := w.write.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES ('workspace', ?) ON CONFLICT DO NOTHING`, newID())
	if err != nil {
		return err
	}
	if err := w.fillPages(ctx); err != nil {
		return fmt.Errorf("making the figures: %w", err)
	}
	w.warm()
	return nil
}
