package store

import (
	"context"
	"testing"

	"shifu/internal/people"
)

// ForgetSaid leaves a workspace as the migration does that brings the index of
// what was said.
func ForgetSaid(t testing.TB, w *Workspace) {
	t.Helper()
	err := w.change(context.Background(), people.Program(), func(ctx context.Context, c *change) error {
		for _, q := range []string{`DELETE FROM call_said`, `INSERT INTO said_waiting SELECT call_id FROM transcripts`} {
			if _, err := c.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		_, err := c.next(ctx, "changes", 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// HearOn does what opening a workspace does beside the work.
func HearOn(t testing.TB, w *Workspace) {
	t.Helper()
	if err := w.hearOn(context.Background()); err != nil {
		t.Fatal(err)
	}
}
