package practice

import (
	"context"
	"reflect"
	"testing"
	"time"

	"shifu/routing/sim"
)

// Whoever shares a floor until the first order ends as if alone from the start.
func TestAbreast_EveryReferenceEndsAsIfPlayedAlone(t *testing.T) {
	x := session(t, "night", 3*time.Hour+20*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	advance(t, x, 6*time.Hour)
	w := &reviewer{Case: x.Case(), look: script{{At: time.Hour, Order: Order{Deed: Announce, Project: Emergency}}}}
	w.room(x.floor)
	for run := range 2 {
		all, err := w.abreast(context.Background(), References, run)
		if err != nil {
			t.Fatal(err)
		}
		for ref, by := range map[Reference]chooser{Mine: nothing{}, LookAhead: nothing{}, Nothing: nothing{}, TheRule: newRule()} {
			acts := script(nil)
			if ref == Mine || ref == LookAhead {
				acts = w.scripts(ref)
			}
			f, err := newFloor(w.c, sim.SeedOf(w.seed, run))
			if err == nil {
				err = f.play(context.Background(), acts, by, w.until)
			}
			if err != nil {
				t.Fatal(err)
			}
			if alone := f.outcome(); !reflect.DeepEqual(all[ref], alone) {
				t.Errorf("run %d, %s: %+v, alone %+v", run, ref, all[ref], alone)
			}
		}
	}
}
