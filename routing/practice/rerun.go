package practice

import (
	"context"
	"slices"
	"sync"

	"shifu/routing/sim"
)

// reviewer is one review at work.
type reviewer struct {
	*Case
	options Options
	look    script
	runs    map[Reference][]outcomeOf
	entries []Entry
	mutex   sync.Mutex
	done    int
	total   int
	calls   []int     // a kind: for how many of them tapes have room
	tapes   sync.Pool // of *sim.Tape
}

// tape is an empty one for the calls of a session.
func (w *reviewer) tape() *sim.Tape {
	t, ok := w.tapes.Get().(*sim.Tape)
	if !ok {
		return sim.NewTape(w.calls)
	}
	t.Clear()
	return t
}

// room is for how many calls tapes have room, from a floor at the session's end:
// for some more than came.
func (w *reviewer) room(f *floor) {
	w.calls = make([]int, len(f.c.kinds))
	for k := range w.calls {
		w.calls[k] = int(f.run.Came(k))*9/8 + 64
	}
}

// Units of progress: a branch of the ledger is about half a run.
const (
	aRun    = 2
	aBranch = 1
)

// step notes that a part of the work is done.
func (w *reviewer) step(units int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.done += units; w.options.Move != nil {
		w.options.Move(min(w.done, w.total), w.total)
	}
}

// show tells what is known so far.
func (w *reviewer) show() {
	if w.options.Show != nil {
		w.options.Show(w.report())
	}
}

// cheap are the references that need no thought.
var cheap = []Reference{Mine, Nothing, TheRule, Bound}

// batch is after how many re-runs the figures are shown again.
const batch = 25

// review begins with the session's own calls, so that something is to be seen
// at once, and ends with the ledger.
func (w *reviewer) review(ctx context.Context) (*Review, error) {
	missed, err := w.missed(ctx)
	if err != nil {
		return nil, err
	}
	variants := w.variants(missed)
	w.runs, w.look = w.c.known.take(w.subject())
	l := newLookAhead(w.c.scenario, w.until, w.options.Runs, w.seed)
	l.room(w.calls, w.until-w.begun)
	thought := max(1, int(8*aRun*l.ahead/w.until)*w.options.Runs)
	l.move = func() { w.step(thought) }
	w.total = int(w.until/l.every)*thought + w.options.Reruns*len(References)*aRun + w.options.Ledger*len(variants)*aBranch
	for _, n := range []int{1, w.options.Reruns} {
		if err := w.rerun(ctx, cheap, n); err != nil {
			return nil, err
		}
	}
	if err := w.lookAhead(ctx, l); err != nil {
		return nil, err
	}
	w.c.known.put(w.subject(), w.runs, w.look)
	err = w.ledger(ctx, variants)
	return w.report(), err
}

// lookAhead plays the look ahead once, and what it ordered on other calls.
func (w *reviewer) lookAhead(ctx context.Context, l *lookAhead) error {
	if len(w.runs[LookAhead]) == 0 {
		f, err := w.opens(ctx, w.seed, nil)
		if err != nil {
			return err
		}
		if w.look, err = l.plan(ctx, f); err != nil {
			return err
		}
	}
	return w.rerun(ctx, []Reference{LookAhead}, w.options.Reruns)
}

// report is the review so far.
func (w *reviewer) report() *Review {
	r := &Review{Scenario: w.c.scenario.Key, Seed: w.seed, Played: w.until, Reruns: w.options.Reruns, Points: w.points, Tasks: w.result, Ledger: sorted(w.entries)}
	for _, ref := range References {
		if runs := w.runs[ref]; len(runs) > 0 {
			r.Results = append(r.Results, summary(ref, runs, w.runs[Mine]))
		}
	}
	return r
}

// rerun plays references up to a number of runs, the first on the session's own
// calls, and shows the figures now and then.
func (w *reviewer) rerun(ctx context.Context, refs []Reference, until int) error {
	for from := w.fewest(refs); from < until; from = w.fewest(refs) {
		n := min(until-from, batch)
		open := slices.DeleteFunc(slices.Clone(refs), func(r Reference) bool { return len(w.runs[r]) > from })
		all := make([]map[Reference]outcomeOf, n)
		err := parallel(ctx, n, func(i int) (err error) {
			all[i], err = w.abreast(ctx, open, from+i)
			w.step(aRun * len(open))
			return err
		})
		if err != nil {
			return err
		}
		for _, one := range all {
			for ref, x := range one {
				w.runs[ref] = append(w.runs[ref], x)
			}
		}
		w.show()
	}
	return nil
}

// fewest is how many runs all of the references have.
func (w *reviewer) fewest(refs []Reference) int {
	n := len(w.runs[refs[0]])
	for _, r := range refs {
		n = min(n, len(w.runs[r]))
	}
	return n
}
