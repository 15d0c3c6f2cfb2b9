package sim

import "shifu/routing"

// What is ahead of a talk before its end.
const (
	onHoldOnce = 1 << iota // the caller is put on hold in its middle
	asksOnce               // the agent asks for help
	announces              // the agent announces the call where it is passed on to
)

// passing is one of the types to which calls are passed on.
type passing struct {
	to       int32
	share    float64
	announce bool
}

// helping is of which groups helpers are; empty: they are not counted.
type helping struct {
	share float64
	from  []int32
}

// talks makes ready what parts the talks of a type.
func (p *Plan) talks(out *typePlan, t *routing.Type) {
	out.held, out.help = t.Hold.Share, helping{t.Help.Share, p.numbers(t.Help.From)}
	for _, x := range t.Transfers {
		to := int32(0)
		for p.Scenario.Types[to].Name != x.To {
			to++
		}
		out.passes = append(out.passes, passing{to, x.Share, x.Announce.Law != routing.None})
		p.passes = p.passes || x.Share > 0
	}
	out.parted = out.held > 0 || out.help.share > 0 || len(out.passes) > 0
}

// receives is how many tallies of calls that were passed on a run keeps.
func (p *Plan) receives() int {
	if !p.passes {
		return 0
	}
	return (p.slots + 1) * len(p.types)
}

// partings are the draws of what parts talks.
type partings struct {
	holds, helps, passes, moments stream
	hold, help                    sampler
	announce                      []sampler // a transfer; they don't change
}

func (r *Run) newPartings(i int) (out partings) {
	t, key := &r.plan.Scenario.Types[i], func(purpose int) stream { return newStream(r.seed, purpose, i) }
	out.holds, out.helps, out.passes, out.moments = key(forHold), key(forHelp), key(forPass), key(forMoment)
	out.hold, out.help = newSampler(t.Hold.For, key(forHoldTime)), newSampler(t.Help.For, key(forHelpTime))
	for j, x := range t.Transfers {
		out.announce = append(out.announce, newSampler(x.Announce, newStream(r.seed, forAnnounce, i<<8+j)))
	}
	return out
}

// converses begins a talk of a type whose talks may be parted.
func (r *Run) converses(i, a int32, time int64) {
	c := &r.calls[i]
	t, f := &r.plan.types[c.callType], &r.flows[c.callType].partings
	c.left, c.spent, c.ahead = time, 0, 0
	if f.holds.uniform(c.number) < t.held {
		c.ahead |= onHoldOnce
	}
	if f.helps.uniform(c.number) < t.help.share {
		c.ahead |= asksOnce
	}
	if c.passTo = t.passesTo(c, f); c.passTo >= 0 && t.passes[c.passTo].announce {
		c.ahead |= announces
	}
	r.talksOn(i, a)
}

// passesTo is which of its transfers a call will take, −1 for none.
func (t *typePlan) passesTo(c *call, f *partings) int8 {
	if c.passed >= routing.MostPassed {
		return -1
	}
	u := f.passes.uniform(c.number)
	for j := range t.passes {
		if u -= t.passes[j].share; u < 0 {
			return int8(j)
		}
	}
	return -1
}

// talksOn lets a talk go on to what is ahead of it: a hold or a question at a
// moment drawn evenly from what is left, else the end.
func (r *Run) talksOn(i, a int32) {
	c := &r.calls[i]
	part, what := c.left, finish
	switch {
	case c.ahead&(onHoldOnce|asksOnce) != 0:
		part, what = int64(float64(c.left)*r.flows[c.callType].partings.moments.uniform(c.number+uint64(c.ahead)<<40)), parts
	case c.ahead != 0:
		what = parts
	}
	c.left -= part
	r.calendar.add(r.now+part, what, a, 0)
}

