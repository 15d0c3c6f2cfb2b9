package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// This file and search.go hold what only SQLite understands.

// isUnique reports whether err says that something is there already.
func isUnique(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && (s.ExtendedCode == sqlite3.ErrConstraintUnique || s.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// vacuumInto writes a whole and tidy copy of the database to path, which must
// not exist, while others go on working.
func vacuumInto(ctx context.Context, db *sql.DB, path string) error {
	_, err := db.ExecContext(ctx, `VACUUM INTO ?`, path)
	return err
}

func (s source) copyTo(ctx context.Context, path string) (err error) {
	db, err := connect(string(s), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return vacuumInto(ctx, db.DB, path)
}

// limit keeps the database from growing beyond a number of pages; 0: no limit.
func (w *Workspace) limit(ctx context.Context, pages int) error {
	if pages <= 0 {
		return nil
	}
	_, err := w.write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}

// integrity runs SQLite's own check; no line means that all is well.
func integrity(ctx context.Context, db *sql.DB, quick bool) ([]string, error) {
	check := "PRAGMA integrity_check"
	if quick {
		check = "PRAGMA quick_check"
	}
	lines, err := column(ctx, db, check)
	if len(lines) == 1 && lines[0] == "ok" {
		return nil, err
	}
	return lines, err
}

// foreignKeys names the tables with rows that point to nothing.
func foreignKeys(ctx context.Context, db *sql.DB) ([]string, error) {
	return column(ctx, db, `SELECT "table" || ' ' || coalesce(rowid, '') || ' → ' || parent FROM pragma_foreign_key_check`)
}

func column(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
