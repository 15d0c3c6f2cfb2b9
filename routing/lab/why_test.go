package lab

import (
	"strings"
	"testing"

	"shifu/routing/sim"
)

func TestWhy_ShowsWhoMightHaveBeenChosenFromAMomentOn(t *testing.T) {
	all, err := Why(t.Context(), planned(t, read(t, twoTeams)), 1, 3600)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 || all[0].At < 3600e6 {
		t.Fatal(len(all))
	}
	chosen := 0
	for _, d := range all {
		for _, c := range d.Candidates {
			if c.Chosen {
				chosen++
				if !d.Chosen || !c.Refused.IsZero() {
					t.Error("chosen and refused at once")
				}
			}
		}
	}
	if chosen == 0 {
		t.Error("nobody was ever chosen")
	}
}

func TestWhy_KeepsTheChosenOneOfVeryMany(t *testing.T) {
	c := &choices{}
	d := sim.Decision{Chosen: true, Candidates: make([]sim.Candidate, 500)}
	d.Candidates[400].Chosen, d.Candidates[400].Agent = true, 400
	c.Decided(d)
	if x := c.all[0]; len(x.Candidates) != MostCandidates || x.Left != 440 || x.Candidates[MostCandidates-1].Agent != 400 {
		t.Error(len(x.Candidates), x.Left)
	}
}

func TestWaiting_IsFoundAgainFromADecision(t *testing.T) {
	p := planned(t, read(t, strings.Replace(twoTeams, "[10, 14, 16, 10]", "8", 1)))
	all, err := Why(t.Context(), p, 1, 5400)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, c := range all[:40] {
		if c.Type >= 0 || !c.Chosen {
			continue
		}
		waiters, err := Waiting(t.Context(), p, 1, c)
		if err != nil || len(waiters) == 0 {
			t.Fatal(len(waiters), err)
		}
		for _, x := range c.Candidates {
			for _, w := range waiters {
				if x.Call == w.Call && x.Type == w.Type && x.Chosen != w.Chosen {
					t.Errorf("%+v is told as %+v", x, w)
				}
			}
		}
		checked++
	}
	if checked < 5 {
		t.Errorf("only %d decisions took a call", checked)
	}
}
