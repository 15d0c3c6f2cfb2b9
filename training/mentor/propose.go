package mentor

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Propose pairs the round by its method over the score matrix: first the
// obligatory pairs, each of which must keep the hard rules, then the rest over
// the places that are left. Where people have wishes, Stable ranks by them first
// and by the score after that. It needs the facts of everybody.
func (r *Round) Propose(zone *time.Location) error {
	if err := r.Check(); err != nil {
		return err
	}
	if len(r.Mentors) == 0 || len(r.Mentees) == 0 {
		return fault.New(fault.Invalid, "The round has no mentors or no mentees. Add both.", nil)
	}
	m := r.Matrix(zone)
	got := slices.Repeat([]int{none}, len(r.Mentees))
	for _, p := range r.Obligatory {
		i, j := at(r.Mentees, p.Mentee), at(r.Mentors, p.Mentor)
		if !m.Cells[i][j].May() {
			return fault.New(fault.Invalid, "{{.Mentor}} can't be the obligatory mentor of {{.Mentee}}: {{.Why}}.",
				fault.Values{"Mentor": r.Mentors[j].Label(), "Mentee": r.Mentees[i].Label(), "Why": m.Cells[i][j].Barred[0]})
		}
		got[i] = j
		m.Room[j]--
	}
	g, rows := m.rest(got)
	var found []int
	if r.Method == Stable {
		found = g.accept()
	} else {
		found = g.assign(r.Method == Participation)
	}
	for k, j := range found {
		got[rows[k]] = j
	}
	r.Proposed = r.proposed(m, got)
	return nil
}

func at(all []Person, id string) int {
	return slices.IndexFunc(all, func(p Person) bool { return p.ID == id })
}

