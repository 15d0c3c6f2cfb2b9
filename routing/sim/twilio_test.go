package sim

import (
	"strings"
	"testing"

	"shifu/routing"
)

func TestTwilioFilter_ExpressionsOverTaskAttributesChooseTheFirstMatch(t *testing.T) {
	s := workflow()
	for i, value := range []string{"tin", "gold", "gold"} {
		s.Types[i].Attributes = map[string][]string{"value": {value}, "calls": {"3"}}
	}
	s.Types[2].Attributes["calls"] = []string{"12"}
	s.Policy.Workflow = []routing.Filter{
		{Where: `value == "gold" AND calls > 9`, Targets: []routing.Target{{Groups: []string{"g2"}}}},
		{Where: `value IN ["gold", "silver"]`, Targets: []routing.Target{{Groups: []string{"g1"}}}},
		{Targets: []routing.Target{{Groups: []string{"g0"}}}}}
	r := at(t, s, 3600)
	for k, want := range []int32{0, 1, 2} {
		if i := comesIn(r, int32(k), 0); r.calls[i].agent != want {
			t.Errorf("type %d went to agent %d", k, r.calls[i].agent)
		}
	}
}

// workers.available counts who is in an available activity, on a task or not.
func TestTwilioSkip_AWorkerOnATaskIsAvailableAndOneOnABreakIsNot(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets[0].SkipIf = "workers.available == 0"
	r := at(t, s, 3600)
	busy(r, 0)
	i := comesIn(r, 0, 0)
	if doing(r, i) != waiting || r.stepOf(&r.calls[i]) != 0 {
		t.Errorf("a worker on a task was not waited for: step %d", r.stepOf(&r.calls[i]))
	}
	if r.Apply(Change{What: Pause, Group: 0, Count: 1, Reason: Break}); doing(r, i) != waiting {
		t.Fatal("the call did not wait")
	}
	frees(r, 0) // into the break
	if j := comesIn(r, 0, 0); r.calls[j].agent == 0 || r.stepOf(&r.calls[j]) != 1 {
		t.Errorf("nobody is available, and step %d has agent %d", r.stepOf(&r.calls[j]), r.calls[j].agent)
	}
}

func TestTwilioSkip_WhoStandsBehindAndIsFurtherOnIsServed(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets[0].SkipIf, s.Policy.Workflow[0].Targets[1].Priority = "workers.unavailable >= 1", 1
	r := at(t, s, 3600)
	allBusy(r)
	first := comesIn(r, 0, 0)
	r.Apply(Change{What: Pause, Group: 0, Count: 1, Reason: Break})
	frees(r, 0)
	second := comesIn(r, 0, 0)
	if frees(r, 1); doing(r, second) != talking || doing(r, first) != waiting {
		t.Errorf("conditions %d and %d", doing(r, first), doing(r, second))
	}
}

func TestTwilioSkip_UnavailableWorkersCount(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets[0].SkipIf = "workers.unavailable >= 1"
	r := at(t, s, 3600)
	busy(r, 0)
	if i := comesIn(r, 0, 0); r.stepOf(&r.calls[i]) != 0 {
		t.Error("everybody was available")
	}
	r.Apply(Change{What: Pause, Group: 0, Count: 1, Reason: Break})
	frees(r, 0)
	if i := comesIn(r, 0, 0); r.stepOf(&r.calls[i]) != 1 {
		t.Error("a worker was not available")
	}
}

func TestTwilioSkip_CountsTheTaskQueueNotTheWorkerExpression(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets[0] = routing.Target{Groups: []string{"g0", "g1"}, Need: &routing.Expression{Groups: []string{"g0"}}, SkipIf: "workers.available < 2", For: 60}
	r := at(t, s, 3600)
	busy(r, 0)
	if i := comesIn(r, 0, 0); r.stepOf(&r.calls[i]) != 0 {
		t.Error("two workers of the queue are available, and the step was skipped")
	}
}

func TestTwilioSkip_AFilterThatWasSkippedCountsAsNotMatched(t *testing.T) {
	s := workflow()
	s.Policy.Workflow[0].Targets = s.Policy.Workflow[0].Targets[:1]
	s.Policy.Workflow[0].Targets[0].SkipIf = "1 == 1"
	r := at(t, s, 3600)
	busy(r, 0)
	if i := comesIn(r, 0, 0); r.calls[i].agent != 1 || r.calls[i].priority != 5 {
		t.Errorf("the second filter that matches gave agent %d, priority %d", r.calls[i].agent, r.calls[i].priority)
	}
}

func TestTwilioTimeout_BehindTheLastTargetComesTheDefault(t *testing.T) {
	s := workflow()
	s.Policy.Workflow = []routing.Filter{{Types: []string{"t0"}, Targets: []routing.Target{{Groups: []string{"g0"}, For: 20}}}, {Targets: []routing.Target{{Groups: []string{"g2"}}}}}
	r := at(t, s, 3600)
	busy(r, 0)
	i := comesIn(r, 0, 0)
	if passes(r, 19.9); doing(r, i) != waiting {
		t.Fatal("the default was asked before the timeout")
	}
	if passes(r, 0.1); r.calls[i].agent != 2 {
		t.Errorf("agent %d", r.calls[i].agent)
	}
}

func TestTwilio_RefusesByNameWhatItHasNot(t *testing.T) {
	for name, c := range map[string]struct {
		spoil        func(s *routing.Scenario)
		path, spoken string
	}{
		"an activity":          {func(s *routing.Scenario) { s.Policy.Workflow[0].Targets[0].SkipIf = "workers.WA12 == 0" }, "policy.workflow[0].targets[0].skip_if", "workers.WA12"},
		"a worker in a filter": {func(s *routing.Scenario) { s.Policy.Workflow[0].Where = `worker.activity_name == "x"` }, "policy.workflow[0].where", "worker.activity_name"},
		"workers in a filter":  {func(s *routing.Scenario) { s.Policy.Workflow[0].Where = "workers.available > 0" }, "policy.workflow[0].where", "workers.available"},
		"an unknown attribute": {func(s *routing.Scenario) { s.Policy.Workflow[0].Where = `mood == "bad"` }, "policy.workflow[0].where", "mood"},
		"an unknown operator":  {func(s *routing.Scenario) { s.Policy.Workflow[0].Where = `type LIKE "t"` }, "policy.workflow[0].where", "LIKE"},
		"nobody at the end":    {func(s *routing.Scenario) { s.Policy.Workflow[2].Targets[0].For = 30 }, "policy.workflow", "t2"},
		"no filter":            {func(s *routing.Scenario) { s.Policy.Workflow = s.Policy.Workflow[:2] }, "types[2]", "t2"},
	} {
		s := workflow()
		c.spoil(s)
		p := s.Problems()
		if len(p) == 0 || p[0].Path != c.path {
			t.Errorf("%s: %+v", name, p)
			continue
		}
		if said := p[0].Fault.Error(); !strings.Contains(said, c.spoken) {
			t.Errorf("%s is refused without its name: %s", name, said)
		}
	}
}
