package practice

import (
	"context"
	"slices"
	"time"

	"shifu/routing/sim"
)

// scout watches a floor on which nothing is done until the rule orders
// something there: from then on the rule has a floor of its own.
type scout struct {
	rule  *rule // nil: nobody asks for it
	floor *floor
}

func (s *scout) choose(f *floor) []Order {
	if s.rule == nil || s.floor != nil {
		return nil
	}
	if orders := s.rule.choose(f); len(orders) > 0 {
		s.floor = f.copy()
		for _, o := range orders {
			_ = s.floor.give(o)
		}
	}
	return nil
}

// done reports whether nobody needs the floor that is watched any more.
func (s *scout) done() bool { return s.rule == nil || s.floor != nil }

// abreast plays references on the calls of one run. Until they order something
// they are one floor, on which nothing is done; each leaves it with its first
// order as a copy, which is exact.
func (w *reviewer) abreast(ctx context.Context, refs []Reference, run int) (map[Reference]outcomeOf, error) {
	seed, tape := sim.SeedOf(w.seed, run), w.tape()
	defer w.tapes.Put(tape)
	out := map[Reference]outcomeOf{}
	if slices.Contains(refs, Bound) {
		if err := w.bound(ctx, seed, tape, out); err != nil {
			return nil, err
		}
	}
	base, err := w.opens(ctx, seed, tape)
	if err != nil {
		return nil, err
	}
	defer base.free()
	s := &scout{}
	if slices.Contains(refs, TheRule) {
		s.rule = newRule()
	}
	for _, ref := range w.leaving(refs) {
		if err := base.play(ctx, nil, s, w.leaves(ref)); err != nil {
			return nil, err
		}
		if err := w.ends(ctx, base.copy(), ref, w.scripts(ref), nothing{}, out); err != nil {
			return nil, err
		}
	}
	if still := slices.Contains(refs, Nothing); still || !s.done() {
		if err := base.play(ctx, nil, s, w.until); err != nil {
			return nil, err
		}
		if still {
			out[Nothing] = base.outcome()
		}
	}
	switch {
	case s.floor != nil:
		err = w.ends(ctx, s.floor, TheRule, nil, s.rule, out)
	case s.rule != nil:
		out[TheRule] = base.outcome() // it saw no reason
	}
	return out, err
}

// bound plays the full-information bound on a floor of its own.
func (w *reviewer) bound(ctx context.Context, seed uint64, tape *sim.Tape, out map[Reference]outcomeOf) error {
	f, err := newBound(w.c, seed)
	if err != nil {
		return err
	}
	f.run.Use(tape)
	return w.ends(ctx, f.unscored(), Bound, nil, nothing{}, out)
}

// opens is the floor on the calls of a seed when the session begins: from a
// starting state after what was ordered before. It draws from a tape, unless
// that is nil.
func (w *reviewer) opens(ctx context.Context, seed uint64, tape *sim.Tape) (*floor, error) {
	f, err := newFloor(w.c, seed)
	if err != nil {
		return nil, err
	}
	if tape != nil {
		f.run.Use(tape)
	}
	return f, f.unscored().play(ctx, w.given, nothing{}, w.begun)
}

// ends plays a floor to the end of the session and notes what it came to.
func (w *reviewer) ends(ctx context.Context, f *floor, ref Reference, acts script, by chooser, out map[Reference]outcomeOf) error {
	defer f.free()
	if err := f.play(ctx, acts, by, w.until); err != nil {
		return err
	}
	out[ref] = f.outcome()
	return nil
}

// scripts is what a reference orders that knows beforehand.
func (w *reviewer) scripts(ref Reference) script {
	if ref == Mine {
		return w.acts
	}
	return w.look
}

// leaves is when a reference orders something first.
func (w *reviewer) leaves(ref Reference) time.Duration {
	if s := w.scripts(ref); len(s) > 0 {
		return min(s[0].At, w.until)
	}
	return w.until
}

// leaving are those of the references that follow a script, the first to leave first.
func (w *reviewer) leaving(refs []Reference) []Reference {
	all := slices.DeleteFunc(slices.Clone(refs), func(r Reference) bool { return r != Mine && r != LookAhead })
	slices.SortFunc(all, func(a, b Reference) int { return int(w.leaves(a) - w.leaves(b)) })
	return all
}
