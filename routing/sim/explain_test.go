package sim

import (
	"testing"

	"shifu/routing"
)

type why func(d Decision)

func (w why) Decided(d Decision) { w(d) }

func TestExplain_NamesEveryCandidateWithRankScoreAndReason(t *testing.T) {
	s := rings()
	s.Policy.Preset, s.Policy.Reserve = routing.Ranks, routing.Table{"g1": {"t0": 1}}
	s.Groups[2].Agents = []int{2}
	s.Policy.CallChooses["t0"]["g2"] = 2
	r := planned(t, s).Start(1)
	r.now = 3600 * micro
	busy(r, 0)
	var d Decision
	r.Explain(why(func(x Decision) { d = x }))
	r.agents[3].began = r.now - 70*micro
	if a := r.pickAgent(&call{arrived: r.now - 40*micro, number: 7}); a != 2 || !d.Chosen || d.Call != 7 || len(d.Candidates) != 4 {
		t.Fatalf("%d, %+v", a, d)
	}
	for i, want := range []Candidate{
		{Group: 0, Rank: 1, Agent: none}, {Group: 1, Rank: 2, Agent: none},
		{Group: 2, Rank: 2, Agent: 2, Score: 3600, Chosen: true}, {Group: 2, Rank: 2, Agent: 3, Score: 70},
	} {
		got := d.Candidates[i]
		if got.Group != want.Group || got.Rank != want.Rank || got.Agent != want.Agent || got.Score != want.Score || got.Chosen != want.Chosen || got.Refused.IsZero() != (want.Agent != none) {
			t.Errorf("candidate %d is %+v", i, got)
		}
	}
}

func TestExplain_TellsWhichQueuesAnAgentCouldHaveServed(t *testing.T) {
	s := two(routing.Connect)
	s.Policy.Delays = routing.Table{"g0": {"t1": 30}}
	var d Decision
	p := planned(t, s)
	r := p.Start(1)
	r.now = 3600 * micro
	r.Explain(why(func(x Decision) { d = x }))
	i := r.place()
	r.calls[i] = call{arrived: r.now - 5*micro, callType: 1, agent: none}
	r.enqueue(i)
	if r.pickCall(0, 1); d.Chosen || d.Group != 0 || len(d.Candidates) != 2 || d.Candidates[0].Refused.IsZero() || d.Candidates[1].Refused.Values["Seconds"] != 25. {
		t.Errorf("%+v", d)
	}
}
