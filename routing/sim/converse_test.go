package sim

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"shifu/routing"
	"shifu/routing/queueing"
)

// pair is two types with a group of their own each.
func pair(perMinute, other float64, first, second int) *routing.Scenario {
	s := single(perMinute, 120, first, routing.Dist{})
	s.Types = append(s.Types, routing.Type{Name: "u", Arrivals: routing.Arrivals{PerMinute: []float64{other}}, Service: routing.Exp(120), Within: 20})
	s.Groups = append(s.Groups, routing.Group{Name: "h", Agents: []int{second}})
	s.Policy.CallChooses["u"], s.Policy.AgentChooses["h"] = map[string]float64{"h": 1}, map[string]float64{"u": 1}
	return s
}

func replicated(t *testing.T, s *routing.Scenario) Report {
	t.Helper()
	r, err := Replicate(context.Background(), planned(t, s), Options{Replications: 2, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Holds are part of the handling time: M/G/1 with S = talk + B × hold, whose
// second moment is 2·60² + 0.3·(2·60·40 + 2·40²), by Pollaczek and Khinchine.
func TestHold_IsHandlingTimeOfItsOwnState(t *testing.T) {
	s := single(0.5, 60, 1, routing.Dist{})
	s.Types[0].Hold = routing.Hold{Share: 0.3, For: routing.Exp(40)}
	r := replicated(t, s)
	rate, mean, second := 0.5/60, 60+0.3*40, 2*60*60+0.3*(2*60*40+2*40*40)
	within(t, "the wait", r.Total.ASA, rate*second/2/(1-rate*mean))
	within(t, "the handling time", r.Total.Details.AHT, mean)
	within(t, "the hold rate", r.Total.Details.HoldRate, 0.3)
	within(t, "the time on hold", r.Total.Details.HoldMean, 40)
	within(t, "the occupancy", r.Groups["g"].Occupancy, rate*mean)
}

// By Jackson, what leaves an M/M/n queue at random is a Poisson stream: the
// second queue is an M/M/n too, of its own calls and of 0.25 of the first's.
func TestTransfer_TheNextQueueIsTheOneOfItsRate(t *testing.T) {
	s := pair(4, 1, 10, 5)
	s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 0.25}}
	r := replicated(t, s)
	m, err := queueing.Queue{Rate: 2. / 60, Service: 120, Agents: 5}.Measure()
	if err != nil {
		t.Fatal(err)
	}
	first, next := r.Types["t"], r.Types["u"]
	within(t, "the wait of those who were passed on", next.Details.ReceivedWait, *m.ASA)
	within(t, "the wait of those who came to the second queue", next.ASA, *m.ASA)
	within(t, "the length of the second queue", next.QueueMean, *m.QueueMean)
	within(t, "the transfer rate", first.Details.TransferRate, 0.25)
	within(t, "the handling time where they are taken", next.Details.AHT, 120)
	if sum := first.Offered.Mean + next.Offered.Mean; math.Abs(sum-r.Total.Offered.Mean) > 1e-6 || int64(math.Round(2*sum)) > r.Calls {
		t.Errorf("%v calls are offered, of %d that came", sum, r.Calls/2)
	}
	if received := next.Details.Received.Mean; math.Abs(received/first.Answered.Mean-0.25) > 0.01 || r.Total.Details.Received.Mean != received {
		t.Errorf("%v of %v calls were received", received, first.Answered.Mean)
	}
}

// told is what a journal heard of some events.
type told struct {
	of   []Event
	list []Entry
}

func (j *told) Note(e Entry) {
	if slices.Contains(j.of, e.Event) {
		j.list = append(j.list, e)
	}
}

func heard(t *testing.T, s *routing.Scenario, of ...Event) ([]Entry, *Run) {
	t.Helper()
	j := &told{of: of}
	r := planned(t, s).Start(3)
	r.Listen(j)
	r.Reset(3)
	if err := r.Advance(context.Background(), 0); err != nil {
		t.Fatal(err)
	}
	return j.list, r
}

func TestTransfer_AnAttendedOneKeepsTheCallerOnHoldForTheAnnouncement(t *testing.T) {
	s := pair(1, 0, 5, 5)
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 1, Announce: routing.Fixed(17)}}
	all, r := heard(t, s, Held, AttendedTransfer, Entered)
	passed := 0
	for i, e := range all {
		if e.Event != AttendedTransfer {
			continue
		}
		passed++
		held := slices.IndexFunc(all[:i], func(x Entry) bool { return x.Event == Held && x.Caller() == e.Caller() })
		if held < 0 || e.At-all[held].At != 17*micro {
			t.Fatalf("call %d is passed on without its announcement", e.Call)
		}
		if next := all[i+1]; next.Event != Entered || next.Type != 1 || next.At != e.At || next.Caller() != e.Caller() {
			t.Fatalf("after the transfer comes %+v", next)
		}
	}
	if c := r.Counts(); passed == 0 || c.Transferred != int64(passed) || c.Served != c.Created-c.Transferred {
		t.Errorf("%d were passed on: %+v", passed, c)
	}
}

func TestTransfer_ACallIsPassedOnThreeTimesAtMost(t *testing.T) {
	s := pair(1, 0, 5, 5)
	s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 1}}
	s.Types[1].Transfers = []routing.Transfer{{To: "t", Share: 1}}
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	_, r := heard(t, s)
	if c := r.Counts(); c.Transferred != routing.MostPassed*c.Served {
		t.Errorf("%+v", c)
	}
}

