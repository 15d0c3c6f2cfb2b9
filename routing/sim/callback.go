package sim

// CallBack is what callers hear who find From calls of their type waiting: Share
// of them hang up and keep their place. When it is their turn an agent dials for
// Dial seconds; who is not reached (Reach of the time they are) is dialled again
// after Again seconds, at most Tries times in all.
type CallBack struct {
	From         int32 // 0: nothing is offered
	Share, Reach float64
	Tries        int32
	Dial, Again  float64
}

func (b CallBack) sound() bool {
	share := func(x float64) bool { return x >= 0 && x <= 1 }
	return b.From >= 0 && share(b.Share) && share(b.Reach) && b.Tries >= 0 && b.Tries < 100 && b.Dial >= 0 && b.Again >= 0 && (b.From == 0 || b.Tries > 0)
}

// offersCallBack lets a call that is about to wait keep its place instead.
func (r *Run) offersCallBack(i int32) {
	c := &r.calls[i]
	f := &r.flows[c.callType]
	if f.accept.uniform(c.number) >= f.callBack.Share {
		return
	}
	c.back = true
	r.tally(c).Asked++
	r.note(Asked, i, none)
}

// reaches reports whether the caller answers; if not, the agent has dialled in vain.
func (r *Run) reaches(i, a int32) bool {
	c, ag := &r.calls[i], &r.agents[a]
	f := &r.flows[c.callType]
	if f.reached.uniform(c.number+uint64(c.dials)<<40) < f.callBack.Reach || f.callBack.From == 0 {
		return true
	}
	c.dials++
	c.condition = dialing
	r.to(ag, Talking)
	r.calendar.add(r.now+ticks(f.callBack.Dial), finish, a, 0)
	return false
}

// noReply ends dialling in vain.
func (r *Run) noReply(a int32) {
	ag := &r.agents[a]
	i := ag.call
	c := &r.calls[i]
	ag.worked += r.now - ag.since
	ag.call = none
	r.counts.InService--
	r.note(NoReply, i, a)
	if b := &r.flows[c.callType].callBack; int32(c.dials) >= b.Tries {
		r.tally(c).Unreached++
		r.counts.Unreached++
		r.release(i)
	} else {
		c.condition, c.agent = later, none
		r.counts.Later++
		r.calendar.add(r.now+ticks(b.Again), dial, i, c.generation)
	}
	r.ready(a)
}

// dialsAgain puts a caller who was not reached back in line.
func (r *Run) dialsAgain(i int32) {
	r.counts.Later--
	r.counts.Waiting++
	r.requeue(i)
	r.serveHeads(r.calls[i].callType)
}
