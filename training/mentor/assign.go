package mentor

// cost is what is minimised: first the mentees who stay alone, then the worth
// given away. Compared one after the other, the two need no large constant that
// would drown small differences of worth.
type cost struct {
	alone int
	worth float64
}

func (a cost) plus(b cost) cost  { return cost{a.alone + b.alone, a.worth + b.worth} }
func (a cost) minus(b cost) cost { return cost{a.alone - b.alone, a.worth - b.worth} }
func (a cost) less(b cost) bool {
	return a.alone < b.alone || a.alone == b.alone && a.worth < b.worth
}

// assign finds the pairing of the highest sum; with all, of those with the most
// pairs. Its columns are the mentors, each as often as there is room, and one for
// each mentee to stay alone in.
func (g *grid) assign(all bool) []int {
	s := newPaths(g, all)
	for i := range g.mentees {
		s.place(i)
	}
	got := make([]int, len(g.mentees))
	for c, i := range s.holds {
		if i != none {
			got[i] = s.mentorOf(c)
		}
	}
	return got
}

// paths is the state of the shortest augmenting paths.
type paths struct {
	g       *grid
	all     bool
	columns []int  // the mentor of a column
	holds   []int  // the mentee of a column, also beyond the mentors' ones
	left    []cost // prices of mentees
	above   []cost // prices of columns

	dist []cost // of the search that runs
	far  []bool // no distance yet
	seen []bool
	from []int // the column before
}

func newPaths(g *grid, all bool) *paths {
	s := &paths{g: g, all: all}
	for j, room := range g.room {
		for range room {
			s.columns = append(s.columns, j)
		}
	}
	n := len(s.columns) + len(g.mentees)
	s.holds, s.above, s.left = make([]int, n), make([]cost, n), make([]cost, len(g.mentees))
	s.dist, s.far, s.seen, s.from = make([]cost, n), make([]bool, n), make([]bool, n), make([]int, n)
	for c := range s.holds {
		s.holds[c] = none
	}
	return s
}

func (s *paths) mentorOf(column int) int {
	if column < len(s.columns) {
		return s.columns[column]
	}
	return none
}

// price is what mentee i costs in a column; false: not allowed.
func (s *paths) price(i, c int) (cost, bool) {
	if j := s.mentorOf(c); j != none {
		return cost{0, -s.g.worth[i][j]}, s.g.may[i][j]
	}
	if c-len(s.columns) != i {
		return cost{}, false
	}
	if s.all {
		return cost{1, 0}, true
	}
	return cost{}, true
}

// place finds the cheapest way to seat mentee i, moving others on it.
func (s *paths) place(i int) {
	for c := range s.holds {
		s.far[c], s.seen[c], s.from[c] = true, false, none
	}
	at, base, row := none, cost{}, i
	for {
		s.reach(row, at, base)
		at = s.nearest()
		base = s.dist[at]
		s.seen[at] = true
		if row = s.holds[at]; row == none {
			break
		}
	}
	s.reprice(i, at)
	for at != none {
		before := s.from[at]
		if before == none {
			s.holds[at] = i
		} else {
			s.holds[at] = s.holds[before]
		}
		at = before
	}
}

// reach looks from a mentee at every column that is not settled yet.
func (s *paths) reach(row, at int, base cost) {
	for c := range s.holds {
		if s.seen[c] {
			continue
		}
		p, ok := s.price(row, c)
		if !ok {
			continue
		}
		if d := base.plus(p).minus(s.left[row]).minus(s.above[c]); s.far[c] || d.less(s.dist[c]) {
			s.far[c], s.dist[c], s.from[c] = false, d, at
		}
	}
}

// nearest is the cheapest column that is not settled: there is always one, the
// column of the mentee that is being placed.
func (s *paths) nearest() int {
	best := none
	for c := range s.holds {
		if !s.seen[c] && !s.far[c] && (best == none || s.dist[c].less(s.dist[best])) {
			best = c
		}
	}
	return best
}

// reprice keeps every pair that was made at the price it has, after a search
// that ended in column last.
func (s *paths) reprice(i, last int) {
	end := s.dist[last]
	s.left[i] = s.left[i].plus(end)
	for c := range s.holds {
		if !s.seen[c] || c == last {
			continue
		}
		d := end.minus(s.dist[c])
		s.above[c] = s.above[c].minus(d)
		s.left[s.holds[c]] = s.left[s.holds[c]].plus(d)
	}
}
