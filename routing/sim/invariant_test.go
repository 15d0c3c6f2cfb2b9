package sim

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"shifu/routing"
)

// text writes what it hears, a line an entry.
type text struct{ bytes.Buffer }

func (t *text) Note(e Entry) { fmt.Fprintf(t, "%+v\n", e) }

// drawn is a scenario with everything that the core knows, small and crowded.
func drawn(t *rapid.T) *routing.Scenario {
	s := &routing.Scenario{Places: rapid.SampledFrom([]int{0, 0, 9}).Draw(t, "places"),
		Horizon: routing.Horizon{Duration: 3600, Interval: 600, WarmUp: rapid.SampledFrom([]float64{0, 700}).Draw(t, "warm-up"),
			Closing: rapid.SampledFrom([]routing.Closing{routing.Serve, routing.Drop}).Draw(t, "closing")},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{}, AgentChooses: routing.Table{}, Delays: routing.Table{}, Reserve: routing.Table{},
			Order: rapid.SampledFrom(append([]routing.Order{""}, routing.Orders...)).Draw(t, "order")}}
	if rapid.Bool().Draw(t, "overload") {
		s.Overload = &routing.Overloaded
	}
	types, groups := rapid.IntRange(1, 4).Draw(t, "types"), rapid.IntRange(1, 3).Draw(t, "groups")
	for j := range groups {
		s.Groups = append(s.Groups, drawnGroup(t, j))
	}
	for i := range types {
		s.Types = append(s.Types, drawnType(t, i))
		for _, g := range s.Groups {
			drawCell(t, &s.Policy, s.Types[i].Name, g.Name)
		}
	}
	if rapid.Bool().Draw(t, "talks") {
		drawTalks(t, s)
	}
	return s
}

// drawTalks has talks parted by holds, questions and transfers.
func drawTalks(t *rapid.T, s *routing.Scenario) {
	for i := range s.Types {
		c := &s.Types[i]
		c.Hold = routing.Hold{Share: 0.4, For: routing.Exp(20)}
		c.Help = routing.Help{Share: 0.3, For: routing.Exp(40)}
		if rapid.Bool().Draw(t, "helper") {
			c.Help.From = []string{"g0"}
		}
		for j := range s.Types {
			if j != i && rapid.Bool().Draw(t, "passes on") {
				c.Transfers = append(c.Transfers, routing.Transfer{To: s.Types[j].Name, Share: 0.3, Announce: rapid.SampledFrom([]routing.Dist{{}, routing.Fixed(15)}).Draw(t, "announce")})
			}
		}
	}
}

func drawnGroup(t *rapid.T, j int) routing.Group {
	g := routing.Group{Name: fmt.Sprint("g", j), Agents: rapid.SliceOfN(rapid.IntRange(0, 5), 6, 6).Draw(t, "agents")}
	g.Agents[0]++ // somebody is there
	g.Novices, g.Fatigue = routing.Novices{Share: 0.5, Factor: 1.3}, routing.Fatigue{After: 1200, Factor: 1.2}
	if rapid.Bool().Draw(t, "shrinks") {
		g.Absent, g.Late = 0.2, routing.Late{Share: 0.3, By: routing.Exp(200)}
		g.Breaks = []routing.Break{{At: 500, For: 300, People: 1, Reason: routing.AtRest}, {At: 900, For: 600, People: 2, Reason: routing.InMeeting}}
	}
	if rapid.Bool().Draw(t, "rings") {
		g.Ring, g.Limit, g.Miss = routing.Exp(8), 20, 0.2
		g.Misses, g.Rest = rapid.IntRange(0, 2).Draw(t, "misses"), 60
	}
	return g
}

