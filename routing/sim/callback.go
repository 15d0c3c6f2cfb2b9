package sim

import "shifu/routing"

// CallBack is how callers are offered to be called back.
type CallBack = routing.CallBackOffer

// offersCallBack lets a call that is about to wait keep its place instead. It
// reports whether it does not wait in the queue, but for its slot.
func (r *Run) offersCallBack(i int32) bool {
	c := &r.calls[i]
	f := &r.flows[c.callType]
	if f.accept.uniform(c.number) >= f.callBack.Share {
		return false
	}
	c.back = true
	r.tally(c).Asked++
	r.note(Asked, i, none)
	if f.callBack.Slot == 0 {
		return false
	}
	c.condition = later
	r.counts.Waiting--
	r.counts.Later++
	r.calendar.add(r.books(f), dial, i, c.generation)
	return true
}

// books takes a place in the next slot that has room.
func (r *Run) books(f *flow) int64 {
	length := ticks(f.callBack.Slot)
	if next := r.now/length + 1; f.slot < next {
		f.slot, f.booked = next, 0
	}
	if f.booked >= f.callBack.PerSlot {
		f.slot, f.booked = f.slot+1, 0
	}
	f.booked++
	return f.slot * length
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
	ag.worked += r.now - ag.began
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
