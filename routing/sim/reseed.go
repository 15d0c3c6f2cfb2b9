package sim

// Reseed draws everything that is still to be drawn from another seed: another
// future of the same moment. Who is on the phone, and how long callers who wait
// have patience, stays.
func (r *Run) Reseed(seed uint64) {
	r.seed = seed
	r.pick = newStream(seed, forPick, 0)
	for k := range r.flows {
		f, n := &r.flows[k], r.newFlow(k)
		n.number, n.at, n.rest, n.surge, n.deflect, n.left, n.callBack = f.number, f.at, f.rest, f.surge, f.deflect, f.left, f.callBack
		n.slot, n.booked = f.slot, f.booked
		*f = n
		r.surges(int32(k), f.surge)
	}
	for g := range r.plan.groups {
		r.bells[g] = newSampler(r.plan.groups[g].ring, newStream(seed, forRing, g))
		r.miss[g] = newStream(seed, forMiss, g)
	}
}
