package store_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/speech"
)

func TestHolds_ComeInWithTheirCallAndStayInItsScope(t *testing.T) {
	v := newTown(t)
	want := []recordings.Hold{{From: time.Second, To: 3 * time.Second}}
	call := recordings.Call{ID: "01900000-0000-7000-8000-0000000000aa", StartedAt: v.clock.at, AgentID: v.agent.PersonID}
	if added, err := v.Calls().AddWith(ctx, v.lead, []recordings.Call{call}, []recordings.Beside{{Holds: want}}); err != nil || !added[0] {
		t.Fatal(added, err)
	}
	if got, err := v.Calls().Holds(ctx, v.lead, call.ID); err != nil || !slices.Equal(got, want) {
		t.Error(got, err)
	}
	if got, err := v.Calls().Holds(ctx, v.foreignRev, call.ID); !fault.Is(err, fault.NotFound) {
		t.Error("another company reads them:", got, err)
	}
	if got, err := v.Calls().Holds(ctx, v.lead, v.own); err != nil || got != nil {
		t.Error("holds where nobody told any:", got, err)
	}
}

func TestSetFacts_SoundThatIsReadOtherwiseLosesWhatWasMadeOfItUnlessItWasScored(t *testing.T) {
	v := newTown(t)
	for _, id := range []string{v.own, v.mates} {
		if err := v.Calls().SetDerived(ctx, v.lead, id, speech.Kind, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	v.scored(t, v.rev, v.mates)
	for id, refused := range map[string]bool{v.own: false, v.mates: true} {
		row, err := v.Calls().Call(ctx, v.lead, id)
		if err != nil {
			t.Fatal(err)
		}
		row.Call.Title += "!"
		if err := v.Calls().SetFacts(ctx, v.lead, row.Call); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Calls().Derived(ctx, v.lead, id, speech.Kind); err != nil {
			t.Error("a title takes the speech away:", err)
		}
		row.Call.Audio.SampleRate = 16000
		if err := v.Calls().SetFacts(ctx, v.lead, row.Call); fault.Is(err, fault.Conflict) != refused {
			t.Error(refused, err)
		}
		if _, err := v.Calls().Derived(ctx, v.lead, id, speech.Kind); fault.Is(err, fault.NotFound) == refused {
			t.Error(refused, err)
		}
	}
}

func TestAddHolds_JoinWhatWasKnownAndCorrectionsStayOnTop(t *testing.T) {
	v := newTown(t)
	k, ds := v.Calls(), func(n int) time.Duration { return time.Duration(n) * 100 * time.Millisecond }
	c, _, _ := v.transcribed(t)
	must[speech.Activity](t)(v.Spans().Correct(ctx, v.lead, c.ID, speech.Correction{Span: speech.Span{From: ds(12), To: ds(14)}, Is: speech.IsTalk, Lane: 0}))
	for i, h := range []recordings.Hold{{From: ds(10), To: ds(20)}, {From: ds(15), To: ds(25)}, {From: ds(11), To: ds(12)}} {
		if added := must[bool](t)(k.AddHolds(ctx, v.lead, c.ID, []recordings.Hold{h})); added != (i < 2) {
			t.Error(i, added)
		}
	}
	if got := must[[]recordings.Hold](t)(k.Holds(ctx, v.lead, c.ID)); !slices.Equal(got, []recordings.Hold{{From: ds(10), To: ds(25)}}) {
		t.Error(got)
	}
	a, err := speech.Unmarshal(must[[]byte](t)(k.Derived(ctx, v.lead, c.ID, speech.Kind)))
	if want := []speech.Span{{From: ds(10), To: ds(12)}, {From: ds(14), To: ds(25)}}; err != nil || !slices.Equal(a.Hold, want) || !a.Corrected {
		t.Errorf("%v, corrected %t, %v", a.Hold, a.Corrected, err)
	}
	for _, by := range []people.Actor{v.foreignRev, v.agent} {
		if _, err := k.AddHolds(ctx, by, c.ID, nil); err == nil {
			t.Error("may add holds:", by.Name)
		}
	}
}
