package store_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// rung waits, ready, until a call rings in a shift.
func (v *town) rung(t testing.TB, s duty.Shift) {
	t.Helper()
	for range 600 {
		c, err := s.Centre(v.clock.at.Sub(s.BegunAt))
		if err != nil {
			t.Fatal(err)
		}
		if c.Seat().State == duty.IsRung {
			return
		}
		v.clock.at = v.clock.at.Add(time.Second)
	}
	t.Fatal("no call rings")
}

// serve takes the call that rings and plays the reply at a place until its wrap-up is over.
func (v *town) serve(t testing.TB, by people.Actor, s duty.Shift, reply int) (duty.Shift, roleplay.Attempt) {
	t.Helper()
	v.rung(t, s)
	_, a, err := v.Duties().Answer(ctx, by, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	for !a.Over() {
		v.clock.at = v.clock.at.Add(5 * time.Second)
		replies := a.Run.State().Replies
		a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Say, Text: replies[min(reply, len(replies)-1)].ZH}))
	}
	v.clock.at = v.clock.at.Add(10 * time.Second)
	a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Wrap}))
	return must[duty.Shift](t)(v.Duties().Shift(ctx, by, s.ID)), a
}

func begunShift(t testing.TB, v *town, plan string, level roleplay.Level) duty.Shift {
	t.Helper()
	s := must[duty.Shift](t)(v.Duties().Open(ctx, v.agent, duty.Start{PlanID: plan, Level: level, Language: words.Chinese}))
	return must[duty.Shift](t)(v.Duties().Act(ctx, v.agent, s.ID, duty.Act{Kind: duty.Ready}))
}

func TestDuty_CallsComeOneAfterAnotherAndTheShiftEndsWithItsSum(t *testing.T) {
	v := newTown(t)
	s := begunShift(t, v, "outage", roleplay.Hints)
	seen := map[string]bool{}
	for range 4 {
		var a roleplay.Attempt
		s, a = v.serve(t, v.agent, s, 0)
		seen[a.Scenario.Persona.Name.ZH] = true
	}
	if len(seen) < 4 {
		t.Errorf("the callers were %v", seen)
	}
	v.clock.at = s.BegunAt.Add(21 * time.Minute)
	s = must[duty.Shift](t)(v.Duties().Act(ctx, v.agent, s.ID, duty.Act{Kind: duty.End}))
	if !s.Over() || s.OverAt != s.BegunAt.Add(20*time.Minute) || s.Taken != 4 {
		t.Fatalf("%+v", s)
	}
	s = must[duty.Shift](t)(v.Duties().Shift(ctx, v.agent, s.ID))
	sum := duty.SumOf(s.Record, s.Calls)
	if sum.Calls != 4 || sum.Score != s.Score || sum.Half == 0 || sum.Wrap != 40*time.Second || sum.AHT != s.AHT || sum.Peak == 0 {
		t.Errorf("%+v", sum)
	}
	list := must[[]duty.Shift](t)(v.Duties().Shifts(ctx, v.lead))
	if len(list) != 1 || list[0].Taken != 4 || list[0].Score != s.Score {
		t.Errorf("%+v", list)
	}
	if skills := must[[]roleplay.Skill](t)(v.RolePlays().Skills(ctx, v.lead, v.agent.PersonID)); len(skills) == 0 {
		t.Error("the calls of a shift tell nothing of skills")
	}
}

func TestDuty_WhatWasMissedComesBackInTheSameShiftFromSomebodyElse(t *testing.T) {
	v := newTown(t)
	s := begunShift(t, v, "outage", roleplay.Hints)
	last, back := map[string]roleplay.Attempt{}, 0
	for range 5 {
		var a roleplay.Attempt
		s, a = v.serve(t, v.agent, s, 2)
		was, had := last[a.ScenarioID]
		if had && len(a.Scenario.Variants) > 0 {
			back++
			missed := duty.Of(&was, true).Missed
			if !slices.Equal(a.Replays, missed) {
				t.Errorf("%v were missed, %v come back", missed, a.Replays)
			}
			met := func(id string) bool {
				return slices.ContainsFunc(a.Run.Turns, func(x roleplay.Turn) bool { return x.State == id })
			}
			if len(missed) > 0 && !slices.ContainsFunc(missed, met) {
				t.Errorf("none of %v was met again", missed)
			}
			if a.Variant == was.Variant || a.Ease <= 0 || a.Scenario.Persona.Name == was.Scenario.Persona.Name {
				t.Errorf("variant %d, ease %d", a.Variant, a.Ease)
			}
		}
		last[a.ScenarioID] = a
	}
	if back == 0 {
		t.Error("what failed never came back")
	}
}