// parts interrupts a talk, the caller being on hold.
func (r *Run) parts(a int32) {
	i := r.agents[a].call
	c := &r.calls[i]
	f, time := &r.flows[c.callType].partings, int64(0)
	switch {
	case c.ahead&onHoldOnce != 0:
		c.ahead &^= onHoldOnce
		time = f.hold.at(c.number)
	case c.ahead&asksOnce != 0:
		c.ahead &^= asksOnce
		time = r.asks(i, a, f.help.at(c.number))
	default:
		c.ahead &^= announces
		time = f.announce[c.passTo].at(c.number)
	}
	if time == 0 {
		r.talksOn(i, a)
		return
	}
	r.switches(c, a, Holding)
	if c.condition = onHold; !c.held {
		c.held = true
		r.work(c).Held++
	}
	r.note(Held, i, a)
	r.calendar.add(r.now+time, resumes, a, 0)
}

// resumes takes the caller off hold.
func (r *Run) resumes(a int32) {
	i := r.agents[a].call
	c := &r.calls[i]
	r.work(c).HeldTime += r.now - r.agents[a].began
	r.switches(c, a, Talking)
	c.condition = talking
	r.note(Resumed, i, a)
	r.talksOn(i, a)
}

// switches changes the state of an agent within a call.
func (r *Run) switches(c *call, a int32, s State) {
	ag := &r.agents[a]
	c.spent += r.now - ag.began
	r.handles(c, ag)
	r.to(ag, s)
}

// handles counts what an agent did for a call since the state began.
func (r *Run) handles(c *call, ag *agent) {
	spent := r.now - ag.began
	r.work(c).Handled += spent
	ag.talked += spent
	ag.worked += spent
}

// asks is how long an agent is helped: not at all when nobody of those who help
// is free. Who helps is not ready meanwhile.
func (r *Run) asks(i, a int32, time int64) int64 {
	c := &r.calls[i]
	r.work(c).Helps++
	r.note(Helped, i, a)
	from := r.plan.types[c.callType].help.from
	if len(from) == 0 {
		return time
	}
	b := r.longestFree(from)
	if b == none {
		r.work(c).Unhelped++
		return 0
	}
	r.engage(b)
	r.sits(b, Coaching, time)
	return time
}

// longestFree is who of the groups has been free for longest.
func (r *Run) longestFree(groups []int32) int32 {
	best := none
	for _, g := range groups {
		if a := r.teams[g].free.head; a != none && (best == none || r.agents[a].began < r.agents[best].began) {
			best = a
		}
	}
	return best
}

// Numbers of calls that were passed on: the type that they came as and how
// often, above the fresh number and below the attempts.
const (
	passedFrom = 28
	passedHops = 38
	passedBits = (1<<40 - 1) &^ (1<<passedFrom - 1)
)

// passesOn brings a call whose talk has ended to the queue of another type.
func (r *Run) passesOn(i int32) {
	c := &r.calls[i]
	r.goesTo(i, r.plan.types[c.callType].passes[c.passTo].to)
}

// goesTo makes a call whose talk has ended one of another type.
func (r *Run) goesTo(i, k int32) {
	c := &r.calls[i]
	c.generation++
	c.passed++
	c.number = c.number&^passedBits | uint64(c.home+1)<<passedFrom | uint64(c.passed)<<passedHops
	c.callType, c.priority, c.person, c.back, c.dials, c.held = k, r.plan.types[k].priority, none, false, 0, false
	r.enter(i)
}

// comesHome makes a call that was passed on one of the type that it came as.
func (r *Run) comesHome(c *call) {
	if c.passed > 0 {
		c.number &^= passedBits
		c.callType, c.passed, c.person = c.home, 0, none
		c.priority, c.joined = r.plan.types[c.home].priority, r.now
	}
}

// passedBy counts a call that is passed on, and tells in which way.
func (r *Run) passedBy(c *call) Event {
	r.counts.Transferred++
	r.work(c).Passed++
	if r.plan.types[c.callType].passes[c.passTo].announce {
		return AttendedTransfer
	}
	return BlindTransfer
}

// mayPass reports whether a call whose talk ends is passed on: nobody is once
// the doors are closed to those who wait.
func (r *Run) mayPass(c *call) bool {
	return r.plan.types[c.callType].parted && c.passTo >= 0 && !(r.closed && r.plan.drop)
}
