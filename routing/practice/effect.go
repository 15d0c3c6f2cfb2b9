package practice

import (
	"slices"
	"time"

	"shifu/routing/sim"
)

// outcome is what an effect does.
type outcome uint8

const (
	wellAgain outcome = iota + 1 // count people of group who were missing come
	goneHome                     // count people of the reserve leave
	spread                       // a notice is out, for a time
	gone                         // the notice is out no more
	newRules                     // the rules in force are what was decided
	backs                        // call-backs are offered, or not
	wake                         // breaks and training are as decided
	repaired                     // the system works
	stays                        // count people stay longer, or go at last
)

// effect is something decided that takes effect later.
type effect struct {
	at    time.Duration
	seq   int
	what  outcome
	group int
	count int
	order Order
}

// later puts an effect into the agenda.
func (f *floor) later(lead time.Duration, e effect) {
	f.order++
	e.at, e.seq = f.now+lead, f.order
	i, _ := slices.BinarySearchFunc(f.agenda, e, func(a, b effect) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		return a.seq - b.seq
	})
	f.agenda = slices.Insert(f.agenda, i, e)
}

// effects does what is due.
func (f *floor) effects() {
	for len(f.agenda) > 0 && f.agenda[0].at <= f.now {
		e := f.agenda[0]
		f.agenda = f.agenda[1:]
		f.do(e)
	}
}

func (f *floor) do(e effect) {
	switch e.what {
	case wellAgain:
		f.change(sim.Change{What: sim.Staff, Group: int32(e.group), Count: int32(e.count), Reason: sim.Absent})
	case goneHome:
		n := min(e.count, f.lent[e.group])
		if n > 0 && f.change(sim.Change{What: sim.Staff, Group: int32(e.group), Count: int32(-n)}) {
			f.lent[e.group] -= n
		}
		f.allGone(f.c.seats[e.group].tier)
	case spread:
		f.announce(e.group, noticeShare)
		f.later(noticeFor, effect{what: gone, group: e.group})
	case gone:
		f.announce(e.group, 0)
	case newRules:
		f.take(e.order)
	case backs:
		f.offer(e.group, e.order.On)
	case wake:
		f.breaks()
	case repaired:
		f.rules.slow = 1
		f.adopt()
	case stays:
		f.longer[e.group] += e.count
		if e.count < 0 {
			f.asked[e.group] += e.count
		}
		f.change(sim.Change{What: sim.Staff, Group: int32(f.c.pair[e.group][e.group]), Count: int32(e.count)})
	}
}

// allGone closes a tier of which nobody is left.
func (f *floor) allGone(tier int) {
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.work == 0 && x.tier == tier && f.lent[g] > 0 {
			return
		}
	}
	f.tierOpen[tier], f.tierAt[tier] = false, f.now
}

// take puts what was ordered in force.
func (f *floor) take(o Order) {
	switch o.Deed {
	case PutOff:
		set(&f.rules.postponed, Index(o.Project), o.On)
	case Urgent:
		set(&f.rules.urgent, f.c.kind(o.Kind), o.On)
	case Preset:
		f.rules.preset = o.Preset
	}
	f.adopt()
}

func set(bits *uint32, i int, on bool) {
	if *bits &^= 1 << i; on {
		*bits |= 1 << i
	}
}

// noticeShare is the part of callers who need nobody once they hear that their
// outage is known.
const noticeShare = 0.2

// announce spares a share of a project's calls; of 95598 those about faults.
func (f *floor) announce(p int, share float64) {
	k := f.c.first[p]
	f.change(sim.Change{What: sim.Deflect, Type: int32(k), Value: share})
}

func (f *floor) offer(p int, on bool) {
	for k := range f.c.kinds {
		if x := &f.c.kinds[k]; x.project == p && !x.outbound {
			b := sim.CallBack{}
			if on {
				b = sim.CallBack{From: 3, Share: 0.4, Reach: 0.75, Tries: 3, Dial: 25, Again: 600}
			}
			f.change(sim.Change{What: sim.Offers, Type: int32(k), Back: b})
		}
	}
}

// giveBack sends people of a group home again and tells how many went.
func (f *floor) giveBack(g, n int) int {
	x := &f.c.seats[g]
	n = min(n, f.lent[g], int(f.run.Movable(g)))
	if n <= 0 {
		return 0
	}
	c := sim.Change{What: sim.Staff, Group: int32(g), Count: int32(-n)}
	if x.home >= 0 {
		c = sim.Change{What: sim.Move, Group: int32(g), To: int32(f.c.pair[x.home][x.home]), Count: int32(n), Seconds: seatChange.Seconds()}
	}
	if !f.change(c) {
		return 0
	}
	f.lent[g] -= n
	return n
}
