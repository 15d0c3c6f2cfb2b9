package sim

import (
	"math"
	"testing"

	"shifu/routing"
)

func TestAdopt_WaitingCallsMeetWhomTheNewPolicyAllows(t *testing.T) {
	s := single(30, 60, 1, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 1800, Closing: routing.Serve}
	s.Groups = append(s.Groups, routing.Group{Name: "h", Agents: []int{3}})
	p := planned(t, s)
	wide := *s
	wide.Policy.CallChooses = routing.Table{"t": {"g": 1, "h": 2}}
	wide.Policy.AgentChooses = routing.Table{"g": {"t": 1}, "h": {"t": 1}}
	q := planned(t, &wide)
	r := p.Start(1)
	until(t, r, 600)
	if r.teams[1].free.count != 3 {
		t.Fatalf("%d are free", r.teams[1].free.count)
	}
	if err := r.Adopt(q); err != nil {
		t.Fatal(err)
	}
	if r.teams[1].free.count != 0 {
		t.Errorf("%d are still free", r.teams[1].free.count)
	}
	more := *s
	more.Groups = append([]routing.Group{}, s.Groups...)
	more.Groups[1].Agents = []int{4}
	if err := r.Adopt(planned(t, &more)); err == nil {
		t.Error("a plan of another centre was adopted")
	}
}

func TestSnapshot_IsExactAcrossChanges(t *testing.T) {
	r := pairOf(t)
	until(t, r, 500)
	apply(t, r, Change{What: Move, Group: 0, To: 1, Count: 3, Seconds: 100})
	apply(t, r, Change{What: Surge, Type: 0, Value: 2})
	s := r.Snapshot()
	on := func() string {
		var l text
		r.Listen(&l)
		until(t, r, 900)
		apply(t, r, Change{What: Pause, Group: 0, Count: 2, Reason: Break})
		until(t, r, 0)
		return l.String()
	}
	first := on()
	r.Restore(s)
	if on() != first {
		t.Error("the run went on otherwise")
	}
}

func TestRun_AFactorFallsToOneWithTheCallsTaken(t *testing.T) {
	g := groupPlan{factor: []float64{1.5}, learns: 200}
	for answered, want := range map[int64]float64{0: 1.5, 100: 1.25, 200: 1, 900: 1} {
		if got := g.pace(&agent{answered: answered}, 0, false, 0); math.Abs(got-want) > 1e-12 {
			t.Errorf("after %d calls %v, not %v", answered, got, want)
		}
	}
}
