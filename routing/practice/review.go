package practice

import (
	"context"
	"slices"
	"time"

	"shifu/internal/fault"
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
	Show   func(*Review)         // hears what is known so far: the session's calls first, then re-runs, then the ledger; nil: nobody does
}

// Limits of Options.
const (
	LeastReruns = 200
	MostReruns  = 10_000
)

// Figure is what a reference came to: on the very calls of the session, and on
// average over re-runs with other calls, with the half width of its 95 % interval
// (0 while there is but one run).
type Figure struct {
	Actual float64 `json:"actual"`
	Mean   float64 `json:"mean"`
	Half   float64 `json:"half_width"`
}

// Summary is how a reference did.
type Summary struct {
	Reference Reference         `json:"reference"`
	Runs      int               `json:"runs"` // behind the means
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
	Runs   int           `json:"runs"`   // re-runs behind it, fewer where it was plain soon
	Gain   Figure        `json:"gain"`   // of the act: loss without it − loss with it; of a missed one the other way round
	Sooner Figure        `json:"sooner"` // what ten minutes earlier would have gained
	Later  Figure        `json:"later"`  // and ten minutes later
	Regret float64       `json:"regret"` // the most that an alternative would have gained on average
	// RegretHalf is the half width of its 95 % interval, from differences on the same calls.
	RegretHalf float64 `json:"regret_half_width"`
}

// Review is what is talked about after a session.
type Review struct {
	Scenario string        `json:"scenario"`
	Seed     uint64        `json:"seed"`
	Played   time.Duration `json:"played"`
	Reruns   int           `json:"reruns"`
	Points   float64       `json:"points"`
	Tasks    []Result      `json:"tasks"`
	Results  []Summary     `json:"results"`
	Ledger   []Entry       `json:"ledger"` // acts and missed moments, the largest regret first
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
	begun  time.Duration // of a session that began from a starting state
	given  script        // ordered before
	acts   script
	result []Result
	points float64
}

// Case is the session so far.
func (x *Session) Case() *Case {
	s := x.Recorded()
	return &Case{c: x.c.with(s), seed: x.seed, until: x.floor.now, begun: x.begun.At, given: slices.Clone(x.floor.acts[:x.begun.Acts]), acts: slices.Clone(x.floor.acts[x.begun.Acts:]), result: x.Results(), points: x.Points()}
}

// Review re-runs the session and its references and writes the ledger. It stops
// when ctx ends.
func (k *Case) Review(ctx context.Context, o Options) (*Review, error) {
	o = o.filled()
	switch {
	case o.Reruns < LeastReruns || o.Reruns > MostReruns:
		return nil, refuse("The number of replications is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": o.Reruns, "Least": LeastReruns, "Most": MostReruns})
	case k.until-k.begun < Check:
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
