package practice

import (
	"slices"
	"time"
)

// Choice is a deed with what stands in its way now.
type Choice struct {
	Order    Order
	Terms    Terms
	Refused  error // nil: it can be ordered
	Cooldown time.Duration
}

// Choices are the acts that the action bar offers for a project: sensible
// orders, each with its terms, or with the reason why it can't be given now.
func (x *Session) Choices(project string) []Choice {
	f := x.floor
	p := max(0, Index(project))
	var all []Choice
	for _, o := range slices.Concat(f.tierOrders(p), f.loans(p), f.reliefs(p), f.changes(p)) {
		o.Project = Projects[p].Key
		all = append(all, Choice{Order: o, Terms: f.terms(o), Refused: f.allows(o), Cooldown: max(0, f.cool[f.cooling(o)]-f.now)})
	}
	return all
}

// tierOrders open and close the tiers of the first project.
func (f *floor) tierOrders(p int) (all []Order) {
	if p != 0 {
		return nil
	}
	for n := range tiers {
		deed := OpenTier
		if f.tierOpen[n] {
			deed = CloseTier
		}
		all = append(all, Order{Deed: deed, Tier: n})
	}
	return all
}

// loans lend people to a project and give them back.
func (f *floor) loans(p int) (all []Order) {
	for from := range Projects {
		if f.c.pair[from][p] < 0 || from == p {
			continue
		}
		all = append(all, Order{Deed: Lend, From: Projects[from].Key, Count: max(1, f.lendable(from, p))})
		if n := f.lent[f.c.pair[from][p]]; n > 0 {
			all = append(all, Order{Deed: GiveBack, From: Projects[from].Key, Count: n})
		}
	}
	return all
}

// reliefs are what a project can do about its own people and callers.
func (f *floor) reliefs(p int) []Order {
	all := []Order{{Deed: RecallBreaks}, {Deed: MoveBreaks, For: time.Hour}, {Deed: PutOffStudy},
		{Deed: KeepLonger, Count: max(1, f.mayStay(p)), For: 2 * time.Hour}}
	if Projects[p].Deferrable() > 0 {
		all = append(all, Order{Deed: PutOff, On: f.rules.postponed>>p&1 == 0})
	}
	return append(all, Order{Deed: Announce}, Order{Deed: CallBacks, On: !f.offered[p]})
}

// changes are other presets, and other kinds of call ahead.
func (f *floor) changes(p int) (all []Order) {
	for _, preset := range Presets {
		if preset != f.rules.preset {
			all = append(all, Order{Deed: Preset, Preset: preset})
		}
	}
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if !f.c.kinds[k].outbound {
			all = append(all, Order{Deed: Urgent, Kind: f.c.kinds[k].kind.Key, On: f.rules.urgent>>k&1 == 0})
		}
	}
	return all
}