// rest is the matrix as a grid without the mentees who have a mentor; rows are
// the places of the others.
func (m *Matrix) rest(got []int) (*grid, []int) {
	g, rows := &grid{room: slices.Clone(m.Room)}, []int{}
	for _, p := range m.Mentors {
		g.mentors = append(g.mentors, p.ID)
	}
	for j := range g.room {
		g.room[j] = min(g.room[j], len(m.Mentees))
	}
	for i, p := range m.Mentees {
		if got[i] != none {
			continue
		}
		rows = append(rows, i)
		n := len(m.Mentors)
		may, worth, hers, his := make([]bool, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for j := range m.Mentors {
			c := &m.Cells[i][j]
			may[j], worth[j] = c.May(), c.Score
			hers[j], his[j] = c.Worth[Wish]*1000+c.Score, c.Worth[Wished]*1000+c.Score
		}
		g.mentees = append(g.mentees, p.ID)
		g.may, g.worth, g.hers, g.his = append(g.may, may), append(g.worth, worth), append(g.hers, hers), append(g.his, his)
	}
	return g, rows
}

func (r *Round) proposed(m *Matrix, got []int) []Proposed {
	out := make([]Proposed, len(got))
	for i, j := range got {
		p := Proposed{MenteeID: r.Mentees[i].ID}
		if j != none {
			p.MentorID, p.Score = r.Mentors[j].ID, m.Cells[i][j].Score
			p.Obligatory = slices.Contains(r.Obligatory, Pair{p.MenteeID, p.MentorID})
		}
		p.RunnerUp, p.RunnerUps = m.runnerUp(i, j)
		out[i] = p
	}
	return out
}

// runnerUp is the best mentor for mentee i who may be, beside mentor j.
func (m *Matrix) runnerUp(i, j int) (id string, score float64) {
	for k := range m.Mentors {
		if c := &m.Cells[i][k]; k != j && c.May() && (id == "" || c.Score > score) {
			id, score = m.Mentors[k].ID, c.Score
		}
	}
	return id, score
}

// Assign changes a proposal by hand: to another mentor who may be and has a
// place, or to none with an empty ID. Obligatory pairs stay.
func (r *Round) Assign(menteeID, mentorID string, zone *time.Location) error {
	place := slices.IndexFunc(r.Proposed, func(p Proposed) bool { return p.MenteeID == menteeID })
	mentor := r.Mentor(mentorID)
	switch {
	case place < 0 || mentorID != "" && mentor == nil:
		return fault.New(fault.NotFound, "This mentor or mentee is not in the round.", nil)
	case r.Proposed[place].Obligatory:
		return fault.New(fault.Conflict, "This pair is obligatory. Take the obligation back first.", nil)
	case r.Proposed[place].MentorID == mentorID:
		return nil
	}
	m, i, j := r.Matrix(zone), at(r.Mentees, menteeID), at(r.Mentors, mentorID)
	p := &r.Proposed[place]
	if j != none {
		if c := &m.Cells[i][j]; !c.May() {
			return fault.New(fault.Invalid, "{{.Mentor}} can't be the mentor of {{.Mentee}}: {{.Why}}.", fault.Values{"Mentor": mentor.Label(), "Mentee": r.Mentees[i].Label(), "Why": c.Barred[0]})
		}
		if m.Room[j] <= r.given(mentorID) {
			return fault.New(fault.Conflict, "{{.Name}} has no place left. Free one first.", fault.Values{"Name": mentor.Label()})
		}
		p.Score = m.Cells[i][j].Score
	} else {
		p.Score = 0
	}
	p.MentorID, p.ByHand = mentorID, true
	p.RunnerUp, p.RunnerUps = m.runnerUp(i, j)
	return nil
}

// given is how many mentees the proposal gives to a mentor.
func (r *Round) given(mentorID string) (n int) {
	for _, p := range r.Proposed {
		if p.MentorID == mentorID {
			n++
		}
	}
	return n
}

// Total is the sum of the scores of the proposal.
func (r *Round) Total() (sum float64) {
	for _, p := range r.Proposed {
		sum += p.Score
	}
	return sum
}

// Alone counts the mentees who stay without a mentor.
func (r *Round) Alone() int { return r.given("") }

// WhyAlone says why a mentee has no mentor: nobody may be, or those who may are full.
func (m *Matrix) WhyAlone(menteeID string) words.Text {
	i := at(m.Mentees, menteeID)
	if i < 0 {
		return words.Text{}
	}
	may, broken := 0, map[string]int{}
	for j := range m.Mentors {
		c := &m.Cells[i][j]
		if c.May() {
			may++
		}
		for _, b := range c.Barred {
			broken[b.Key]++
		}
	}
	if may > 0 {
		return words.T("All {{.N}} fitting mentors are full", fault.Values{"N": may})
	}
	keys := make([]string, 0, len(broken))
	for k := range broken {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(broken[b]-broken[a], strings.Compare(a, b)) })
	if len(keys) == 0 {
		return words.T("No mentor is in the round", nil)
	}
	if strings.Contains(keys[0], "{{") {
		return words.T("No mentor may be; most often too little time together", nil)
	}
	return words.T("No mentor may be; most often: {{.Why}}", fault.Values{"Why": words.T(keys[0], nil)})
}

// Blocking are the pairs who would both rather have each other, by wishes first
// and scores after that, than what the proposal gives them.
func (r *Round) Blocking(zone *time.Location) []Pair {
	m, got := r.Matrix(zone), slices.Repeat([]int{none}, len(r.Mentees))
	g, _ := m.rest(got)
	for i, p := range r.Mentees {
		if k := slices.IndexFunc(r.Proposed, func(x Proposed) bool { return x.MenteeID == p.ID }); k >= 0 {
			got[i] = at(r.Mentors, r.Proposed[k].MentorID)
		}
	}
	return slices.DeleteFunc(g.blocking(got), func(p Pair) bool {
		return slices.ContainsFunc(r.Obligatory, func(o Pair) bool { return o.Mentee == p.Mentee })
	})
}
