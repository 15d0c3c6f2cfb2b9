package practice

import (
	"math"
	"slices"
	"time"
)

// chooser decides what to order at a check of the load.
type chooser interface{ choose(f *floor) []Order }

// nothing orders nothing.
type nothing struct{}

func (nothing) choose(*floor) []Order { return nil }

// rule is the reference: emergency tiers by the load ratio of 95598, lending to
// projects that need help, and everybody home before the own surge.
type rule struct {
	above, below [tiers]int
	calm         int
	helped       []int // a project: checks in a row at which it coped alone
	needed       []int // checks in a row at which it did not
}

func newRule() *rule {
	return &rule{helped: make([]int, len(Projects)), needed: make([]int, len(Projects))}
}

func (u *rule) copy() *rule {
	v := *u
	v.needed = slices.Clone(u.needed)
	v.helped = slices.Clone(u.helped)
	return &v
}

// choose orders what the rule asks for at this check.
func (u *rule) choose(f *floor) []Order {
	var all []Order
	r := f.ratio(0)
	all = append(all, u.up(f, r)...)
	all = append(all, u.down(f, r)...)
	all = append(all, u.relieve(f, r)...)
	all = append(all, u.beforeSurge(f)...)
	return append(all, u.help(f)...)
}

// up opens the next tier: yellow 1.2 and orange 1.5 at two checks in a row, red
// 2.0 at once; step 0 comes first, with the first sign.
func (u *rule) up(f *floor, r float64) []Order {
	var all []Order
	if r >= 1.05 && !f.tierOpen[0] {
		all = append(all, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	}
	for n := 1; n < tiers; n++ {
		if u.above[n]++; r < thresholds[n] {
			u.above[n] = 0
		}
		need := 2
		if n == 3 {
			need = 1
		}
		if u.above[n] >= need && !f.tierOpen[n] {
			all = append(all, Order{Deed: OpenTier, Project: Emergency, Tier: n})
			u.below = [tiers]int{}
			break
		}
	}
	return all
}

// down closes the highest tier after three checks below its threshold − 0.1, and
// all when the ratio was below 1 for a quarter of an hour.
func (u *rule) down(f *floor, r float64) []Order {
	if u.calm++; r >= 1 {
		u.calm = 0
	}
	for n := tiers - 1; n > 0; n-- {
		if !f.tierOpen[n] {
			continue
		}
		if u.below[n]++; u.relaxed(f, n) >= thresholds[n]-0.1 {
			u.below[n] = 0
		}
		if (u.below[n] >= 3 || u.calm >= 3) && f.now-f.tierAt[n] >= 30*time.Minute {
			u.below, u.calm = [tiers]int{}, 0
			return []Order{{Deed: CloseTier, Project: Emergency, Tier: n}}
		}
		return nil
	}
	if f.tierOpen[0] && u.calm >= 3 && f.now-f.tierAt[0] >= time.Hour {
		return []Order{{Deed: CloseTier, Project: Emergency, Tier: 0}}
	}
	return nil
}

// relaxed is the ratio that would hold without the people of a tier.
func (u *rule) relaxed(f *floor, n int) float64 {
	gone := 0.0
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.work == 0 && x.tier == n {
			gone += float64(f.lent[g]) / x.factor * Target
		}
	}
	left := f.capacity(0) - gone
	if left <= 0 {
		return math.Inf(1)
	}
	return f.ahead(0, false) / left
}

