package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/training/benchmark"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[benchmark.Keeper](), reflect.TypeFor[benchmark.Player]())
	fitting = append(fitting, func(v *crowd) any { return v.Benchmarks() })
	settlers = append(settlers, (*crowd).exemplified)
	foreigns = append(foreigns, benchmarkArguments)
}

// benchmarkArguments are the foreign values of the methods that keep benchmark calls.
func benchmarkArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[benchmark.Find]():   []benchmark.Find{{}, {CallID: f.calls[0]}, {State: benchmark.Proposed}, {Usable: true}}[variant],
		reflect.TypeFor[[]benchmark.Mark](): []benchmark.Mark{{From: 6 * time.Second, Until: 7 * time.Second}},
		reflect.TypeFor[benchmark.Account](): benchmark.Account{Title: "X", Why: "X", Line: "X", Skill: "X", Difficulty: benchmark.Easy, Until: time.Minute,
			ArticleID: []string{id, ""}[variant%2], ReviewAt: newClock().at.AddDate(1, 0, 0)},
	}
}

// exemplified gives the other vendor a benchmark call in use.
func (v *crowd) exemplified(t *testing.T) {
	k := v.Benchmarks()
	id := must[string](t)(k.Propose(ctx, v.foreignRev, "", v.voiced(t, v.foreign, "bench-foreign"), "", v.exemplary()))
	trainer := v.person(t, v.other, "", "benchforeign", people.Trainer)
	for _, err := range []error{k.Confirm(ctx, trainer, id, nil), k.Approve(ctx, trainer, id, ""), k.Approve(ctx, v.lead, id, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	v.drafts = append(v.drafts, id, "bench-foreign")
}
