package queueing

import (
	"math"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// Queue is one kind of call, coming at random, for agents who are all alike.
type Queue struct {
	Rate     float64      // calls per second
	Service  float64      // mean handling time in seconds, exponential
	Agents   int          // at work
	Patience routing.Dist // None: everybody waits
	Balk     float64      // share that leaves at once when all agents are busy
	Places   int          // waiting and in service; 0: no limit
	Within   float64      // seconds of the service level
}

// Load is the work that comes in, in Erlang.
func (q Queue) Load() float64 { return q.Rate * q.Service }

// Measures are the exact figures of a Queue; nil where the model has none.
// Shares are of the calls that entered, p_block is of all calls.
type Measures struct {
	Load      float64  `json:"load"`        // Erlang
	Occupancy *float64 `json:"occupancy"`   // share of their time in which agents handle calls
	PWait     *float64 `json:"p_wait"`      // share that finds all agents busy
	PBlock    *float64 `json:"p_block"`     // share lost because every place is taken
	PAbandon  *float64 `json:"p_abandon"`   // share that leaves before an agent is there
	ASA       *float64 `json:"asa_s"`       // mean wait of the answered, seconds
	WaitMean  *float64 `json:"wait_mean_s"` // mean wait of all, seconds
	SLa       *float64 `json:"sl_a"`        // answered in time / answered
	SLb       *float64 `json:"sl_b"`        // answered in time / all
	SLc       *float64 `json:"sl_c"`        // (answered or left in time) / all
	SLd       *float64 `json:"sl_d"`        // answered in time / (all − left in time)
	QueueMean *float64 `json:"queue_mean"`  // mean number of waiting calls
}

// Check refuses what is no queue.
func (q Queue) Check() error {
	switch {
	case !(q.Rate >= 0 && q.Rate <= 1e6):
		return outside(words.T("The number of calls an hour", nil), q.Rate*3600, 0, 3.6e9)
	case q.Service > routing.MostSeconds:
		return outside(words.T("The handling time", nil), q.Service, 0, routing.MostSeconds)
	case !(q.Service > 0):
		return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must be above {{.Least}}.",
			fault.Values{"Field": words.T("The handling time", nil), "Have": q.Service, "Least": 0})
	case q.Agents < 1 || q.Agents > MostAgents:
		return outside(words.T("The number of agents", nil), float64(q.Agents), 1, MostAgents)
	case !(q.Within >= 0 && finite(q.Within)):
		return outside(words.T("The time of the service level", nil), q.Within, 0, routing.MostSeconds)
	case q.Patience.Law == routing.Exponential && !(q.Patience.Mean > 0):
		return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must be above {{.Least}}.",
			fault.Values{"Field": words.T("The mean patience", nil), "Have": q.Patience.Mean, "Least": 0})
	case !(q.Balk >= 0 && q.Balk <= 1):
		return outside(words.T("The share that balks", nil), q.Balk, 0, 1)
	case q.Places < 0 || q.Places > 10*MostAgents:
		return outside(words.T("The number of places", nil), float64(q.Places), 0, 10*MostAgents)
	}
	return q.Patience.Check()
}

// Loss measures q as if nobody could wait (Erlang B).
func (q Queue) Loss() (Measures, error) {
	if err := q.Check(); err != nil {
		return Measures{}, err
	}
	lost := B(q.Agents, q.Load())
	return Measures{Load: q.Load(), PBlock: &lost, Occupancy: known(q.Load() * (1 - lost) / float64(q.Agents))}, nil
}

