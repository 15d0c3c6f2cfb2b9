package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[logbook.Keeper](), reflect.TypeFor[logbook.Author](), reflect.TypeFor[logbook.Starter]())
	fitting = append(fitting, func(v *crowd) any { return v.Practice() })
	settlers = append(settlers, (*crowd).practised)
	foreigns = append(foreigns, func(_ foreignIDs, id string, _ int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[logbook.Session]():  logbook.Session{ID: id, Record: anHour},
			reflect.TypeFor[logbook.Scenario](): logbook.Scenario{ID: id, Text: anHour.Scenario},
			reflect.TypeFor[logbook.Start]():    logbook.Start{ID: id, Name: "X", Record: anHour},
			reflect.TypeFor[logbook.Answers]():  logbook.Answers{Why: "X"},
			reflect.TypeFor[practice.Review]():  practice.Review{Scenario: anHour.Key, Reruns: practice.LeastReruns},
		}
	})
}

// anHour is an hour of a night.
var anHour = func() practice.Record {
	x, err := practice.Start(practice.Find("night"), 0)
	if err == nil {
		err = x.Advance(context.Background(), time.Hour)
	}
	if err != nil {
		panic(err)
	}
	return x.Record()
}()

// practised gives the other vendor a session with a coach's word, and a scenario.
func (v *crowd) practised(t *testing.T) {
	by := v.person(t, v.other, "", "otherboss2", people.Supervisor)
	trainer := v.person(t, v.other, "", "othertrainer2", people.Trainer)
	id := must[string](t)(v.Practice().Keep(ctx, by, logbook.Session{Record: anHour}))
	if err := v.Practice().Comment(ctx, trainer, id, "secret", ""); err != nil {
		t.Fatal(err)
	}
	v.drafts = append(v.drafts, id, must[string](t)(v.Practice().Save(ctx, trainer, logbook.Scenario{Text: anHour.Scenario})),
		must[string](t)(v.Practice().KeepStart(ctx, trainer, logbook.Start{Name: "secret", Record: anHour})))
}

func TestPractice_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	k := v.Practice()
	boss, trainer := v.person(t, v.acme, v.teamA, "boss", people.Supervisor), v.person(t, v.acme, v.teamA, "trainer", people.Trainer)
	id := must[string](t)(k.Keep(ctx, boss, logbook.Session{Record: anHour}))
	own := must[string](t)(k.Save(ctx, trainer, logbook.Scenario{Text: anHour.Scenario}))
	for name, err := range map[string]error{
		"an agent lists":                      second(k.Sessions(ctx, v.agent, "")),
		"an agent reads":                      second(k.Session(ctx, v.agent, id)),
		"an agent keeps":                      second(k.Keep(ctx, v.agent, logbook.Session{Record: anHour})),
		"an agent comments":                   k.Comment(ctx, v.agent, id, "x", ""),
		"an agent's scenarios":                second(k.Scenarios(ctx, v.agent)),
		"a supervisor saves":                  second(k.Save(ctx, boss, logbook.Scenario{Text: anHour.Scenario})),
		"a supervisor removes":                k.Remove(ctx, boss, own),
		"an agent's starts":                   second(k.Starts(ctx, v.agent)),
		"a supervisor keeps a starting state": second(k.KeepStart(ctx, boss, logbook.Start{Name: "x", Record: anHour})),
		"a supervisor puts one away":          k.RemoveStart(ctx, boss, own),
		"who played comments":                 k.Comment(ctx, boss, id, "x", ""),
		"a reviewer answers it":               k.Answer(ctx, v.vendorRev, id, logbook.Answers{}),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"the trainer answers":         k.Answer(ctx, trainer, id, logbook.Answers{Why: "x"}),
		"the trainer keeps a review":  k.KeepReview(ctx, trainer, id, practice.Review{Scenario: "night", Reruns: 200}),
		"the trainer keeps it":        second(k.Keep(ctx, trainer, logbook.Session{ID: id, Record: anHour})),
		"another vendor's supervisor": second(k.Session(ctx, v.person(t, v.other, v.teamO, "far", people.Supervisor), id)),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
