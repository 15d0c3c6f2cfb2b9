package store

import (
	"context"
	"fmt"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// longestReading is how long one look at an article counts at the most: who
// goes away for lunch does not read.
const longestReading = 20 * time.Minute

// Read notes how long the actor had an article open. Two readings of one person
// never overlap: no more counts than has passed since the one before.
func (k *Knowledge) Read(ctx context.Context, by people.Actor, id string, took time.Duration) error {
	if took <= 0 || by.PersonID == "" {
		return fault.New(fault.Invalid, "A reading takes time.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := k.articleBy(ctx, c, by, id); err != nil {
			return err
		}
		var last int64
		if err := c.NewRaw(`SELECT coalesce(max(at), 0) FROM article_readings WHERE person_id = ?`, by.PersonID).Scan(ctx, &last); err != nil {
			return fmt.Errorf("reading the last reading: %w", err)
		}
		took := min(took, longestReading, max(c.now.Sub(time.UnixMicro(last)), 0))
		if took == 0 {
			return nil
		}
		_, err := c.ExecContext(ctx, `INSERT INTO article_readings (id, person_id, article_id, at, took) VALUES (?, ?, ?, ?, ?)`, newID(), by.PersonID, id, micros(c.now), took.Microseconds())
		if err != nil {
			return fmt.Errorf("keeping a reading: %w", err)
		}
		c.tellCase("")
		return nil
	})
}
