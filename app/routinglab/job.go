package routinglab

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
)

// job is a long simulation with its progress, which can be stopped.
type job struct {
	s      *Screen
	cancel context.CancelFunc
	bar    *parts.ProgressLine
	count  *parts.Text
}

func newJob(s *Screen) job {
	return job{s: s, bar: parts.NewProgressLine(0, 100), count: parts.Label("")}
}

// moved is told of each finished run, from any goroutine.
func (j *job) moved(ctx context.Context) func(done, total int) {
	last, began := -1, j.s.d.Now()
	return func(done, total int) {
		if at := done * 100 / total; at != last {
			last = at
			j.s.d.Stage.Show(func() {
				if ctx.Err() == nil {
					j.bar.Set(float64(done) / float64(total))
					j.count.Set(desk.CountLeft(done, total, j.s.d.Now().Sub(began)))
				}
			})
		}
	}
}

func (j *job) stop() {
	if j.cancel != nil {
		j.cancel()
		j.cancel = nil
		j.count.Set(lang.L("Stopped"))
	}
}

// begin gives a context for a new work, the old one is stopped.
func (j *job) begin() context.Context {
	j.stop()
	ctx, cancel := context.WithCancel(j.s.ctx)
	j.cancel = cancel
	j.bar.Set(0)
	return ctx
}