func drawnType(t *rapid.T, i int) routing.Type {
	c := routing.Type{Name: fmt.Sprint("t", i), Arrivals: routing.Arrivals{PerMinute: []float64{rapid.Float64Range(0.2, 4).Draw(t, "rate")}},
		Service: routing.Exp(90), Within: 20, Priority: rapid.IntRange(0, 1).Draw(t, "priority")}
	c.WrapUp = rapid.SampledFrom([]routing.Dist{{}, routing.Fixed(30)}).Draw(t, "wrap-up")
	c.Patience = rapid.SampledFrom([]routing.Dist{{}, routing.Exp(60), routing.Fixed(25)}).Draw(t, "patience")
	c.Balk = rapid.SampledFrom([]float64{0, 0, 0.3}).Draw(t, "balk")
	if rapid.Bool().Draw(t, "redial") {
		c.Redial = routing.Redial{Share: 0.6, After: routing.Exp(120)}
	}
	if rapid.Bool().Draw(t, "callers") {
		c.Repeat = routing.Redial{Share: 0.3, After: routing.Exp(200)}
		c.CallBack = &routing.CallBackOffer{From: 2, Share: 0.5, Reach: 0.7, Tries: 2, Dial: 20, Again: 60, Slot: 300, PerSlot: 3}
		if c.Patience.Law != routing.None {
			c.Hasty, c.Announcements = routing.Hasty{Share: 0.3, Patience: routing.Exp(5)}, []routing.Announcement{{At: 10, Leave: 0.2}}
		}
	}
	if rapid.Bool().Draw(t, "busyness") {
		c.Arrivals.Busyness = 5
	}
	return c
}

func drawCell(t *rapid.T, p *routing.Policy, callType, group string) {
	set := func(table routing.Table, row, column string, x float64) {
		if table[row] == nil {
			table[row] = map[string]float64{}
		}
		table[row][column] = x
	}
	if group == "g0" || rapid.Bool().Draw(t, "allowed") {
		set(p.CallChooses, callType, group, float64(rapid.IntRange(1, 2).Draw(t, "rank")))
		if group == "g0" || rapid.Bool().Draw(t, "chooses too") {
			set(p.AgentChooses, group, callType, float64(rapid.IntRange(1, 2).Draw(t, "rank")))
		}
	}
	if group != "g0" {
		set(p.Delays, group, callType, rapid.SampledFrom([]float64{0, 15, 40}).Draw(t, "delay"))
		set(p.Reserve, group, callType, rapid.SampledFrom([]float64{0, 0, 1}).Draw(t, "reserve"))
	}
}

// watch checks the invariants after every event.
type watch struct {
	t       *rapid.T
	r       *Run
	last    int64
	present int64 // agents × microseconds logged in
}

func (w *watch) check() {
	r := w.r
	if !r.counts.Balanced() {
		w.t.Fatalf("calls are lost or made: %+v", r.counts)
	}
	queued := int64(0)
	for k := range r.queues {
		queued += w.queue(k)
	}
	if queued != r.counts.Waiting {
		w.t.Fatalf("%d calls stand in queues, %d wait", queued, r.counts.Waiting)
	}
	w.agents()
}

func (w *watch) queue(k int) int64 {
	q, before, n := &w.r.queues[k], none, int64(0)
	for i := q.head; i != none; i = w.r.line[i].next {
		c := &w.r.calls[i]
		if c.condition != waiting || w.r.line[i].prev != before || int(c.callType) != k {
			w.t.Fatalf("the queue of type %d is broken at call %d", k, i)
		}
		if before != none && w.r.earlier(c, &w.r.calls[before]) {
			w.t.Fatalf("type %d: a call stands behind a later one", k)
		}
		before = i
		n++
	}
	if int64(q.count) != n || w.r.lines.has(int32(k)) != (n > 0) || q.tail != before {
		w.t.Fatalf("type %d counts %d of %d waiting calls", k, q.count, n)
	}
	return n
}

