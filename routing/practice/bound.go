package practice

import (
	"shifu/routing"
	"shifu/routing/sim"
)

// newBound is a floor on which nobody could lose less: everybody who could be
// called is there from the start and costs nothing, nobody rests or learns,
// everybody serves every project as fast as its own people, callers first; the
// notice is out and call-backs are offered all the time. It relaxes what is not
// known before as well as what can't be done.
func newBound(c *centre, seed uint64) (*floor, error) {
	r := rules{preset: routing.Ranks, slow: 1, all: true}
	p, err := c.plan(r)
	if err != nil {
		return nil, err
	}
	f, err := newFloor(c, seed)
	if err != nil {
		return nil, err
	}
	f.run.Restart(p, seed)
	f.rules = r
	for i := range f.recalled {
		f.recalled[i], f.study[i] = c.scenario.Length+Day, c.scenario.Length+Day
		f.resting[i], f.learning[i] = 0, 0
		f.change(sim.Change{What: sim.Staff, Group: int32(c.pair[i][i]), Count: int32(max(2, f.roster(i)/4))})
		f.offer(i, true)
	}
	for g := range c.seats {
		if x := &c.seats[g]; x.home < 0 {
			f.change(sim.Change{What: sim.Staff, Group: int32(g), Count: int32(x.most)})
		}
	}
	f.announce(0, noticeShare)
	f.surge()
	return f, nil
}

// everybody fills the tables of a policy under which everybody serves all.
func (c *centre) everybody(s *routing.Scenario) {
	p := &s.Policy
	p.CallChooses, p.AgentChooses = routing.Table{}, routing.Table{}
	for i := range s.Types {
		p.CallChooses[s.Types[i].Name] = map[string]float64{}
	}
	for g := range s.Groups {
		if x := &c.seats[g]; x.home >= 0 && x.home != x.work {
			continue
		}
		name := s.Groups[g].Name
		p.AgentChooses[name] = map[string]float64{}
		for k := range s.Types {
			rank := 1.0
			if c.kinds[k].outbound {
				rank = 2
			}
			p.CallChooses[s.Types[k].Name][name] = 1
			p.AgentChooses[name][s.Types[k].Name] = rank
			s.Groups[g].Factor[s.Types[k].Name] = 1
		}
	}
}

// with is the same centre under a scenario with other events.
func (c *centre) with(s *Scenario) *centre {
	d := &centre{scenario: s, kinds: c.kinds, first: c.first, seats: c.seats, pair: c.pair, roster: c.roster, quarters: c.quarters, plans: map[rules]*sim.Plan{}, left: map[left]float64{}, known: c.known}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for r, p := range c.plans {
		d.plans[r] = p
	}
	return d
}
