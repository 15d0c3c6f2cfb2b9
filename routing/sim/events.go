package sim

// begin fills the calendar with what is known at the start.
func (r *Run) begin() {
	p := r.plan
	if p.duration > 0 {
		r.calendar.add(p.duration, doors, 0, 0)
	}
	if p.warmUp > 0 {
		r.calendar.add(p.warmUp, warm, 0, 0)
	} else {
		r.slot = 1
	}
	r.staff()
	if p.slots > 1 && p.duration > 0 {
		r.calendar.add(p.interval, shift, 1, 0)
	}
	r.schedulesBreaks()
	for i := range r.flows {
		r.comes(int32(i))
	}
}

// Step takes the next event. It reports whether there was one.
func (r *Run) Step() bool { return r.step(r.source()) }

func (r *Run) step(source *calendar) bool {
	if r.done || source == nil {
		r.finishUp()
		return false
	}
	e := source.next()
	r.now = e.at
	switch e.kind {
	case arrival:
		r.arrive(e.id)
	case finish:
		r.finish(e.id)
	case patience:
		if c := &r.calls[e.id]; c.generation == e.generation && (c.condition == waiting || c.condition == ringing) {
			r.abandon(e.id)
		}
	case wrapped:
		r.ready(e.id)
	default:
		r.rare(e)
	}
	if r.plan.watches {
		r.watch()
	}
	if r.closed && r.counts.Waiting+r.counts.InService+r.counts.Later == 0 {
		r.finishUp()
	}
	return true
}

// source is the calendar that holds the next event, nil if there is none.
// Arrivals have one of their own: it is small, and each of them is followed by
// the next.
func (r *Run) source() *calendar {
	a, c := &r.arrivals, &r.calendar
	if a.hole {
		a.close()
	}
	if c.hole {
		c.close()
	}
	switch {
	case len(a.events) == 0 && len(c.events) == 0:
		return nil
	case len(a.events) > 0 && (len(c.events) == 0 || a.events[0].before(&c.events[0])):
		return a
	}
	return c
}

func (r *Run) arrive(k int32) {
	if r.closed {
		return
	}
	number := r.flows[k].number
	r.comes(k)
	if f := &r.flows[k]; f.deflect > 0 && f.notice.uniform(number) < f.deflect {
		r.tallies[int(r.slotOf())*len(r.plan.types)+int(k)].Deflected++
		return
	}
	i := r.place()
	c := &r.calls[i]
	c.number, c.callType, c.priority, c.person, c.back, c.dials = number, k, r.plan.types[k].priority, none, false, 0
	c.home, c.passed, c.passTo, c.held = k, 0, -1, false
	r.enter(i)
}

// enter brings a call to the door.
func (r *Run) enter(i int32) { r.enterSince(i, r.now) }

// enterSince brings a call, fresh or dialled again, to the door; it counts as
// waiting since joined.
func (r *Run) enterSince(i int32, joined int64) {
	c := &r.calls[i]
	c.arrived, c.joined, c.step, c.agent = r.now, joined, 0, none
	if c.passed == 0 {
		c.slot = r.slotOf()
	}
	c.turn, c.level, c.rested, c.shift = 0, -1, 0, 0
	r.counts.Created++
	if r.plan.personal && r.plan.types[c.callType].personal && c.person == none {
		c.person = r.personOf(c)
	}
	t := r.tally(c)
	if p := r.plan.places; p > 0 && r.counts.Waiting+r.counts.InService >= int64(p) {
		r.blocks(i)
		return
	}
	if r.plan.gated && r.turnsAway(i) {
		return
	}
	t.Offered++
	r.note(Entered, i, none)
	if a := r.atOnce(c); a != none {
		r.counts.InService++
		if r.offer(i, a); r.calls[i].condition == ringing {
			r.timers(i)
		}
	} else {
		r.wait(i)
		if r.plan.gated && r.calls[i].condition == waiting {
			r.serveHeads(r.calls[i].callType) // a call before it may rest
		}
	}
	r.lastCall()
}

// blocks turns a call away for which there is no place.
func (r *Run) blocks(i int32) {
	r.tally(&r.calls[i]).Blocked++
	r.counts.Blocked++
	r.note(Blocked, i, none)
	r.release(i)
	r.lastCall()
}

// atOnce picks an agent for a call that has just come, after those that wait.
func (r *Run) atOnce(c *call) int32 {
	if r.plan.personal && r.plan.types[c.callType].personal {
		return r.pickAgent(c)
	}
	if r.queues[c.callType].count > 0 {
		if r.serveHeads(c.callType); r.queues[c.callType].count > 0 && !r.plan.types[c.callType].stepped {
			return none
		}
	}
	a := r.pickAgent(c)
	for a == none && r.skips(c) {
		a = r.pickAgent(c)
	}
	return a
}

// lastCall shuts the doors once the wanted number of calls has come.
func (r *Run) lastCall() {
	if r.plan.calls > 0 && r.counted >= r.plan.calls && !r.closed {
		r.shut()
	}
}

// slotOf is the slot of tallies of a call that comes now. It counts the call.
func (r *Run) slotOf() int32 {
	p := r.plan
	if r.now < p.warmUp {
		return 0
	}
	r.counted++
	if p.duration > 0 {
		return min(int32(r.now/p.interval), int32(p.slots)-1) + 1
	}
	if r.counted > r.batchEnd {
		slot := int32((r.counted-1)*int64(p.slots)/p.calls) + 1
		r.batchEnd = (int64(slot)*p.calls + int64(p.slots) - 1) / int64(p.slots)
		if slot != r.slot {
			r.gather()
			r.slot = slot
		}
	}
	return r.slot
}

// tally counts what becomes of a call: in the queue that it came to first, or
// apart once it was passed on.
func (r *Run) tally(c *call) *Tally {
	all := r.tallies
	if c.passed > 0 {
		all = r.received
	}
	return &all[int(c.slot)*len(r.plan.types)+int(c.callType)]
}

// work counts what agents did for calls of a type, wherever they came first.
func (r *Run) work(c *call) *Tally {
	return &r.tallies[int(c.slot)*len(r.plan.types)+int(c.callType)]
}

// serveHeads connects waiting calls of a type, the first ones first, as long as
// an agent may take them: somebody may be free whom the call chooses, but who
// does not choose the call.
func (r *Run) serveHeads(k int32) {
	switch {
	case r.plan.types[k].personal || r.plan.types[k].stepped:
		r.serveEach(k)
		return
	case r.plan.gated:
		r.serveTurns(k)
		return
	}
	for q := &r.queues[k]; q.head != none; {
		a := r.pickAgent(&r.calls[q.head])
		if a == none {
			return
		}
		r.connect(q.head, a)
	}
}

// connect takes a waiting call to an agent.
func (r *Run) connect(i, a int32) {
	r.dequeue(i)
	r.counts.Waiting--
	r.counts.InService++
	r.offer(i, a)
}
