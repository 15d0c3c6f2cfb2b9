package sim

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a mean and the half width of its 95 % interval, null when there
// is only one unit of time.
type Estimate struct {
	Mean      float64  `json:"mean"`
	HalfWidth *float64 `json:"half_width"`
}

// Figures are the estimates for one type of call, or for all. Counts are per
// replication; every rate is a ratio of sums.
type Figures struct {
	Offered       Estimate `json:"offered"`
	Answered      Estimate `json:"answered"`
	Abandoned     Estimate `json:"abandoned"`
	Blocked       Estimate `json:"blocked"`
	AnswerRate    Estimate `json:"answer_rate"`
	AbandonRate   Estimate `json:"abandon_rate"`
	SLa           Estimate `json:"sl_a"`
	SLb           Estimate `json:"sl_b"`
	SLc           Estimate `json:"sl_c"`
	SLd           Estimate `json:"sl_d"`
	SLe           Estimate `json:"sl_e"`
	SLf           Estimate `json:"sl_f"`
	PWait         Estimate `json:"p_wait"`
	ASA           Estimate `json:"asa_s"`
	WaitMean      Estimate `json:"wait_mean_s"`
	WaitAbandoned Estimate `json:"wait_abandoned_s"`
	QueueMean     Estimate `json:"queue_mean"`
	Details       *Details `json:"details,omitempty"`
}

// Details are the figures that a report holds beside those of its contract.
type Details struct {
	AnswerAll    Estimate `json:"answer_rate_with_blocked"` // A / (O + B)
	Timely       Estimate `json:"timely_rate"`              // A_T / O
	Timely15     Estimate `json:"timely_rate_15s"`          // A_15 / O, and so on
	Timely20     Estimate `json:"timely_rate_20s"`
	Timely30     Estimate `json:"timely_rate_30s"`
	AbandonShort Estimate `json:"abandon_rate_short"` // X_s / O
	AHT          Estimate `json:"aht_s"`
	FCR          Estimate `json:"fcr"`
	HoldRate     Estimate `json:"hold_rate"` // of the calls that agents took
	HoldMean     Estimate `json:"hold_mean_s"`
	HelpRate     Estimate `json:"help_rate"`
	InVain       Estimate `json:"help_in_vain_rate"` // requests when nobody was free
	TransferRate Estimate `json:"transfer_rate"`
	Received     Estimate `json:"received"` // passed on to the type; they are offered where they came first
	ReceivedRate Estimate `json:"received_answer_rate"`
	ReceivedWait Estimate `json:"received_asa_s"`
	WaitLongest  Estimate `json:"wait_longest_s"` // the mean of what was longest in each unit of time
	WaitP50      Estimate `json:"wait_p50_s"`     // percentiles of answered and abandoned by nearest rank, the mean of the replications
	WaitP90      Estimate `json:"wait_p90_s"`
	WaitP95      Estimate `json:"wait_p95_s"`
}

// GroupFigures are the estimates for a group. Everybody at work is paid, so that
// logged-in time is paid time: utilisation is handling over it, the working rate
// handling, ready and ringing over it, and what is not ready is what shrinks it.
type GroupFigures struct {
	Occupancy Estimate      `json:"occupancy"`
	Details   *GroupDetails `json:"details,omitempty"`
}

// GroupDetails are what its people did with their time beside the occupancy.
type GroupDetails struct {
	WithoutRing Estimate            `json:"occupancy_without_ring"`
	Utilisation Estimate            `json:"utilisation"`
	Working     Estimate            `json:"working_rate"`
	NotReady    Estimate            `json:"not_ready_rate"`
	ByReason    map[string]Estimate `json:"not_ready_by"`
	Adherence   Estimate            `json:"adherence"`
	Conformance Estimate            `json:"conformance"`
	Shrinkage   Estimate            `json:"shrinkage"`
	Internal    Estimate            `json:"shrinkage_internal"`
	External    Estimate            `json:"shrinkage_external"`
	ShrinkBy    map[string]Estimate `json:"shrinkage_by"`
}

// Report is the outcome of replications.
type Report struct {
	Replications      int                     `json:"replications"`
	Calls             int64                   `json:"calls"` // simulated in all
	CallsPerCPUSecond *float64                `json:"calls_per_cpu_second"`
	Types             map[string]Figures      `json:"types"`
	Groups            map[string]GroupFigures `json:"groups"`
	Total             Figures                 `json:"total"`
}

// newReport makes estimates of units; each replication gave per of them.
func newReport(p *Plan, units []Unit, per int) Report {
	r := Report{Types: map[string]Figures{}, Groups: map[string]GroupFigures{}}
	e := estimator{units, per}
	for k, t := range p.Scenario.Types {
		r.Types[t.Name] = e.figures(func(u *Unit) Tally { return u.Types[k] })
		r.Types[t.Name].Details.received(e, func(u *Unit) Tally { return u.received(k) })
	}
	for g, group := range p.Scenario.Groups {
		r.Groups[group.Name] = e.group(g)
	}
	r.Total = e.figures(total)
	r.Total.Details.received(e, func(u *Unit) (sum Tally) {
		for k := range u.Passed {
			sum.Add(&u.Passed[k])
		}
		return sum
	})
	for k, t := range p.Scenario.Types {
		r.Types[t.Name].Details.percentiles(e, func(u *Unit) *Waits { return &u.Waits[k] })
	}
	r.Total.Details.percentiles(e, func(u *Unit) *Waits {
		var sum Waits
		for k := range u.Waits {
			sum.Merge(&u.Waits[k])
		}
		return &sum
	})
	return r
}

