package selftest

import (
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/queueing"
	"shifu/routing/sim"
)

func trials() []trial {
	return []trial{
		single(words.T("Erlang C", nil), 10, 35, routing.Dist{}),
		single(words.T("Erlang A", nil), 10, 28, routing.Exp(120)),
		single(words.T("Lognormal patience", nil), 10, 28, routing.Dist{Law: routing.Lognormal, Mean: 120, SD: 90}),
		single(words.T("Fixed patience", nil), 10, 28, routing.Fixed(60)),
		loss(), overflow(), priorities(), twoGroups(), holds(), transfers(),
	}
}

const service = 180 // seconds

// frame is a scenario of types a, b … and groups first, second … without a policy.
func frame(groups ...int) *routing.Scenario {
	s := &routing.Scenario{Horizon: routing.Horizon{Calls: calls, WarmUp: 7200, Closing: routing.Serve},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{}, AgentChooses: routing.Table{}}}
	for i, n := range groups {
		s.Groups = append(s.Groups, routing.Group{Name: groupNames[i], Agents: []int{n}})
		s.Policy.AgentChooses[groupNames[i]] = map[string]float64{}
	}
	return s
}

var groupNames = []string{"first", "second"}

// add adds a type that ranks the groups in the order named.
func add(s *routing.Scenario, name string, perMinute float64, patience routing.Dist, groups ...string) *routing.Type {
	s.Types = append(s.Types, routing.Type{Name: name, Arrivals: routing.Arrivals{PerMinute: []float64{perMinute}},
		Service: routing.Exp(service), Patience: patience, Within: 20})
	s.Policy.CallChooses[name] = map[string]float64{}
	for i, g := range groups {
		s.Policy.CallChooses[name][g] = float64(i + 1)
		s.Policy.AgentChooses[g][name] = 1
	}
	return &s.Types[len(s.Types)-1]
}

func total(of func(f sim.Figures) sim.Estimate) func(sim.Report) sim.Estimate {
	return func(r sim.Report) sim.Estimate { return of(r.Total) }
}

func ofType(name string, of func(f sim.Figures) sim.Estimate) func(sim.Report) sim.Estimate {
	return func(r sim.Report) sim.Estimate { return of(r.Types[name]) }
}

func occupancy(group string) func(sim.Report) sim.Estimate {
	return func(r sim.Report) sim.Estimate { return r.Groups[group].Occupancy }
}

func pWait(f sim.Figures) sim.Estimate       { return f.PWait }
func abandonRate(f sim.Figures) sim.Estimate { return f.AbandonRate }
func asa(f sim.Figures) sim.Estimate         { return f.ASA }
func slB(f sim.Figures) sim.Estimate         { return f.SLb }
func queueMean(f sim.Figures) sim.Estimate   { return f.QueueMean }

// single is one queue, against its formulas.
func single(name words.Text, perMinute float64, agents int, patience routing.Dist) trial {
	s := frame(agents)
	add(s, "a", perMinute, patience, "first")
	m, err := queueing.Queue{Rate: perMinute / 60, Service: service, Agents: agents, Patience: patience, Within: 20}.Measure()
	if err != nil {
		panic("the queues of the self-test are fixed: " + err.Error())
	}
	t := trial{name, s, []wanted{
		{"p_wait", *m.PWait, total(pWait)}, {"asa_s", *m.ASA, total(asa)}, {"sl_b", *m.SLb, total(slB)},
		{"queue_mean", *m.QueueMean, total(queueMean)}, {"occupancy", *m.Occupancy, occupancy("first")},
	}}
	if m.PAbandon != nil {
		t.wanted = append(t.wanted, wanted{"abandon_rate", *m.PAbandon, total(abandonRate)})
	}
	return t
}

// loss has no place to wait: Erlang B. What gets in keeps the agents busy.
func loss() trial {
	s := frame(28)
	s.Places = 28
	add(s, "a", 10, routing.Dist{}, "first")
	load := 10. / 60 * service
	return trial{words.T("Erlang B", nil), s, []wanted{{"occupancy", load * (1 - queueing.B(28, load)) / 28, occupancy("first")}}}
}

