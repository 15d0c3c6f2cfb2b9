package sim

import (
	"math"

	"shifu/routing"
)

// people makes what a group says of its people ready.
func (g *groupPlan) people(of *routing.Group, overload bool) {
	g.novices, g.novice = int32(math.Ceil(of.Novices.Share*float64(of.Room())-1e-9)), of.Novices.Factor
	g.tires, g.tired = ticks(of.Fatigue.After), of.Fatigue.Factor
	g.varies = g.learns > 0 || g.novices > 0 || g.tires > 0 || overload
}

// paceOf is by how much an agent's handling times of a type are multiplied now.
func (r *Run) paceOf(a, k int32) float64 {
	ag := &r.agents[a]
	g := &r.plan.groups[ag.group]
	if !g.varies {
		return g.factor[k]
	}
	f := g.pace(ag, k, a >= g.first+g.most-g.novices, r.now)
	if o := r.plan.Scenario.Overload; o != nil {
		f = float64(f * o.Times(r.occupied(ag.group)))
	}
	return f
}

// pace is an agent's own: a novice takes longer until enough calls were taken,
// and who has had no rest for long takes longer too.
func (g *groupPlan) pace(ag *agent, k int32, novice bool, now int64) float64 {
	f := g.factor[k]
	if novice {
		f = float64(f * g.novice)
	}
	if g.learns > 0 && f > 1 {
		f = 1 + float64((f-1)*float64(max(0, g.learns-ag.answered)))/float64(g.learns)
	}
	if g.tires > 0 {
		f = float64(f * (1 + float64((g.tired-1)*math.Min(1, float64(now-ag.fresh)/float64(g.tires)))))
	}
	return f
}

// lately is the time over which the occupancy is smoothed: a quarter of an hour.
const lately = 900 * micro

// occupied is the share of a group's people who were not free lately: an
// average over the last quarter of an hour, moved on with every call.
func (r *Run) occupied(group int32) float64 {
	t := &r.teams[group]
	if t.present == 0 {
		return t.load
	}
	share := float64(t.present-t.free.count) / float64(t.present)
	weight := math.Min(1, float64(r.now-t.loadAt)/lately)
	t.load, t.loadAt = t.load+float64(weight*(share-t.load)), r.now
	return t.load
}