func TestTransfer_WhoIsLostInTheNextQueueCallsTheFirstAgain(t *testing.T) {
	s := pair(1, 0, 5, 1)
	s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 1}}
	s.Types[1].Patience, s.Types[1].Redial = routing.Fixed(1), routing.Redial{Share: 1, After: routing.Fixed(5)}
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	all, _ := heard(t, s, Abandoned, Entered)
	for i, e := range all {
		if e.Event != Abandoned || i == len(all)-1 {
			continue
		}
		if !slices.ContainsFunc(all[i:], func(x Entry) bool { return x.Event == Entered && x.Type == 0 && x.At == e.At+5*micro }) && e.At < 3590*micro {
			t.Fatalf("nobody calls the first queue after %+v", e)
		}
	}
}

// Who helps is not ready meanwhile, and takes no call; nobody free, no help.
func TestHelp_BindsSomebodyFreeOrIsInVain(t *testing.T) {
	s := pair(1, 0.2, 6, 1)
	s.Types[0].Help = routing.Help{Share: 0.5, For: routing.Fixed(30), From: []string{"h"}}
	s.Horizon = routing.Horizon{Duration: 8 * 3600, Closing: routing.Serve}
	all, r := heard(t, s, Helped, Paused, Unpaused, Connected)
	helped, until := 0, int64(-1)
	for i, e := range all {
		if i > 0 && e.Event == Paused && e.At == all[i-1].At {
			helped++
			until = e.At + 30*micro
		}
		if e.Event == Connected && e.Agent == 6 && e.At < until {
			t.Fatalf("the helper takes a call at %d, bound until %d", e.At, until)
		}
	}
	x := r.Units()[0].Types[0]
	if x.Helps == 0 || x.Unhelped == 0 || int64(helped) != x.Helps-x.Unhelped || x.Held != int64(helped) {
		t.Errorf("%d of %+v", helped, x)
	}
	if away := r.Units()[0].Away[1][Coaching]; away != int64(helped)*30*micro {
		t.Errorf("the helper was bound for %d", away)
	}
	if d := newReport(r.plan, r.Units(), 1); d.Groups["h"].Details.ByReason["coaching"].Mean == 0 || d.Types["t"].Details.InVain.Mean == 0 {
		t.Errorf("%+v", d.Groups["h"].Details)
	}
}

func TestHelp_WithoutGroupsTakesNobodyOfTheScenario(t *testing.T) {
	s := pair(1, 0, 6, 1)
	s.Types[0].Help = routing.Help{Share: 1, For: routing.Fixed(30)}
	s.Horizon = routing.Horizon{Duration: 3600, Closing: routing.Serve}
	all, r := heard(t, s, Paused)
	if x := r.Units()[0].Types[0]; len(all) > 0 || x.Helps != x.Taken || x.HeldTime != x.Taken*30*micro {
		t.Errorf("%d pauses, %+v", len(all), x)
	}
}

func TestTalks_AllocateNothingOncePlacesHaveGrown(t *testing.T) {
	s := pair(4, 1, 10, 5)
	s.Types[0].Hold, s.Types[0].Help = routing.Hold{Share: 0.3, For: routing.Exp(40)}, routing.Help{Share: 0.2, For: routing.Exp(20), From: []string{"h"}}
	s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 0.25, Announce: routing.Exp(10)}}
	r := planned(t, s).Start(1)
	r.Advance(context.Background(), 200_000)
	if n := testing.AllocsPerRun(3, func() { r.Advance(context.Background(), r.Now()+20_000) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// What talks cost: with holds, questions and transfers the core is slower than
// without, and allocates nothing.
func BenchmarkRun_TalksInParts(b *testing.B) {
	s := pair(4, 1, 10, 5)
	s.Types[0].Hold, s.Types[0].Transfers = routing.Hold{Share: 0.3, For: routing.Exp(40)}, []routing.Transfer{{To: "u", Share: 0.25}}
	r := planned(b, s).Start(1)
	for b.Loop() {
		r.Reset(1)
		r.Advance(context.Background(), 0)
	}
	b.ReportMetric(float64(b.N)*200_000/b.Elapsed().Seconds(), "calls/s")
}

func TestTalks_RefuseWhatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(s *routing.Scenario)
		path  string
	}{
		"a share above 1":     {func(s *routing.Scenario) { s.Types[0].Hold = routing.Hold{Share: 1.2, For: routing.Exp(1)} }, "types[0].hold.share"},
		"a hold without time": {func(s *routing.Scenario) { s.Types[0].Hold.Share = 0.2 }, "types[0].hold.for"},
		"help without time":   {func(s *routing.Scenario) { s.Types[0].Help.Share = 0.2 }, "types[0].help.for"},
		"an unknown helper": {func(s *routing.Scenario) {
			s.Types[0].Help = routing.Help{Share: 1, For: routing.Exp(1), From: []string{"z"}}
		}, "types[0].help.from"},
		"a transfer to itself": {func(s *routing.Scenario) { s.Types[0].Transfers = []routing.Transfer{{To: "t", Share: 0.1}} }, "types[0].transfers[0].to"},
		"a transfer to nobody": {func(s *routing.Scenario) { s.Types[0].Transfers = []routing.Transfer{{To: "z", Share: 0.1}} }, "types[0].transfers[0].to"},
		"more than all calls": {func(s *routing.Scenario) {
			s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 0.6}, {To: "u", Share: 0.6}}
		}, "types[0].transfers"},
		"a transfer to tasks": {func(s *routing.Scenario) {
			s.Types[1].Blend = &routing.TaskBlend{Test: []string{"g"}, Target: []string{"h"}}
			s.Types[0].Transfers = []routing.Transfer{{To: "u", Share: 0.1}}
		}, "types[0].transfers[0].to"},
	} {
		s := pair(1, 1, 2, 2)
		c.spoil(s)
		if p := s.Problems(); len(p) == 0 || !strings.HasPrefix(p[0].Path, c.path) {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
