package practice

import (
	"context"
	"slices"
	"time"

	"shifu/routing/sim"
)

// lookAhead decides by trying: every while it compares candidates over possible
// futures of this moment and does what lost least on average. All meet the same
// futures. Those that do badly in the first futures are dropped: every
// candidate gets an eighth of the runs, the better third a third more, the best
// few all of them.
type lookAhead struct {
	every, ahead time.Duration
	until        time.Duration
	runs         int
	seed         uint64
	move         func()
}

// newLookAhead looks every quarter of an hour for an hour ahead; in sessions of
// more than a day every two hours, for two.
func newLookAhead(s *Scenario, until time.Duration, runs int, seed uint64) *lookAhead {
	l := &lookAhead{every: Quarter, ahead: time.Hour, until: until, runs: runs, seed: seed, move: func() {}}
	if s.Length > Day {
		l.every, l.ahead = 2*time.Hour, 2*time.Hour
	}
	return l
}

// plan plays the session once and returns what it ordered.
func (l *lookAhead) plan(ctx context.Context, f *floor) (script, error) {
	for f.now < l.until {
		if err := f.play(ctx, nil, nothing{}, min(l.until, f.now.Truncate(l.every)+l.every)); err != nil {
			return nil, err
		}
		l.move()
		if f.now >= l.until || f.quiet() {
			continue
		}
		best, err := l.best(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, o := range best {
			_ = f.give(o)
		}
	}
	return slices.Clone(f.acts), nil
}

// trial is a candidate with what its futures cost.
type trial struct {
	can  candidate
	sum  float64
	runs int
}

func (t *trial) mean() float64 { return t.sum / float64(max(1, t.runs)) }

func (l *lookAhead) best(ctx context.Context, f *floor) (candidate, error) {
	var all []*trial
	for _, c := range f.candidates() {
		all = append(all, &trial{can: c})
	}
	runs := max(2, l.runs/8)
	for _, keep := range []int{len(all) / 3, 3, 1} {
		if err := l.tries(ctx, f, all, runs); err != nil {
			return nil, err
		}
		slices.SortStableFunc(all, func(a, b *trial) int {
			switch {
			case a.mean() < b.mean():
				return -1
			case a.mean() > b.mean():
				return 1
			}
			return 0
		})
		all = all[:max(1, min(keep, len(all)))]
		runs = min(l.runs, runs*3)
	}
	return all[0].can, nil
}

// tries plays every trial up to a number of futures, over all processors.
func (l *lookAhead) tries(ctx context.Context, f *floor, all []*trial, runs int) error {
	from := all[0].runs
	costs := make([]float64, len(all)*max(0, runs-from))
	if len(costs) == 0 {
		return nil
	}
	err := parallel(ctx, len(costs), func(i int) error {
		t, run := all[i/(runs-from)], from+i%(runs-from)
		x, err := l.cost(ctx, f, t.can, run)
		costs[i] = x
		return err
	})
	if err != nil {
		return err
	}
	for i, x := range costs {
		all[i/(runs-from)].sum += x
	}
	for _, t := range all {
		t.runs = runs
	}
	return nil
}

// cost is the loss at the end of a future; who waits then may still be lost.
func (l *lookAhead) cost(ctx context.Context, f *floor, c candidate, run int) (float64, error) {
	g := f.future(sim.SeedOf(l.seed+uint64(f.now/time.Second), run+1))
	defer g.free()
	for _, o := range c {
		_ = g.give(o)
	}
	if err := g.advance(ctx, f.now+l.ahead); err != nil {
		return 0, err
	}
	waiting := 0.0
	for p := range Projects {
		n, backs, _ := g.queue(p)
		waiting += float64(n) + float64(backs)/2
	}
	return g.loss() + waiting/2, nil
}
