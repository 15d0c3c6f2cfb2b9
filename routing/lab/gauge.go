package lab

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/routing/sim"
)

// counted is what one unit of time counted of the calls and people in view.
type counted struct {
	sim.Tally
	received sim.Tally // calls that were passed on
	times    sim.Times
	waits    *sim.Waits // nil: of a part of a run, which has no percentiles
	span     int64
	per      int // how many such units make one run
}

// has reports whether a measure can be taken of the unit.
func (u *counted) has(m Measure) bool { return percentiles[m] == 0 || u.waits != nil }

// pair is a measure of one unit of time as a quotient.
func (m Measure) pair(u *counted) (up, down float64) {
	t, per := &u.Tally, float64(u.per)
	switch m {
	case Offered:
		return float64(t.Offered), 1 / per
	case Answered:
		return float64(t.Answered), 1 / per
	case Abandoned:
		return float64(t.Abandoned), 1 / per
	case Blocked:
		return float64(t.Blocked), 1 / per
	case WaitP50, WaitP90, WaitP95:
		return u.within(percentiles[m])
	case WaitLongest:
		return float64(t.Longest) / 1e6, float64(min(t.Answered+t.Abandoned, 1))
	case QueueMean:
		return t.Queued, float64(u.span)
	case Received:
		return float64(u.received.Offered + u.received.Blocked), 1 / per
	case ReceivedRate:
		return sim.AnswerAll.Of(&u.received)
	case ReceivedWait:
		return sim.ASA.Of(&u.received)
	case Occupancy:
		return float64(u.times.Busy()), float64(u.times.Occupied())
	}
	return ratios[m].Of(t)
}

// within is the wait of a share of the calls, as a quotient by one run.
func (u *counted) within(share float64) (up, down float64) {
	if x, any := u.waits.Percentile(share); any {
		return x, 1
	}
	return 0, 0
}

// quotient gathers pairs for a ratio of sums.
type quotient struct{ n, x, y, xx, xy, yy float64 }

func (q *quotient) add(x, y float64) {
	q.n, q.x, q.y = q.n+1, q.x+x, q.y+y
	q.xx, q.xy, q.yy = q.xx+x*x, q.xy+x*y, q.yy+y*y
}

// estimate is the ratio with its 95 % interval by the delta method: the
// variance of the ratio is that of x − R y over the squared mean of y. A. M.
// Law, Simulation Modeling and Analysis, 5th ed. 2015, 9.3.3. It is false where
// there is nothing to divide by.
func (q quotient) estimate() (sim.Estimate, bool) {
	if q.y == 0 {
		return sim.Estimate{}, false
	}
	r := q.x / q.y
	squares := math.Max(q.xx-2*r*q.xy+r*r*q.yy, 0)
	return sim.Estimate{Mean: r, HalfWidth: half(squares/(q.n-1)*q.n/(q.y*q.y), q.n)}, true
}

// half is the half width of a 95 % interval by Student, nil for one unit.
func half(variance, n float64) *float64 {
	if n < 2 {
		return nil
	}
	h := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(variance)
	return &h
}

// gauge gathers one quotient for each measure of calls.
type gauge []quotient

func newGauge() gauge { return make(gauge, len(Measures)) }

func (g gauge) add(u *counted) {
	for i, m := range Measures {
		if u.has(m) {
			g[i].add(m.pair(u))
		}
	}
}

// Figures are the estimates by measure. One that would be 0/0 is not there:
// [Measure.Nothing] says why.
type Figures map[Measure]sim.Estimate

func (f Figures) put(m Measure, q quotient) {
	if e, ok := q.estimate(); ok {
		f[m] = e
	}
}

func (g gauge) figures() Figures {
	out := Figures{}
	for i, m := range Measures {
		out.put(m, g[i])
	}
	return out
}

// whole is everything that a unit counted.
func whole(u *sim.Unit, per int) *counted {
	c := &counted{span: u.Span, per: per}
	for k := range u.Types {
		c.Add(&u.Types[k])
	}
	for k := range u.Passed {
		c.received.Add(&u.Passed[k])
	}
	for _, times := range u.Groups {
		for s := range times {
			c.times[s] += times[s]
		}
	}
	if u.Waits != nil {
		c.waits = new(sim.Waits)
		for k := range u.Waits {
			c.waits.Merge(&u.Waits[k])
		}
	}
	return c
}

// ofType is what a unit counted of one type of call.
func ofType(u *sim.Unit, k, per int) *counted {
	c := &counted{Tally: u.Types[k], span: u.Span, per: per}
	if len(u.Passed) > 0 {
		c.received = u.Passed[k]
	}
	if u.Waits != nil {
		c.waits = &u.Waits[k]
	}
	return c
}

// crew gathers what the people of a group did with their time.
type crew map[Measure]quotient

func (c crew) add(u *sim.Unit, group int) {
	t, there := u.Groups[group], float64(u.Groups[group].Logged())
	put := func(m Measure, up int64, down float64) {
		q := c[m]
		q.add(float64(up), down)
		c[m] = q
	}
	put(Occupancy, t.Busy(), float64(t.Occupied()))
	put(WithoutRing, t.Busy(), float64(t.Occupied()-t[sim.Ringing]))
	put(Utilisation, t.Busy(), there)
	put(Working, t.Occupied(), there)
	put(NotReady, t[sim.NotReady], there)
	for reason, time := range u.Away[group] {
		if name := sim.Reason(reason).Name(); name != "" {
			put(NotReadyBy+Measure(name), time, there)
		}
	}
	c.schedule(u, group, put)
}

// schedule gathers how a group kept to its schedule.
func (c crew) schedule(u *sim.Unit, group int, put func(m Measure, up int64, down float64)) {
	roll, paid := u.Rolls[group], float64(u.Paid(group))
	inside, outside := u.Shrunk(group, false), u.Shrunk(group, true)
	put(Adherence, roll.Kept, float64(roll.Scheduled))
	put(Conformance, u.Groups[group].Occupied(), float64(roll.Phones))
	put(Shrinkage, inside+outside, paid)
	put(Internal, inside, paid)
	put(External, outside, paid)
	for _, why := range sim.Reasons {
		put(ShrinkageBy+Measure(why.Name()), u.Lost(group, why), paid)
	}
}

// figures leave out the reasons that nobody had.
func (c crew) figures() Figures {
	out := Figures{}
	for m, q := range c {
		if m.By() == "" || q.x > 0 {
			out.put(m, q)
		}
	}
	return out
}
