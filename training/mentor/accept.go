package mentor

import (
	"cmp"
	"slices"
)

// accept is deferred acceptance: each mentee without a mentor asks the dearest
// who has not refused yet; a full mentor refuses the least wanted.
func (g *grid) accept() []int {
	got, asks := make([]int, len(g.mentees)), make([][]int, len(g.mentees))
	var free []int
	for i := range g.mentees {
		got[i], asks[i] = none, g.dearest(i)
		free = append(free, i)
	}
	slices.Reverse(free) // the first asks first
	taken := make([][]int, len(g.mentors))
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		if len(asks[i]) == 0 {
			continue
		}
		j := asks[i][0]
		asks[i] = asks[i][1:]
		taken[j], got[i] = append(taken[j], i), j
		if len(taken[j]) > g.room[j] {
			out := g.leastWanted(taken[j], j)
			got[taken[j][out]] = none
			free = append(free, taken[j][out])
			taken[j] = slices.Delete(taken[j], out, out+1)
		}
	}
	return got
}

// dearest are the mentors whom a mentee may ask, the dearest first.
func (g *grid) dearest(i int) (out []int) {
	for j := range g.mentors {
		if g.may[i][j] {
			out = append(out, j)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(g.hers[i][b], g.hers[i][a]) })
	return out
}

// leastWanted is the place of the mentee to refuse: of those wanted alike, the
// last in the pool.
func (g *grid) leastWanted(taken []int, j int) int {
	out := 0
	for k, i := range taken {
		if d := cmp.Compare(g.his[i][j], g.his[taken[out]][j]); d < 0 || d == 0 && i > taken[out] {
			out = k
		}
	}
	return out
}
