package app

import (
	"context"
	"time"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/fault"
)

// tickEvery is how often the window lets timers do their work.
const tickEvery = 10 * time.Minute

// watchEvery is how often watched folders are looked at: a file is imported
// when it looks the same at two looks.
const watchEvery = 30 * time.Second

// aliveEvery is how often the window is told that everything in it is there.
const aliveEvery = 20 * time.Second

// keepTime lets timers do their work now and from time to time. A workspace
// that can only be read has none that could.
func (s *Shell) keepTime() {
	s.every(tickEvery, s.out.Tick)
	s.every(watchEvery, s.out.Watch)
	s.out.Stage.Every(context.Background(), aliveEvery, func() { parts.KeepAlive(s.window.Canvas()) })
}

// every does something now and then from time to time, never twice at once.
func (s *Shell) every(d time.Duration, do func(context.Context) error) {
	if do == nil {
		return
	}
	busy := false
	tick := func() {
		if busy {
			return
		}
		busy = true
		background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, do(ctx)
		}, func(_ struct{}, err error) {
			busy = false
			if err != nil && !fault.Is(err, fault.Forbidden) {
				s.fail(err)
			}
		})
	}
	tick()
	s.out.Stage.Every(context.Background(), d, tick)
}
