package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"shifu/internal/fault"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

func migrations() fs.FS {
	sub, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		panic("store: embedded migrations: " + err.Error())
	}
	return sub
}

func provider(db *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db, migrations(), goose.WithLogger(goose.NopLogger()))
}

// migrate brings the database to this program's version. It copies an older
// one into backups/ first and refuses a newer one.
func (w *Workspace) migrate(ctx context.Context) error {
	p, err := provider(w.write.DB)
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	have, err := w.version(ctx, w.write.DB)
	if err != nil {
		return err
	}
	want := newest(p)
	if err := refuseNewer(w.dir, have, want); err != nil || have == want {
		return err
	}
	if have > 0 {
		if err := w.copyBefore(ctx, have, want); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bringing the database from version %d to %d: %w", have, want, err)
	}
	return nil
}

func newest(p *goose.Provider) int64 {
	sources := p.ListSources()
	return sources[len(sources)-1].Version
}

func refuseNewer(dir string, have, want int64) error {
	if have <= want {
		return nil
	}
	return fault.New(fault.Conflict, "The workspace {{.Folder}} was made by a newer Shifu (version {{.Have}} of the database, this program knows {{.Want}}). Install the newer Shifu.",
		fault.Values{"Folder": dir, "Have": have, "Want": want})
}

// version is the number of the last migration, 0 for an empty database. A
// database with other tables and none of ours is refused.
func (w *Workspace) version(ctx context.Context, db *sql.DB) (int64, error) {
	var tables, ours int
	err := db.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(name = 'goose_db_version'), 0) FROM sqlite_master WHERE type = 'table'`).Scan(&tables, &ours)
	if err != nil || tables == 0 {
		return 0, err
	}
	if ours == 0 {
		return 0, fault.New(fault.Invalid, "The file {{.File}} is a database, but not one of Shifu.", fault.Values{"File": w.database()})
	}
	var v sql.NullInt64
	err = db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&v)
	return v.Int64, err
}

// copyBefore keeps the older database as it was.
func (w *Workspace) copyBefore(ctx context.Context, have, want int64) error {
	name := fmt.Sprintf("before-%04d-to-%04d-%s.db", have, want, w.now().UTC().Format("20060102T150405"))
	if err := vacuumInto(ctx, w.write.DB, filepath.Join(w.dir, backupsDir, name)); err != nil {
		return fmt.Errorf("copying the database before its change: %w", err)
	}
	return nil
}
