package store_test

import (
	"fmt"
	"testing"
	"time"

	"shifu/training/cards"
)

// BenchmarkCards_Review measures one review, on the disk when it returns.
func BenchmarkCards_Review(b *testing.B) {
	v := newTown(b)
	var ids []string
	for i := range 200 {
		ids = append(ids, must[string](b)(v.Cards().Write(ctx, v.agent, "", note(fmt.Sprint(i)))))
	}
	p95(b, func(i int) error {
		v.clock.at = v.clock.at.Add(time.Hour)
		_, err := v.Cards().Review(ctx, v.agent, ids[i%len(ids)], cards.Good, time.Second)
		return err
	})
	b.ReportMetric(5, "budget-ms/op")
}

// BenchmarkCards_Today measures a day's queue from a deck of 100,000 cards, of
// which 300 are due.
func BenchmarkCards_Today(b *testing.B) {
	v := newTown(b)
	if err := v.FillDeck(ctx, v.agent.PersonID, 100_000, 300); err != nil {
		b.Fatal(err)
	}
	p95(b, func(int) error {
		q, err := v.Cards().Today(ctx, v.agent)
		if err == nil && len(q.Cards) == 0 {
			b.Fatal("nothing is due")
		}
		return err
	})
	b.ReportMetric(100, "budget-ms/op")
}
