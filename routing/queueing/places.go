package queueing

import (
	"math"

	"shifu/internal/fault"
	"shifu/routing"
)

// states are the chances of 0, 1, … places taken in an M/M/n/K queue with
// exponential patience, a birth-death chain: up at λ (λ(1−b) once all are busy),
// down at jμ, and at nμ + (j−n)θ beyond n. Palm 1957; Zeltyn and Mandelbaum 2005.
func (q Queue) states() []float64 {
	p := make([]float64, q.Places+1)
	top := 0
	for top < q.Places && q.up(top) > q.down(top+1) {
		top++
	}
	p[top] = 1
	sum := 1.0
	for j := top + 1; j <= q.Places; j++ {
		p[j] = p[j-1] * q.up(j-1) / q.down(j)
		sum += p[j]
	}
	for j := top; j > 0 && q.Rate > 0; j-- {
		p[j-1] = p[j] * q.down(j) / q.up(j-1)
		sum += p[j-1]
	}
	for j := range p {
		p[j] /= sum
	}
	return p
}

func (q Queue) up(j int) float64 {
	if j >= q.Agents {
		return q.Rate * (1 - q.Balk)
	}
	return q.Rate
}

func (q Queue) down(j int) float64 {
	if j <= q.Agents {
		return float64(j) / q.Service
	}
	return float64(q.Agents)/q.Service + float64(j-q.Agents)*q.leaving()
}

// leaving is θ, per second.
func (q Queue) leaving() float64 {
	if q.Patience.Law == routing.None {
		return 0
	}
	return 1 / q.Patience.Mean
}

// finite measures q with a limit of places.
func (q Queue) finite() (Measures, error) {
	if q.Patience.Law != routing.None && q.Patience.Law != routing.Exponential {
		return Measures{}, fault.New(fault.Invalid, "With a limit of places the formulas know only exponential patience. Simulate the scenario instead.", nil)
	}
	p := q.states()
	n, full := min(q.Agents, q.Places), p[q.Places]
	entered, busy, waiting := 0.0, 0.0, 0.0
	for j, x := range p {
		busy += x * float64(min(j, n))
		waiting += x * float64(j-min(j, n))
		if j < q.Places {
			entered += x
		}
	}
	m := Measures{Load: q.Load(), Occupancy: known(busy / float64(q.Agents)), PBlock: &full, QueueMean: &waiting}
	if q.Rate == 0 || entered == 0 {
		s := q.silent()
		s.PBlock = &full
		return s, nil
	}
	q.waits(&m, p, entered)
	return m, nil
}

// waits adds what happens to those who entered. With i calls ahead in the queue
// an agent is free after i+1 steps down; the chance to be served is
// nμ/(nμ+(i+1)θ), and weighing by it shifts every rate by θ.
func (q Queue) waits(m *Measures, p []float64, entered float64) {
	n := min(q.Agents, q.Places)
	drain, theta := float64(q.Agents)/q.Service, q.leaving()
	soon, _ := race(drain+theta, theta, q.Within, q.Places-n)
	_, late := race(drain, theta, q.Within, q.Places-n)
	var atOnce, delayed, served, inTime, wait, steps, stillThere float64
	for j := 0; j < q.Places; j++ {
		if j < n {
			atOnce += p[j]
			continue
		}
		i := float64(j - n)
		steps += 1 / (drain + (i+1)*theta)
		stay := p[j] * (1 - q.Balk) * drain / (drain + (i+1)*theta)
		delayed += p[j]
		served += stay
		inTime += stay * soon[j-n]
		wait += stay * steps
		stillThere += p[j] * (1 - q.Balk) * math.Exp(-theta*q.Within) * late[j-n]
	}
	left := delayed*q.Balk + theta**m.QueueMean/q.Rate
	all := atOnce + served
	good := atOnce + inTime
	m.PWait, m.PAbandon = known(delayed/entered), known(left/entered)
	m.ASA, m.WaitMean = known(wait/all), known(*m.QueueMean/(q.Rate*entered))
	m.SLa, m.SLb = known(good/all), known(good/entered)
	m.SLc, m.SLd = known(1-stillThere/entered), known(good/(good+stillThere))
}

// race tells for each i up to most whether the sum of i+1 exponential times
// with rates first, first+step, … ends by the limit (soon) or later. With
// step > 0 exp(−step·sum) is Beta(first/step, i+1), so that the chance of later
// is a sum of terms of a negative binomial; with step = 0 of a Poisson.
func race(first, step, limit float64, most int) (soon, late []float64) {
	soon, late = make([]float64, most+1), make([]float64, most+1)
	factor := limit
	if step > 0 {
		factor = -math.Expm1(-step*limit) / step
	}
	log, sum := -first*limit, 0.0
	for i := range late {
		soon[i] = math.Exp(log) // the term, until the sums from above are known
		sum += soon[i]
		late[i] = math.Min(sum, 1)
		log += math.Log(factor * (first + float64(i)*step) / float64(i+1))
	}
	rest := 0.0 // terms beyond most, which matter only if they are not the bulk
	for i := most + 1; late[most] > 0.5 && i < 100*(most+10); i++ {
		term := math.Exp(log)
		if rest += term; term <= 1e-17*rest {
			break
		}
		log += math.Log(factor * (first + float64(i)*step) / float64(i+1))
	}
	for i := most; i >= 0; i-- {
		term := soon[i]
		if soon[i] = 1 - late[i]; late[i] > 0.5 {
			soon[i] = rest
		}
		rest += term
	}
	return soon, late
}
