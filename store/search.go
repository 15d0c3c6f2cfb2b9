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

// textHits remembers what the last words were found in, until calls change:
// typing on, counting and paging ask for the same words again.
type textHits struct {
	table   string
	phrase  func(typed string) string // in the language of FTS5
	mu      sync.Mutex
	version int64
	found   map[string]library.Hits
}

const wordsKept = 8

func (t *textHits) with(ctx context.Context, db *sql.DB, word string, version int64) (library.Hits, error) {
	t.mu.Lock()
	if t.found == nil || t.version != version || len(t.found) >= wordsKept {
		t.version, t.found = version, map[string]library.Hits{}
	}
	hits, ok := t.found[word]
	t.mu.Unlock()
	if ok {
		return hits, nil
	}
	hits, err := t.ask(ctx, db, word)
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

// ask returns the numbers of the calls in whose text the typed word
// stands. The database hands them over as one text: a row for each would cost
// more than the search.
func (t *textHits) ask(ctx context.Context, db *sql.DB, typed string) (library.Hits, error) {
	phrase := t.phrase(typed)
	if phrase == "" {
		return nil, nil
	}
	var all sql.NullString
	err := db.QueryRowContext(ctx, `SELECT group_concat(rowid, ' ') FROM `+t.table+` WHERE `+t.table+` MATCH ?`, phrase).Scan(&all)
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

// either are the numbers that are in a or in b, which both grow.
func either(a, b library.Hits) library.Hits {
	if len(b) == 0 {
		return a
	}
	all := make(library.Hits, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			all, a = append(all, a[0]), a[1:]
		case a[0] > b[0]:
			all, b = append(all, b[0]), b[1:]
		default:
			all, a, b = append(all, a[0]), a[1:], b[1:]
		}
	}
	return append(append(all, a...), b...)
}
