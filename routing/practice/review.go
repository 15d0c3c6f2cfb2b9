package practice

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"gonum.org/v1/gonum/stat"

	"shifu/internal/fault"
	"shifu/routing/sim"
)

// Reference is with whom a session is compared.
type Reference string

// The references, the trainee's own acts first.
const (
	Mine      Reference = "mine"
	Nothing   Reference = "nothing"
	TheRule   Reference = "rule"
	LookAhead Reference = "look_ahead"
	Bound     Reference = "bound" // nobody could lose less: everybody there from the start, free of charge, serving everything
)

// References lists them.
var References = []Reference{Mine, Nothing, TheRule, LookAhead, Bound}

// Options say how thoroughly a session is reviewed. Zero values take the
// defaults.
type Options struct {
	Reruns int                   // of every reference: 200
	Ledger int                   // re-runs for each act: 40
	Runs   int                   // futures of the look ahead: 50
	Move   func(done, total int) // hears of the progress, from several goroutines in turn; nil: nobody does
}

// Limits of Options.
const (
	LeastReruns = 200
	MostReruns  = 10_000
)

// Figure is what a reference came to: on the very calls of the session, and on
// average over re-runs with other calls, with the half width of its 95 % interval.
type Figure struct {
	Actual float64 `json:"actual"`
	Mean   float64 `json:"mean"`
	Half   float64 `json:"half_width"`
}

// Summary is how a reference did.
type Summary struct {
	Reference Reference         `json:"reference"`
	Lost      Figure            `json:"lost"` // callers
	Loss      Figure            `json:"loss"` // in lost calls: callers, money, work left, contracts
	SLb       Figure            `json:"sl_b"`
	Occupancy Figure            `json:"occupancy"`
	Spent     Figure            `json:"spent"`     // yuan
	Converted Figure            `json:"converted"` // calls × conversion coefficient
	Rates     map[string]Figure `json:"rates"`     // a project: answer rate
	Regret    Figure            `json:"regret"`    // of the session against this: the difference in loss on the same calls
}

// Entry is an act, or a moment at which one was missed, with what it was worth.
type Entry struct {
	At     time.Duration `json:"at"`
	Order  Order         `json:"order"`
	Missed bool          `json:"missed"`
	Gain   Figure        `json:"gain"`   // of the act: loss without it − loss with it; of a missed one the other way round
	Sooner Figure        `json:"sooner"` // what ten minutes earlier would have gained
	Later  Figure        `json:"later"`  // and ten minutes later
	Regret float64       `json:"regret"` // the most that an alternative would have gained on average
}

// Review is what is talked about after a session. The four answers and the
// coach's comment are written by people.
type Review struct {
	Scenario string        `json:"scenario"`
	Seed     uint64        `json:"seed"`
	Played   time.Duration `json:"played"`
	Reruns   int           `json:"reruns"`
	Points   float64       `json:"points"`
	Tasks    []Result      `json:"tasks"`
	Results  []Summary     `json:"results"`
	Ledger   []Entry       `json:"ledger"` // acts and missed moments, the largest regret first
	Planned  string        `json:"planned"`
	Happened string        `json:"happened"`
	Why      string        `json:"why"`
	Next     string        `json:"next"`
	Comment  string        `json:"comment"`
}

// Moved is by how much an act is moved to see what its moment was worth.
const Moved = 10 * time.Minute

// MostMissed is how many missed moments a review looks at.
const MostMissed = 12

// Case is a session as it was played, for a review elsewhere while the session
// may go on.
type Case struct {
	c      *centre
	seed   uint64
	until  time.Duration
	acts   script
	result []Result
	points float64
}

// Case is the session so far.
func (x *Session) Case() *Case {
	s := x.Recorded()
	return &Case{c: x.c.with(s), seed: x.seed, until: x.floor.now, acts: slices.Clone(x.floor.acts), result: x.Results(), points: x.Points()}
}

// Review re-runs the session and its references and writes the ledger. It stops
// when ctx ends.
func (k *Case) Review(ctx context.Context, o Options) (*Review, error) {
	o = o.filled()
	switch {
	case o.Reruns < LeastReruns || o.Reruns > MostReruns:
		return nil, refuse("The number of replications is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": o.Reruns, "Least": LeastReruns, "Most": MostReruns})
	case k.until < Check:
		return nil, refuse("There is nothing to review yet: let the session run for five minutes at least.", nil)
	}
	w := &reviewer{Case: k, options: o}
	return w.review(ctx)
}

func (o Options) filled() Options {
	if o.Reruns == 0 {
		o.Reruns = LeastReruns
	}
	if o.Ledger == 0 {
		o.Ledger = 40
	}
	if o.Runs == 0 {
		o.Runs = 50
	}
	o.Ledger = min(o.Ledger, o.Reruns)
	return o
}

// reviewer is one review at work.
type reviewer struct {
	*Case
	options Options
	look    script
	mutex   sync.Mutex
	done    int
	total   int
}

