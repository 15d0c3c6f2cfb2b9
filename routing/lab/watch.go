package lab

import (
	"context"
	"runtime"
	"sync"

	"shifu/internal/fault"
	"shifu/routing/sim"
)

// MostRuns is how often a scenario is run at once here.
const MostRuns = 2000

// Outcome is what runs brought so far: of everything, by type of call, by group
// (only its occupancy), and by interval of the day.
type Outcome struct {
	Runs      int                     `json:"runs"`
	Of        int                     `json:"of"`   // how many there will be
	Seed      uint64                  `json:"seed"` // of the first
	Calls     int64                   `json:"calls"`
	Interval  float64                 `json:"interval_s"` // 0: no intervals
	Total     Figures                 `json:"total"`
	Types     map[string]Figures      `json:"types"`
	Groups    map[string]sim.Estimate `json:"groups"`
	People    map[string]Figures      `json:"people"` // what a group did with its time; not in older results
	Intervals []Figures               `json:"intervals"`
}

// Watched hears of each finished run. It may ask for the outcome so far, and
// must not keep the runs waiting.
type Watched func(done, total int, sofar func() Outcome)

// Watch runs a plan so often, seed by seed over all processors, and returns the
// outcome, which depends on the seed only. It stops when ctx ends.
func Watch(ctx context.Context, p *sim.Plan, runs int, seed uint64, hear Watched) (Outcome, error) {
	b := newBoard(p, runs, seed)
	err := each(ctx, p, runs, seed, func(done int, r result) {
		b.add(r)
		if hear != nil {
			hear(done, runs, b.outcome)
		}
	})
	if err != nil {
		return Outcome{}, err
	}
	return b.outcome(), nil
}

// result is what one run leaves.
type result struct {
	units []sim.Unit
	slots []sim.Unit
	calls int64
}

// each runs a plan so often and hands the results on one by one, in the order of
// their seeds.
func each(ctx context.Context, p *sim.Plan, runs int, seed uint64, take func(done int, r result)) error {
	if runs < 1 || runs > MostRuns {
		return fault.New(fault.Invalid, "The number of runs is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": runs, "Least": 1, "Most": MostRuns})
	}
	q := &order{plan: p, runs: runs, seed: seed, take: take, early: map[int]result{}}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), runs) {
		group.Go(func() { q.work(ctx) })
	}
	group.Wait()
	return q.err
}

// order lets runs that end early wait for those before them.
type order struct {
	plan *sim.Plan
	runs int
	seed uint64
	take func(done int, r result)

	mutex sync.Mutex
	next  int // to begin
	done  int // handed on
	early map[int]result
	err   error
}

func (q *order) begin() (int, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	i := q.next
	q.next++
	return i, i < q.runs && q.err == nil
}

func (q *order) work(ctx context.Context) {
	var r *sim.Run
	for i, more := q.begin(); more; i, more = q.begin() {
		if seed := sim.SeedOf(q.seed, i); r == nil {
			r = q.plan.Start(seed)
		} else {
			r.Reset(seed)
		}
		err := r.Advance(ctx, 0)
		if err == nil {
			err = ctx.Err()
		}
		q.end(i, r, err)
	}
}

func (q *order) end(i int, r *sim.Run, err error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if err != nil {
		q.err = err
		return
	}
	out := result{units: r.Units(), calls: r.Counts().Created - r.Counts().Transferred}
	if h := q.plan.Scenario.Horizon; h.Calls == 0 && h.Interval > 0 {
		for slot := range h.Intervals() {
			out.slots = append(out.slots, r.Slot(slot))
		}
	}
	q.early[i] = out
	for {
		next, ready := q.early[q.done]
		if !ready {
			return
		}
		delete(q.early, q.done)
		q.done++
		q.take(q.done, next)
	}
}

// board gathers results.
type board struct {
	plan  *sim.Plan
	of    int
	seed  uint64
	runs  int
	calls int64
	total gauge
	types []gauge
	crews []crew
	slots []gauge
}

func newBoard(p *sim.Plan, of int, seed uint64) *board {
	b := &board{plan: p, of: of, seed: seed, total: newGauge()}
	for range p.Scenario.Types {
		b.types = append(b.types, newGauge())
	}
	for range p.Scenario.Groups {
		b.crews = append(b.crews, crew{})
	}
	return b
}

func (b *board) add(r result) {
	b.runs++
	b.calls += r.calls
	for i := range r.units {
		u := &r.units[i]
		b.total.add(whole(u, len(r.units)))
		for k := range u.Types {
			b.types[k].add(ofType(u, k, len(r.units)))
		}
		for k := range u.Groups {
			b.crews[k].add(u, k)
		}
	}
	for i := range r.slots {
		if i == len(b.slots) {
			b.slots = append(b.slots, newGauge())
		}
		b.slots[i].add(whole(&r.slots[i], 1))
	}
}

// outcome is what was gathered.
func (b *board) outcome() Outcome {
	s := b.plan.Scenario
	o := Outcome{Runs: b.runs, Of: b.of, Seed: b.seed, Calls: b.calls, Total: b.total.figures(), Types: map[string]Figures{}, Groups: map[string]sim.Estimate{}, People: map[string]Figures{}}
	for k, t := range s.Types {
		o.Types[t.Name] = b.types[k].figures()
		delete(o.Types[t.Name], Occupancy)
	}
	for k, g := range s.Groups {
		o.People[g.Name] = b.crews[k].figures()
		if e, ok := o.People[g.Name][Occupancy]; ok {
			o.Groups[g.Name] = e
		}
	}
	for _, slot := range b.slots {
		o.Interval = s.Horizon.Interval
		o.Intervals = append(o.Intervals, slot.figures())
	}
	return o
}