// Delay measures q as if everybody waited (Erlang C). The wait of the delayed
// is exponential with rate (n − a)/E[S]. Refused from a load of n on.
func (q Queue) Delay() (Measures, error) {
	if err := q.Check(); err != nil {
		return Measures{}, err
	}
	n, a := float64(q.Agents), q.Load()
	if a >= n {
		return Measures{}, overloaded(a, q.Agents)
	}
	wait := C(q.Agents, a)
	asa := wait * q.Service / (n - a)
	level := known(1 - wait*math.Exp(-(n-a)*q.Within/q.Service))
	return Measures{Load: a, Occupancy: known(a / n), PWait: &wait, ASA: &asa, WaitMean: &asa,
		SLa: level, SLb: level, SLc: level, SLd: level, QueueMean: known(q.Rate * asa)}, nil
}

func overloaded(load float64, agents int) error {
	return fault.New(fault.Invalid, "{{.Agents}} agents can't serve a load of {{.Load}} Erlang when nobody leaves: the queue would grow for ever. At least {{.Least}} agents are needed, or a patience.",
		fault.Values{"Agents": agents, "Load": math.Round(load*1e6) / 1e6, "Least": int(math.Floor(load)) + 1})
}

func known(x float64) *float64 { return &x }

// Measure gives the exact figures of q by the model that it calls for: a sum
// over states with finite places, an integral with patience or balking, and
// Erlang C otherwise.
func (q Queue) Measure() (Measures, error) {
	if err := q.Check(); err != nil {
		return Measures{}, err
	}
	switch {
	case q.Places > 0:
		return q.finite()
	case q.Patience.Law == routing.None && q.Balk == 0:
		return q.Delay()
	case q.Rate == 0:
		return q.silent(), nil
	case q.Patience.Law == routing.None && q.Load()*(1-q.Balk) >= float64(q.Agents):
		return Measures{}, overloaded(q.Load()*(1-q.Balk), q.Agents)
	}
	return q.impatient(), nil
}

func (q Queue) silent() Measures {
	zero, one := 0.0, 1.0
	return Measures{Occupancy: &zero, PWait: &zero, PAbandon: &zero, ASA: &zero, WaitMean: &zero,
		SLa: &one, SLb: &one, SLc: &one, SLd: &one, QueueMean: &zero}
}

// impatient measures M/M/n+G. ε, the integral of P(V = 0), is 1/B(n−1, a):
// both are (n−1)! a^(1−n) Σ a^j/j!. P(abandoned) is λ ∫ (1−survival) exp(…)/D,
// which equals (1 + (λ − nμ) J)/D without its cancellation.
func (q Queue) impatient() Measures {
	o := offered{rate: q.Rate, drain: float64(q.Agents) / q.Service, patience: q.Patience, stay: 1 - q.Balk}
	o.measure(q.Within)
	o.idle = math.Exp(-o.peak) / B(q.Agents-1, q.Load())
	if math.IsInf(o.idle, 1) { // nobody ever waits, to all digits
		m := q.silent()
		m.Load, m.Occupancy = q.Load(), known(q.Load()/float64(q.Agents))
		return m
	}
	return q.fromWait(&o)
}

func (q Queue) fromWait(o *offered) Measures {
	d := o.idle + q.Rate*o.all[whole]
	share := func(x float64) float64 { return q.Rate * x / d }
	left, atOnce := share(o.all[leaves]), o.idle/d
	served := atOnce + share(o.all[stays])
	inTime := atOnce + share(o.upTo[stays])
	later := share(o.beyond[whole]) // P(V > T)
	waitsOn := o.survival(q.Within) * later
	leftInTime := share(o.upTo[leaves]) + (q.Balk+(1-q.Balk)*q.Patience.Below(q.Within))*later
	mean := share(o.all[shortage])
	return Measures{Load: q.Load(), Occupancy: known(q.Load() * served / float64(q.Agents)),
		PWait: known(share(o.all[whole])), PAbandon: &left, ASA: known(share(o.all[servedIn]) / served), WaitMean: &mean,
		SLa: known(inTime / served), SLb: &inTime, SLc: known(min(1, inTime+leftInTime)), SLd: known(inTime / (inTime + waitsOn)),
		QueueMean: known(q.Rate * mean)}
}
