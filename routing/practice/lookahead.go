package practice

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"shifu/routing/sim"
)

// lookAhead decides by trying: every while it compares candidates over possible
// futures of this moment and does what lost least on average. All meet the same
// futures; those that do badly in the first few are tried no further.
type lookAhead struct {
	every, ahead time.Duration
	until        time.Duration
	runs         int
	seed         uint64
	move         func()
	calls        []int       // a kind: for how many calls of a future tapes have room
	tapes        []*sim.Tape // a future, of the present decision
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

// room is for how many calls of a future tapes have room, when so many come in a
// time: for three times as many, as storms come all at once.
func (l *lookAhead) room(calls []int, in time.Duration) {
	l.calls = make([]int, len(calls))
	for k, n := range calls {
		l.calls[k] = int(3*float64(n)*l.ahead.Hours()/in.Hours()) + 192
	}
}

// fresh makes empty tapes of futures ready: all candidates meet the same ones.
func (l *lookAhead) fresh(from, until int) {
	for i := from; i < until; i++ {
		if i == len(l.tapes) {
			l.tapes = append(l.tapes, sim.NewTape(l.calls))
		}
		l.tapes[i].Clear()
	}
}

// plan plays a floor on to the end and returns what it ordered.
func (l *lookAhead) plan(ctx context.Context, f *floor) (script, error) {
	given := len(f.acts)
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
	return slices.Clone(f.acts[given:]), nil
}

// trial is a candidate with what its futures cost.
type trial struct {
	can   candidate
	costs []float64
}

// stages are how many futures are tried of how many candidates, the most
// promising ones, as parts of all the runs.
var stages = []struct{ part, keep int }{{16, MostCandidates}, {6, 10}, {2, 4}, {1, 2}}

// best tries all candidates on few futures, and better ones on more, until one
// is left or the rest can't be told from the first.
func (l *lookAhead) best(ctx context.Context, f *floor) (candidate, error) {
	var all []*trial
	for _, c := range f.candidates() {
		all = append(all, &trial{can: c})
	}
	for _, s := range stages {
		all = all[:min(s.keep, len(all))]
		if err := l.tries(ctx, f, all, max(2, l.runs/s.part)); err != nil {
			return nil, err
		}
		slices.SortStableFunc(all, func(a, b *trial) int { return cmp.Compare(stat.Mean(a.costs, nil), stat.Mean(b.costs, nil)) })
		if all = rivals(all); len(all) == 1 {
			break
		}
	}
	return all[0].can, nil
}

// enough is a difference in lost calls that is not worth a further look.
const enough = 0.25

// rivals are the first of some trials and those that more futures might show to
// be better: whose difference on the same futures has an interval of 95 % that
// reaches clearly below 0.
func rivals(all []*trial) []*trial {
	first := all[0]
	return slices.DeleteFunc(all, func(t *trial) bool {
		if t == first {
			return false
		}
		d := make([]float64, len(t.costs))
		floats.SubTo(d, t.costs, first.costs)
		return stat.Mean(d, nil)-half(d) > -enough
	})
}

// tries plays every trial up to a number of futures, over all processors.
func (l *lookAhead) tries(ctx context.Context, f *floor, all []*trial, runs int) error {
	from := len(all[0].costs)
	n := runs - from
	if n <= 0 {
		return nil
	}
	l.fresh(from, runs)
	costs := make([]float64, len(all)*n)
	err := parallel(ctx, len(costs), func(i int) (err error) {
		costs[i], err = l.cost(ctx, f, all[i/n].can, from+i%n)
		return err
	})
	for i, t := range all {
		t.costs = append(t.costs, costs[i*n:(i+1)*n]...)
	}
	return err
}

// cost is the loss at the end of a future; who waits then may still be lost.
func (l *lookAhead) cost(ctx context.Context, f *floor, c candidate, run int) (float64, error) {
	g := f.future(sim.SeedOf(l.seed+uint64(f.now/time.Second), run+1))
	defer g.free()
	g.run.Use(l.tapes[run])
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
