package practice

import (
	"context"
	"time"
)

// script holds orders to be given at their times.
type script []Act

// play runs a floor to a time: acts of the script at their times, and what the
// chooser orders at every check. Orders that can't be given any more are left out.
func (f *floor) play(ctx context.Context, s script, c chooser, until time.Duration) error {
	for len(s) > 0 && s[0].At < f.now {
		s = s[1:]
	}
	for {
		for len(s) > 0 && s[0].At <= f.now {
			_ = f.give(s[0].Order)
			s = s[1:]
		}
		if f.now >= until || f.ended() {
			return ctx.Err()
		}
		next := min(until, f.now.Truncate(Check)+Check)
		if len(s) > 0 {
			next = min(next, s[0].At)
		}
		if err := f.advance(ctx, next); err != nil {
			return err
		}
		if f.now%Check == 0 {
			for _, o := range c.choose(f) {
				_ = f.give(o)
			}
		}
	}
}
