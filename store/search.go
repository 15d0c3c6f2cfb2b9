package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"

	"shifu/internal/hanzi"
	"shifu/store/library"
)

// keepTitle puts the words of a call's title into the full-text index (SQLite FTS5).
func keepTitle(ctx context.Context, tx execer, n int64, title string) error {
	words := hanzi.Space(title)
	if words == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM call_text WHERE rowid = ?`, n)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO call_text (rowid, title) VALUES (?, ?)`, n, words)
	return err
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// titleHits remembers what the last words were found in, until calls change:
// typing on, counting and paging ask for the same words again.
type titleHits struct {
	mu      sync.Mutex
	version int64
	found   map[string]library.Hits
}

const titlesKept = 8

func (t *titleHits) with(ctx context.Context, db *sql.DB, word string, version int64) (library.Hits, error) {
	t.mu.Lock()
	if t.found == nil || t.version != version || len(t.found) >= titlesKept {
		t.version, t.found = version, map[string]library.Hits{}
	}
	hits, ok := t.found[word]
	t.mu.Unlock()
	if ok {
		return hits, nil
	}
	hits, err := titlesWith(ctx, db, word)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.version == version {
		t.found[word] = hits
	}
	return hits, nil
}

// titlesWith returns the numbers of the calls with the typed word in their
// title. The database hands them over as one text: a row for each would cost
// more than the search.
func titlesWith(ctx context.Context, db *sql.DB, typed string) (library.Hits, error) {
	phrase := hanzi.Phrase(typed)
	if phrase == "" {
		return nil, nil
	}
	var all sql.NullString
	err := db.QueryRowContext(ctx, `SELECT group_concat(rowid, ' ') FROM call_text WHERE call_text MATCH ?`, phrase).Scan(&all)
	if err != nil {
		return nil, err
	}
	hits := make(library.Hits, 0, len(all.String)/7)
	for n := range strings.FieldsSeq(all.String) {
		v, err := strconv.ParseUint(n, 10, 32)
		if err != nil {
			return nil, err
		}
		hits = append(hits, uint32(v))
	}
	return hits, nil
}
