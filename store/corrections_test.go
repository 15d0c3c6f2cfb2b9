package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings/speech"
)

func TestCorrections_FiguresFollowAndTheDetectorsResultComesBack(t *testing.T) {
	v := newTown(t)
	c, _, _ := v.transcribed(t)
	derived := func() speech.Activity {
		a, err := speech.Unmarshal(must[[]byte](t)(v.Calls().Derived(ctx, v.agent, c.ID, speech.Kind)))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	before := string(derived().Marshal())
	k := v.Spans()
	hold := speech.Correction{Span: speech.Span{From: 4 * time.Second, To: 5 * time.Second}, Is: speech.IsHold, Lane: speech.AllLanes}
	a := must[speech.Activity](t)(k.Correct(ctx, v.rev, c.ID, hold))
	if a.Metrics(0).Hold != time.Second || derived().Metrics(0).Hold != time.Second || !derived().Corrected {
		t.Errorf("%+v", a.Metrics(0))
	}
	talk := speech.Correction{Span: speech.Span{From: 8 * time.Second, To: 9 * time.Second}, Is: speech.IsTalk, Lane: 0}
	a = must[speech.Activity](t)(k.Correct(ctx, v.lead, c.ID, talk))
	if m := a.Metrics(0); m.Agent.Talk != 4*time.Second || m.Hold != time.Second {
		t.Errorf("%+v", m)
	}
	cs := must[[]speech.Correction](t)(k.Corrections(ctx, v.agent, c.ID))
	if len(cs) != 2 || cs[0].By != v.rev.Name || cs[1].ByID != v.lead.PersonID || !cs[0].At.Equal(v.clock.at) {
		t.Fatalf("%+v", cs)
	}
	for _, one := range cs {
		if _, err := k.Withdraw(ctx, v.rev, c.ID, one.ID); err != nil {
			t.Fatal(err)
		}
	}
	if string(derived().Marshal()) != before || derived().Corrected {
		t.Error("what the detector found is lost")
	}
	if _, err := k.Withdraw(ctx, v.rev, c.ID, cs[0].ID); !fault.Is(err, fault.NotFound) {
		t.Error("withdrawn twice:", err)
	}
	if v.traces(t, "correct", c.ID) != 2 || v.traces(t, "withdraw", c.ID) != 2 {
		t.Error("the audit log doesn't say so")
	}
}

func TestCorrections_AreRefusedWhereTheyMustBe(t *testing.T) {
	v := newTown(t)
	c, _, _ := v.transcribed(t)
	good := speech.Correction{Span: speech.Span{To: time.Second}, Is: speech.IsQuiet, Lane: speech.AllLanes}
	for _, by := range []people.Actor{v.agent, v.admin} {
		if _, err := v.Spans().Correct(ctx, by, c.ID, good); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", by.Name, err)
		}
	}
	beyond := good
	beyond.To = time.Minute
	if _, err := v.Spans().Correct(ctx, v.rev, c.ID, beyond); !fault.Is(err, fault.Invalid) {
		t.Error("beyond the call:", err)
	}
	if _, err := v.Spans().Correct(ctx, v.rev, v.own, good); !fault.Is(err, fault.Conflict) {
		t.Error("a call that nobody looked at:", err)
	}
	if err := v.Calls().SetDerived(ctx, v.rev, v.own, speech.Kind, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Spans().Correct(ctx, v.rev, v.own, good); !fault.Is(err, fault.Conflict) {
		t.Error("packed by another version:", err)
	}
}

func TestCorrections_GoWithTheCall(t *testing.T) {
	v := newTown(t)
	c, _, _ := v.transcribed(t)
	if _, err := v.Spans().Correct(ctx, v.rev, c.ID, speech.Correction{Span: speech.Span{To: time.Second}, Is: speech.IsHold, Lane: speech.AllLanes}); err != nil {
		t.Fatal(err)
	}
	if err := v.Retention().Delete(ctx, v.admin, []string{c.ID}, "30 days"); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := raw(t, v.Dir()).QueryRow(`SELECT count(*) FROM speech_corrections`).Scan(&n); err != nil || n != 0 {
		t.Error(n, err)
	}
}

func TestDetected_CorrectionsStayOnTopAndTheOldFindingComesBack(t *testing.T) {
	v := newTown(t)
	c, _, _ := v.transcribed(t)
	k := v.Spans()
	derived := func() speech.Activity {
		a, err := speech.Unmarshal(must[[]byte](t)(v.Calls().Derived(ctx, v.agent, c.ID, speech.Kind)))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first := derived()
	again := first.Correct([][]speech.Span{{{From: time.Second, To: 2 * time.Second}}, nil}, nil)
	again.Corrected = false // as if a newer detector had found it
	hold := speech.Correction{Span: speech.Span{From: 4 * time.Second, To: 5 * time.Second}, Is: speech.IsHold, Lane: speech.AllLanes}
	must[speech.Activity](t)(k.Correct(ctx, v.rev, c.ID, hold))
	before := must[speech.Activity](t)(k.Detected(ctx, v.rev, c.ID, again))
	if string(before.Marshal()) != string(first.Marshal()) {
		t.Error("what was found before is not returned")
	}
	if now := derived(); !now.Corrected || now.Metrics(0).Hold != time.Second || len(now.Lanes[0]) != 1 {
		t.Errorf("the correction is gone: %+v", now)
	}
	must[speech.Activity](t)(k.Detected(ctx, v.rev, c.ID, before))
	must[speech.Activity](t)(k.Withdraw(ctx, v.rev, c.ID, must[[]speech.Correction](t)(k.Corrections(ctx, v.rev, c.ID))[0].ID))
	if string(derived().Marshal()) != string(first.Marshal()) || v.traces(t, "analyse", c.ID) != 2 {
		t.Error("undone, it isn't what it was")
	}
	if _, err := k.Detected(ctx, v.agent, c.ID, first); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent has it analysed: %v", err)
	}
	never := must[speech.Activity](t)(k.Detected(ctx, v.rev, v.own, first))
	if never.Version != 0 {
		t.Errorf("nobody had looked, yet %+v was found before", never)
	}
}
