package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"
)

// lookLimit bounds the look into a database that was not closed: opening must
// not become slow with its size. `shifuctl check` looks to the end.
const lookLimit = time.Second

// journalLies reports whether a journal lies beside the database: it was not
// closed, or another window has it open.
func journalLies(path string) bool {
	wal, err := os.Stat(path + "-wal")
	return err == nil && wal.Size() > 0
}

// lookInside checks the pages of a database that was not closed, as far as it
// comes within lookLimit. What a crash tore is found before it is written on.
func lookInside(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	faults, err := integrity(ctx, db, true)
	switch {
	case len(faults) > 0:
		return fmt.Errorf("%w: %s", errDamaged, faults[0])
	case errors.Is(err, context.DeadlineExceeded), isInterrupt(err):
		return nil // large: sound as far as it was read
	}
	return err
}

func isInterrupt(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && s.Code == sqlite3.ErrInterrupt
}
