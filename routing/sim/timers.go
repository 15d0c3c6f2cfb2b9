package sim

// wait queues a call for which nobody is free.
func (r *Run) wait(i int32) {
	c := &r.calls[i]
	t, f := &r.plan.types[c.callType], &r.flows[c.callType]
	if t.balk > 0 && f.balk.uniform(c.number) < t.balk {
		r.counts.Waiting++
		r.leaves(i, Balked)
		return
	}
	r.counts.Waiting++
	if f.callBack.From > 0 && c.passed == 0 && r.queues[c.callType].count >= f.callBack.From && r.offersCallBack(i) {
		return
	}
	r.enqueue(i)
	r.timers(i)
}

// timers starts a call's patience and the delays of its type.
func (r *Run) timers(i int32) {
	c := &r.calls[i]
	t, f := &r.plan.types[c.callType], &r.flows[c.callType]
	if f.patience.law != "" && !c.back {
		time := int64(0)
		if t.restless {
			time = r.waits(c)
		} else {
			time = f.patience.at(c.number)
		}
		r.calendar.add(r.now+time, patience, i, c.generation)
	}
	if len(t.delays) > 0 {
		r.wakes(i)
	}
	if t.noAgent > 0 {
		r.waitsForNobody(i)
	}
	if t.maxWait > 0 && !c.back {
		r.calendar.add(c.arrived+t.maxWait, expire, i, c.generation)
	}
	if c.shift > 0 {
		r.nextStep(i)
	}
}

// wakes sets when the next delay of a call runs out.
func (r *Run) wakes(i int32) {
	c := &r.calls[i]
	delays := r.plan.types[c.callType].delays
	for int(c.step) < len(delays) && c.joined+delays[c.step] <= r.now {
		c.step++
	}
	if int(c.step) < len(delays) {
		r.calendar.add(c.joined+delays[c.step], reroute, i, c.generation)
	}
}

// watch does what a preset does after every event.
func (r *Run) watch() {
	if r.plan.leaves {
		r.leaveEmpty()
	}
	if r.plan.deserts {
		r.watchEmpty()
	}
	if r.plan.ruled {
		r.watchRules()
	}
}

// reroute tries again when a delay of a waiting call has run out.
func (r *Run) reroute(i int32) {
	c := &r.calls[i]
	r.wakes(i)
	if len(r.plan.types[c.callType].ends) > 0 {
		r.entersStep(i)
	}
	if r.plan.together && c.condition == ringing {
		r.ringsMore(i)
	}
	r.serveHeads(c.callType)
}
