package exam

import (
	"context"

	"shifu/internal/fault"
)

// Pen writes a person's events down. What can't be kept just now (a full disk)
// stays in memory in its order and is tried again with the next event.
type Pen struct {
	Keep    func(ctx context.Context, e Event) (Clock, error)
	waiting []Event
	last    Clock
}

// Write keeps an event and all that waits before it. An error other than a
// refusal means that events wait: see Waiting.
func (p *Pen) Write(ctx context.Context, e Event) (Clock, error) {
	p.queue(e)
	return p.Flush(ctx)
}

// queue adds an event. A later answer to the same question takes the place of
// one that waits.
func (p *Pen) queue(e Event) {
	if n := len(p.waiting); n > 0 && e.Deed == Answered && p.waiting[n-1].Deed == Answered && p.waiting[n-1].Place == e.Place {
		p.waiting[n-1] = e
		return
	}
	p.waiting = append(p.waiting, e)
}

// Flush tries to keep what waits. What is refused would be refused again: it
// waits no longer.
func (p *Pen) Flush(ctx context.Context) (Clock, error) {
	for len(p.waiting) > 0 {
		c, err := p.Keep(ctx, p.waiting[0])
		if err != nil && fault.KindOf(err) == fault.Unexpected {
			return p.last, err
		}
		p.waiting = p.waiting[1:]
		if c.State != "" {
			p.last = c // a refusal may tell that the attempt has ended
		}
		if err != nil {
			return p.last, err
		}
	}
	return p.last, nil
}

// Waiting are the events that are not safe on the disk yet.
func (p *Pen) Waiting() []Event { return p.waiting }