func (w *watch) agents() {
	r := w.r
	held := map[int32]bool{}
	present := make([]int32, len(r.teams))
	sum := int64(0)
	for i := range r.agents {
		a := &r.agents[i]
		if a.state != Offline {
			present[a.group]++
			sum += r.now - a.since
		}
		if (a.phones() || a.state == Ringing) != (a.call != none) {
			w.t.Fatalf("agent %d is in state %d with call %d", i, a.state, a.call)
		}
		w.holds(int32(i), a.call, held)
		w.holds(int32(i), a.second, held)
	}
	if int64(len(held)) != r.counts.InService {
		w.t.Fatalf("agents serve %d of %d calls", len(held), r.counts.InService)
	}
	for i := range r.times {
		for s, t := range r.times[i] {
			if State(s) != Offline {
				sum += t
			}
		}
	}
	if sum != w.present {
		w.t.Fatalf("states add up to %d of %d logged-in microseconds", sum, w.present)
	}
	w.teams(present)
}

// holds checks that a call is with one agent, or rings for those of its list.
func (w *watch) holds(a, i int32, held map[int32]bool) {
	if i == none {
		return
	}
	c, agents := &w.r.calls[i], w.r.agents
	if c.condition == ringing {
		b := c.agent
		for b != none && b != a {
			b = w.r.bench[b].next
		}
		if b != a {
			w.t.Fatalf("agent %d rings for call %d, which does not know", a, i)
		}
	} else if held[i] || c.agent != a || agents[a].second == i {
		w.t.Fatalf("call %d is with two agents", i)
	}
	held[i] = true
}

// roll counts again who is there, on the phone, or off it as the schedule may say.
func (w *watch) roll(g int) {
	var there, phones, resting int32
	for i := range w.r.agents {
		switch a := &w.r.agents[i]; {
		case int(a.group) != g || a.state == Offline:
			continue
		case a.state != NotReady:
			phones++
		case a.reason == Break || a.reason == Training || a.reason == Meeting || a.reason == Paper || a.reason == Systems || a.reason == Coaching:
			resting++
		}
		there++
	}
	if r := w.r.teams[g].roll; r.there != there || r.phones != phones || r.resting != resting {
		w.t.Fatalf("group %d: %d there, %d on the phone, %d off it, not %+v", g, there, phones, resting, r)
	}
	for _, x := range w.r.rolls {
		if x.Kept > x.Scheduled || x.Phones > x.Scheduled || x.Missing > x.Scheduled {
			w.t.Fatalf("more than the schedule: %+v", x)
		}
	}
}

func (w *watch) teams(present []int32) {
	for g := range w.r.teams {
		w.roll(g)
	}
	for g := range w.r.teams {
		team, free := &w.r.teams[g], int32(0)
		for a := team.free.head; a != none; a = w.r.bench[a].next {
			if free++; w.r.agents[a].state != Ready {
				w.t.Fatalf("agent %d stands among the free ones in state %d", a, w.r.agents[a].state)
			}
		}
		if free != team.free.count || w.r.spare.has(int32(g)) != (free > 0) || present[g] != team.present || team.leaving < 0 {
			w.t.Fatalf("group %d: %d free of %+v, %d present", g, free, *team, present[g])
		}
	}
}

// step takes one event and adds the logged-in time before it.
func (w *watch) step() bool {
	r, before := w.r, int64(0)
	for g := range r.teams {
		before += int64(r.teams[g].present)
	}
	more := r.Step()
	w.present += before * (r.now - w.last)
	w.last = r.now
	return more
}

func TestRun_EveryInvariantHoldsAfterEveryEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnPlan(t)
		w := &watch{t: t, r: p.Start(rapid.Uint64().Draw(t, "seed"))}
		for w.step() {
			w.check()
		}
		if c := w.r.counts; c.Waiting != 0 || !c.Balanced() {
			t.Fatalf("at the end %+v", c)
		}
	})
}

func drawnPlan(t *rapid.T) *Plan {
	p, err := NewPlan(drawn(t))
	if err != nil {
		t.Skip(err)
	}
	return p
}