// overflow sends what 28 agents can't take to a group where there is always
// somebody: its load is the mean of Riordan's formula.
func overflow() trial {
	const others = 60
	s := frame(28, others)
	add(s, "a", 10, routing.Dist{}, "first", "second")
	load := 10. / 60 * service
	mean, _, _ := queueing.Riordan(28, load)
	return trial{words.T("Overflow", nil), s, []wanted{
		{"first occupancy", (load - mean) / 28, occupancy("first")}, {"second occupancy", mean / others, occupancy("second")},
	}}
}

// priorities are three classes before the same agents: Cobham's formula.
func priorities() trial {
	s := frame(35)
	rates, names := []float64{3, 3, 4}, []string{"a", "b", "c"}
	perSecond := make([]float64, len(rates))
	for i, r := range rates {
		add(s, names[i], r, routing.Dist{}, "first").Priority = len(rates) - i
		perSecond[i] = r / 60
	}
	waits, err := queueing.ByPriority(35, service, perSecond)
	if err != nil {
		panic("the queues of the self-test are fixed: " + err.Error())
	}
	t := trial{name: words.T("Priorities", nil), scenario: s}
	for i, name := range names {
		t.wanted = append(t.wanted, wanted{name + " asa_s", waits[i], ofType(name, asa)})
	}
	return t
}

// twoGroups is a pair, against its Markov chain.
func twoGroups() trial {
	p := pair{rateA: 1.4 / 60, rateB: 1. / 60, service: service, patience: 90, first: 4, second: 3, most: 60}
	s := frame(p.first, p.second)
	add(s, "a", 1.4, routing.Exp(p.patience), "first", "second")
	add(s, "b", 1, routing.Exp(p.patience), "second")
	s.Policy.AgentChooses["second"]["a"] = 2
	e := p.solve()
	return trial{words.T("Two groups, a Markov chain", nil), s, []wanted{
		{"a p_wait", e.waitsA, ofType("a", pWait)}, {"b p_wait", e.waitsB, ofType("b", pWait)},
		{"a abandon_rate", e.leavesA, ofType("a", abandonRate)}, {"b abandon_rate", e.leavesB, ofType("b", abandonRate)},
		{"a queue_mean", e.queueA, ofType("a", queueMean)}, {"b queue_mean", e.queueB, ofType("b", queueMean)},
		{"first occupancy", e.occupied1, occupancy("first")}, {"second occupancy", e.occupied2, occupancy("second")},
	}}
}

// holds are part of the handling time of an M/G/1 queue: E[S²] of a talk and,
// for a third of the calls, an exponential hold, by Pollaczek and Khinchine.
func holds() trial {
	const rate, talk, share, hold = 0.2 / 60, 120, 1. / 3, 60
	s := frame(1)
	t := add(s, "a", rate*60, routing.Dist{}, "first")
	t.Service, t.Hold = routing.Exp(talk), routing.Hold{Share: share, For: routing.Exp(hold)}
	mean, second := talk+share*hold, 2*talk*talk+share*(2*talk*hold+2*hold*hold)
	return trial{words.T("Holds within talks", nil), s, []wanted{
		{"asa_s", rate * second / 2 / (1 - rate*mean), total(asa)}, {"occupancy", rate * mean, occupancy("first")},
		{"hold_rate", share, total(func(f sim.Figures) sim.Estimate { return f.Details.HoldRate })},
	}}
}

// transfers are a network of two queues. By J. R. Jackson, Management Science 10
// (1963) 131-142, each is the M/M/n queue of all calls that reach it.
func transfers() trial {
	const share = 0.25
	s := frame(20, 11)
	add(s, "a", 6, routing.Dist{}, "first").Transfers = []routing.Transfer{{To: "b", Share: share}}
	add(s, "b", 1.5, routing.Dist{}, "second")
	m, err := queueing.Queue{Rate: (1.5 + share*6) / 60, Service: service, Agents: 11}.Measure()
	if err != nil {
		panic("the queues of the self-test are fixed: " + err.Error())
	}
	return trial{words.T("Transfers", nil), s, []wanted{
		{"b asa_s", *m.ASA, ofType("b", asa)}, {"b queue_mean", *m.QueueMean, ofType("b", queueMean)},
		{"b received_asa_s", *m.ASA, ofType("b", func(f sim.Figures) sim.Estimate { return f.Details.ReceivedWait })},
		{"a transfer_rate", share, ofType("a", func(f sim.Figures) sim.Estimate { return f.Details.TransferRate })},
	}}
}
