package roleplay_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

const second = time.Second

// called plays moves in the scenario of a wire on the road, which may go to the repairs desk.
func called(t *testing.T, moves ...roleplay.Move) *roleplay.Run {
	t.Helper()
	s, _ := scenarios.Find("fault-wire-down")
	r, err := roleplay.Play(s.Scenario, moves)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func hand(to roleplay.Target, warm bool, at time.Duration) roleplay.Move {
	return roleplay.Move{Kind: roleplay.Hand, To: to, Text: string(roleplay.WhyExpert), Warm: warm, At: at}
}

// urgent is all that has to be said before the wire may go to the repairs desk.
func urgent(at time.Duration) roleplay.Move {
	return roleplay.Move{Kind: roleplay.Say, Text: "您好，请远离电线，别碰，至少 8 米，千万不要用木棍挑。", At: at}
}

func TestTransfer_AWarmOneToAWrongDeskComesBackAndCostsTheScore(t *testing.T) {
	r := called(t, hand(roleplay.ToBilling, true, 10*second))
	p := r.Passes[0]
	if r.Over() || !p.Back() || p.Right || r.Mood != r.S.Persona.Mood-8 || r.OnHold != roleplay.WarmTakes || p.Said.EN == "" {
		t.Fatalf("%+v, mood %d, held %v, ended %q", p, r.Mood, r.OnHold, r.Ended)
	}
	for _, m := range []roleplay.Move{urgent(15 * second), {Kind: roleplay.Help, At: 19 * second}, hand(roleplay.ToLead, true, 19*second)} {
		if err := r.Do(m); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s while the desk is asked: %v", m.Kind, err)
		}
	}
	if err := r.Do(urgent(20 * second)); err != nil || r.Turns[0].Late != 0 {
		t.Error(err, "late by", r.Turns[0].Late)
	}
	s := r.Score()
	i := slices.IndexFunc(s.Evidence, func(e roleplay.Evidence) bool { return e.Kind == roleplay.PassedWrong })
	if i < 0 || s.Evidence[i].At != 10*second || s.Evidence[i].To != roleplay.ToBilling || s.Penalty != .1 || r.Sheet().Penalty != .1 {
		t.Errorf("%+v, penalty %v, on the floor %v", s.Evidence, s.Penalty, r.Sheet().Penalty)
	}
}

func TestTransfer_EndsTheCallRightOrAstray(t *testing.T) {
	for _, x := range []struct {
		name  string
		moves []roleplay.Move
		ends  roleplay.Ending
		mood  int // against what it was before
		at    time.Duration
	}{
		{"warm and right", []roleplay.Move{urgent(5 * second), hand(roleplay.ToRepair, true, 10*second)}, roleplay.Transferred, 4, 20 * second},
		{"blind and right", []roleplay.Move{urgent(5 * second), hand(roleplay.ToRepair, false, 10*second)}, roleplay.Transferred, -6, 10 * second},
		{"blind and wrong", []roleplay.Move{urgent(5 * second), hand(roleplay.ToMetering, false, 10*second)}, roleplay.Misdirected, -20, 10 * second},
		{"the right desk too early", []roleplay.Move{hand(roleplay.ToRepair, false, 10*second)}, roleplay.Misdirected, -20, 10 * second},
	} {
		before := called(t, x.moves[:len(x.moves)-1]...)
		r := called(t, x.moves...)
		if r.Ended != x.ends || r.Mood != before.Mood+x.mood || r.EndedAt != x.at {
			t.Errorf("%s: ends %s at %v, mood %d after %d", x.name, r.Ended, r.EndedAt, r.Mood, before.Mood)
		}
		if r.Score().Penalty > 0 != (x.ends == roleplay.Misdirected) {
			t.Errorf("%s: penalty %v", x.name, r.Score().Penalty)
		}
		if err := r.Do(roleplay.Move{Kind: roleplay.Fill, Text: "紧急抢修", At: 20 * second}); err != nil {
			t.Errorf("%s: the work order: %v", x.name, err)
		}
	}
}

func TestTransfer_WhatCannotBeIsRefused(t *testing.T) {
	r := called(t)
	for want, m := range map[fault.Kind][]roleplay.Move{fault.Invalid: {hand("nobody", true, second), {Kind: roleplay.Hand, To: roleplay.ToLead, At: second}}} {
		for _, x := range m {
			if err := r.Do(x); !fault.Is(err, want) {
				t.Errorf("%+v: %v", x, err)
			}
		}
	}
	if err := r.Do(roleplay.Move{Kind: roleplay.Hold, At: second}); err != nil {
		t.Fatal(err)
	}
	if err := r.Do(hand(roleplay.ToLead, true, 2*second)); !fault.Is(err, fault.Conflict) || len(r.Passes) != 0 {
		t.Error(err)
	}
}

func TestHelp_TakesTheLeadsTimeAndTellsWhatIsMissing(t *testing.T) {
	r := called(t, roleplay.Move{Kind: roleplay.Help, At: 5 * second})
	if r.HelpedHere(19*second) || !r.HelpedHere(20*second) || r.OnHold != roleplay.HelpTakes {
		t.Error(r.HelpedHere(19*second), r.HelpedHere(20*second), r.OnHold)
	}
	if r.Held(9*second) != 4*second || r.Held(30*second) != roleplay.HelpTakes {
		t.Error("held", r.Held(9*second), r.Held(30*second))
	}
	a := r.Advise()
	if !slices.Equal(a.Say, r.State().Need) || a.Pass != "" || a.Read.ZH != "断线" || a.Read.EN != "wire" {
		t.Errorf("%+v", a)
	}
	if err := r.Do(urgent(21 * second)); err != nil || r.HelpedHere(22*second) {
		t.Error("helped at the next turn too:", err)
	}
	if a := r.Advise(); a.Pass != roleplay.ToRepair {
		t.Errorf("%+v after all was said", a)
	}
	if e := r.Score().Evidence; !slices.ContainsFunc(e, func(x roleplay.Evidence) bool { return x.Kind == roleplay.AskedHelp && x.At == 5*second }) {
		t.Errorf("%+v", e)
	}
}

func TestHint_OfOldAttemptsBindsNobody(t *testing.T) {
	r := called(t, roleplay.Move{Kind: roleplay.Hint, At: 5 * second}, urgent(6*second))
	if len(r.Helps) != 1 || r.OnHold != 0 {
		t.Error(r.Helps, r.OnHold)
	}
}
