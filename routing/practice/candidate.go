package practice

import (
	"cmp"
	"slices"
	"time"
)

// MostCandidates is how many acts a look ahead compares at a time.
const MostCandidates = 30

// busyFrom is the load ratio from which people are sought for a project.
const busyFrom = 0.9

// candidate is what may be ordered at once; empty: nothing.
type candidate []Order

// candidates are what makes sense to compare now, doing nothing first.
func (f *floor) candidates() []candidate {
	all := []candidate{nil}
	add := func(orders ...Order) {
		var can candidate
		for _, o := range orders {
			if f.allows(o) == nil {
				can = append(can, o)
			}
		}
		if len(can) > 0 && len(all) < MostCandidates {
			all = append(all, can)
		}
	}
	for n := range tiers {
		add(Order{Deed: OpenTier, Project: Emergency, Tier: n})
		add(Order{Deed: CloseTier, Project: Emergency, Tier: n})
	}
	add(Order{Deed: Announce, Project: Emergency})
	add(Order{Deed: CallBacks, Project: Emergency, On: !f.offered[0]})
	add(f.putOffs(true)...)
	add(f.putOffs(false)...)
	f.relief(add)
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.home >= 0 && x.home != x.work && f.lent[g] > 0 {
			add(Order{Deed: GiveBack, Project: Projects[x.work].Key, From: Projects[x.home].Key, Count: f.lent[g]})
		}
	}
	for _, p := range Presets {
		add(Order{Deed: Preset, Project: Emergency, Preset: p})
	}
	return all
}

// relief are people for the projects that need them most.
func (f *floor) relief(add func(...Order)) {
	for _, q := range f.neediest(3) {
		if f.ratio(q) < busyFrom {
			return
		}
		key := Projects[q].Key
		for i, p := range f.lenders(q) {
			if n := f.lendable(p, q); i < 3 {
				add(Order{Deed: Lend, Project: key, From: Projects[p].Key, Count: n})
				add(Order{Deed: Lend, Project: key, From: Projects[p].Key, Count: (n + 1) / 2})
			}
		}
		add(Order{Deed: RecallBreaks, Project: key})
		add(Order{Deed: KeepLonger, Project: key, Count: max(1, f.mayStay(q)), For: 2 * time.Hour})
	}
}

// putOffs put every project's call-backs off, or take them again.
func (f *floor) putOffs(on bool) (all []Order) {
	for p := range Projects {
		if Projects[p].Deferrable() > 0 {
			all = append(all, Order{Deed: PutOff, Project: Projects[p].Key, On: on})
		}
	}
	return all
}

// neediest are the n projects with the highest load ratios.
func (f *floor) neediest(n int) []int {
	all := make([]int, len(Projects))
	ratio := make([]float64, len(Projects))
	for p := range all {
		all[p], ratio[p] = p, f.ratio(p)
	}
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(ratio[b], ratio[a]) })
	return all[:n]
}

// quiet reports whether there is nothing to decide: nobody is lent or asked for,
// and every project copes.
func (f *floor) quiet() bool {
	for g := range f.c.seats {
		if f.lent[g] > 0 {
			return false
		}
	}
	for p := range Projects {
		if f.ratio(p) >= busyFrom || f.offered[p] {
			return false
		}
	}
	return f.rules.postponed == 0
}
