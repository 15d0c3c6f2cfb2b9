package practice

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Outlook is what is likely in the next half hour, without an act and with it,
// over the same possible futures.
type Outlook struct {
	Helped  Change // the answer rate of the project that the act is for
	Lenders Change // the lowest answer rate of projects that give people with the act
	Lends   bool   // whether any gives people
	Lost    Change // callers lost in all
	Terms   Terms
	People  int // who come
	Runs    int
}

// Change is a figure without and with an act. Low and High hold the middle 80 %
// of what the futures gave with it; Half is the half width of the 95 % interval
// of the mean difference.
type Change struct {
	Before, After float64
	Low, High     float64
	Half          float64
}

// Futures is how many possible futures a forecast looks at.
const Futures = 24

// Fork is a copy of the session's floor that may be asked elsewhere, while the
// session goes on.
type Fork struct {
	floor *floor
	seed  uint64
}

// Fork copies what forecasts need.
func (x *Session) Fork() *Fork { return &Fork{x.floor.copy(), x.seed} }

// Forecast tells what the next half hour is likely to bring if an order is
// given. What can't be ordered is refused with the reason.
func (k *Fork) Forecast(ctx context.Context, o Order) (Outlook, error) {
	if err := k.floor.allows(o); err != nil {
		return Outlook{}, err
	}
	out := Outlook{Terms: k.floor.terms(o), Runs: Futures, People: k.floor.comes(o)}
	var helped, lenders, lost [2][]float64
	for i := range Futures {
		after, gives, err := k.try(ctx, uint64(i), true, o)
		if err != nil {
			return Outlook{}, err
		}
		before, _, err := k.try(ctx, uint64(i), false, o)
		if err != nil {
			return Outlook{}, err
		}
		out.Lends = out.Lends || slices.Contains(gives, true)
		for with, all := range [2][]ends{before, after} {
			h, l, n := brought(all, gives, Index(o.Project))
			helped[with], lenders[with], lost[with] = append(helped[with], h), append(lenders[with], l), append(lost[with], n)
		}
	}
	out.Helped, out.Lenders, out.Lost = changed(helped), changed(lenders), changed(lost)
	return out, nil
}

// terms are the lead time, the cooldown and the expected cost of an order.
func (f *floor) terms(o Order) Terms {
	t := terms[o.Deed]
	n := f.comes(o)
	switch o.Deed {
	case OpenTier:
		for _, p := range f.tier(o.Tier) {
			t.Cost += p.people * f.c.seats[p.group].fee
			t.Lead = f.c.seats[p.group].lead
		}
		if o.Tier == 0 {
			t.Cost = n * overtimeFee * 2
		}
	case Lend:
		t.Cost = n * lendFee
	case KeepLonger:
		t.Cost = int(float64(n*overtimeFee) * o.For.Hours())
	}
	return t
}

// comes is how many people an order brings.
func (f *floor) comes(o Order) int {
	switch o.Deed {
	case OpenTier:
		n := 0
		for _, p := range f.tier(o.Tier) {
			n += p.people
		}
		if o.Tier == 0 {
			n = min(max(1, f.roster(0)/8), f.mayStay(0))
		}
		return n
	case Lend, GiveBack, KeepLonger:
		return o.Count
	}
	return 0
}

// try plays one future for half an hour and tells what the calls of each
// project came to, and which projects give people at its end.
func (k *Fork) try(ctx context.Context, seed uint64, with bool, o Order) (all []ends, gives []bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	f := k.floor.future(k.seed ^ (seed+1)*0x9e3779b97f4a7c15)
	defer f.free()
	before := f.tallies()
	if with {
		if err := f.give(o); err != nil {
			return nil, nil, err
		}
	}
	if err := f.advance(ctx, f.now+Ahead); err != nil {
		return nil, nil, err
	}
	for p, after := range f.tallies() {
		all, gives = append(all, after.less(before[p])), append(gives, f.givesAway(p))
	}
	return all, gives, nil
}

// brought is the answer rate of the project that is helped, the lowest of
// those that give people, and how many callers were lost in all.
func brought(all []ends, gives []bool, to int) (helped, lenders, lost float64) {
	helped, lenders = 1, 1
	for p, e := range all {
		switch {
		case p == to:
			helped = e.rate()
		case gives[p]:
			lenders = math.Min(lenders, e.rate())
		}
		lost += e.bad
	}
	return helped, lenders, lost
}

func (f *floor) givesAway(p int) bool {
	for q, g := range f.c.pair[p] {
		if g >= 0 && q != p && f.lent[g] > 0 {
			return true
		}
	}
	return false
}

// ends are calls that ended well and badly.
type ends struct{ good, bad float64 }

func (e ends) less(o ends) ends { return ends{e.good - o.good, e.bad - o.bad} }

func (e ends) rate() float64 {
	if e.good+e.bad == 0 {
		return 1
	}
	return e.good / (e.good + e.bad)
}

func (f *floor) tallies() []ends {
	var all []ends
	for p := range Projects {
		t := f.tally(p)
		all = append(all, ends{float64(t.Answered + t.CalledBack), float64(t.Abandoned + t.Unreached + t.Disconnected + t.Blocked)})
	}
	return all
}

func changed(x [2][]float64) Change {
	n := len(x[0])
	d := make([]float64, n)
	for i := range d {
		d[i] = x[1][i] - x[0][i]
	}
	c := Change{Before: stat.Mean(x[0], nil), After: stat.Mean(x[1], nil), Half: half(d)}
	c.Low, c.High = quantile(x[1], 0.1), quantile(x[1], 0.9)
	return c
}

// half is the half width of the 95 % interval of a mean: Student's.
func half(x []float64) float64 {
	n := float64(len(x))
	if n < 2 {
		return 0
	}
	return distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(0.975) * stat.StdDev(x, nil) / math.Sqrt(n)
}
