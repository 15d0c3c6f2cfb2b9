package store

import (
	"context"
	"errors"
)

// marked is what follows, in the same transaction, when the marks of an attempt
// are known, and again whenever they change: a regrade, an essay. Whoever needs
// to know adds a line; each must stand being called twice.
func (c *change) marked(ctx context.Context, attemptID string) error {
	return errors.Join(c.cardsFromAttempt(ctx, attemptID), c.retrainAfter(ctx, attemptID), c.certifyAfter(ctx, attemptID))
}
