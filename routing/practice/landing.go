package practice

import (
	"math"
	"time"

	"shifu/routing"
	"shifu/routing/queueing"
)

// landing is where answer rates are heading, as of a check.
type landing struct {
	at    time.Duration
	known bool
	rates []float64
}

// landings are the answer rates expected at the end of the day, or of the
// session if it ends earlier: what was, and Erlang A for every quarter that is
// still to come with the people who are there then.
func (x *Session) landings() []float64 {
	at := x.floor.now.Truncate(Check)
	if !x.landing.known || x.landing.at != at {
		x.landing = landing{at: at, known: true}
		for p := range Projects {
			x.landing.rates = append(x.landing.rates, x.floor.lands(p))
		}
	}
	return x.landing.rates
}

// closes is when the day of the session ends.
func (f *floor) closes() time.Duration {
	begins := f.c.scenario.Begins
	return min(f.c.scenario.Length, (begins+f.now).Truncate(Day)+Day-begins)
}

func (f *floor) lands(p int) float64 {
	t := f.tally(p)
	good, all := float64(t.Answered+t.CalledBack), float64(t.Offered)
	for at := f.now; at < f.closes(); at += Quarter {
		rate := f.callers(p, at)
		good += rate * Quarter.Minutes() * (1 - f.abandons(p, rate, at))
		all += rate * Quarter.Minutes()
	}
	if all == 0 {
		return 1
	}
	return math.Min(1, good/all)
}

// callers is the forecast of a project's callers a minute.
func (f *floor) callers(p int, at time.Duration) float64 {
	rate := 0.0
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if !f.c.kinds[k].outbound {
			rate += f.forecast(k, at)
		}
	}
	return rate
}

// abandons is the share that would leave under a rate that stays.
func (f *floor) abandons(p int, rate float64, at time.Duration) float64 {
	n := int(math.Round(f.there(p, at)))
	if n < 1 {
		return 1
	}
	return f.c.leaving(p, n, rate, f.rules.slow)
}

// step is how finely rates are told apart in what is remembered: 2 %.
const step = 0.02

// leaving is Erlang A's share of callers who leave, remembered by project,
// people and rate.
func (c *centre) leaving(p, n int, rate, slow float64) float64 {
	if rate <= 0 {
		return 0
	}
	key := left{p, n, int(math.Round(math.Log(rate) / step)), slow}
	c.mutex.Lock()
	share, known := c.left[key]
	c.mutex.Unlock()
	if known {
		return share
	}
	q := queueing.Queue{Rate: math.Exp(float64(key.rate)*step) / 60, Service: Projects[p].Handling() * slow, Agents: n, Patience: routing.Exp(120), Within: 20}
	if m, err := q.Measure(); err == nil && m.PAbandon != nil {
		share = *m.PAbandon
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.left[key] = share
	return share
}

// left is what the share of callers who leave depends on.
type left struct {
	project, people, rate int
	slow                  float64
}

// there is how many people of a project work at a time, those who help it by
// their efficiency, as things stand.
func (f *floor) there(p int, at time.Duration) float64 {
	q := min(int(at/Quarter), f.c.quarters-1)
	rest, learn := away(f.c.scenario.Begins + at)
	n := float64(f.c.roster[p][q])
	n -= n * (rest + learn)
	n += float64(f.run.Movable(f.c.pair[p][p]) - f.roster(p)) // lent, ill, kept
	for g := range f.c.seats {
		if x := &f.c.seats[g]; x.work == p && x.home != p {
			n += float64(f.lent[g]) / x.factor
		}
	}
	return math.Max(0, n)
}
