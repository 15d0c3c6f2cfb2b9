package selftest

import "math"

// pair is two call types for two groups of agents: type A goes to the first
// group and overflows to the second, type B only to the second, whose agents
// take B before A. One handling rate for all; everybody's patience is
// exponential. With that it is a Markov chain.
type pair struct {
	rateA, rateB  float64 // calls per second
	service       float64 // mean, seconds
	patience      float64 // mean, seconds
	first, second int     // agents
	most          int     // waiting calls of a type at which the chain is cut off
}

// state is how many agents are busy and how many calls wait.
type state struct{ busy1, busy2, waitA, waitB int }

// exact is what the solved chain tells of a pair.
type exact struct {
	waitsA, waitsB       float64 // share of calls that wait
	leavesA, leavesB     float64 // share of calls that abandon
	queueA, queueB       float64 // mean number waiting
	occupied1, occupied2 float64
}

// flow is a step of the chain and its rate.
type flow struct {
	from int
	rate float64
}

// chain is a Markov chain by the steps that lead into each state.
type chain struct {
	states []state
	index  map[state]int
	into   [][]flow
	out    []float64
}

// solve builds the chain and finds its stationary distribution by Gauss and
// Seidel's method: π(j) = Σ π(i) q(i,j) / q(j), over and over (W. J. Stewart,
// Introduction to the Numerical Solution of Markov Chains, 1994, 3.2).
func (p pair) solve() exact {
	c := p.chain()
	pi := make([]float64, len(c.states))
	for i := range pi {
		pi[i] = 1 / float64(len(pi))
	}
	for range 20_000 {
		change, sum := 0.0, 0.0
		for j, steps := range c.into {
			x := 0.0
			for _, s := range steps {
				x += pi[s.from] * s.rate
			}
			x /= c.out[j]
			change += math.Abs(x - pi[j])
			pi[j] = x
			sum += x
		}
		for j := range pi {
			pi[j] /= sum
		}
		if change < 1e-13*sum {
			break
		}
	}
	return p.measure(c, pi)
}

// chain walks through all states that can be reached from the empty centre.
func (p pair) chain() *chain {
	c := &chain{index: map[state]int{}}
	c.number(state{})
	for i := 0; i < len(c.states); i++ {
		p.steps(c.states[i], func(to state, rate float64) {
			j := c.number(to)
			c.into[j] = append(c.into[j], flow{i, rate})
			c.out[i] += rate
		})
	}
	return c
}

func (c *chain) number(s state) int {
	if i, ok := c.index[s]; ok {
		return i
	}
	i := len(c.states)
	c.index[s] = i
	c.states, c.into, c.out = append(c.states, s), append(c.into, nil), append(c.out, 0)
	return i
}

// steps calls to with every step out of s.
func (p pair) steps(s state, to func(state, float64)) {
	mu, theta := 1/p.service, 1/p.patience
	if next := p.arriveA(s); next != s {
		to(next, p.rateA)
	}
	if next := p.arriveB(s); next != s {
		to(next, p.rateB)
	}
	if s.busy1 > 0 {
		to(p.free1(s), float64(s.busy1)*mu)
	}
	if s.busy2 > 0 {
		to(p.free2(s), float64(s.busy2)*mu)
	}
	if next := s; s.waitA > 0 {
		next.waitA--
		to(next, float64(s.waitA)*theta)
	}
	if next := s; s.waitB > 0 {
		next.waitB--
		to(next, float64(s.waitB)*theta)
	}
}

func (p pair) arriveA(s state) state {
	switch {
	case s.busy1 < p.first:
		s.busy1++
	case s.busy2 < p.second:
		s.busy2++
	case s.waitA < p.most:
		s.waitA++
	}
	return s
}

func (p pair) arriveB(s state) state {
	switch {
	case s.busy2 < p.second:
		s.busy2++
	case s.waitB < p.most:
		s.waitB++
	}
	return s
}

func (p pair) free1(s state) state {
	if s.waitA > 0 {
		s.waitA--
	} else {
		s.busy1--
	}
	return s
}

func (p pair) free2(s state) state {
	switch {
	case s.waitB > 0:
		s.waitB--
	case s.waitA > 0:
		s.waitA--
	default:
		s.busy2--
	}
	return s
}

func (p pair) measure(c *chain, pi []float64) exact {
	var e exact
	for i, s := range c.states {
		if s.busy1 == p.first && s.busy2 == p.second {
			e.waitsA += pi[i]
		}
		if s.busy2 == p.second {
			e.waitsB += pi[i]
		}
		e.queueA += pi[i] * float64(s.waitA)
		e.queueB += pi[i] * float64(s.waitB)
		e.occupied1 += pi[i] * float64(s.busy1) / float64(p.first)
		e.occupied2 += pi[i] * float64(s.busy2) / float64(p.second)
	}
	e.leavesA = e.queueA / p.patience / p.rateA
	e.leavesB = e.queueB / p.patience / p.rateB
	return e
}
