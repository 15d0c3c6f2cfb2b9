package exam

import (
	"math"
	"slices"
)

// Form is one of several papers of the same blueprint that should be equally
// hard.
type Form struct {
	Picks    []Pick  `json:"picks"`
	Expected float64 `json:"expected"` // share of all marks, 0…1
}

// Close is how far the expected share of a form may lie from the aim: 1 %.
const Close = 0.01

// Parallel draws n forms of the blueprint. Each takes the questions that the
// forms before it used least; then questions are exchanged for others of their
// cell, the best exchange first, until the expected share of each form lies
// within Close of the pool's (aim), or no exchange brings it nearer.
func (b Blueprint) Parallel(pool []Candidate, n int, seed uint64) (forms []Form, aim float64, err error) {
	pool = slices.Clone(pool)
	aim = b.aim(pool)
	for f := range n {
		chosen, err := b.fill(pool, order(pool, seed+uint64(f)))
		if err != nil {
			return nil, 0, err
		}
		b.balance(pool, chosen, aim)
		for _, k := range chosen {
			pool[k].Uses++
		}
		forms = append(forms, Form{b.picks(pool, chosen), b.expected(pool, chosen)})
	}
	return forms, aim, nil
}

// Balanced reports whether all forms lie within Close of the aim.
func Balanced(forms []Form, aim float64) bool {
	return !slices.ContainsFunc(forms, func(f Form) bool { return math.Abs(f.Expected-aim) > Close })
}

// aim is the share that the mean question of each cell is expected to give.
func (b Blueprint) aim(pool []Candidate) float64 {
	sum := 0.0
	for _, c := range b {
		total, n := 0.0, 0
		for i := range pool {
			if c.Takes(&pool[i].Question) {
				total, n = total+pool[i].Expected(), n+1
			}
		}
		if n > 0 {
			sum += float64(c.Count) * c.Mark * total / float64(n)
		}
	}
	return sum / b.Marks()
}

func (b Blueprint) expected(pool []Candidate, chosen []int) float64 {
	sum, s := 0.0, 0
	for _, c := range b {
		for range c.Count {
			sum += c.Mark * pool[chosen[s]].Expected()
			s++
		}
	}
	return sum / b.Marks()
}

// balance makes the best exchange until the paper is close to the aim. Each
// exchange brings it nearer, so that it ends.
func (b Blueprint) balance(pool []Candidate, chosen []int, aim float64) {
	slots := b.slots(pool, order(pool, 0))
	taken := map[string]bool{}
	for _, k := range chosen {
		taken[pool[k].entry()] = true
	}
	for off := b.expected(pool, chosen) - aim; math.Abs(off) > Close/2; {
		s, k, better := b.exchange(pool, slots, chosen, taken, off)
		if s < 0 {
			return
		}
		delete(taken, pool[chosen[s]].entry())
		taken[pool[k].entry()] = true
		chosen[s], off = k, better
	}
}

// exchange finds the place and the free candidate that bring the paper nearest
// to the aim; among equally near ones the least used. s is -1 if none helps.
func (b Blueprint) exchange(pool []Candidate, slots []slot, chosen []int, taken map[string]bool, off float64) (s, k int, better float64) {
	s, better = -1, off
	marks := b.Marks()
	for i, sl := range slots {
		weight := b[sl.cell].Mark / marks
		now := pool[chosen[i]].Expected()
		for _, c := range sl.takes { // the least used come first
			if taken[pool[c].entry()] {
				continue
			}
			if d := off + weight*(pool[c].Expected()-now); math.Abs(d) < math.Abs(better)-1e-9 {
				s, k, better = i, c, d
			}
		}
	}
	return s, k, better
}
