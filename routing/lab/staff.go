package lab

import (
	"math"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/queueing"
)

// Staffed is the staff of one interval of a forecast.
type Staffed struct {
	From  float64       // seconds from the beginning
	Calls float64       // in the interval
	Load  float64       // Erlang, if every interval stood alone
	Plan  queueing.Plan // by that load
	// Carried is the load in the middle of the interval that calls of earlier
	// ones still make, and how many it needs.
	Carried float64
	Needs   int
}

// MostForecast is how many intervals a forecast has at the most.
const MostForecast = 400

// Day staffs each interval of a forecast of calls. Standing alone (pointwise
// stationary) an interval forgets the calls that the one before leaves; with
// what is carried over, the load is that of an infinite-server queue in the
// middle of the interval: S. G. Eick, W. A. Massey and W. Whitt, Operations
// Research 41 (1993) 731-742.
func Day(calls []float64, interval float64, q queueing.Queue, t queueing.Target) ([]Staffed, error) {
	if len(calls) == 0 || len(calls) > MostForecast || !(interval > 0) {
		return nil, fault.New(fault.Invalid, "A forecast has between 1 and {{.Most}} intervals.", fault.Values{"Most": MostForecast})
	}
	rates := make([]float64, len(calls))
	for i, n := range calls {
		if !(n >= 0) || math.IsInf(n, 0) {
			return nil, fault.New(fault.Invalid, "Interval {{.N}} of the forecast has no number of calls.", fault.Values{"N": i + 1})
		}
		rates[i] = n / interval
	}
	var out []Staffed
	for i := range calls {
		s := Staffed{From: float64(i) * interval, Calls: calls[i]}
		at := q
		at.Rate = rates[i]
		var err error
		if s.Plan, err = queueing.Staff(at, t); err != nil {
			return nil, err
		}
		s.Load = at.Load()
		s.Carried = queueing.OfferedLoad(rates, interval, routing.Exp(q.Service), (float64(i)+.5)*interval)
		at.Rate = s.Carried / q.Service
		carried, err := queueing.Staff(at, t)
		if err != nil {
			return nil, err
		}
		s.Needs = carried.Agents
		out = append(out, s)
	}
	return out, nil
}

// Step is what so many agents reach, by both models; nil where a model has no
// figure.
type Step struct {
	Agents int
	C, A   *queueing.Measures // Erlang C, and with patience
}

// Around measures a queue with agents from a little below its load to well above
// what the target needs: the two curves of a calculator.
func Around(q queueing.Queue, needs int) ([]Step, error) {
	load := q.Load()
	low := max(1, int(load)-int(2*math.Sqrt(load))-2)
	high := max(needs+int(math.Sqrt(load))+3, int(load)+int(2*math.Sqrt(load))+3)
	every := max(1, (high-low)/80)
	var out []Step
	for n := low; n <= high; n += every {
		at, s := q, Step{Agents: n}
		at.Agents = n
		if c, err := at.Delay(); err == nil {
			s.C = &c
		}
		if !q.Patient() {
			a, err := at.Measure()
			if err != nil {
				return nil, err
			}
			s.A = &a
		}
		out = append(out, s)
	}
	return out, nil
}
