package lab

import (
	"context"
	"slices"

	"shifu/routing/sim"
)

// Waiting are all calls that waited while a decision was taken in the first
// replication of a seed, each with why it was not the one: the run is played
// again up to there.
func Waiting(ctx context.Context, p *sim.Plan, seed uint64, c Choice) ([]sim.Waiter, error) {
	w := &waiting{run: p.Start(seed), of: c.Decision}
	if c.At > 0 {
		if err := w.run.Advance(ctx, float64(c.At-1)/1e6); err != nil {
			return nil, err
		}
	}
	w.run.Explain(w)
	for !w.found && w.run.Step() && w.run.Now() <= float64(c.At)/1e6 {
	}
	return w.waiters, nil
}

// waiting hears decisions until the one that is asked about.
type waiting struct {
	run     *sim.Run
	of      sim.Decision
	found   bool
	waiters []sim.Waiter
}

// Decided asks for the waiting calls of the one decision.
func (w *waiting) Decided(d sim.Decision) {
	if !w.found && d.At == w.of.At && d.Type == w.of.Type && d.Call == w.of.Call && d.Group == w.of.Group && d.Chosen == w.of.Chosen {
		w.found, w.waiters = true, w.run.Waiters()
	}
}

// Told is a decision about one call: it looked for an agent, was taken, or was
// passed over for the reason.
type Told struct {
	Choice
	Waiter *sim.Waiter // of the call, nil where it looked for an agent itself
}

// Tale are the decisions about one call of a type, by its number in its first
// attempt, in the first replication of a seed; at most MostDecisions.
func Tale(ctx context.Context, p *sim.Plan, seed uint64, kind int32, number uint64) ([]Told, error) {
	t := &tale{run: p.Start(seed), kind: kind, number: number}
	t.run.Explain(t)
	for n := 0; len(t.told) < MostDecisions && t.run.Step(); n++ {
		if n&1023 == 1023 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return t.told, nil
}

// tale hears the decisions about one call: its own, and those in which it waited.
type tale struct {
	run    *sim.Run
	kind   int32
	number uint64
	told   []Told
}

// Decided keeps a decision that is about the call.
func (t *tale) Decided(d sim.Decision) {
	switch {
	case len(t.told) == MostDecisions:
	case d.Type == t.kind && sim.First(d.Call) == t.number:
		t.told = append(t.told, Told{Choice: kept(d)})
	case t.run.Queued(t.kind, t.number):
		all := t.run.Waiters()
		if i := slices.IndexFunc(all, func(w sim.Waiter) bool { return w.Type == t.kind && sim.First(w.Call) == t.number }); i >= 0 {
			t.told = append(t.told, Told{kept(d), &all[i]})
		}
	}
}
