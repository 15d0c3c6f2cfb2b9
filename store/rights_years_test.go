package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/mentoring"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[mentoring.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Mentoring() })
	settlers = append(settlers, (*crowd).mentored)
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		s := mentoring.Session{ID: []string{id, ""}[variant%2], PairID: id, At: newClock().at.Add(time.Hour), Minutes: 30}
		if variant > 1 {
			s.Listened = []mentoring.Clip{{CallID: id}}
		}
		return map[reflect.Type]any{
			reflect.TypeFor[mentoring.Find]():    []mentoring.Find{{}, {Own: true}, {Stalled: true}, {Ended: true}}[variant],
			reflect.TypeFor[mentoring.Session](): s,
			reflect.TypeFor[mentoring.Deed]():    mentoring.Deed{PairID: id, MeasureID: id, N: 1, At: newClock().at, Note: "x", Proof: mentoring.ProofWord},
			reflect.TypeFor[mentoring.Pulse]():   mentoring.Pulse{PairID: id, Value: 3},
			reflect.TypeFor[words.Language]():    words.English,
		}
	})
}

// mentored gives the other vendor's pair a session that was held, one to come,
// evidence and a pulse.
func (v *crowd) mentored(t *testing.T) {
	all := must[[]mentoring.Pair](t)(v.Mentoring().Pairs(ctx, v.foreign, mentoring.Find{}))
	if len(all) != 1 {
		t.Fatal("the other vendor's pair comes first", all)
	}
	k, id, now := v.Mentoring(), all[0].ID, v.clock.at
	held := must[string](t)(k.SaveSession(ctx, v.foreign, mentoring.Session{PairID: id, At: now, Minutes: 30, Held: true, Said: "secret", Next: "secret"}))
	ahead := must[string](t)(k.SaveSession(ctx, v.foreign, mentoring.Session{PairID: id, At: now.Add(48 * time.Hour), Minutes: 30, Agenda: []mentoring.Item{{Typed: "secret"}}}))
	y := must[mentoring.Year](t)(k.Year(ctx, v.foreign, id, time.Time{}))
	if err := k.Done(ctx, v.foreign, mentoring.Deed{PairID: id, MeasureID: y.Times[0].Measure.ID, N: 1, At: now, Note: "secret", Proof: mentoring.ProofWord}); err != nil {
		t.Fatal(err)
	}
	if err := k.Feel(ctx, v.foreign, mentoring.Pulse{PairID: id, Value: 2, Note: "secret"}); err != nil {
		t.Fatal(err)
	}
	y = must[mentoring.Year](t)(k.Year(ctx, v.foreign, id, time.Time{}))
	v.drafts = append(v.drafts, held, ahead, y.Deeds[0].ID)
}

func TestMentoring_OnlyTheTwoWrite(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	k := v.Mentoring()
	s := mentoring.Session{PairID: o.id, At: v.clock.at.Add(time.Hour), Minutes: 30}
	id := must[string](t)(k.SaveSession(ctx, o.mentor, s))
	for name, by := range map[string]people.Actor{"the coordinator": o.coordinator, "the unit": o.unit} {
		for what, err := range map[string]error{
			"plans":     second(k.SaveSession(ctx, by, s)),
			"calls off": k.CallOff(ctx, by, id, "x"),
			"notes":     k.Done(ctx, by, mentoring.Deed{PairID: o.id}),
			"feels":     k.Feel(ctx, by, mentoring.Pulse{PairID: o.id, Value: 3}),
			"writes up": second(k.SaveSession(ctx, by, mentoring.Session{ID: id})),
			"confirms":  k.Confirm(ctx, by, id, ""),
		} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s %s: %v", name, what, err)
			}
		}
		if y := must[mentoring.Year](t)(k.Year(ctx, by, o.id, time.Time{})); y.Side != "" || len(y.Sessions) != 1 {
			t.Errorf("%s does not see the pair: %+v", name, y)
		}
	}
	for name, by := range map[string]people.Actor{"a mate": v.mate, "another vendor": v.foreign} {
		for what, err := range map[string]error{"reads": second(k.Year(ctx, by, o.id, time.Time{})), "exports": second(k.Calendar(ctx, by, o.id, words.English)), "calls off": k.CallOff(ctx, by, id, "x")} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s %s: %v", name, what, err)
			}
		}
	}
}