func total(u *Unit) Tally {
	var sum Tally
	for k := range u.Types {
		sum.Add(&u.Types[k])
	}
	return sum
}

type estimator struct {
	units []Unit
	per   int
}

func (e estimator) figures(of func(u *Unit) Tally) Figures {
	tallies := make([]Tally, len(e.units))
	for i := range e.units {
		tallies[i] = of(&e.units[i])
	}
	count := func(f func(t *Tally) int64) Estimate {
		return e.count(func(i int) float64 { return float64(f(&tallies[i])) })
	}
	ratio := func(of Ratio) Estimate {
		return e.quotient(of.Empty, func(i int) (float64, float64) { return of.Of(&tallies[i]) })
	}
	return Figures{
		Offered: count(offered), Answered: count(answered), Abandoned: count(abandoned), Blocked: count(blocked),
		AnswerRate: ratio(AnswerRate), AbandonRate: ratio(AbandonRate),
		SLa: ratio(SLa), SLb: ratio(SLb), SLc: ratio(SLc), SLd: ratio(SLd), SLe: ratio(SLe), SLf: ratio(SLf),
		Details: &Details{AnswerAll: ratio(AnswerAll), Timely: ratio(Timely), Timely15: ratio(Timely15), Timely20: ratio(Timely20), Timely30: ratio(Timely30), AbandonShort: ratio(AbandonShort), AHT: ratio(AHT), FCR: ratio(FCR),
			HoldRate: ratio(HoldRate), HoldMean: ratio(HoldMean), HelpRate: ratio(HelpRate), InVain: ratio(InVain), TransferRate: ratio(TransferRate),
			WaitLongest: e.quotient(0, func(i int) (float64, float64) { return float64(tallies[i].Longest) / micro, 1 })},
		PWait: ratio(PWait), ASA: ratio(ASA), WaitMean: ratio(WaitMean), WaitAbandoned: ratio(WaitAbandoned),
		QueueMean: e.quotient(0, func(i int) (float64, float64) { return tallies[i].Queued, float64(e.units[i].Span) }),
	}
}

func (e estimator) ratio(empty float64, up, down func(u *Unit) float64) Estimate {
	return e.quotient(empty, func(i int) (float64, float64) { return up(&e.units[i]), down(&e.units[i]) })
}

// received estimates what became of the calls that were passed on.
func (f *Details) received(e estimator, of func(u *Unit) Tally) {
	tallies := make([]Tally, len(e.units))
	for i := range e.units {
		tallies[i] = of(&e.units[i])
	}
	ratio := func(of Ratio) Estimate {
		return e.quotient(of.Empty, func(i int) (float64, float64) { return of.Of(&tallies[i]) })
	}
	f.Received = e.count(func(i int) float64 { return float64(tallies[i].Offered + tallies[i].Blocked) })
	f.ReceivedRate, f.ReceivedWait = ratio(AnswerAll), ratio(ASA)
}

// count is the mean of a number per replication with its Student interval.
func (e estimator) count(of func(i int) float64) Estimate {
	n := float64(len(e.units))
	sum, squares := 0.0, 0.0
	for i := range e.units {
		sum += of(i)
	}
	mean := sum / n
	for i := range e.units {
		d := of(i) - mean
		squares += d * d
	}
	return Estimate{sum / (n / float64(e.per)), e.half(squares/n/(n-1)*float64(e.per)*float64(e.per), n)}
}

// quotient is a ratio of sums with the delta-method interval: the variance of
// the ratio is that of x − R y over the squared mean of y. A. M. Law,
// Simulation Modeling and Analysis, 5th ed. 2015, 9.3.3. 0/0 is empty.
func (e estimator) quotient(empty float64, of func(i int) (x, y float64)) Estimate {
	up, down := 0.0, 0.0
	for i := range e.units {
		x, y := of(i)
		up, down = up+x, down+y
	}
	if down == 0 {
		return Estimate{Mean: empty}
	}
	n, r, squares := float64(len(e.units)), up/down, 0.0
	for i := range e.units {
		x, y := of(i)
		d := x - r*y
		squares += d * d
	}
	return Estimate{r, e.half(squares/n/(n-1)/(down/n*down/n), n)}
}

func (e estimator) half(variance, n float64) *float64 {
	if n < 2 {
		return nil
	}
	h := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(variance)
	return &h
}

// Brief leaves the details out.
func (r Report) Brief() Report {
	out := r
	out.Types, out.Groups, out.Total.Details = map[string]Figures{}, map[string]GroupFigures{}, nil
	for name, f := range r.Types {
		f.Details = nil
		out.Types[name] = f
	}
	for name, g := range r.Groups {
		g.Details = nil
		out.Groups[name] = g
	}
	return out
}
