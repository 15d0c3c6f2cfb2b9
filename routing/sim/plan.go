// Package sim runs scenarios: a call distributor on simulated time. The same
// scenario and seed give the same run, byte for byte; the core allocates nothing
// per call once its slabs have grown.
package sim

import (
	"cmp"
	"math"
	"slices"

	"shifu/routing"
)

// purposes of random streams. The numbers are part of what a seed means.
const (
	forGap = iota + 1
	forBusyness
	forService
	forWrapUp
	forPatience
	forBalk
	forRedial
	forRedialAfter
	forRing
	forMiss
	forPick
	forNotice
	forAccept
	forReached
	forHurry
	forHasty
	forStay
	forReturn
	forReturnAfter
	forPerson
	forDissuaded
	forHold
	forHoldTime
	forHelp
	forHelpTime
	forPass
	forAnnounce
	forMoment
	forLate
	forLateBy
)

// option is one cell of a row of the policy.
type option struct {
	to      int32 // group or type
	rank    float64
	weight  float64
	delay   int64
	reserve int32
	skill   int32   // of the group in what the type requires
	rule    int32   // that opens the group, from 1; 0: none
	penalty int32   // presets: the rank, when it does not come first
	steps   uint64  // of the type, at which the group is asked; of no meaning without steps
	queues  uint64  // of the type, whose workers the group's people are, asked or not
	levels  []int32 // a step: of the skill that it orders by
}

// typePlan is a call type made ready to run.
type typePlan struct {
	gaps                             []float64 // mean gap in microseconds an interval; +Inf for none
	busyness                         float64
	service, wrapUp, patience, after routing.Dist
	balk, redial                     float64
	hurry                            float64      // share of hasty callers
	hasty, back                      routing.Dist // their patience; until who was not helped calls again
	announced                        []announcement
	callBack                         CallBack
	unsettled                        float64
	personal                         bool // each of its calls is for one agent
	rules                            []groupRule
	dissuade                         *routing.Dissuade
	returns                          bool // some matters are not settled
	restless                         bool // patience is more than one law
	within, ageShift                 int64
	priority                         int32
	groups                           []option          // by rank, then number
	asks                             targets           // of them
	delays                           []int64           // distinct and above 0, ascending
	ends                             []int64           // of steps, ascending; the last step has none
	priorities                       []int32           // a step; nil: they don't change it
	skips                            []routing.Workers // a step: when it is left at once; nil: never
	queueing                         *routing.Queueing
	stepped                          bool // groups are asked at some of its steps only
	limited                          bool // penalties are limited
	most                             int32
	maxWait                          int64
	resume                           int64  // within which who left takes up the old place
	noAgent, newcomer                int64  // waits for nobody: the queue, and a new call at least
	join, leave                      uint16 // exclusions
	blend                            *blendPlan
	parted                           bool    // talks may be: a hold, a question, a transfer
	held                             float64 // share of talks with a hold
	help                             helping
	passes                           []passing
}

// groupPlan is a group made ready to run.
type groupPlan struct {
	agents      []int32
	first, most int32     // its agents in the slab of agents
	factor      []float64 // a type
	learns      int64
	varies      bool  // handling times depend on the agent
	novices     int32 // the last so many of its people
	novice      float64
	tires       int64
	tired       float64
	types       []option // by rank, then number
	takes       targets  // of them
	ring        routing.Dist
	rings       bool
	manned      bool // nobody in the run answers or ends a call
	miss        float64
	reject      float64
	busy        float64
	limit, rest int64
	after       [failures]int64 // no offer for as long
	misses      int32
	absent      float64 // share of the scheduled
	late        routing.Late
}

// Plan is a scenario made ready to run. It does not change.
type Plan struct {
	Scenario *routing.Scenario
	policy   routing.Policy // with its tables filled
	types    []typePlan
	groups   []groupPlan
	agents   int
	order    routing.Order
	ordered  bool  // by something else than idle time
	duration int64 // 0: calls counts
	interval int64
	warmUp   int64
	calls    int64
	slots    int // of tallies: intervals, or batches of calls
	places   int32
	drop     bool
	gated    bool // offers depend on more than who is free
	alone    bool // one call of a queue is offered at a time
	retry    int64
	scan     int64
	strict   bool  // wrap-up ends a second later
	watches  bool  // something is looked at after every event
	leaves   bool  // some queue is left when it is empty
	deserts  bool  // some queue is left when nobody has been there for long
	silent   bool  // nothing rings, and nobody keeps turns
	together bool  // several agents ring for a call
	lowest   bool  // of them, those of the lowest penalty
	joins    bool  // who gets free rings for a call that rings
	inUse    bool  // who talks is rung too
	personal bool  // some calls are for one agent
	exempt   bool  // outbound calls send nobody to the end
	ruled    bool  // some group is open by a rule only
	progress int64 // after which one more agent rings
	weighs   bool  // queues have weights
	notes    bool  // Asterisk's averages are kept
	passes   bool  // calls are passed on
	breaks   []restPlan
}

// Batches is the number of batches into which the calls of a steady-state run
// are cut for its intervals.
const Batches = 30