// relieve spares callers: a notice when there is a storm, call-backs offered
// when the queue can't be served, call-backs of lenders put off while tiers are open.
func (u *rule) relieve(f *floor, r float64) []Order {
	var all []Order
	if r >= 1.3 && f.now >= f.notice[0] {
		all = append(all, Order{Deed: Announce, Project: Emergency})
	}
	if r >= 1.3 && !f.offered[0] {
		all = append(all, Order{Deed: CallBacks, Project: Emergency, On: true})
	}
	if r < 0.9 && f.offered[0] {
		all = append(all, Order{Deed: CallBacks, Project: Emergency})
	}
	for p := 1; p < len(Projects); p++ {
		off := f.rules.postponed>>p&1 == 1
		if Projects[p].Deferrable() == 0 {
			continue
		}
		busy := r >= thresholds[1]-0.1 || f.ratio(p) >= 1
		if busy != off && (busy || (r < 1 && f.ratio(p) < 0.9)) {
			all = append(all, Order{Deed: PutOff, Project: Projects[p].Key, On: busy})
		}
	}
	return all
}

// beforeSurge gives people back to a lender whose own calls will outgrow those
// who are left within the next half day.
func (u *rule) beforeSurge(f *floor) []Order {
	var all []Order
	for p := 1; p < len(Projects); p++ {
		for q, g := range f.c.pair[p] {
			if g < 0 || q == p || f.lent[g] == 0 {
				continue
			}
			if f.ratio(p) >= 1.05 || f.surges(p, 12*time.Hour) {
				all = append(all, Order{Deed: GiveBack, From: Projects[p].Key, Project: Projects[q].Key, Count: f.lent[g]})
			}
		}
	}
	return all
}

// surges reports whether an announced surge takes a project's calls to more than
// a quarter above plan within a time.
func (f *floor) surges(p int, within time.Duration) bool {
	for at := f.now; at <= f.now+within; at += time.Hour {
		if f.size(f.known, f.c.first[p], at) > 1.25 {
			return true
		}
	}
	return false
}

// help lends to projects beside 95598 that can't cope: first those with much
// work that others can take at once; from whoever scores highest.
func (u *rule) help(f *floor) []Order {
	needy := u.needy(f)
	var all []Order
	for _, q := range needy {
		short := int(math.Ceil((f.ratio(q) - 0.95) * f.capacity(q) / Target))
		if f.now >= f.recalled[q]+90*time.Minute || f.recalled[q] == 0 {
			all = append(all, Order{Deed: RecallBreaks, Project: Projects[q].Key})
		}
		for _, p := range f.lenders(q) {
			n := min(short, f.lendable(p, q))
			if n > 0 {
				all = append(all, Order{Deed: Lend, From: Projects[p].Key, Project: Projects[q].Key, Count: n})
				short -= n
			}
			if short <= 0 {
				break
			}
		}
	}
	return append(all, u.thanks(f)...)
}

func (u *rule) needy(f *floor) []int {
	var all []int
	for q := 1; q < len(Projects); q++ {
		if u.needed[q]++; f.ratio(q) < 1.15 {
			u.needed[q] = 0
		}
		if u.needed[q] >= 2 {
			all = append(all, q)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := Projects[a].Deferrable(), Projects[b].Deferrable()
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return all
}

// lenders are who may help a project, the highest score first.
func (f *floor) lenders(q int) []int {
	var all []int
	for p := range Projects {
		if f.c.pair[p][q] >= 0 && p != q && f.lendable(p, q) > 0 && f.ratio(p) < 0.9 && !f.surges(p, 2*time.Hour) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := f.score(a, q), f.score(b, q)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return all
}

// thanks gives back who helps a project that copes by itself.
func (u *rule) thanks(f *floor) []Order {
	var all []Order
	for q := 1; q < len(Projects); q++ {
		if u.helped[q]++; f.alone(q) >= 0.9 {
			u.helped[q] = 0
		}
		if u.helped[q] < 6 {
			continue
		}
		for p := range Projects {
			if g := f.c.pair[p][q]; g >= 0 && p != q && f.lent[g] > 0 {
				all = append(all, Order{Deed: GiveBack, From: Projects[p].Key, Project: Projects[q].Key, Count: f.lent[g]})
			}
		}
	}
	return all
}

// alone is the load ratio of a project without those who help.
func (f *floor) alone(q int) float64 {
	n := math.Max(0.1, float64(f.working(q))) * Target
	return f.ahead(q, false) / n
}
