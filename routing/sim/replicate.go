package sim

import (
	"context"
	"runtime"
	"sync"
	"time"

	"shifu/internal/fault"
)

// MostReplications is how often a scenario may be run at once.
const MostReplications = 100_000

// Options say how to replicate.
type Options struct {
	Replications int
	Seed         uint64
	CPU          func() time.Duration  // time computed by this process; nil: speed is not measured
	Journal      Journal               // hears of replication 0; nil: nobody does
	Explainer    Explainer             // hears why in replication 0; nil: nobody does
	Move         func(done, total int) // hears of finished replications; nil: nobody does
}

// SeedOf is the seed of replication i of a seed. Replication 0 has the seed itself.
func SeedOf(seed uint64, i int) uint64 {
	if i == 0 {
		return seed
	}
	return mix(seed ^ mix(uint64(i)*golden))
}

// outcome is what one replication leaves.
type outcome struct {
	units []Unit
	calls int64
}

// Replicate runs the plan over all processors and reports the estimates, merged
// in the order of replications, so that the outcome does not depend on who was
// faster. It stops when ctx ends.
func Replicate(ctx context.Context, p *Plan, o Options) (Report, error) {
	if o.Replications < 1 || o.Replications > MostReplications {
		return Report{}, fault.New(fault.Invalid, "The number of replications is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.",
			fault.Values{"Have": o.Replications, "Least": 1, "Most": MostReplications})
	}
	from := o.cpu()
	w := &work{plan: p, options: o, outcomes: make([]outcome, o.Replications)}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), o.Replications) {
		group.Go(func() { w.run(ctx) })
	}
	group.Wait()
	if w.err != nil {
		return Report{}, w.err
	}
	return w.report(o.cpu() - from), nil
}

func (o Options) cpu() time.Duration {
	if o.CPU == nil {
		return 0
	}
	return o.CPU()
}

// work is shared by the goroutines of one Replicate.
type work struct {
	plan     *Plan
	options  Options
	outcomes []outcome
	mutex    sync.Mutex
	next     int
	done     int
	err      error
}

func (w *work) take() (int, bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	i := w.next
	w.next++
	return i, i < len(w.outcomes) && w.err == nil
}

func (w *work) run(ctx context.Context) {
	var r *Run
	for {
		i, more := w.take()
		if !more {
			return
		}
		seed := SeedOf(w.options.Seed, i)
		if r == nil {
			r = w.plan.Start(seed)
		}
		r.Listen(nil)
		r.Explain(nil)
		if i == 0 {
			r.Listen(w.options.Journal)
			r.Explain(w.options.Explainer)
		}
		r.Reset(seed)
		w.finish(i, r, r.Advance(ctx, 0))
	}
}

func (w *work) finish(i int, r *Run, err error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if err != nil {
		w.err = err
		return
	}
	w.outcomes[i] = outcome{r.Units(), r.counts.Created - r.counts.Transferred}
	w.done++
	if w.options.Move != nil {
		w.options.Move(w.done, len(w.outcomes))
	}
}

func (w *work) report(spent time.Duration) Report {
	var units []Unit
	calls := int64(0)
	for _, o := range w.outcomes {
		units = append(units, o.units...)
		calls += o.calls
	}
	r := newReport(w.plan, units, len(w.outcomes[0].units))
	r.Replications, r.Calls = len(w.outcomes), calls
	if spent > 0 {
		speed := float64(calls) / spent.Seconds()
		r.CallsPerCPUSecond = &speed
	}
	return r
}
