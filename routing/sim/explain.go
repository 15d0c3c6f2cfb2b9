package sim

import (
	"shifu/internal/fault"
	"shifu/internal/words"
)

// Candidate is who, or which call, might have been chosen, and what spoke for it.
type Candidate struct {
	Group, Type int32  // −1: the candidate is an agent of Group, or the head of Type
	Agent       int32  // −1: none of the group is free
	Call        uint64 // the head of the queue
	Rank, Score float64
	Refused     words.Text // why it did not count; zero if it did
	Chosen      bool
}

// Decision is one choice with all its candidates. Of an agent for a call the
// lowest rank wins, then the highest score (with another order than the longest
// idle time, and in presets, the lowest); of a call for an agent the lowest
// rank, the highest priority, then the highest score. Scores of idle and waiting
// times are in seconds.
type Decision struct {
	At         int64 // microseconds
	Call       uint64
	Type       int32 // −1: a call was chosen for an agent of Group
	Group      int32 // −1: an agent was chosen for a call
	Candidates []Candidate
	Chosen     bool // whether anybody was chosen
}

// Explainer hears of every decision.
type Explainer interface{ Decided(d Decision) }

// Explain sets who hears why; nil for nobody.
func (r *Run) Explain(e Explainer) { r.why = e }

func (r *Run) explainAgent(c *call, chosen int32) {
	d := Decision{At: r.now, Call: c.number, Type: c.callType, Group: -1, Chosen: chosen != none}
	options := r.plan.types[c.callType].groups
	for j := range options {
		o := &options[j]
		t := &r.teams[o.to]
		if why := r.refusal(o, t.free, r.now-c.arrived); !why.IsZero() {
			d.Candidates = append(d.Candidates, Candidate{Group: o.to, Type: -1, Agent: none, Rank: o.rank, Refused: why})
			continue
		}
		for a := t.head; a != none; a = r.agents[a].next {
			d.Candidates = append(d.Candidates, Candidate{Group: o.to, Type: -1, Agent: a, Rank: o.rank, Score: r.shown(c, o, a), Chosen: a == chosen})
		}
	}
	r.why.Decided(d)
}

// shown is the score by which the agent was compared.
func (r *Run) shown(c *call, o *option, a int32) float64 {
	if !r.plan.ordered {
		return o.weight * float64(r.now-r.agents[a].since) / micro
	}
	return r.score(c, o, a, r.picks)
}

func (r *Run) refusal(o *option, free int32, waited int64) words.Text {
	switch {
	case free == 0:
		return words.T("Nobody is free.", nil)
	case free <= o.reserve:
		return words.T("{{.Free}} are free, {{.Reserve}} are kept for others.", fault.Values{"Free": free, "Reserve": o.reserve})
	case o.delay > waited:
		return words.T("The call must wait {{.Seconds}} s longer.", fault.Values{"Seconds": float64(o.delay-waited) / micro})
	}
	return words.Text{}
}

func (r *Run) explainCall(group, free, chosen int32) {
	d := Decision{At: r.now, Type: -1, Group: group, Chosen: chosen != none}
	options := r.plan.groups[group].types
	for j := range options {
		o := &options[j]
		head := r.queues[o.to].head
		x := Candidate{Group: -1, Type: o.to, Agent: none, Rank: o.rank}
		if head == none {
			x.Refused = words.T("Nobody waits.", nil)
		} else {
			c := &r.calls[head]
			x.Call, x.Chosen = c.number, head == chosen
			x.Score = o.weight * float64(r.now-c.arrived+r.plan.types[o.to].ageShift) / micro
			x.Refused = r.refusal(o, free, r.now-c.arrived)
		}
		d.Candidates = append(d.Candidates, x)
	}
	r.why.Decided(d)
}
