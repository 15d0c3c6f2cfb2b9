package practice

import (
	"fmt"
	"math"
	"sync"
	"time"

	"shifu/routing"
	"shifu/routing/sim"
)

// kindOf is a kind of work as the core knows it: a call type.
type kindOf struct {
	project  int
	kind     *Kind
	outbound bool
	base     []float64 // calls a minute a quarter, as planned
	handling float64   // seconds
}

// seats is a group of the core: people of one project who work for one.
type seats struct {
	home, work int // home −1: the reserve
	factor     float64
	lead       time.Duration // until somebody is seated
	tier       int           // in which they are called for 95598
	fee        int           // fen an hour
	most       int
}

// centre is a scenario made ready: what never changes in a session. It is safe
// for several goroutines.
type centre struct {
	scenario *Scenario
	kinds    []kindOf
	first    []int // a project: its first kind
	seats    []seats
	pair     [][]int // home, work: group; −1: nobody is trained for it
	roster   [][]int // project, quarter: people
	quarters int

	mutex sync.Mutex
	plans map[rules]*sim.Plan
	left  map[left]float64
	runs  sync.Pool // of *sim.Run
	known *shelf
}

// rules are what the policy in force depends on.
type rules struct {
	preset    string
	postponed uint32 // projects
	urgent    uint32 // kinds
	slow      float64
	all       bool // everybody serves everything: the bound
}

// newCentre makes a scenario ready for sessions.
func newCentre(s *Scenario) (*centre, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	c := &centre{scenario: s, quarters: int((s.Length + Quarter - 1) / Quarter), plans: map[rules]*sim.Plan{}, left: map[left]float64{}, known: &shelf{}}
	for p := range Projects {
		c.first = append(c.first, len(c.kinds))
		for k := range Projects[p].Kinds {
			c.kinds = append(c.kinds, c.newKind(p, &Projects[p].Kinds[k]))
		}
	}
	for p := range Projects {
		c.roster = append(c.roster, c.newRoster(p))
	}
	c.people()
	_, err := c.plan(rules{preset: routing.OwnProject, slow: 1})
	return c, err
}

func (c *centre) newKind(p int, k *Kind) kindOf {
	s := c.scenario
	out := kindOf{project: p, kind: k, outbound: k.Outbound, handling: k.Talk + k.WrapUp}
	for q := range c.quarters {
		at := time.Duration(q)*Quarter + Quarter/2
		out.base = append(out.base, k.rate(s.Begins+at, s.volume(Projects[p].Key, at)))
	}
	return out
}

// newRoster plans the people of a project: for every hour the load and 1.1 times
// its root, over the share that rests or learns, at least two by day and one by
// night; then the scenario's factor.
func (c *centre) newRoster(p int) []int {
	var out []int
	for q := range c.quarters {
		load := 0.0
		for i := q / 4 * 4; i < min(q/4*4+4, c.quarters); i++ {
			load = math.Max(load, c.load(p, i))
		}
		at := c.scenario.Begins + time.Duration(q)*Quarter
		rest, learn := away(at)
		n := math.Ceil(math.Max(load+1.1*math.Sqrt(load), load/0.76) / (1 - rest - learn))
		least := 2.0
		if h := math.Mod(at.Hours(), 24); h < 7 || h >= 22 {
			least = 1
		}
		out = append(out, int(math.Max(1, math.Round(math.Max(n, least)*c.scenario.staff(Projects[p].Key)))))
	}
	return out
}

// away is the share of people who rest and who learn at a time of day.
func away(at time.Duration) (rest, learn float64) {
	h := math.Mod(at.Hours(), 24)
	rest = 0.06
	if h >= 11.5 && h < 13.5 {
		rest = 0.14
	}
	if h >= 13.5 && h < 16.5 {
		learn = 0.08
	}
	return rest, learn
}

// load of a project in a quarter as planned, in Erlang.
func (c *centre) load(p, q int) float64 {
	sum := 0.0
	for k := range c.kinds {
		if x := &c.kinds[k]; x.project == p {
			sum += x.base[q] / 60 * x.handling
		}
	}
	return sum
}

// Lead times and fees of people who come from elsewhere.
const (
	seatChange   = 2 * time.Minute
	fromDorm     = 30 * time.Minute
	fromHome     = 60 * time.Minute
	lendFee      = 2000 // fen an hour
	overtimeFee  = 6000
	dormitoryFee = 9000
	homeFee      = 11000
	inDorm       = 10 // people
	atHome       = 14
)

// people makes the groups: everybody at home, everybody who may help another
// project, and the two reserves of 95598.
func (c *centre) people() {
	most := make([]int, len(Projects))
	for p := range Projects {
		for _, n := range c.roster[p] {
			most[p] = max(most[p], n)
		}
		c.pair = append(c.pair, make([]int, len(Projects)))
		for q := range c.pair[p] {
			c.pair[p][q] = -1
		}
		c.pair[p][p] = len(c.seats)
		c.seats = append(c.seats, seats{home: p, work: p, factor: 1, most: most[p] + 12})
	}
	for p := range Projects {
		for q := range Projects {
			if f, ok := helps(p, q); ok {
				c.pair[p][q] = len(c.seats)
				x := seats{home: p, work: q, factor: f, lead: seatChange, fee: lendFee, most: min(most[p]+12, 24)}
				if q == 0 {
					x.tier = Projects[p].Tier
				}
				c.seats = append(c.seats, x)
			}
		}
	}
	c.seats = append(c.seats, seats{home: -1, factor: 1.1, lead: fromDorm, tier: 3, fee: dormitoryFee, most: inDorm},
		seats{home: -1, factor: 1.15, lead: fromHome, tier: 3, fee: homeFee, most: atHome})
}

