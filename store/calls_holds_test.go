package store_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
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
