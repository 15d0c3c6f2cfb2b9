package practice

import (
	"context"
	"reflect"
	"testing"
	"time"

	"shifu/internal/words"
)

func centreOf(t *testing.T, key string) *centre {
	t.Helper()
	s := Find(key)
	if s == nil {
		t.Fatalf("there is no scenario %s", key)
	}
	c, err := newCentre(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// played is a floor at the end of a scenario.
func played(t *testing.T, c *centre, seed uint64, acts script, by chooser) *floor {
	t.Helper()
	f, err := newFloor(c, seed)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.play(context.Background(), acts, by, c.scenario.Length); err != nil {
		t.Fatal(err)
	}
	return f
}

func failures(f *floor) (names []string) {
	for _, r := range f.results() {
		if r.Standing != Passed && r.Standing != NotCalled {
			names = append(names, r.Task.Name)
		}
	}
	return names
}

func TestScenarios_TheReferencePassesAndDoingNothingFails(t *testing.T) {
	all := Scenarios()
	if len(all) < 10 {
		t.Fatalf("there are %d", len(all))
	}
	for _, s := range all {
		t.Run(s.Key, func(t *testing.T) {
			if n := len(s.Tasks); n < 3 || n > 5 {
				t.Errorf("it has %d critical tasks", n)
			}
			c := centreOf(t, s.Key)
			if bad := failures(played(t, c, s.Seed, nil, newRule())); len(bad) > 0 {
				t.Errorf("the reference fails %q", bad)
			}
			if bad := failures(played(t, c, s.Seed, nil, nothing{})); len(bad) == 0 {
				t.Error("doing nothing fails nothing")
			}
		})
	}
}

func TestScenarios_TheReferenceLosesLessOnOtherCallsToo(t *testing.T) {
	for _, s := range Scenarios() {
		if s.Length > Day {
			continue
		}
		c := centreOf(t, s.Key)
		for seed := uint64(31); seed < 33; seed++ {
			if mine, none := played(t, c, seed, nil, newRule()).loss(), played(t, c, seed, nil, nothing{}).loss(); mine >= none {
				t.Errorf("%s, seed %d: %v with the reference, %v without", s.Key, seed, mine, none)
			}
		}
	}
}

// A trainee who lends as the reference does and never gives back loses the week.
func TestStormWeek_IsLostByLendingAndNotGivingBack(t *testing.T) {
	c := centreOf(t, "storm-week")
	good := played(t, c, c.scenario.Seed, nil, newRule())
	var acts script
	for _, a := range good.acts {
		if a.Order.Deed == OpenTier && a.Order.Tier < 2 {
			acts = append(acts, a)
			break
		}
	}
	for at := good.acts[0].At; at < c.scenario.Length; at += 6 * time.Hour { // whoever comes to work is sent over
		for n := 1; n < tiers-1; n++ {
			acts = append(acts, Act{at, Order{Deed: OpenTier, Project: Emergency, Tier: n}})
		}
		acts = append(acts, Act{at, Order{Deed: Lend, Project: Emergency, From: "property", Count: 6}})
	}
	lost := played(t, c, c.scenario.Seed, acts, nothing{})
	p := Index("property")
	if lost.answerRate(p) > good.answerRate(p)-0.01 {
		t.Errorf("property insurance answers %v, and %v with the reference", lost.answerRate(p), good.answerRate(p))
	}
	bad := failures(lost)
	if len(bad) == 0 || !reflect.DeepEqual(bad[0], "People back before their own surge") && len(bad) < 2 {
		t.Errorf("failed: %q", bad)
	}
	if failed := failures(good); len(failed) > 0 {
		t.Errorf("the reference failed %q", failed)
	}
	if home := good.lentLate[p]; home == 0 || home > 72*time.Hour || lost.lentLate[p] <= 96*time.Hour {
		t.Errorf("the reference had property insurance's people until %v, the other until %v", home, lost.lentLate[p])
	}
}

func TestScenarios_EveryTextIsInTheCatalogues(t *testing.T) {
	zh := words.Catalogue(words.Chinese)
	see := func(s *Scenario, text string) {
		if text != "" && zh[text] == "" {
			t.Errorf("%s: %q is in no catalogue", s.Key, text)
		}
	}
	for _, p := range Projects[1:] {
		see(&Scenario{Key: p.Key}, p.Name)
	}
	for _, s := range Scenarios() {
		see(s, s.Name)
		see(s, s.Brief)
		for _, e := range s.Events {
			see(s, e.Text)
		}
		for _, x := range s.Tasks {
			for _, text := range []string{x.Name, x.Significance, x.Cue, x.Standard, x.Feedback} {
				see(s, text)
			}
		}
	}
}
