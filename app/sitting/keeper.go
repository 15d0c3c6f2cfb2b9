package sitting

import (
	"context"
	"errors"
	"sync"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
)

// keeper writes a person's events down, one after another, in the line of the
// screen. How it stands may be read at any time.
type keeper struct {
	sitter    exam.Sitter
	by        people.Actor
	attemptID string
	pen       exam.Pen

	mu      sync.Mutex
	clock   exam.Clock
	waiting int
	why     error // what keeps it from being kept
	working bool
}

// unkept is why changes wait, nil if none do.
func (k *keeper) unkept() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.waiting == 0 {
		return nil
	}
	return k.why
}

func newKeeper(k exam.Sitter, by people.Actor, attemptID string, at time.Time) *keeper {
	kp := &keeper{sitter: k, by: by, attemptID: attemptID, clock: exam.Clock{SavedAt: at}}
	kp.pen.Keep = func(ctx context.Context, e exam.Event) (exam.Clock, error) { return k.Keep(ctx, by, attemptID, e) }
	return kp
}

// write keeps an event and all that waits before it.
func (k *keeper) write(e exam.Event) error {
	k.work()
	return k.note(k.pen.Write(context.Background(), e))
}

// flush tries again to keep what waits.
func (k *keeper) flush() error {
	k.work()
	return k.note(k.pen.Flush(context.Background()))
}

func (k *keeper) work() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.working = true
}

// idle reports whether nothing is being kept just now.
func (k *keeper) idle() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.working
}

// submit hands the attempt in, after everything that waits. What is refused as
// too late on the way there does not stop it.
func (k *keeper) submit() error {
	if err := k.flush(); err != nil && fault.KindOf(err) == fault.Unexpected {
		return err
	}
	if c, _ := k.state(); c.State.Ended() {
		return nil
	}
	k.work()
	return k.note(k.sitter.Submit(context.Background(), k.by, k.attemptID))
}

func (k *keeper) note(c exam.Clock, err error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c.State != "" {
		saved := k.clock.SavedAt
		k.clock = c
		if c.SavedAt.IsZero() {
			k.clock.SavedAt = saved
		}
	}
	k.waiting, k.why, k.working = len(k.pen.Waiting()), err, false
	return err
}

// state is what the store said last, and how many changes wait.
func (k *keeper) state() (exam.Clock, int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.clock, k.waiting
}

// unsafe reports whether an error means that changes wait, rather than that
// they were refused.
func unsafe(err error) bool {
	return err != nil && fault.KindOf(err) == fault.Unexpected && !errors.Is(err, context.Canceled)
}
