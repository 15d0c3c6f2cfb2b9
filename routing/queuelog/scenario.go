package queuelog

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/routing"
)

// Choices say how a history becomes a scenario.
type Choices struct {
	Interval time.Duration  // of rates and numbers of agents
	Within   float64        // seconds of the service level
	Zone     *time.Location // whose days count
	Group    string         // what stands before the number of a group; empty: group
}

// learner collects what a scenario needs.
type learner struct {
	Choices
	history     *History
	step        int64 // seconds
	first, last int   // intervals of the day with calls
	days        map[int64]bool
}

// Scenario makes an average day of the history: arrivals an interval, handling
// times as a lognormal law of their mean and spread, patience by Kaplan and
// Meier as an exponential law of its mean, agents in groups by the queues that
// they answered.
func (h *History) Scenario(c Choices) (*routing.Scenario, error) {
	if c.Interval < time.Minute || c.Interval > 24*time.Hour || (24*time.Hour)%c.Interval != 0 {
		return nil, fault.New(fault.Invalid, "An interval of {{.Have}} does not divide the day. Take 15m, 30m or 1h.", fault.Values{"Have": c.Interval.String()})
	}
	if len(h.Visits) == 0 {
		return nil, fault.New(fault.Invalid, "No call enters a queue in this log, so it makes no scenario.", nil)
	}
	l := &learner{Choices: c, history: h, step: int64(c.Interval / time.Second), first: math.MaxInt, days: map[int64]bool{}}
	for i := range h.Visits {
		day, interval := l.place(h.Visits[i].Arrived)
		l.days[day] = true
		l.first, l.last = min(l.first, interval), max(l.last, interval)
	}
	n := l.last - l.first + 1
	s := &routing.Scenario{Name: "history", Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{}, AgentChooses: routing.Table{}},
		Horizon: routing.Horizon{Duration: float64(n) * c.Interval.Seconds(), Interval: c.Interval.Seconds(), Closing: routing.Serve}}
	if err := l.types(s, n); err != nil {
		return nil, err
	}
	if err := l.groups(s, n); err != nil {
		return nil, err
	}
	return s, s.Check()
}

// place is the day of a moment and its interval within the day.
func (l *learner) place(at int64) (day int64, interval int) {
	_, offset := time.Unix(at, 0).In(l.Zone).Zone()
	local := at + int64(offset)
	return local / 86400, int(local % 86400 / l.step)
}

func (l *learner) types(s *routing.Scenario, n int) error {
	byQueue := make([][]Visit, len(l.history.Queues))
	for _, v := range l.history.Visits {
		byQueue[v.Queue] = append(byQueue[v.Queue], v)
	}
	for q, visits := range byQueue {
		if len(visits) == 0 {
			continue
		}
		t := routing.Type{Name: l.history.Queues[q], Within: l.Within, Arrivals: routing.Arrivals{PerMinute: l.rates(visits, n)}}
		var err error
		if t.Service, err = handling(t.Name, visits); err != nil {
			return err
		}
		if mean := meanPatience(visits, Patience(visits)); mean > 0 {
			t.Patience = routing.Exp(rounded(mean))
		}
		t.Transfers = l.transfers(int32(q))
		s.Types = append(s.Types, t)
	}
	return nil
}

func (l *learner) rates(visits []Visit, n int) []float64 {
	rates := make([]float64, n)
	for i := range visits {
		if _, interval := l.place(visits[i].Arrived); !visits[i].Taken {
			rates[interval-l.first]++
		}
	}
	for i := range rates {
		rates[i] = math.Round(rates[i]/float64(len(l.days))/l.Interval.Minutes()*1e4) / 1e4
	}
	return rates
}

// transfers are the shares of a queue's answered calls that entered others by a
// transfer, to four digits.
func (l *learner) transfers(queue int32) (all []routing.Transfer) {
	answered, to := 0.0, map[int32]float64{}
	for i := range l.history.Visits {
		v := &l.history.Visits[i]
		if v.Queue == queue && v.Outcome == Answered {
			answered++
		}
		if v.Taken && v.From == queue && v.Queue != queue {
			to[v.Queue]++
		}
	}
	for _, q := range slices.Sorted(maps.Keys(to)) {
		if share := math.Floor(to[q]/answered*1e4) / 1e4; share > 0 {
			all = append(all, routing.Transfer{To: l.history.Queues[q], Share: share})
		}
	}
	return all
}

// rounded is a time to the millisecond.
func rounded(seconds float64) float64 { return math.Round(seconds*1000) / 1000 }

