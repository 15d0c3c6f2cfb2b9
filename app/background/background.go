// Package background is the only place in the user interface that starts
// goroutines or calls fyne.Do: work happens off the UI thread, its result is
// shown on it, and a cancelled context drops the result.
package background

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"shifu/internal/fault"
)

// Stage runs work beside the window. NewStage is for the program; Inline, for
// tests, does everything at once in the caller.
type Stage struct {
	inline bool
	ended  atomic.Bool
	mu     sync.Mutex
	ticks  []*tick
}

type tick struct {
	ctx context.Context
	do  func()
}

// NewStage returns a stage that works on goroutines of its own.
func NewStage() *Stage { return &Stage{} }

// Inline returns a stage that does all work in the caller, for tests.
func Inline() *Stage { return &Stage{inline: true} }

// Run does work off the UI thread and then show on it. If ctx is done by then
// the result is dropped. A panic in work arrives at show as an error.
func Run[T any](ctx context.Context, s *Stage, work func(context.Context) (T, error), show func(T, error)) {
	do := func() func() {
		v, err := guarded(ctx, work)
		return func() {
			if ctx.Err() == nil {
				show(v, err)
			}
		}
	}
	if s.inline {
		do()()
		return
	}
	go func() { s.onUI(do()) }()
}

func guarded[T any](ctx context.Context, work func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("unexpected: %v", r)
		}
	}()
	return work(ctx)
}

// Show calls f on the UI thread, from any goroutine.
func (s *Stage) Show(f func()) {
	if s.inline {
		f()
		return
	}
	s.onUI(f)
}

// End is called before the window goes: nothing is shown from then on.
func (s *Stage) End() { s.ended.Store(true) }

// onUI calls f on the UI thread. Fyne closes the way there when the window goes
// and panics at whoever is on it just then.
func (s *Stage) onUI(f func()) {
	defer func() {
		if r := recover(); r != nil && !s.ended.Load() {
			panic(r)
		}
	}()
	if !s.ended.Load() {
		fyne.Do(f)
	}
}

// Every calls do on the UI thread once each d until ctx is done. On an inline
// stage it is called by Tick instead.
func (s *Stage) Every(ctx context.Context, d time.Duration, do func()) {
	if s.inline {
		s.mu.Lock()
		s.ticks = append(s.ticks, &tick{ctx, do})
		s.mu.Unlock()
		return
	}
	go func() {
		t := time.NewTicker(d)
		defer t.Stop()
		var waiting atomic.Bool // a slow window must not be given more calls than it can do
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				if waiting.Swap(true) {
					continue
				}
				s.onUI(func() {
					waiting.Store(false)
					if ctx.Err() == nil {
						do()
					}
				})
			}
		}
	}()
}

// After calls do on the UI thread once d has passed, unless ctx is done first.
func (s *Stage) After(ctx context.Context, d time.Duration, do func()) {
	ctx, cancel := context.WithCancel(ctx)
	s.Every(ctx, d, func() { cancel(); do() })
}

// Tick is what time does on an inline stage: everything waiting is called once.
func (s *Stage) Tick() {
	s.mu.Lock()
	waiting := append([]*tick(nil), s.ticks...)
	s.mu.Unlock()
	for _, t := range waiting {
		if t.ctx.Err() == nil {
			t.do()
		}
	}
}

// Line does work strictly one after another, in the order in which it was
// given: saving, for instance. Use one per thing that is saved.
type Line struct {
	stage *Stage
	mu    sync.Mutex
	idle  *sync.Cond
	works []func()
	busy  bool
}

// NewLine returns a line on stage s.
func (s *Stage) NewLine() *Line {
	l := &Line{stage: s}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// Do puts work at the end of the line; show is called on the UI thread with its error.
func (l *Line) Do(work func() error, show func(error)) {
	one := func() {
		_, err := guarded(context.Background(), func(context.Context) (struct{}, error) { return struct{}{}, work() })
		l.stage.Show(func() { show(err) })
	}
	if l.stage.inline {
		one()
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.works = append(l.works, one)
	if !l.busy {
		l.busy = true
		go l.work()
	}
}

func (l *Line) work() {
	for {
		l.mu.Lock()
		if len(l.works) == 0 {
			l.busy = false
			l.idle.Broadcast()
			l.mu.Unlock()
			return
		}
		next := l.works[0]
		l.works = l.works[1:]
		l.mu.Unlock()
		next()
	}
}

// Wait returns when everything in the line is done, or with an error after
// limit. It is for closing the program; it must not be called on the UI thread
// while results still have to be shown there.
func (l *Line) Wait(limit time.Duration) error {
	done := make(chan struct{})
	go func() {
		l.mu.Lock()
		for l.busy {
			l.idle.Wait()
		}
		l.mu.Unlock()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-time.After(limit):
		return fault.New(fault.Unexpected, "Saving takes longer than usual. Wait a moment and try again.", nil)
	}
}
