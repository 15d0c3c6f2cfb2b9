package practice

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"shifu/routing/sim"
)

// variant is the session with one act removed, moved or added: from a moment on
// it goes another way.
type variant struct {
	entry int
	part  int // 0 without it (or, missed, with it), 1 sooner, 2 later
	from  time.Duration
	acts  script
	costs []float64 // a run: loss beyond that of the session on the same calls
}

// variants are the session with each act changed and each missed moment used;
// their entries are begun.
func (w *reviewer) variants(missed script) []*variant {
	var all []*variant
	add := func(part int, from time.Duration, acts script) {
		all = append(all, &variant{entry: len(w.entries), part: part, from: max(0, from), acts: acts})
	}
	for i, a := range w.acts {
		add(0, a.At, w.acts.without(i))
		add(1, max(w.begun, a.At-Moved), w.acts.moved(i, max(w.begun-a.At, -Moved)))
		add(2, a.At, w.acts.moved(i, Moved))
		w.entries = append(w.entries, Entry{At: a.At, Order: a.Order})
	}
	for _, a := range missed {
		add(0, a.At, w.acts.with(a))
		w.entries = append(w.entries, Entry{At: a.At, Order: a.Order, Missed: true})
	}
	slices.SortStableFunc(all, func(a, b *variant) int { return cmp.Compare(a.from, b.from) })
	return all
}

// rounds are after how many re-runs the ledger is shown, and what is plain by
// then is looked at no longer.
var rounds = []int{8, 16, 24, 40, 100, 200, MostReruns}

// ledger measures every act and every missed moment by re-runs with that one
// thing changed, on the same calls.
func (w *reviewer) ledger(ctx context.Context, open []*variant) error {
	done, session := 0, w.mean(Mine)
	for _, until := range rounds {
		until = min(until, w.options.Ledger)
		costs := make([][]float64, until-done)
		err := parallel(ctx, len(costs), func(i int) (err error) {
			costs[i], err = w.branches(ctx, done+i, open)
			return err
		})
		if err != nil {
			return err
		}
		for _, run := range costs {
			for i, v := range open {
				v.costs = append(v.costs, run[i])
			}
		}
		for _, v := range open {
			w.entries[v.entry].take(v.part, v.costs)
		}
		done = until
		open = slices.DeleteFunc(slices.Clone(open), func(v *variant) bool { return plain(v.costs, session) })
		w.show()
		if len(open) == 0 || done == w.options.Ledger {
			break
		}
	}
	return nil
}

// Precision of the ledger: an entry is looked at no longer once its interval is
// narrower than a fifth of its mean, than half a call, or than a hundredth of
// what the session lost.
const (
	ofMean    = 0.2
	ofCalls   = 0.5
	ofSession = 0.01
)

// plain reports whether more runs would tell little more.
func plain(costs []float64, session float64) bool {
	return len(costs) > 1 && half(costs) < max(ofCalls, ofMean*math.Abs(stat.Mean(costs, nil)), ofSession*session)
}

// branches plays the session once on the calls of a run; where a variant leaves
// it, a copy goes the variant's way to the end. It returns what each cost.
func (w *reviewer) branches(ctx context.Context, run int, all []*variant) ([]float64, error) {
	tape := w.tape()
	defer w.tapes.Put(tape)
	f, err := w.opens(ctx, sim.SeedOf(w.seed, run), tape)
	if err != nil {
		return nil, err
	}
	defer f.free()
	out := make([]float64, len(all))
	for i, v := range all {
		if err := f.play(ctx, w.acts.before(v.from), nothing{}, v.from); err != nil {
			return nil, err
		}
		g := f.copy()
		if err := g.play(ctx, v.acts, nothing{}, w.until); err != nil {
			return nil, err
		}
		out[i] = g.loss() - w.runs[Mine][run].loss
		g.free()
		w.step(aBranch)
	}
	return out, nil
}

// sorted is the ledger with the largest regret first; a missed moment that would
// have changed nothing is none.
func sorted(all []Entry) []Entry {
	all = slices.DeleteFunc(slices.Clone(all), func(e Entry) bool { return e.Runs == 0 || e.Missed && e.Gain == (Figure{}) })
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Compare(b.Regret, a.Regret) })
	return all
}

// take notes what a change cost (positive) or gained (negative).
func (e *Entry) take(part int, costs []float64) {
	cost := figureOf(costs)
	gain := Figure{-cost.Actual, -cost.Mean, cost.Half}
	e.Runs = max(e.Runs, len(costs))
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
	best := slices.MaxFunc(e.others(), func(a, b Figure) int { return cmp.Compare(a.Mean, b.Mean) })
	e.Regret, e.RegretHalf = math.Max(0, best.Mean), best.Half
}

// others are what the alternatives to an act would have gained, on the same calls.
func (e *Entry) others() []Figure {
	if e.Missed {
		return []Figure{e.Gain}
	}
	return []Figure{{Mean: -e.Gain.Mean, Half: e.Gain.Half}, e.Sooner, e.Later}
}

// mean is what a reference lost on average.
func (w *reviewer) mean(ref Reference) float64 {
	return figure(w.runs[ref], func(o outcomeOf) float64 { return o.loss }).Mean
}

// before are the acts that were given before a moment.
func (s script) before(at time.Duration) script {
	i := slices.IndexFunc(s, func(a Act) bool { return a.At >= at })
	if i < 0 {
		return s
	}
	return s[:i]
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
	f, err := w.opens(ctx, w.seed, nil)
	if err != nil {
		return nil, err
	}
	v := &watcher{rule: newRule(), acts: w.acts, seen: map[Order]bool{}}
	if err := f.play(ctx, w.acts, v, w.until); err != nil {
		return nil, err
	}
	w.room(f)
	return v.list[:min(len(v.list), MostMissed)], nil
}
