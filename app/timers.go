package app

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/internal/fault"
)

// tickEvery is how often the window lets timers do their work.
const tickEvery = 10 * time.Minute

// keepTime lets timers do their work now and from time to time. A workspace
// that can only be read has none that could.
func (s *Shell) keepTime() {
	if s.out.Tick == nil {
		return
	}
	tick := func() {
		background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.out.Tick(ctx)
		}, func(_ struct{}, err error) {
			if err != nil && !fault.Is(err, fault.Forbidden) {
				s.fail(err)
			}
		})
	}
	tick()
	s.out.Stage.Every(context.Background(), tickEvery, tick)
}