func TestDuty_AnExamBringsEverybodyTheSameAndItsCallsAreExams(t *testing.T) {
	v := newTown(t)
	s := begunShift(t, v, "day", roleplay.Exam)
	_, a := v.serve(t, v.agent, s, 0)
	v.clock.at = s.BegunAt.Add(25 * time.Minute)
	must[duty.Shift](t)(v.Duties().Act(ctx, v.agent, s.ID, duty.Act{Kind: duty.End}))
	other := must[duty.Shift](t)(v.Duties().Open(ctx, v.mate, duty.Start{PlanID: "day", Level: roleplay.Exam}))
	other = must[duty.Shift](t)(v.Duties().Act(ctx, v.mate, other.ID, duty.Act{Kind: duty.Ready}))
	_, b := v.serve(t, v.mate, other, 0)
	if a.Level != roleplay.Exam || a.ScenarioID != b.ScenarioID || a.Variant != b.Variant || s.Seed != other.Seed {
		t.Errorf("%s %s, %d %d", a.ScenarioID, b.ScenarioID, a.Variant, b.Variant)
	}
	if _, err := v.RolePlays().Again(ctx, v.agent, a.ID, 0); !fault.Is(err, fault.Conflict) {
		t.Error("a call of an exam is tried again:", err)
	}
}

func TestDuty_OneShiftAtATimeAndABrokenOffOneIsClosed(t *testing.T) {
	v := newTown(t)
	s := begunShift(t, v, "outage", roleplay.Nothing)
	v.rung(t, s)
	if _, _, err := v.Duties().Answer(ctx, v.agent, s.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Duties().Open(ctx, v.agent, duty.Start{PlanID: "day", Level: roleplay.Hints}); !fault.Is(err, fault.Conflict) {
		t.Error("two shifts at once:", err)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	must[duty.Shift](t)(v.Duties().Open(ctx, v.agent, duty.Start{PlanID: "day", Level: roleplay.Hints}))
	if old := must[duty.Shift](t)(v.Duties().Shift(ctx, v.agent, s.ID)); !old.Over() || old.Taken != 1 {
		t.Errorf("%+v", old)
	}
}

func TestDuty_WhatCantBeDoneIsRefused(t *testing.T) {
	v := newTown(t)
	k := v.Duties()
	for _, x := range []duty.Start{{PlanID: "none", Level: roleplay.Hints}, {PlanID: "day", Level: roleplay.Script}} {
		if _, err := k.Open(ctx, v.agent, x); err == nil {
			t.Errorf("%+v is begun", x)
		}
	}
	s := begunShift(t, v, "day", roleplay.Hints)
	for _, a := range []duty.Act{{Kind: duty.Answer}, {Kind: duty.Done}, {Kind: duty.Busy, Text: "tired"}, {Kind: "x"}} {
		if _, err := k.Act(ctx, v.agent, s.ID, a); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

func TestDuty_AShiftThatCantGoOnIsClosedAndAFinishedOneIsReadFromItsRecord(t *testing.T) {
	v := newTown(t)
	s := begunShift(t, v, "outage", roleplay.Hints)
	s, _ = v.serve(t, v.agent, s, 0)
	// as a later routing core sees it: at this moment no call rings
	spoilt := `[{"kind":"answer","text":"x","at":1000000}]`
	if err := raw(t, v.Dir(), "UPDATE roleplay_shifts SET acts = '"+spoilt+"'").Close(); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(time.Second)
	got := must[duty.Shift](t)(v.Duties().Act(ctx, v.agent, s.ID, duty.Act{Kind: duty.Ready}))
	if !got.Over() || got.Taken != 1 {
		t.Errorf("%+v", got)
	}
	must[duty.Shift](t)(v.Duties().Open(ctx, v.agent, duty.Start{PlanID: "day", Level: roleplay.Hints}))
}
