// Package duty is a shift of calls (值班): a trainee takes one call after another
// from a simulated centre behind. The trainee's seat is a seat of the centre:
// while they talk, the others' calls go on and the queue grows; who is ready is
// rung by the centre's rule. A shift is a list of acts, from which everything
// follows every time in the same way.
package duty

import (
	"slices"
	"time"

	"shifu/routing"
	"shifu/training/roleplay"
)

// Plan is what a shift is like: what calls come, and when.
type Plan struct {
	ID     string
	Name   roleplay.Text
	Brief  roleplay.Text
	Length time.Duration
	Seats  int                         // of the others
	Rates  map[roleplay.Line][]float64 // calls a minute, in equal parts of the shift
}

// Plans are the shifts that can be worked.
var Plans = []Plan{
	{ID: "day", Name: roleplay.Text{ZH: "平日白班", EN: "Ordinary day"}, Length: 20 * time.Minute, Seats: 24,
		Brief: roleplay.Text{ZH: "四类业务都有，话务平稳。空下来就会响铃。", EN: "All four business lines, a steady flow. Whoever is free is rung."},
		Rates: map[roleplay.Line][]float64{roleplay.FaultRepair: {2.2}, roleplay.TariffBill: {2.8}, roleplay.Metering: {1.8}, roleplay.NewConnection: {1.4}}},
	{ID: "outage", Name: roleplay.Text{ZH: "突发停电", EN: "Sudden outage"}, Length: 20 * time.Minute, Seats: 24,
		Brief: roleplay.Text{ZH: "一片停电，同一件事换着人来报，排队越来越长。每一位都像第一位那样接。", EN: "A district goes dark: the same fault is reported by one caller after another, and the queue grows. Take each like the first."},
		Rates: map[roleplay.Line][]float64{roleplay.FaultRepair: {4, 8, 12, 9}, roleplay.TariffBill: {1.4}, roleplay.Metering: {0.8}, roleplay.NewConnection: {0.6}}},
	{ID: "bills", Name: roleplay.Text{ZH: "电费发行日", EN: "Bills are out"}, Length: 20 * time.Minute, Seats: 24,
		Brief: roleplay.Text{ZH: "账单刚出，问电费、问表码的多，讲清楚为止。", EN: "The bills have gone out: questions about amounts and readings, until they are understood."},
		Rates: map[roleplay.Line][]float64{roleplay.FaultRepair: {0.8}, roleplay.TariffBill: {5, 6, 5}, roleplay.Metering: {2.4}, roleplay.NewConnection: {0.6}}},
}

// Find returns the plan of that ID; ok is false if there is none.
func Find(id string) (p Plan, ok bool) {
	if i := slices.IndexFunc(Plans, func(p Plan) bool { return p.ID == id }); i >= 0 {
		return Plans[i], true
	}
	return p, false
}

// The centre behind a shift.
const (
	before   = 10 * time.Minute // for which it has worked when the shift begins
	after    = 30 * time.Minute // for which it works on, for a call that lasts
	handling = 180              // seconds, the mean of the others
	spread   = 120              // seconds, its deviation
	// deskHandling are the seconds that a desk needs for a call, in the mean.
	deskHandling = 240
	patience     = 150 // seconds, the mean of callers
	within       = 20  // seconds in which a call should be answered
)

// others, trainee and desks are the groups of the centre; the desks stand in the
// order of roleplay.Targets, as do their queues behind those of the lines.
const (
	others = iota
	trainee
	desks
)

// scenario is the centre as the routing core works it: the others and the
// trainee's seat, served by who has been free the longest, and behind them the
// desks to which calls are passed on.
func (p Plan) scenario() *routing.Scenario {
	part := time.Minute
	whole := (before + p.Length + after).Seconds()
	s := &routing.Scenario{Name: p.ID, Horizon: routing.Horizon{Duration: whole, Interval: part.Seconds(), Closing: routing.Drop},
		Groups: []routing.Group{{Name: "others", Agents: []int{p.Seats}},
			{Name: "trainee", Agents: []int{0}, Seats: 1, Manned: true, Limit: RingLimit.Seconds(), Misses: Misses, Rest: whole}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{}, AgentChooses: routing.Table{"others": {}, "trainee": {}}}}
	queue := func(name string, perMinute []float64, mean, sd float64, groups ...string) {
		s.Types = append(s.Types, routing.Type{Name: name, Arrivals: routing.Arrivals{PerMinute: perMinute}, Within: within,
			Service:  routing.Dist{Law: routing.Lognormal, Mean: mean, SD: sd},
			Patience: routing.Dist{Law: routing.Exponential, Mean: patience}})
		s.Policy.CallChooses[name] = map[string]float64{}
		for _, g := range groups {
			s.Policy.CallChooses[name][g], s.Policy.AgentChooses[g][name] = 1, 1
		}
	}
	for _, l := range roleplay.Lines {
		queue(string(l), p.rates(l, part), handling, spread, "others", "trainee")
	}
	for _, t := range roleplay.Targets {
		name, people, rate := "desk-"+string(t), 2, 0.3
		if t == roleplay.ToLead {
			people, rate = 1, 0.12
		}
		s.Groups = append(s.Groups, routing.Group{Name: name, Agents: []int{people}})
		s.Policy.AgentChooses[name] = map[string]float64{}
		queue(name, []float64{rate}, deskHandling, spread, name)
	}
	return s
}

// deskOf is the number of the queue and, from desks on, the group of a target.
func deskOf(t roleplay.Target) int { return slices.Index(roleplay.Targets, t) }

// rates are the calls a minute of a line in every part of the horizon: before
// the shift as at its beginning, after it as at its end.
func (p Plan) rates(l roleplay.Line, part time.Duration) []float64 {
	all := p.Rates[l]
	out := make([]float64, (before+p.Length+after)/part)
	for i := range out {
		if at := time.Duration(i)*part - before; len(all) > 0 {
			k := int(max(at, 0)) * len(all) / int(p.Length)
			out[i] = all[min(k, len(all)-1)]
		}
	}
	return out
}
