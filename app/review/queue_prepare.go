package review

import (
	"context"

	"shifu/app/background"
	"shifu/internal/people"
	"shifu/recordings/track"
)

// prepare decodes the waiting calls that were never opened, one after another,
// so that each opens at once and shows who talks.
func (q *Queue) prepare() {
	if q.prepared || !q.d.Actor.May(people.ListenCalls) {
		return
	}
	q.prepared = true
	kept := track.Kept{Calls: q.d.Calls, Shelf: q.d.Shelf}
	var waiting []queued
	for _, t := range q.rows {
		if t.talk == nil && t.call.Audio.HasSound() {
			waiting = append(waiting, t)
		}
	}
	if len(waiting) == 0 {
		return
	}
	background.Run(q.ctx, q.d.Stage, func(ctx context.Context) (int, error) {
		for i, t := range waiting {
			if ctx.Err() != nil {
				return i, ctx.Err()
			}
			// A call that can't be decoded says so when it is opened.
			_ = track.Prepare(ctx, q.d.Actor, kept, t.call.Call)
		}
		return len(waiting), nil
	}, func(int, error) { q.load() })
}
