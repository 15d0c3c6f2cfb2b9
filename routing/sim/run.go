package sim

import "context"

// Start begins a run of the plan under a seed.
func (p *Plan) Start(seed uint64) *Run {
	r := &Run{plan: p}
	r.Reset(seed)
	return r
}

// Restart begins a run of another plan, in the room of this one.
func (r *Run) Restart(p *Plan, seed uint64) {
	r.plan = p
	r.Reset(seed)
}

// Reset begins again under another seed and keeps the room that was allocated.
func (r *Run) Reset(seed uint64) {
	p := r.plan
	old := *r
	*r = Run{plan: p, seed: seed, journal: old.journal, why: old.why, turns: sized(old.turns, len(p.types)),
		calendar: calendar{events: old.calendar.events[:0]}, arrivals: calendar{events: old.arrivals.events[:0]}, calls: old.calls[:0], line: old.line[:0], unused: old.unused[:0],
		pending: sized(old.pending, len(p.types)), cursor: sized(old.cursor, len(p.types)), notes: sized(old.notes, len(p.types)), freed: none, lonely: sized(old.lonely, len(p.types)), open: sized(old.open, len(p.types)),
		moves: old.moves[:0], pauses: old.pauses[:0],
		agents: sized(old.agents, p.agents), bench: sized(old.bench, p.agents), lines: sized(old.lines, room(len(p.types))), spare: sized(old.spare, room(len(p.groups))), queues: sized(old.queues, len(p.types)), teams: sized(old.teams, len(p.groups)),
		flows: sized(old.flows, len(p.types)), bells: sized(old.bells, len(p.groups)), miss: sized(old.miss, len(p.groups)), late: sized(old.late, len(p.groups)), delay: sized(old.delay, len(p.groups)),
		tallies: sized(old.tallies, (p.slots+1)*len(p.types)), received: sized(old.received, p.receives()), times: sized(old.times, (p.slots+1)*len(p.groups)), rolls: sized(old.rolls, (p.slots+1)*len(p.groups)), away: sized(old.away, (p.slots+1)*len(p.groups)), waited: sized(old.waited, len(p.types)), spans: sized(old.spans, p.slots+1)}
	r.pick, r.turn = newStream(seed, forPick, 0), none
	for i := range r.queues {
		r.queues[i] = chain{none, none, 0}
		r.turns[i] = turn{-1, -1}
		r.lonely[i] = -1
		r.flows[i] = r.newFlow(i)
	}
	for i := range p.groups {
		r.seat(i)
	}
	r.begin()
}

// sized returns s with n zero values.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

func (r *Run) newFlow(i int) flow {
	t := &r.plan.types[i]
	key := func(purpose int) stream { return newStream(r.seed, purpose, i) }
	return flow{factor: 1, surge: 1, day: -1, notice: key(forNotice), accept: key(forAccept), reached: key(forReached), gap: key(forGap), busyness: key(forBusyness), balk: key(forBalk), redial: key(forRedial),
		service: newSampler(t.service, key(forService)), wrapUp: newSampler(t.wrapUp, key(forWrapUp)),
		hurry: key(forHurry), stays: key(forStay), returns: key(forReturn), hasty: newSampler(t.hasty, key(forHasty)), back: newSampler(t.back, key(forReturnAfter)), callBack: t.callBack, partings: r.newPartings(i), persons: key(forPerson), dissuaded: key(forDissuaded),
		patience: newSampler(t.patience, key(forPatience)), after: newSampler(t.after, key(forRedialAfter))}
}

func (r *Run) seat(group int) {
	g := &r.plan.groups[group]
	r.teams[group] = team{free: chain{none, none, 0}}
	r.bells[group] = newSampler(g.ring, newStream(r.seed, forRing, group))
	r.miss[group] = newStream(r.seed, forMiss, group)
	r.late[group], r.delay[group] = newStream(r.seed, forLate, group), newSampler(g.late.By, newStream(r.seed, forLateBy, group))
	for i := g.first; i < g.first+g.most; i++ {
		r.agents[i] = agent{call: none, second: none, group: int32(group), hungUp: -1}
	}
}

// Advance works until simulated time passes until (seconds), or to the end if
// until is 0. It looks at ctx between some thousand events.
func (r *Run) Advance(ctx context.Context, until float64) error {
	limit := ticks(until)
	for n := 0; ; n++ {
		if n&8191 == 8191 && ctx.Err() != nil {
			return ctx.Err()
		}
		s := r.source()
		if limit > 0 && s != nil && s.events[0].at > limit {
			r.now = max(r.now, limit)
			return nil
		}
		if !r.step(s) {
			return nil
		}
	}
}
