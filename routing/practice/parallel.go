package practice

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel does n jobs over all processors, and stops at the first error or
// when ctx ends. What a job gives must not depend on the others.
func parallel(ctx context.Context, n int, job func(i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	var once sync.Once
	var failed error
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() {
			for {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				err := ctx.Err()
				if err == nil {
					err = job(i)
				}
				if err != nil {
					once.Do(func() { failed = err })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	group.Wait()
	return failed
}
