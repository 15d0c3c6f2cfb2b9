package practice

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"
)

// variant is the session with one act removed, moved or added.
type variant struct {
	entry int
	part  int // 0 without it (or, missed, with it), 1 sooner, 2 later
	acts  script
}

// ledger measures every act and every missed moment by re-runs with that one
// thing changed, on the same calls.
func (w *reviewer) ledger(ctx context.Context, missed script, mine []outcomeOf) ([]Entry, error) {
	var all []Entry
	var variants []variant
	for i, a := range w.acts {
		all = append(all, Entry{At: a.At, Order: a.Order})
		variants = append(variants, variant{i, 0, w.acts.without(i)}, variant{i, 1, w.acts.moved(i, -Moved)}, variant{i, 2, w.acts.moved(i, Moved)})
	}
	for _, a := range missed {
		variants = append(variants, variant{len(all), 0, w.acts.with(a)})
		all = append(all, Entry{At: a.At, Order: a.Order, Missed: true})
	}
	n := w.options.Ledger
	losses := make([]outcomeOf, len(variants)*n)
	err := parallel(ctx, len(losses), func(i int) error {
		x, err := w.play(ctx, Mine, i%n, variants[i/n].acts)
		losses[i] = x
		w.step()
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, v := range variants {
		all[v.entry].take(v.part, difference(losses[i*n:(i+1)*n], mine[:n]))
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Compare(b.Regret, a.Regret) })
	return all, nil
}

// take notes what a change cost (positive) or gained (negative).
func (e *Entry) take(part int, cost Figure) {
	gain := Figure{-cost.Actual, -cost.Mean, cost.Half}
	switch {
	case e.Missed:
		e.Gain = gain
	case part == 0:
		e.Gain = cost
	case part == 1:
		e.Sooner = gain
	default:
		e.Later = gain
	}
	e.Regret = math.Max(e.Regret, gain.Mean)
}

func (s script) without(i int) script { return slices.Delete(slices.Clone(s), i, i+1) }

func (s script) with(a Act) script {
	i, _ := slices.BinarySearchFunc(s, a, func(x, a Act) int {
		if x.At <= a.At {
			return -1
		}
		return 1
	})
	return slices.Insert(slices.Clone(s), i, a)
}

func (s script) moved(i int, by time.Duration) script {
	a := s[i]
	a.At = max(0, a.At+by)
	return s.without(i).with(a)
}

// watcher hears what the rule would have ordered in the trainee's place.
type watcher struct {
	rule *rule
	acts script
	seen map[Order]bool
	list script
}

// choose orders nothing: it only watches.
func (w *watcher) choose(f *floor) []Order {
	for _, o := range w.rule.choose(f) {
		if f.allows(o) != nil {
			continue
		}
		key := o
		key.Count = 0
		if w.seen[key] {
			continue
		}
		w.seen[key] = true
		if !w.acts.near(f.now, key) {
			w.list = append(w.list, Act{f.now, o})
		}
	}
	return nil
}

// near reports whether the same was done within a quarter of an hour.
func (s script) near(at time.Duration, o Order) bool {
	return slices.ContainsFunc(s, func(a Act) bool {
		a.Order.Count = 0
		return a.Order == o && a.At >= at-Quarter && a.At <= at+Quarter
	})
}

// missed are the moments at which the rule would have acted and the trainee did not.
func (w *reviewer) missed(ctx context.Context) (script, error) {
	f, err := newFloor(w.c, w.seed)
	if err != nil {
		return nil, err
	}
	v := &watcher{rule: newRule(), acts: w.acts, seen: map[Order]bool{}}
	if err := f.play(ctx, w.acts, v, w.until); err != nil {
		return nil, err
	}
	return v.list[:min(len(v.list), MostMissed)], nil
}
