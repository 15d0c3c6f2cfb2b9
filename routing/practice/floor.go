package practice

import (
	"context"
	"math"
	"slices"
	"time"

	"shifu/routing"
	"shifu/routing/sim"
)

// floor is a centre at work: the core's run, and what people have decided. Its
// copy is exact.
type floor struct {
	c   *centre
	run *sim.Run
	now time.Duration

	rules    rules
	events   []Event // those that have happened
	known    []Event // those that were announced
	coming   []Event // in the order of time
	agenda   []effect
	order    int
	lent     []int // a group: people promised to it, on the way or seated
	resting  []int // a project: people who were asked to rest
	learning []int
	recalled []time.Duration // a project: until when nobody rests
	study    []time.Duration // until when nobody learns
	shifted  []time.Duration // by how much breaks were moved
	longer   []int           // people who stay longer
	asked    []int           // people who were asked to, those included who have not begun
	lentLate []time.Duration // when a project had people elsewhere last
	tierOpen [tiers]bool
	tierAt   [tiers]time.Duration // of the last opening or closing
	notice   []time.Duration      // a project: until when one is out
	offered  []bool               // a project: call-backs
	cool     []time.Duration      // an act and project: not before
	level    []float64            // a project: calls seen over calls expected
	came     []int64              // a kind: calls at the last check
	seen     []window             // a project: calls of the last checks
	ratios   []float32            // a check, a project: the load ratio
	cost     float64              // fen
	acts     []Act
	log      []Line
	carried  []float32 // a quarter, a project: Erlang that its people could carry
	guess    *guess    // a possible future: rates are those of the forecast
	bare     bool      // only what becomes of the calls is asked: nothing is noted for charts
	measures measures
}

// guess is what a forecast was made from.
type guess struct {
	at    time.Duration
	level []float64
}

func newFloor(c *centre, seed uint64) (*floor, error) {
	p, err := c.plan(rules{preset: routing.OwnProject, slow: 1})
	if err != nil {
		return nil, err
	}
	n := len(Projects)
	f := &floor{c: c, run: c.begins(p, seed), rules: rules{preset: routing.OwnProject, slow: 1}, lent: make([]int, len(c.seats)), resting: make([]int, n), learning: make([]int, n),
		recalled: make([]time.Duration, n), study: make([]time.Duration, n), shifted: make([]time.Duration, n), longer: make([]int, n), asked: make([]int, n), lentLate: make([]time.Duration, n), notice: make([]time.Duration, n),
		offered: make([]bool, n), cool: make([]time.Duration, int(deeds)*n), level: make([]float64, n), came: make([]int64, len(c.kinds)), seen: make([]window, n), coming: slices.Clone(c.scenario.Events)}
	for p := range f.level {
		f.level[p] = 1
	}
	slices.SortStableFunc(f.coming, func(a, b Event) int { return int(a.At - b.At) })
	f.measures = newMeasures(c.scenario)
	f.tick()
	return f, nil
}

// copy is an independent floor in the same state.
func (f *floor) copy() *floor {
	g := *f
	g.run = f.c.spare()
	g.run.Copy(f.run)
	g.events, g.known, g.coming, g.agenda = slices.Clone(f.events), slices.Clone(f.known), slices.Clone(f.coming), slices.Clone(f.agenda)
	g.lent, g.resting, g.learning = slices.Clone(f.lent), slices.Clone(f.resting), slices.Clone(f.learning)
	g.recalled, g.study, g.shifted, g.longer = slices.Clone(f.recalled), slices.Clone(f.study), slices.Clone(f.shifted), slices.Clone(f.longer)
	g.asked = slices.Clone(f.asked)
	g.carried = slices.Clone(f.carried)
	g.lentLate = slices.Clone(f.lentLate)
	g.notice, g.offered, g.cool, g.level = slices.Clone(f.notice), slices.Clone(f.offered), slices.Clone(f.cool), slices.Clone(f.level)
	g.came, g.seen, g.ratios, g.acts, g.log = slices.Clone(f.came), slices.Clone(f.seen), slices.Clone(f.ratios), slices.Clone(f.acts), slices.Clone(f.log)
	g.measures = f.measures.copy()
	return &g
}

// advance works until a time: minute by minute what was decided takes effect.
func (f *floor) advance(ctx context.Context, until time.Duration) error {
	until = min(until, f.c.scenario.Length)
	for f.now < until {
		next := min(until, f.now.Truncate(time.Minute)+time.Minute)
		if err := f.run.Advance(ctx, next.Seconds()); err != nil {
			return err
		}
		f.now = next
		if f.now%time.Minute == 0 {
			f.tick()
		}
	}
	return nil
}

// tick is what happens at a full minute.
func (f *floor) tick() {
	f.happen()
	f.effects()
	if f.now%Check == 0 {
		f.surge()
		f.breaks()
		if f.guess == nil { // a future is over before anybody decides again
			f.look()
		}
		f.recallLent()
	}
	if f.now%Quarter == 0 && !f.bare {
		for p := range Projects {
			f.carried = append(f.carried, float32(f.capacity(p)))
		}
	}
	f.pay()
	f.measures.see(f)
}

// ended reports whether the session is over.
func (f *floor) ended() bool { return f.now >= f.c.scenario.Length }

