package sim

// byHand stands for the passTo of a call that is passed on from outside.
const byHand = -2

// byHand does what somebody outside the run does at a manned seat.
func (r *Run) byHand(c *Change) {
	a := r.manned(c)
	ag := &r.agents[a]
	switch {
	case c.What == Take:
		r.answers(a)
	case c.What == Pass:
		r.passes(a, c.Type)
	case ag.state == Talking:
		r.finish(a)
	default:
		r.ready(a)
	}
}

func (r *Run) canByHand(c *Change) bool {
	return r.knows(c.Group) && r.plan.groups[c.Group].manned && r.manned(c) != none && (c.What != Pass || r.serves(c.Type))
}

// manned is the first of the group at whose seat the change can be made.
func (r *Run) manned(c *Change) int32 {
	g := &r.plan.groups[c.Group]
	for a := g.first; a < g.first+g.most; a++ {
		switch s := r.agents[a].state; {
		case c.What == Take && s == Ringing, c.What != Take && s == Talking, c.What == Free && s == WrapUp:
			return a
		}
	}
	return none
}

// passes ends the call of an agent, who wraps it up, and brings the caller to
// another queue, where it counts as waiting from now on.
func (r *Run) passes(a, k int32) {
	i := r.agents[a].call
	r.calls[i].passTo = byHand
	r.hangsUp(i, a)
	r.to(&r.agents[a], WrapUp)
	r.calls[i].passTo = -1
	r.goesTo(i, k)
}