// NewPlan makes a scenario ready; a scenario that can't run is refused.
func NewPlan(s *routing.Scenario) (*Plan, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	h := s.Horizon
	p := &Plan{Scenario: s, duration: ticks(h.Duration), interval: ticks(h.Interval), warmUp: ticks(h.WarmUp), calls: int64(h.Calls),
		places: int32(s.Places), drop: h.Closing == routing.Drop, order: s.Policy.Order, ordered: s.Policy.Order != "" && s.Policy.Order != routing.LongestIdle}
	p.policy = s.Filled()
	p.slots = h.Intervals()
	if p.calls > 0 {
		p.slots = int(min(Batches, p.calls))
	}
	if p.interval == 0 {
		p.interval = p.duration
	}
	if s.Policy.IsAsterisk() || s.Policy.IsFreeSWITCH() {
		p.order, p.ordered = routing.Order(s.Policy.Preset), true
	}
	for i := range s.Types {
		p.types = append(p.types, p.newType(&s.Types[i]))
		p.rulesOf(&p.types[i], &s.Types[i])
		p.talks(&p.types[i], &s.Types[i])
	}
	for i := range s.Groups {
		p.groups = append(p.groups, p.newGroup(&s.Groups[i]))
		p.addBreaks(int32(i), s.Groups[i].Breaks)
	}
	p.rules()
	return p, nil
}

// announcement is when some of those who wait leave.
type announcement struct {
	at    int64
	leave float64
}

func (p *Plan) newType(t *routing.Type) typePlan {
	out := typePlan{busyness: t.Arrivals.Busyness, service: t.Service, wrapUp: t.WrapUp, patience: t.Patience, after: t.Redial.After,
		balk: t.Balk, redial: t.Redial.Share, within: ticks(t.Within), ageShift: int64(t.AgeShift * micro), priority: int32(t.Priority)}
	switch p.Scenario.Policy.Preset {
	case routing.Connect: // 1 first, 5 unless given
		out.priority = -int32(cmp.Or(t.Priority, 5))
	case routing.Bullseye: // the score is minutes of waiting plus the priority in minutes
		if !p.Scenario.Policy.PriorityOnly {
			out.priority, out.ageShift = 0, out.ageShift+int64(t.Priority)*60*micro
		}
	}
	p.callers(&out, t)
	for _, r := range t.Arrivals.PerMinute {
		out.gaps = append(out.gaps, 60*micro/r)
	}
	policy := &p.policy
	for i, g := range p.Scenario.Groups {
		o := option{to: int32(i), rank: policy.CallChooses.At(t.Name, g.Name, math.Inf(1)), weight: policy.CallWeights.At(t.Name, g.Name, 1), skill: int32(g.Proficiency(*t))}
		if math.IsInf(o.rank, 1) || !p.masters(&g, t) || t.Postponed {
			continue
		}
		p.limits(&o, &g, t)
		if policy.IsAsterisk() || policy.IsFreeSWITCH() {
			o.penalty, o.rank = int32(o.rank), 0 // the score counts it
		}
		out.groups = append(out.groups, o)
		if o.delay > 0 {
			out.delays = append(out.delays, o.delay)
		}
	}
	byRank(out.groups)
	out.asks = targetsOf(out.groups, len(p.Scenario.Groups))
	slices.Sort(out.delays)
	out.delays = slices.Compact(out.delays)
	return out
}

func (p *Plan) limits(o *option, g *routing.Group, t *routing.Type) {
	o.delay = max(ticks(p.policy.Delays.At(g.Name, t.Name, 0)), p.shedding(g, t), preferred(g, t))
	o.reserve = int32(p.policy.Reserve.At(g.Name, t.Name, 0))
	o.steps, o.levels = p.steps(g, t)
	o.queues = p.queues(g, t)
	o.rule = int32(1 + slices.IndexFunc(t.Conditions, func(c routing.Condition) bool { return slices.Contains(c.Groups, g.Name) }))
}

func byRank(all []option) {
	slices.SortStableFunc(all, func(a, b option) int { return cmp.Compare(a.rank, b.rank) })
}

func (p *Plan) newGroup(g *routing.Group) groupPlan {
	out := groupPlan{first: int32(p.agents), most: int32(g.Room()), learns: int64(g.Learns), ring: g.Ring, rings: g.Rings(), manned: g.Manned,
		miss: g.Miss, reject: g.Reject, busy: g.Busy, after: [failures]int64{ticks(g.AfterMiss), ticks(g.AfterReject), ticks(g.AfterBusy)}, limit: ticks(p.ringLimit(g)), misses: int32(g.Misses), rest: ticks(g.Rest)}
	out.people(g, p.Scenario.Overload != nil)
	out.absent, out.late = g.Absent, g.Late
	p.agents += g.Room()
	p.passes = p.passes || g.Manned
	for _, n := range g.Agents {
		out.agents = append(out.agents, int32(n))
	}
	policy := &p.policy
	for i, t := range p.Scenario.Types {
		out.factor = append(out.factor, g.FactorOf(t.Name))
		o := option{to: int32(i), rank: policy.AgentChooses.At(g.Name, t.Name, math.Inf(1)), weight: policy.AgentWeights.At(g.Name, t.Name, 1)}
		if math.IsInf(o.rank, 1) || !p.masters(g, &t) || t.Postponed || t.Personal {
			continue
		}
		p.limits(&o, g, &t)
		out.types = append(out.types, o)
	}
	byRank(out.types)
	out.takes = targetsOf(out.types, len(p.Scenario.Types))
	return out
}

// targets are where options lead: in their order, and as a set. They are close
// together, so that options that lead nowhere at the moment need not be looked at.
type targets struct {
	order []int32
	all   set
}

func targetsOf(options []option, most int) targets {
	t := targets{all: make(set, room(most))}
	for i := range options {
		t.order = append(t.order, options[i].to)
		t.all.put(options[i].to)
	}
	return t
}

// row is which of n numbers holds in interval i.
func (p *Plan) row(i, n int) int { return p.Scenario.Horizon.Row(i, n) }
