package lab

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/routing/sim"
)

// Measure is a figure by which runs are judged; its keys are those of a
// simulation's report.
type Measure string

// The measures.
const (
	Offered       Measure = "offered"
	Answered      Measure = "answered"
	Abandoned     Measure = "abandoned"
	AnswerRate    Measure = "answer_rate"
	AbandonRate   Measure = "abandon_rate"
	SLa           Measure = "sl_a"
	SLb           Measure = "sl_b"
	SLc           Measure = "sl_c"
	SLd           Measure = "sl_d"
	SLe           Measure = "sl_e"
	SLf           Measure = "sl_f"
	PWait         Measure = "p_wait"
	ASA           Measure = "asa_s"
	WaitMean      Measure = "wait_mean_s"
	WaitAbandoned Measure = "wait_abandoned_s"
	QueueMean     Measure = "queue_mean"
	Occupancy     Measure = "occupancy"
	Timely        Measure = "timely_rate"
	AHT           Measure = "aht_s"
	FCR           Measure = "fcr"
	WaitLongest   Measure = "wait_longest_s"
)

// Measures lists them in the order of reports.
var Measures = []Measure{Offered, Answered, Abandoned, AnswerRate, AbandonRate, SLa, SLb, SLc, SLd, SLe, SLf, PWait, ASA, WaitMean, WaitAbandoned, QueueMean, Occupancy, Timely, AHT, FCR, WaitLongest}

var ratios = map[Measure]sim.Ratio{AnswerRate: sim.AnswerRate, AbandonRate: sim.AbandonRate, SLa: sim.SLa, SLb: sim.SLb, SLc: sim.SLc, SLd: sim.SLd, SLe: sim.SLe,
	SLf: sim.SLf, Timely: sim.Timely, AHT: sim.AHT, FCR: sim.FCR, PWait: sim.PWait, ASA: sim.ASA, WaitMean: sim.WaitMean, WaitAbandoned: sim.WaitAbandoned}

// Share reports whether m lies between 0 and 1.
func (m Measure) Share() bool {
	switch m {
	case AnswerRate, AbandonRate, SLa, SLb, SLc, SLd, SLe, SLf, PWait, Occupancy, Timely, FCR:
		return true
	}
	return false
}

// Seconds reports whether m is a time.
func (m Measure) Seconds() bool {
	return m == ASA || m == WaitMean || m == WaitAbandoned || m == AHT || m == WaitLongest
}

// Better is +1 where more is better, −1 where less is, 0 where it depends.
func (m Measure) Better() int {
	switch m {
	case AnswerRate, Answered, SLa, SLb, SLc, SLd, SLe, SLf, Timely, FCR:
		return +1
	case Abandoned, AbandonRate, PWait, ASA, WaitMean, WaitAbandoned, QueueMean, WaitLongest:
		return -1
	}
	return 0
}

// Empty is the figure of nothing at all.
func (m Measure) Empty() float64 { return ratios[m].Empty }

// pair is the figure of one unit of time as a quotient; per is how many units
// make one run.
func (m Measure) pair(t *sim.Tally, g sim.Times, span int64, per int) (up, down float64) {
	switch m {
	case Offered:
		return float64(t.Offered), 1 / float64(per)
	case Answered:
		return float64(t.Answered), 1 / float64(per)
	case Abandoned:
		return float64(t.Abandoned), 1 / float64(per)
	case WaitLongest:
		return float64(t.Longest) / 1e6, 1
	case QueueMean:
		return t.Queued, float64(span)
	case Occupancy:
		return float64(g.Busy()), float64(g.Occupied())
	}
	return ratios[m].Of(t)
}

// quotient gathers pairs for a ratio of sums.
type quotient struct{ n, x, y, xx, xy, yy float64 }

func (q *quotient) add(x, y float64) {
	q.n, q.x, q.y = q.n+1, q.x+x, q.y+y
	q.xx, q.xy, q.yy = q.xx+x*x, q.xy+x*y, q.yy+y*y
}

// estimate is the ratio with its 95 % interval by the delta method: the
// variance of the ratio is that of x − R y over the squared mean of y. A. M.
// Law, Simulation Modeling and Analysis, 5th ed. 2015, 9.3.3.
func (q quotient) estimate(empty float64) sim.Estimate {
	if q.y == 0 {
		return sim.Estimate{Mean: empty}
	}
	r := q.x / q.y
	squares := math.Max(q.xx-2*r*q.xy+r*r*q.yy, 0)
	return sim.Estimate{Mean: r, HalfWidth: half(squares/(q.n-1)*q.n/(q.y*q.y), q.n)}
}

// half is the half width of a 95 % interval by Student, nil for one unit.
func half(variance, n float64) *float64 {
	if n < 2 {
		return nil
	}
	h := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(variance)
	return &h
}

// gauge gathers one quotient for each measure.
type gauge []quotient

func newGauge() gauge { return make(gauge, len(Measures)) }

func (g gauge) add(t *sim.Tally, times sim.Times, span int64, per int) {
	for i, m := range Measures {
		g[i].add(m.pair(t, times, span, per))
	}
}

// Figures are the estimates by measure.
type Figures map[Measure]sim.Estimate

func (g gauge) figures() Figures {
	out := Figures{}
	for i, m := range Measures {
		out[m] = g[i].estimate(m.Empty())
	}
	return out
}

func whole(u *sim.Unit) (t sim.Tally, g sim.Times) {
	for k := range u.Types {
		t.Add(&u.Types[k])
	}
	for _, times := range u.Groups {
		for s := range times {
			g[s] += times[s]
		}
	}
	return t, g
}