// helps reports whether people of p may help q, and how much longer they take:
// everybody 95598, 95598 everybody with simple work, insurance among each other,
// inquiries among each other, and everybody where it is call-backs.
func helps(p, q int) (float64, bool) {
	a, b := &Projects[p], &Projects[q]
	switch {
	case p == q:
		return 0, false
	case q == 0:
		return a.Factor, true
	case p == 0:
		return 1.3, b.Business != routing.Insurance
	case a.Business == routing.Insurance && b.Business == routing.Insurance:
		return 1.15, true
	case b.Business == routing.CallBack:
		return 1.1, true
	case b.Business == routing.Inquiry && a.Business != routing.Insurance:
		return 1.2, true
	}
	return 0, false
}

// spare is a run to copy into.
func (c *centre) spare() *sim.Run {
	if r, ok := c.runs.Get().(*sim.Run); ok {
		return r
	}
	c.mutex.Lock()
	p := c.plans[rules{preset: routing.OwnProject, slow: 1}]
	c.mutex.Unlock()
	return p.Start(1)
}

// begins is a run of a plan, in room that was used before if there is some.
func (c *centre) begins(p *sim.Plan, seed uint64) *sim.Run {
	r, ok := c.runs.Get().(*sim.Run)
	if !ok {
		return p.Start(seed)
	}
	r.Restart(p, seed)
	return r
}

// plan is the core's plan under rules.
func (c *centre) plan(r rules) (*sim.Plan, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if p := c.plans[r]; p != nil {
		return p, nil
	}
	p, err := sim.NewPlan(c.build(r))
	if err == nil {
		c.plans[r] = p
	}
	return p, err
}

func (c *centre) build(r rules) *routing.Scenario {
	s := &routing.Scenario{Name: c.scenario.Key, Policy: routing.Policy{Preset: r.preset, Reserve: routing.Table{}},
		Horizon: routing.Horizon{Duration: c.scenario.Length.Seconds(), Interval: Quarter.Seconds(), Closing: routing.Drop}}
	for k := range c.kinds {
		s.Types = append(s.Types, c.callType(k, r))
	}
	for g := range c.seats {
		s.Groups = append(s.Groups, c.group(g, r))
		if x := &c.seats[g]; x.home == x.work && !r.all {
			row := map[string]float64{}
			for k := range c.kinds {
				if o := &c.kinds[k]; o.outbound && o.project == x.home {
					row[o.kind.Key] = 1 // one stays free for callers
				}
			}
			s.Policy.Reserve[s.Groups[g].Name] = row
		}
	}
	if r.all {
		c.everybody(s)
	}
	return s
}

func (c *centre) callType(k int, r rules) routing.Type {
	x := &c.kinds[k]
	t := routing.Type{Name: x.kind.Key, Project: Projects[x.project].Key, Business: x.kind.Business, Within: 20,
		Arrivals: routing.Arrivals{PerMinute: x.base, Busyness: 100}, Service: lognormal(x.kind.Talk*r.slow, 0.7), WrapUp: routing.Exp(x.kind.WrapUp * r.slow)}
	if x.outbound {
		t.Priority, t.Postponed = -1, r.postponed>>x.project&1 == 1
		return t
	}
	t.Patience = routing.Exp(120)
	t.Redial = routing.Redial{Share: 0.2, After: routing.Exp(300)}
	if r.urgent>>k&1 == 1 {
		t.Priority = 1
	}
	return t
}

func lognormal(mean, cv float64) routing.Dist {
	return routing.Dist{Law: routing.Lognormal, Mean: mean, SD: mean * cv}
}

func (c *centre) group(g int, r rules) routing.Group {
	x := &c.seats[g]
	out := routing.Group{Name: fmt.Sprintf("%d.%d.%d", x.home, x.work, g), Project: Projects[x.work].Key, Agents: []int{0}, Seats: x.most, Learns: 200, Factor: map[string]float64{}}
	if x.home == x.work {
		out.Agents, out.Learns = c.roster[x.home], 0
	}
	if p := x.home; r.preset == routing.EmergencyTiers && p == x.work && Projects[p].Tier > 0 {
		out.Helps, out.Tier = Emergency, Projects[p].Tier
	}
	for k := range c.kinds {
		f := x.factor
		if home := x.home; home == x.work && home != c.kinds[k].project {
			if h, ok := helps(home, c.kinds[k].project); ok {
				f = h
			}
		}
		out.Factor[c.kinds[k].kind.Key] = f
	}
	return out
}
