package store

import (
	"context"
	"fmt"
)

// FillDeck gives a person n cards for a benchmark, of which due are due.
func (w *Workspace) FillDeck(ctx context.Context, personID string, n, due int) error {
	tx, err := w.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	now := micros(w.now())
	for i := range n {
		at := now + int64(i+1)*1e9
		if at += 86400 * 1e6; i < due {
			at = now - 1
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO cards VALUES (?, ?, ?, 'article', 'tariffs', '', '', '', '', '', '', '', '{"Front":"f","Back":"b"}', ?, '', 0,
			'review', 0, 5, 5, 5, ?, ?, 3, 0, 0, '', 0)`, fmt.Sprintf("card-%06d", i), personID, fmt.Sprint("m", i), now, at, now-5*86400*1e6)
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}
