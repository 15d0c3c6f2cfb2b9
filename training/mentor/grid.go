package mentor

// none is no mentor.
const none = -1

// grid is a pool as numbers: rows are mentees, columns mentors.
type grid struct {
	mentees, mentors []string
	room             []int
	may              [][]bool
	worth            [][]float64 // of a pair
	hers             [][]float64 // how much a mentee wants a mentor
	his              [][]float64 // how much a mentor wants a mentee; same indexes
}

func (p Pool) grid() *grid {
	g := &grid{}
	for _, m := range p.Mentors {
		g.mentors, g.room = append(g.mentors, m.Name), append(g.room, min(m.Capacity, len(p.Mentees)))
	}
	wanted := make([]map[string]float64, len(p.Mentors))
	for j, m := range p.Mentors {
		wanted[j] = points(m.Prefers)
	}
	for _, m := range p.Mentees {
		g.mentees = append(g.mentees, m.Name)
		own := points(m.Prefers)
		n := len(p.Mentors)
		may, worth, hers, his := make([]bool, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for j, mentor := range p.Mentors {
			if p.Scores != nil {
				s, scored := p.Scores[m.Name][mentor.Name]
				may[j], worth[j], hers[j], his[j] = scored, s, s, s
				continue
			}
			a, wants := own[mentor.Name]
			b, wantedBy := wanted[j][m.Name]
			may[j], worth[j], hers[j], his[j] = (wants || m.Open) && (wantedBy || mentor.Open), a+b, a, b
		}
		g.may, g.worth, g.hers, g.his = append(g.may, may), append(g.worth, worth), append(g.hers, hers), append(g.his, his)
	}
	return g
}

// points are what the places of a list of wishes are worth.
func points(wishes []string) map[string]float64 {
	out := make(map[string]float64, len(wishes))
	for i, w := range wishes {
		out[w] = float64(len(wishes)-i) / float64(len(wishes))
	}
	return out
}

// match puts a pairing, the mentor of each mentee or none, into names.
func (g *grid) match(got []int) Match {
	m := Match{Pairs: make(map[string]*string, len(got)), Blocking: g.blocking(got)}
	for i, j := range got {
		m.Pairs[g.mentees[i]] = nil
		if j != none {
			m.Pairs[g.mentees[i]] = &g.mentors[j]
			m.Total += g.worth[i][j]
		}
	}
	return m
}

// blocking are the pairs of which each would rather have the other than what
// they got: the mentor has room, or a mentee who is wanted less.
func (g *grid) blocking(got []int) []Pair {
	least, taken := make([]float64, len(g.mentors)), make([]int, len(g.mentors))
	for i, j := range got {
		if j == none {
			continue
		}
		if taken[j] == 0 || g.his[i][j] < least[j] {
			least[j] = g.his[i][j]
		}
		taken[j]++
	}
	out := []Pair{}
	for i := range g.mentees {
		for j := range g.mentors {
			if !g.may[i][j] || got[i] == j || g.room[j] == 0 || got[i] != none && g.hers[i][j] <= g.hers[i][got[i]] {
				continue
			}
			if taken[j] < g.room[j] || g.his[i][j] > least[j] {
				out = append(out, Pair{g.mentees[i], g.mentors[j]})
			}
		}
	}
	return out
}
