package sim

// scheduleScan asks for the next look at the calls: mod_callcenter looks at them
// all at fixed times.
func (r *Run) scheduleScan() {
	next := (r.now/r.plan.scan + 1) * r.plan.scan
	if r.scanAt < next {
		r.scanAt = next
		r.calendar.add(next, look, 0, 0)
	}
}

// look goes through all waiting calls by their score, the highest first.
func (r *Run) look() {
	if r.scanning = true; r.plan.joins {
		r.ringsOn()
	}
	for k := range r.queues {
		r.cursor[k] = r.queues[k].head
	}
	for k := r.highest(); k != none; k = r.highest() {
		i := r.cursor[k]
		r.cursor[k] = r.line[i].next
		if a := r.pickAgent(&r.calls[i]); a != none {
			r.connect(i, a)
		}
	}
	r.scanning = false
}

// ringsOn asks more agents for calls that ring, which come before those of
// lower scores that wait.
func (r *Run) ringsOn() {
	for i := range r.calls {
		if r.calls[i].condition == ringing {
			r.ringsMore(int32(i))
		}
	}
}

// highest is the queue whose next call has the highest score.
func (r *Run) highest() int32 {
	best, score := none, int64(0)
	for k, i := range r.cursor {
		if i == none {
			continue
		}
		if s := r.standing(&r.calls[i]); best == none || s > score {
			best, score = int32(k), s
		}
	}
	return best
}

// strict is how long mod_callcenter keeps an agent after a call: until the
// second after the last one of the wrap-up, clocks being in whole seconds.
func strict(now, wrapUp int64) int64 {
	return (now/micro+wrapUp/micro+1)*micro - now
}
