package sim

import "slices"

// External reports whether people are not there at all for a reason: absent,
// late, or on their way. The other reasons are internal.
func (w Reason) External() bool { return w == Absent || w == Late || w == Travelling }

// Reasons lists why people may be missing on the phone, Absent included.
var Reasons = []Reason{Missed, Break, Training, Paper, Travelling, Meeting, Coaching, Systems, Late, Absent}

// Lost is the time that a group was not available for a reason, of Paid.
func (u *Unit) Lost(group int, why Reason) int64 {
	if why == Absent {
		return u.Rolls[group].Missing
	}
	return u.Away[group][why]
}

// Shrunk is the time lost for internal or external reasons.
func (u *Unit) Shrunk(group int, external bool) (sum int64) {
	for _, why := range Reasons {
		if why.External() == external {
			sum += u.Lost(group, why)
		}
	}
	return sum
}

// Paid is the time of who was there and of who should have been.
func (u *Unit) Paid(group int) int64 { return u.Groups[group].Logged() + u.Rolls[group].Missing }

// schedule estimates how a group kept to its schedule. Adherence is the time in
// which as many people did what as many were scheduled to over the scheduled
// time; conformance the time on the phone over that scheduled for it; shrinkage
// (paid − available) / paid, where available is handling, ready and ringing.
func (d *GroupDetails) schedule(e estimator, g int) {
	share := func(empty float64, up, down func(u *Unit) int64) Estimate {
		return e.ratio(empty, func(u *Unit) float64 { return float64(up(u)) }, func(u *Unit) float64 { return float64(down(u)) })
	}
	paid := func(u *Unit) int64 { return u.Paid(g) }
	d.Adherence = share(1, func(u *Unit) int64 { return u.Rolls[g].Kept }, func(u *Unit) int64 { return u.Rolls[g].Scheduled })
	d.Conformance = share(1, func(u *Unit) int64 { return u.Groups[g].Occupied() }, func(u *Unit) int64 { return u.Rolls[g].Phones })
	d.Internal = share(0, func(u *Unit) int64 { return u.Shrunk(g, false) }, paid)
	d.External = share(0, func(u *Unit) int64 { return u.Shrunk(g, true) }, paid)
	d.Shrinkage = share(0, func(u *Unit) int64 { return u.Shrunk(g, false) + u.Shrunk(g, true) }, paid)
	d.ShrinkBy = map[string]Estimate{}
	for _, why := range Reasons {
		if slices.ContainsFunc(e.units, func(u Unit) bool { return u.Lost(g, why) > 0 }) {
			d.ShrinkBy[why.Name()] = share(0, func(u *Unit) int64 { return u.Lost(g, why) }, paid)
		}
	}
}
