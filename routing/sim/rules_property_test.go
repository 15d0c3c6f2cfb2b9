package sim

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/words"
	"shifu/routing"
)

// drawnRules is a scenario with the rules of a preset, any of them.
func drawnRules(t *rapid.T) *routing.Scenario {
	s := drawn(t)
	p := &s.Policy
	p.Order, p.Delays, p.Reserve = "", nil, nil
	p.Preset = rapid.SampledFrom([]string{routing.AsteriskMemory, routing.AsteriskLeastRecent, routing.AsteriskLinear, routing.AsteriskRingAll, routing.SwitchRingAll, routing.SwitchProgressively, routing.SwitchTopDown, routing.SwitchLongestIdle, routing.Twilio, routing.Connect, routing.Ranks}).Draw(t, "preset")
	for _, row := range p.AgentChooses {
		for k := range row {
			row[k] = 1
		}
	}
	number := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
	truth := func(name string) bool { return rapid.Bool().Draw(t, name) }
	for i := range s.Groups {
		if g := &s.Groups[i]; g.Rings() {
			g.Reject, g.Busy = float64(number("reject", 3))/10, float64(number("busy", 3))/10
			if p.IsFreeSWITCH() {
				g.AfterMiss, g.AfterReject, g.AfterBusy = float64(number("after", 2)*10), float64(number("after", 1)*20), float64(number("after", 1)*30)
			}
		}
	}
	for i := range s.Types {
		q := &s.Types[i].Queueing
		if p.IsFreeSWITCH() {
			s.Types[i].Priority = 0
			*q = routing.Queueing{MaxWait: float64(number("longest", 2) * 60), NoAgentWait: float64(number("nobody", 2) * 30), ResumeWithin: float64(number("resume", 1) * 90)}
		}
		if p.IsAsterisk() {
			*q = routing.Queueing{Weight: number("weight", 2), MostWaiting: number("most", 4) * 3, MaxWait: float64(number("longest", 2) * 40), Limits: routing.Limits{Max: number("max", 2), SetMax: truth("limited")}}
			if truth("changes") {
				q.Changes = []routing.PenaltyChange{{After: 20, Max: routing.Step{By: 1, Relative: true, Given: true}}}
			}
			q.JoinEmpty, _ = routing.JoinEmpty(rapid.SampledFrom([]string{"yes", "strict"}).Draw(t, "join"))
			q.LeaveWhenEmpty, _ = routing.LeaveWhenEmpty(rapid.SampledFrom([]string{"no", "strict"}).Draw(t, "leave"))
		}
		if p.Preset == routing.Ranks && truth("rules") {
			s.Types[i].Conditions = []routing.Condition{{Groups: []string{"g1"}, Measure: rapid.SampledFrom(routing.Measures).Draw(t, "measure"), Above: 0.5}}
			s.Types[i].Dissuade = &routing.Dissuade{Waiting: 3, HangUp: 0.5}
		}
		if p.Preset == routing.Ranks && truth("blend") {
			s.Types[i].Blend = &routing.TaskBlend{Blend: routing.Blend{S1: number("s1", 2), S2: 1}, Test: []string{"g0"}, Target: []string{"g0"}}
		}
	}
	switch {
	case p.IsAsterisk():
		p.Autofill, p.ForceLongest, p.MembersLimit = truth("autofill"), truth("force"), number("members", 3)
		p.RingInUse = truth("in use") && !slices.ContainsFunc(s.Groups, func(g routing.Group) bool { return !g.Rings() })
	case p.IsFreeSWITCH():
		p.Scan = rapid.SampledFrom([]float64{0, 0.1}).Draw(t, "scan")
		p.Tiers = routing.Tiers{Apply: truth("tiers"), Wait: 15, Flat: truth("flat"), Patient: truth("patient")}
	case p.Preset == routing.Connect:
		for _, row := range p.CallChooses {
			for k := range row {
				row[k] = 1
			}
		}
		p.OutboundExempt, s.Types[0].Personal = truth("exempt"), truth("personal")
	case p.Preset == routing.Twilio:
		for _, row := range p.CallChooses {
			for k := range row {
				row[k] = 1
			}
		}
		p.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0"}, For: 15, Priority: number("priority", 2), SkipIf: rapid.SampledFrom([]string{"", "1 == 1", "workers.available < 2"}).Draw(t, "skip")}, {Groups: []string{"g0", s.Groups[len(s.Groups)-1].Name}}}}}
	}
	return s
}

// sees counts decisions, and checks what they say.
type sees struct{ t *rapid.T }

func (s sees) Decided(d Decision) {
	chosen := 0
	for _, c := range d.Candidates {
		if c.Chosen {
			chosen++
			if !c.Refused.IsZero() {
				s.t.Fatalf("somebody was chosen who was refused: %v", c.Refused)
			}
		}
		if text := c.Refused.In(words.Chinese); strings.Contains(text, "{{") {
			s.t.Fatalf("%q is not filled", text)
		}
	}
	if d.Chosen && chosen != 1 {
		s.t.Fatalf("%d of %d candidates were chosen: %+v", chosen, len(d.Candidates), d)
	}
}

func TestRules_EveryInvariantHoldsAndEveryChoiceIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := NewPlan(drawnRules(t))
		if err != nil {
			t.Skip(err)
		}
		w := &watch{t: t, r: p.Start(rapid.Uint64().Draw(t, "seed"))}
		w.r.Explain(sees{t})
		for n := 0; w.step(); n++ {
			w.check()
			if n > 100_000 {
				t.Fatalf("it does not come to an end: %+v at %d", w.r.counts, w.r.now/micro)
			}
			if n == 200 {
				s := w.r.Snapshot()
				w.r.Restore(s)
			}
		}
		if c := w.r.counts; c.Waiting != 0 || !c.Balanced() {
			t.Fatalf("at the end %+v", c)
		}
		for k, n := range w.r.pending {
			if n != 0 {
				t.Fatalf("%d calls of type %d ring for ever", n, k)
			}
		}
	})
}

func TestRules_TheHotPathOfAsteriskAllocatesNothing(t *testing.T) {
	s := shared(3)
	s.Horizon = routing.Horizon{Calls: 500_000, Closing: routing.Serve}
	for i := range s.Types {
		s.Types[i].Service, s.Types[i].Patience = routing.Exp(60), routing.Exp(60)
		s.Types[i].Queueing = routing.Queueing{Weight: i, MostWaiting: 30, MaxWait: 90, Limits: routing.Limits{Max: 1, SetMax: true}, Changes: []routing.PenaltyChange{{After: 20, Max: routing.Step{By: 9, Given: true}}}}
	}
	r := planned(t, s).Start(1)
	for range 100_000 {
		r.Step()
	}
	if n := testing.AllocsPerRun(5, func() {
		for range 5000 {
			r.Step()
		}
	}); n > 0.5 {
		t.Errorf("%v allocations in 5000 events", n)
	}
}