func handling(queue string, visits []Visit) (routing.Dist, error) {
	n, sum, squares := 0.0, 0.0, 0.0
	for i := range visits {
		if talk := float64(visits[i].Talk); talk >= 0 {
			n, sum, squares = n+1, sum+talk, squares+talk*talk
		}
	}
	if n < 2 || sum == 0 {
		return routing.Dist{}, fault.New(fault.Invalid, "Fewer than two calls of the queue {{.Queue}} were handled to the end, so that their handling time is unknown.", fault.Values{"Queue": queue})
	}
	mean := sum / n
	sd := math.Sqrt(max(0, squares-n*mean*mean) / (n - 1))
	if sd < mean*1e-3 {
		return routing.Fixed(rounded(mean)), nil
	}
	return routing.Dist{Law: routing.Lognormal, Mean: rounded(mean), SD: rounded(sd)}, nil
}

// groups puts agents who answered the same queues together.
func (l *learner) groups(s *routing.Scenario, n int) error {
	answers := make([]map[int32]bool, len(l.history.Agents))
	for _, v := range l.history.Visits {
		if v.Agent >= 0 {
			if answers[v.Agent] == nil {
				answers[v.Agent] = map[int32]bool{}
			}
			answers[v.Agent][v.Queue] = true
		}
	}
	of := map[string][]int32{}
	for a, queues := range answers {
		var names []string
		for q := range queues {
			names = append(names, l.history.Queues[q])
		}
		if slices.Sort(names); len(names) > 0 {
			key := strings.Join(names, "\x00")
			of[key] = append(of[key], int32(a))
		}
	}
	keys := make([]string, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for i, k := range keys {
		l.group(s, fmt.Sprint(cmp.Or(l.Group, "group"), " ", i+1), strings.Split(k, "\x00"), l.present(of[k], n))
	}
	return nil
}

func (l *learner) group(s *routing.Scenario, name string, queues []string, agents []int) {
	s.Groups = append(s.Groups, routing.Group{Name: name, Agents: agents})
	s.Policy.AgentChooses[name] = map[string]float64{}
	for _, q := range queues {
		if s.Policy.CallChooses[q] == nil {
			s.Policy.CallChooses[q] = map[string]float64{}
		}
		s.Policy.CallChooses[q][name], s.Policy.AgentChooses[name][q] = 1, 1
	}
}

// present is the mean number of these agents an interval: by their membership
// of queues where the log tells it, else by who answered a call.
func (l *learner) present(agents []int32, n int) []int {
	seconds := make([]float64, n)
	known := false
	for _, a := range agents {
		for _, span := range union(l.history.Members, a) {
			known = true
			l.spread(seconds, span)
		}
	}
	if !known {
		seconds = l.answering(agents, n)
	}
	out := make([]int, n)
	for i, x := range seconds {
		out[i] = int(math.Round(x / float64(len(l.days)) / float64(l.step)))
	}
	return out
}

// union is the time in which an agent was a member of any queue.
func union(members []Span, agent int32) []Span {
	var all []Span
	for _, m := range members { // in the order of their beginning
		if m.Agent != agent {
			continue
		}
		if k := len(all) - 1; k >= 0 && m.From <= all[k].Until {
			all[k].Until = max(all[k].Until, m.Until)
			continue
		}
		all = append(all, m)
	}
	return all
}

func (l *learner) spread(seconds []float64, span Span) {
	for at := span.From; at < span.Until; {
		day, interval := l.place(at)
		end := min(span.Until, at+l.step-(at+l.offset(at))%l.step)
		if i := interval - l.first; i >= 0 && i < len(seconds) && l.days[day] {
			seconds[i] += float64(end - at)
		}
		at = end
	}
}

func (l *learner) offset(at int64) int64 {
	_, offset := time.Unix(at, 0).In(l.Zone).Zone()
	return int64(offset)
}

func (l *learner) answering(agents []int32, n int) []float64 {
	type when struct {
		agent    int32
		day      int64
		interval int
	}
	seen := map[when]bool{}
	seconds := make([]float64, n)
	for _, v := range l.history.Visits {
		if v.Agent < 0 || !slices.Contains(agents, v.Agent) {
			continue
		}
		day, interval := l.place(v.Arrived + int64(v.Wait))
		w := when{v.Agent, day, interval}
		if i := interval - l.first; !seen[w] && i >= 0 && i < n {
			seen[w] = true
			seconds[i] += float64(l.step)
		}
	}
	return seconds
}