func (w *reviewer) step() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.done++; w.options.Move != nil {
		w.options.Move(min(w.done, w.total), w.total)
	}
}

func (w *reviewer) review(ctx context.Context) (*Review, error) {
	missed, err := w.missed(ctx)
	if err != nil {
		return nil, err
	}
	l := newLookAhead(w.c.scenario, w.until, w.options.Runs, w.seed)
	l.move = w.step
	w.total = int(w.until/l.every) + w.options.Reruns*len(References) + w.options.Ledger*(3*len(w.acts)+len(missed))
	f, err := newFloor(w.c, w.seed)
	if err != nil {
		return nil, err
	}
	if w.look, err = l.plan(ctx, f); err != nil {
		return nil, err
	}
	runs, err := w.rerun(ctx)
	if err != nil {
		return nil, err
	}
	r := &Review{Scenario: w.c.scenario.Key, Seed: w.seed, Played: w.until, Reruns: w.options.Reruns, Points: w.points, Tasks: w.result}
	for _, ref := range References {
		r.Results = append(r.Results, summary(ref, runs[ref], runs[Mine]))
	}
	r.Ledger, err = w.ledger(ctx, missed, runs[Mine])
	return r, err
}

// rerun plays every reference on the session's calls, and on others.
func (w *reviewer) rerun(ctx context.Context) (map[Reference][]outcomeOf, error) {
	n := w.options.Reruns
	all := make([]outcomeOf, n*len(References))
	err := parallel(ctx, len(all), func(i int) error {
		x, err := w.play(ctx, References[i/n], i%n, w.acts)
		all[i] = x
		w.step()
		return err
	})
	runs := map[Reference][]outcomeOf{}
	for i, ref := range References {
		runs[ref] = all[i*n : (i+1)*n]
	}
	return runs, err
}

// play runs one reference once.
func (w *reviewer) play(ctx context.Context, ref Reference, run int, acts script) (outcomeOf, error) {
	seed := sim.SeedOf(w.seed, run)
	start, by := newFloor, chooser(nothing{})
	switch ref {
	case Nothing, Bound:
		acts = nil
	case TheRule:
		acts, by = nil, newRule()
	case LookAhead:
		acts = w.look
	}
	if ref == Bound {
		start = newBound
	}
	f, err := start(w.c, seed)
	if err != nil {
		return outcomeOf{}, err
	}
	if err := f.play(ctx, acts, by, w.until); err != nil {
		return outcomeOf{}, err
	}
	defer f.free()
	return f.outcome(), nil
}

func (f *floor) outcome() outcomeOf {
	out := outcomeOf{loss: f.loss(), spent: f.cost / 100}
	inTime, ended := 0.0, 0.0
	for p := range Projects {
		t := f.tally(p)
		out.lost += float64(t.Abandoned + t.Unreached + t.Disconnected + t.Blocked)
		out.rates = append(out.rates, rateOf(&t))
		out.converted += float64(t.Answered+t.CalledBack) * Projects[p].Conversion()
		inTime, ended = inTime+float64(t.InTime), ended+float64(t.Answered+t.Abandoned)
	}
	out.slb = 1
	if ended > 0 {
		out.slb = inTime / ended
	}
	var spent sim.Times
	for g := range f.c.seats {
		for s, t := range f.run.Spent(g) {
			spent[s] += t
		}
	}
	if all := spent.Occupied(); all > 0 {
		out.occupancy = float64(spent.Busy()) / float64(all)
	}
	return out
}

func summary(ref Reference, runs, mine []outcomeOf) Summary {
	s := Summary{Reference: ref, Rates: map[string]Figure{},
		Lost: figure(runs, func(o outcomeOf) float64 { return o.lost }), Loss: figure(runs, func(o outcomeOf) float64 { return o.loss }),
		SLb: figure(runs, func(o outcomeOf) float64 { return o.slb }), Occupancy: figure(runs, func(o outcomeOf) float64 { return o.occupancy }),
		Spent: figure(runs, func(o outcomeOf) float64 { return o.spent }), Converted: figure(runs, func(o outcomeOf) float64 { return o.converted }),
		Regret: difference(mine, runs)}
	for p := range Projects {
		s.Rates[Projects[p].Key] = figure(runs, func(o outcomeOf) float64 { return o.rates[p] })
	}
	return s
}

func figure(runs []outcomeOf, of func(o outcomeOf) float64) Figure {
	x := make([]float64, len(runs))
	for i, o := range runs {
		x[i] = of(o)
	}
	return figureOf(x)
}

// figureOf takes the first number as that of the session's calls.
func figureOf(x []float64) Figure {
	if len(x) == 0 {
		return Figure{Actual: math.NaN(), Mean: math.NaN()}
	}
	return Figure{Actual: x[0], Mean: stat.Mean(x, nil), Half: half(x)}
}

// difference is loss a − loss b, run by run on the same calls.
func difference(a, b []outcomeOf) Figure {
	x := make([]float64, min(len(a), len(b)))
	for i := range x {
		x[i] = a[i].loss - b[i].loss
	}
	return figureOf(x)
}
