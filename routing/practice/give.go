package practice

import (
	"math"
	"time"

	"shifu/routing/sim"
)

// give does what was ordered, from its lead time on.
func (f *floor) give(o Order) error {
	if err := f.allows(o); err != nil {
		return err
	}
	f.acts = append(f.acts, Act{f.now, o})
	f.write(Line{Order: &o})
	f.cool[f.cooling(o)] = f.now + terms[o.Deed].Cooldown
	p, lead := Index(o.Project), terms[o.Deed].Lead
	switch o.Deed {
	case OpenTier:
		f.open(o.Tier)
	case CloseTier:
		f.close(o.Tier)
	case Lend:
		f.lend(f.c.pair[Index(o.From)][p], o.Count)
	case GiveBack:
		f.giveBack(f.c.pair[Index(o.From)][p], o.Count)
	case RecallBreaks:
		f.recalled[p] = f.now + lead + time.Hour
		f.later(lead, effect{what: wake})
	case MoveBreaks:
		f.shifted[p] = o.For
		f.later(lead, effect{what: wake})
	case PutOffStudy:
		f.study[p] = f.now + lead + 2*time.Hour
		f.later(lead, effect{what: wake})
	case KeepLonger:
		f.keepLonger(p, o.Count, o.For)
	case PutOff, Preset, Urgent:
		f.later(lead, effect{what: newRules, order: o})
	case Announce:
		f.notice[p] = f.now + lead + noticeFor
		f.later(lead, effect{what: spread, group: p})
	case CallBacks:
		f.offered[p] = o.On
		f.later(lead, effect{what: backs, group: p, order: o})
	}
	return nil
}

// part is what a group gives to a tier.
type part struct{ group, people int }

// tier is who could come now in a tier of 95598.
func (f *floor) tier(n int) []part {
	var all []part
	for g := range f.c.seats {
		x := &f.c.seats[g]
		if x.work != 0 || x.tier != n || n == 0 {
			continue
		}
		count := min(x.most-f.lent[g], int(f.run.Empty(g)))
		if x.home >= 0 {
			count = f.lendable(x.home, 0)
		}
		if count > 0 {
			all = append(all, part{g, count})
		}
	}
	return all
}

func (f *floor) open(n int) {
	f.tierOpen[n], f.tierAt[n] = true, f.now
	if n == 0 {
		f.recalled[0], f.study[0] = f.now+seatChange+time.Hour, f.now+5*time.Minute+2*time.Hour
		f.later(seatChange, effect{what: wake})
		f.later(5*time.Minute, effect{what: wake})
		f.keepLonger(0, max(1, f.roster(0)/8), 2*time.Hour)
		return
	}
	for _, x := range f.tier(n) {
		f.lend(x.group, x.people)
	}
}

// close sends the people of a tier back.
func (f *floor) close(n int) {
	f.tierOpen[n], f.tierAt[n] = false, f.now
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.work == 0 && x.tier == n && n > 0 && f.lent[g] > 0 {
			f.giveBack(g, f.lent[g])
		}
	}
}

// lend lets people of a group come.
func (f *floor) lend(g, n int) {
	x := &f.c.seats[g]
	c := sim.Change{What: sim.Staff, Group: int32(g), Count: int32(n), Seconds: x.lead.Seconds()}
	if x.home >= 0 {
		c = sim.Change{What: sim.Move, Group: int32(f.c.pair[x.home][x.home]), To: int32(g), Count: int32(n), Seconds: x.lead.Seconds()}
	}
	if !f.change(c) {
		return
	}
	if f.lent[g] += n; x.home < 0 {
		f.later(x.lead+longestHelp, effect{what: goneHome, group: g, count: n})
	}
}

// longestHelp is how long people of the reserve may work on a day.
const longestHelp = 8 * time.Hour

// mayStay is how many people more may be asked to stay: a quarter of a project's
// people, two at least, those who were asked before included.
func (f *floor) mayStay(p int) int { return max(0, max(2, f.roster(p)/4)-f.asked[p]) }

func (f *floor) keepLonger(p, n int, hours time.Duration) {
	if n = min(n, f.mayStay(p)); n == 0 {
		return
	}
	f.asked[p] += n
	f.later(terms[KeepLonger].Lead, effect{what: stays, group: p, count: n})
	f.later(terms[KeepLonger].Lead+hours, effect{what: stays, group: p, count: -n})
}

// lendable is how many people of a project may go to another now: those who are
// trained, can be spared, and find a seat.
func (f *floor) lendable(from, to int) int {
	g := f.c.pair[from][to]
	if g < 0 || from == to {
		return 0
	}
	trained := float64(f.roster(from))
	if to == 0 {
		trained *= Projects[from].Share
	}
	n := min(int(trained)-f.lent[g], f.spare(from), f.run.Empty(g), f.run.Movable(f.c.pair[from][from]))
	return max(0, n)
}

// spare is how many people of a project are not needed for its callers in the
// next half hour: beyond the load and half of its root, and the load at the
// target occupancy.
// Call-backs need nobody: they can wait.
func (f *floor) spare(p int) int {
	load := f.ahead(p, false)
	need := math.Ceil(math.Max(load+0.5*math.Sqrt(load), load/Target))
	return max(0, f.working(p)-int(math.Max(1, need)))
}

// working is how many people of a project, at home, are neither away nor resting.
func (f *floor) working(p int) int {
	return f.run.Movable(f.c.pair[p][p]) - f.resting[p] - f.learning[p]
}

// pay adds the fees of a minute.
func (f *floor) pay() {
	for g, n := range f.lent {
		if n == 0 {
			continue
		}
		if home := f.c.seats[g].home; home >= 0 {
			f.lentLate[home] = f.now
		}
		f.cost += float64(n*f.c.seats[g].fee) / 60
	}
	for _, n := range f.longer {
		if n != 0 {
			f.cost += float64(n*overtimeFee) / 60
		}
	}
}
