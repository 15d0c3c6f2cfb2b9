package intake

import (
	"context"
	"runtime"
	"sync"

	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/track"
)

// Prepare decodes the new calls and makes their peaks, so that opening them is
// quick; one core is left to whoever listens meanwhile. A call that fails is
// left for its first opening. progress is called one at a time.
func Prepare(ctx context.Context, by people.Actor, k Kept, calls []recordings.Call, progress func(done, total int)) {
	var mu sync.Mutex
	done := 0
	step := func() {
		mu.Lock()
		defer mu.Unlock()
		if done++; progress != nil {
			progress(done, len(calls))
		}
	}
	var workers sync.WaitGroup
	next := make(chan recordings.Call)
	for range max(runtime.NumCPU()-1, 1) {
		workers.Go(func() {
			for c := range next {
				if ctx.Err() == nil {
					_ = track.Prepare(ctx, by, track.Kept{Calls: k.Calls, Shelf: k.Shelf}, c)
					step()
				}
			}
		})
	}
	for _, c := range calls {
		next <- c
	}
	close(next)
	workers.Wait()
}
