package sim

import (
	"math"

	"shifu/routing"
)

// Weights of what comes first in a metric, over what comes after.
const (
	byPenalty = 1e6  // Asterisk multiplies penalties by a million
	byRound   = 1e7  // positions after the turn come first; there are at most 100,000
	byLevel   = 1e9  // FreeSWITCH sorts by level first; seconds stay below it
	again     = 2e12 // a round that begins again, after all of the at most 1,000 levels
)

// metric orders agents as Asterisk's app_queue and FreeSWITCH's mod_callcenter
// do, lower first. Positions are numbers of agents. Ties go to the smallest
// position, where app_queue leaves them to the order of its tables.
func (r *Run) metric(c *call, o *option, a int32, draw uint64) float64 {
	ag := &r.agents[a]
	level := float64(o.penalty) * byLevel
	switch string(r.plan.order) {
	case routing.AsteriskWeighted: // the penalty is a weight only
		return math.Floor(r.pick.uniform(draw<<24+uint64(a)) * 1000 * float64(1+o.penalty))
	case routing.AsteriskMemory, routing.AsteriskOrdered:
		return float64(o.penalty)*byLevel + from(r.turns[c.callType].position, a)
	case routing.AsteriskLinear:
		return float64(o.penalty)*byLevel + from(c.turn, a)
	case routing.AsteriskRingAll, routing.AsteriskLeastRecent, routing.AsteriskFewestCalls, routing.AsteriskRandom:
		return float64(o.penalty)*byPenalty + r.asterisk(ag, a, draw)
	case routing.Twilio: // the skill of the step, then the longest without a task
		return -(float64(float64(o.levels[r.stepOf(c)])*float64(longest)) + float64(r.now-ag.began))
	case routing.SwitchLongestIdle:
		return level + float64(ag.hungUp)/micro
	case routing.SwitchLeastTalk:
		return level + float64(ag.talked)/micro
	case routing.SwitchFewest:
		return level + float64(ag.answered)
	case routing.SwitchRandom:
		return level + r.pick.uniform(draw<<24+uint64(a))
	case routing.SwitchRoundRobin:
		if t := r.turns[c.callType]; o.penalty == t.level && a > t.position {
			return float64(a) - byRound
		}
	case routing.SwitchTopDown:
		switch {
		case o.penalty == c.level && a > c.turn:
			return float64(a) - byRound
		case o.penalty <= c.level:
			return level + float64(a) + again
		}
	}
	return level + float64(a)
}

// from is the position, those before the turn behind all others.
func from(turn, a int32) float64 {
	if a < turn {
		return float64(a) + byRound
	}
	return float64(a)
}

func (r *Run) asterisk(ag *agent, a int32, draw uint64) float64 {
	switch string(r.plan.order) {
	case routing.AsteriskLeastRecent:
		if ag.hungUp < 0 {
			return 0
		}
		return byPenalty - float64(r.now/micro-ag.hungUp/micro)
	case routing.AsteriskFewestCalls:
		return float64(ag.answered)
	case routing.AsteriskRandom:
		return math.Floor(r.pick.uniform(draw<<24+uint64(a)) * 1000)
	}
	return 0
}

// offered remembers where a queue, or a call, was offered last.
func (r *Run) offered(c *call, a int32) {
	level := r.penalty(c, a)
	switch string(r.plan.order) {
	case string(routing.RoundRobin):
		r.turn = a
	case routing.SwitchRoundRobin:
		r.turns[c.callType] = turn{a, level}
	case routing.SwitchTopDown:
		c.turn, c.level = a, level
	case routing.AsteriskRingAll:
		c.level = r.effective(c, r.optionOf(c.callType, r.agents[a].group))
	}
}

// answered moves the turn of a queue to the best member not tried, or to 0.
func (r *Run) answered(c *call, a int32) {
	switch string(r.plan.order) {
	case routing.AsteriskMemory, routing.AsteriskOrdered:
		r.turns[c.callType].position = r.after(c, a)
	}
}

// tried moves the turn of a call that was not answered.
func (r *Run) tried(c *call, a int32) {
	if string(r.plan.order) == routing.AsteriskLinear {
		c.turn = r.after(c, a)
	}
}

// after is the position of the member with the lowest metric above a's, 0 if
// there is none. Members are agents who are not offline, free or not.
func (r *Run) after(c *call, a int32) int32 {
	next, lowest := int32(0), math.Inf(1)
	own := r.memberMetric(c, a)
	options := r.plan.types[c.callType].groups
	for j := range options {
		g := &r.plan.groups[options[j].to]
		for b := g.first; b < g.first+g.most; b++ {
			if r.agents[b].state == Offline {
				continue
			}
			if m := r.metric(c, &options[j], b, 0); m > own && m < lowest {
				next, lowest = b, m
			}
		}
	}
	return next
}

func (r *Run) memberMetric(c *call, a int32) float64 {
	o := option{penalty: r.penalty(c, a)}
	return r.metric(c, &o, a, 0)
}

func (r *Run) penalty(c *call, a int32) int32 {
	for _, o := range r.plan.types[c.callType].groups {
		if o.to == r.agents[a].group {
			return o.penalty
		}
	}
	return 0
}
