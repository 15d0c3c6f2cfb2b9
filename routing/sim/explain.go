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
	if r.plan.types[c.callType].personal {
		d.Candidates, options = []Candidate{r.person(c, chosen)}, nil
	}
	for j := range options {
		o := &options[j]
		t := &r.teams[o.to]
		if why := r.refusal(c, o, o, t.free.count+r.rung(o.to)); !why.IsZero() {
			d.Candidates = append(d.Candidates, Candidate{Group: o.to, Type: -1, Agent: none, Rank: o.rank, Refused: why})
			continue
		}
		for a := r.firstOf(o.to); a != none; a = r.nextOf(o.to, a) {
			d.Candidates = append(d.Candidates, Candidate{Group: o.to, Type: -1, Agent: a, Rank: o.rank, Score: r.shown(c, o, a), Chosen: a == chosen})
		}
	}
	if chosen != none {
		g := r.agents[chosen].group
		r.told = &inPlay{by: c, chosen: c, group: g, free: r.teams[g].free.count + r.rung(g)}
	}
	r.tell(d)
}

// shown is the score by which the agent was compared.
func (r *Run) shown(c *call, o *option, a int32) float64 {
	if r.plan.gated {
		effective := *o
		effective.penalty = r.effective(c, o)
		o = &effective
	}
	if !r.plan.ordered {
		return o.weight * float64(r.now-r.agents[a].began) / micro
	}
	return r.score(c, o, a, r.picks)
}

// refusal is why a call does not go to a group: o is how the one who chooses sees
// the other, its how the call's type sees the group.
func (r *Run) refusal(c *call, o, its *option, free int32) words.Text {
	waited := r.now - c.arrived
	switch {
	case free == 0:
		return words.T("Nobody is free.", nil)
	case free <= o.reserve:
		return words.T("{{.Free}} are free, {{.Reserve}} are kept for others.", fault.Values{"Free": free, "Reserve": o.reserve})
	case o.delay > waited:
		return words.T("The call must wait {{.Seconds}} s longer.", fault.Values{"Seconds": rounded(float64(o.delay-waited) / micro)})
	case !r.atStep(c, o):
		return words.T("At its step the call asks others.", nil)
	case r.plan.gated:
		return r.barred(c, its)
	}
	return words.Text{}
}

// barred is the rule of the preset that keeps a call from a group.
func (r *Run) barred(c *call, o *option) words.Text {
	switch {
	case r.plan.alone && r.pending[c.callType] > 0 && c.condition != ringing:
		return words.T("Another call of the queue is being offered.", nil)
	case c.rested > r.now:
		return words.T("The call is offered again in {{.Seconds}} s.", fault.Values{"Seconds": rounded(float64(c.rested-r.now) / micro)})
	}
	switch r.bars(c, o) {
	case penalised:
		return words.T("The penalty {{.Penalty}} lies outside of the call's limits.", fault.Values{"Penalty": o.penalty})
	case weighed:
		return words.T("A heavier queue has as many callers as members.", nil)
	case longer:
		return words.T("An older call heads another queue of the same weight.", nil)
	case tooHigh:
		return words.T("The call has not reached level {{.Level}} yet.", fault.Values{"Level": o.penalty})
	case shut:
		return words.T("The rule by which the group helps does not hold now.", nil)
	case outranked:
		return words.T("Members of a lower penalty ring already.", nil)
	case atRisk:
		return words.T("Too few are free for tasks to go out.", nil)
	}
	return words.Text{}
}

func (r *Run) explainCall(group, free, chosen int32) {
	d := Decision{At: r.now, Type: -1, Group: group, Chosen: chosen != none}
	options := r.plan.groups[group].types
	r.freed = group
	defer func() { r.freed = none }()
	for j := range options {
		o := &options[j]
		head := r.headFor(o)
		if turn := r.turnOf(o.to); r.plan.gated && turn != none {
			head = turn
		}
		x := Candidate{Group: -1, Type: o.to, Agent: none, Rank: o.rank}
		if head == none {
			x.Refused = words.T("Nobody waits.", nil)
		} else {
			c := &r.calls[head]
			x.Call, x.Chosen = c.number, head == chosen
			x.Score = o.weight * float64(r.standing(c)) / micro
			x.Refused = r.refusal(c, o, r.optionOf(o.to, group), free)
		}
		d.Candidates = append(d.Candidates, x)
	}
	r.told = &inPlay{group: group, free: free}
	if chosen != none {
		r.told.chosen = &r.calls[chosen]
	}
	r.tell(d)
}

// tell lets the explainer hear of a decision, and ask for the waiting calls.
func (r *Run) tell(d Decision) {
	r.why.Decided(d)
	r.told = nil
}

// explainJoin tells for which ringing call an agent who got free is rung too.
func (r *Run) explainJoin(i, group int32) {
	c := &r.calls[i]
	o := r.optionOf(c.callType, group)
	r.told = &inPlay{chosen: c, group: group, free: r.teams[group].free.count}
	r.tell(Decision{At: r.now, Type: -1, Group: group, Chosen: true, Candidates: []Candidate{
		{Group: -1, Type: c.callType, Agent: none, Call: c.number, Rank: o.rank, Score: float64(r.standing(c)) / micro, Chosen: true}}})
}
