package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/store/library"
)

// keepSaid keeps a transcript as everybody reads it, and its words where they
// are found.
func (c *change) keepSaid(ctx context.Context, callID string, us []recordings.Utterance) error {
	text, err := asJSON(us)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `INSERT INTO transcripts (call_id, utterances) VALUES (?, ?)
		ON CONFLICT (call_id) DO UPDATE SET utterances = excluded.utterances`, callID, text); err != nil {
		return fmt.Errorf("keeping a transcript: %w", err)
	}
	changed, err := c.next(ctx, "changes", 1)
	if err != nil {
		return err
	}
	var n int64
	if err := c.QueryRowContext(ctx, `UPDATE calls SET changed = ? WHERE id = ? RETURNING n`, changed, callID).Scan(&n); err != nil {
		return fmt.Errorf("marking a call as changed: %w", err)
	}
	return keepWords(ctx, c.Tx.Tx, n, us)
}

// keepWords puts what was said in call n into the full-text index (SQLite
// FTS5). A line between utterances keeps words from reaching over them.
func keepWords(ctx context.Context, tx execer, n int64, us []recordings.Utterance) error {
	texts := make([]string, len(us))
	for i, u := range us {
		texts[i] = hanzi.Chain(u.Text)
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO call_said (rowid, said) VALUES (?, ?)`, n, strings.Join(texts, "\n")); err != nil {
		return fmt.Errorf("keeping the words of a transcript: %w", err)
	}
	return nil
}

func forget(ctx context.Context, tx execer, n int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM call_said WHERE rowid = ?`, n)
	return err
}

// heardAtOnce is how many transcripts are taken into the index in one change.
const heardAtOnce = 200

// hearOn takes transcripts into the index that an older program kept without it.
func (w *Workspace) hearOn(ctx context.Context) error {
	if w.mayWrite() != nil {
		return nil
	}
	for {
		var waiting []heard
		err := w.read.NewSelect().TableExpr("said_waiting AS s").ColumnExpr("s.call_id, c.n, coalesce(t.utterances, '[]') AS utterances").
			Join("JOIN calls AS c ON c.id = s.call_id").Join("LEFT JOIN transcripts AS t ON t.call_id = s.call_id").Limit(heardAtOnce).Scan(ctx, &waiting)
		if err != nil || len(waiting) == 0 {
			return err
		}
		if err := w.change(ctx, people.Program(), func(ctx context.Context, c *change) error { return c.hear(ctx, waiting) }); err != nil {
			return err
		}
	}
}

type heard struct {
	CallID     string `bun:"call_id"`
	N          int64  `bun:"n"`
	Utterances string `bun:"utterances"`
}

func (c *change) hear(ctx context.Context, waiting []heard) error {
	ids := make([]string, len(waiting))
	for i, h := range waiting {
		ids[i] = h.CallID
		us, err := utterances(h.Utterances)
		if err != nil {
			return err
		}
		if err := keepWords(ctx, c.Tx.Tx, h.N, us); err != nil {
			return err
		}
	}
	if _, err := c.NewDelete().Table("said_waiting").Where("call_id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
		return err
	}
	_, err := c.next(ctx, "changes", 1)
	return err
}

// saidAtOnce is how many calls are read at once when lines are looked for.
const saidAtOnce = 40

// Said returns what was said with a word of f.Said in it.
func (k *Calls) Said(ctx context.Context, by people.Actor, f recordings.Filter, o recordings.Order, from, limit int) ([]recordings.Line, int, error) {
	if _, err := hearing(by); err != nil {
		return nil, 0, err
	}
	words := library.Words(f.Said)
	if len(words) == 0 || from < 0 {
		return nil, 0, nil
	}
	var lines []recordings.Line
	for len(lines) < limit {
		rows, err := k.List(ctx, by, f, o, from, saidAtOnce)
		if err != nil || len(rows) == 0 {
			return lines, 0, err
		}
		read, more, err := k.linesOf(ctx, rows, words, limit-len(lines))
		if err != nil {
			return nil, 0, k.w.explain(err)
		}
		lines, from = append(lines, read...), from+more
	}
	return lines, from, nil
}

// linesOf are the lines of rows with one of words in it, until there are
// enough, and how many of rows they are of.
func (k *Calls) linesOf(ctx context.Context, rows []recordings.Row, words []string, enough int) ([]recordings.Line, int, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	var kept []struct{ CallID, Utterances string }
	if err := k.w.read.NewSelect().Table("transcripts").Column("call_id", "utterances").Where("call_id IN (?)", bun.List(ids)).Scan(ctx, &kept); err != nil {
		return nil, 0, fmt.Errorf("reading transcripts: %w", err)
	}
	texts := make(map[string]string, len(kept))
	for _, t := range kept {
		texts[t.CallID] = t.Utterances
	}
	var lines []recordings.Line
	for i, r := range rows {
		us, err := utterances(texts[r.ID])
		if err != nil {
			return nil, 0, err
		}
		for at, u := range us {
			if hanzi.HasAny(u.Text, words) {
				lines = append(lines, recordings.Line{Row: r, Utterance: u, Number: at})
			}
		}
		if len(lines) >= enough {
			return lines, i + 1, nil
		}
	}
	return lines, len(rows), nil
}