// change asks the core for a change; what it can't do is left out.
func (f *floor) change(c sim.Change) bool { return f.run.Apply(c) == nil }

// adopt brings the rules in force.
func (f *floor) adopt() {
	if p, err := f.c.plan(f.rules); err == nil {
		f.run.Adopt(p)
	}
}

// surge sets every rate to what the events make of it.
func (f *floor) surge() {
	for k := range f.c.kinds {
		if x := f.real(k, f.now+Check/2); x != f.run.Surging(k) {
			f.change(sim.Change{What: sim.Surge, Type: int32(k), Value: min(x, 1000)})
		}
	}
}

// real is by what a kind's rate is multiplied at a time.
func (f *floor) real(k int, at time.Duration) float64 {
	x := f.size(f.events, k, at)
	if f.guess == nil || f.c.kinds[k].outbound {
		return x
	}
	past := max(0, at-f.guess.at).Hours() / fade.Hours()
	return x * (1 + (f.guess.level[f.c.kinds[k].project]-1)*math.Exp(-past))
}

// future is a possible future of this moment: other calls, at the rates of the
// forecast, and nothing that was not announced.
func (f *floor) future(seed uint64) *floor {
	g := f.copy()
	g.unscored().guess = &guess{f.now, slices.Clone(f.level)}
	g.events, g.coming = slices.Clone(f.known), nil
	g.run.Reseed(seed)
	g.surge()
	return g
}

// unscored is the floor without the limits of the scenario and without charts:
// for re-runs, of which only what became of the calls is asked.
func (f *floor) unscored() *floor {
	f.measures.limits, f.bare = nil, true
	return f
}

// free gives the room of a floor back that is not needed any more.
func (f *floor) free() {
	f.c.runs.Put(f.run)
	f.run = nil
}

// size is by what events multiply a kind's rate.
func (f *floor) size(events []Event, kind int, at time.Duration) float64 {
	x, k := 1.0, &f.c.kinds[kind]
	for i := range events {
		e := &events[i]
		if e.What == Down || e.What == Sick || e.Factor == 0 || (e.Project != "" && e.Project != Projects[k.project].Key) {
			continue
		}
		if e.Kind == k.kind.Key || (e.Kind == "" && !k.outbound) {
			x *= e.size(at)
		}
	}
	return x
}

// happen begins the events whose time has come.
func (f *floor) happen() {
	for len(f.coming) > 0 && f.coming[0].At <= f.now {
		e := f.coming[0]
		f.coming = f.coming[1:]
		f.begin(e)
	}
}

func (f *floor) begin(e Event) {
	f.events = append(f.events, e)
	if !e.Silent {
		f.known = append(f.known, e)
		f.write(Line{Event: &e})
	}
	p := max(0, Index(e.Project))
	switch e.What {
	case Down:
		f.rules.slow = e.Factor
		f.adopt()
		if e.For > 0 {
			f.later(e.For, effect{what: repaired})
		}
	case Sick:
		n := min(e.People, f.roster(p)-1)
		if n > 0 && f.change(sim.Change{What: sim.Staff, Group: int32(f.c.pair[p][p]), Count: int32(-n), Reason: sim.Absent}) && e.For > 0 {
			f.later(e.For, effect{what: wellAgain, group: f.c.pair[p][p], count: n})
		}
	}
}

// roster is how many people of a project the plan has at this time.
func (f *floor) roster(p int) int {
	return f.c.roster[p][min(int(f.now/Quarter), f.c.quarters-1)]
}

// breaks keeps as many people of every project at rest, and learning, as the
// plan says.
func (f *floor) breaks() {
	for p := range Projects {
		rest, _ := away(f.c.scenario.Begins + f.now - f.shifted[p])
		_, learn := away(f.c.scenario.Begins + f.now)
		n := float64(f.roster(p))
		if end := f.recalled[p]; end > 0 && f.now >= end && f.now < end+time.Hour {
			rest += 0.06 // what was put off is given
		}
		f.keep(p, sim.Break, f.resting, int(rest*n+0.5), f.recalled[p])
		f.keep(p, sim.Training, f.learning, int(learn*n+0.5), f.study[p])
	}
}

func (f *floor) keep(p int, why sim.Reason, have []int, want int, none time.Duration) {
	if f.now < none {
		want = 0
	}
	group := int32(f.c.pair[p][p])
	switch {
	case want > have[p]:
		f.change(sim.Change{What: sim.Pause, Group: group, Count: int32(want - have[p]), Reason: why})
	case want < have[p]:
		f.change(sim.Change{What: sim.Unpause, Group: group, Count: int32(have[p] - want), Reason: why})
	}
	have[p] = want
}

// recallLent sends home who was lent beyond the end of the own shift.
func (f *floor) recallLent() {
	for p := range Projects {
		out := 0
		for q, g := range f.c.pair[p] {
			if g >= 0 && q != p {
				out += f.lent[g]
			}
		}
		for q, g := range f.c.pair[p] {
			if over := out - f.roster(p) - f.longer[p]; over > 0 && g >= 0 && q != p && f.lent[g] > 0 {
				out -= f.giveBack(g, min(over, f.lent[g]))
			}
		}
	}
}
