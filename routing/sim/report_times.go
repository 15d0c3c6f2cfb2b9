package sim

// names of the reasons, as reports give them.
var reasonNames = [reasons]string{Missed: "missed", Break: "break", Training: "training", Paper: "paper", Travelling: "travelling", Meeting: "meeting", Coaching: "coaching", Systems: "system", Late: "late", Absent: "absent"}

// Name is how reports call the reason, empty for one that none tells of.
func (r Reason) Name() string { return reasonNames[r] }

// Logged is the time that agents were there.
func (t Times) Logged() int64 { return t.Occupied() + t[NotReady] }

// group estimates what the people of a group did with their time.
func (e estimator) group(g int) GroupFigures {
	ratio := func(up, down func(t Times) int64) Estimate {
		return e.ratio(0, func(u *Unit) float64 { return float64(up(u.Groups[g])) }, func(u *Unit) float64 { return float64(down(u.Groups[g])) })
	}
	out := &GroupDetails{
		WithoutRing: ratio(Times.Busy, func(t Times) int64 { return t.Occupied() - t[Ringing] }),
		Utilisation: ratio(Times.Busy, Times.Logged),
		Working:     ratio(Times.Occupied, Times.Logged),
		NotReady:    ratio(func(t Times) int64 { return t[NotReady] }, Times.Logged),
		ByReason:    map[string]Estimate{},
	}
	for reason, name := range reasonNames {
		share := e.ratio(0, func(u *Unit) float64 { return float64(u.Away[g][reason]) }, func(u *Unit) float64 { return float64(u.Groups[g].Logged()) })
		if name != "" && share.Mean > 0 {
			out.ByReason[name] = share
		}
	}
	out.schedule(e, g)
	return GroupFigures{ratio(Times.Busy, Times.Occupied), out}
}

// percentiles estimates waits within which a share of the calls ended. Batches
// of one run have one distribution together, and no interval.
func (f *Details) percentiles(e estimator, of func(u *Unit) *Waits) {
	for _, p := range []struct {
		share float64
		to    *Estimate
	}{{0.5, &f.WaitP50}, {0.9, &f.WaitP90}, {0.95, &f.WaitP95}} {
		whole := estimator{per: 1}
		var all []float64
		for i := range e.units {
			if u := &e.units[i]; u.Waits != nil {
				if x, any := of(u).Percentile(p.share); any {
					whole.units = append(whole.units, *u)
					all = append(all, x)
				}
			}
		}
		if len(all) > 0 {
			*p.to = whole.count(func(i int) float64 { return all[i] })
		}
	}
}
