package insight

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"shifu/qa/score"
)

// Cell adds up the answers to one question.
type Cell struct {
	Answered Rate    // Hits: answers that lost points
	Points   float64 // lost, of the 100 of each evaluation
}

// Join takes in another cell.
func (c *Cell) Join(o Cell) {
	c.Answered.Join(o.Answered)
	c.Points += o.Points
}

// Step is what happened in one step of time.
type Step struct {
	Scores   Sum
	Critical Rate
}

// Break is a version of a rubric that came into force.
type Break struct {
	VersionID, RubricID, Title string
	Number                     int
	At                         time.Time
}

// Rubric is a rubric that was used.
type Rubric struct {
	ID      string
	N       int    // evaluations
	Version string // the newest one that was used
	Refs    []string
	newest  time.Time
	index   map[string]int
	steps   [][]Cell
}

// Board adds up facts. The zero Board is of no use: see NewBoard.
type Board struct {
	Starts    []time.Time // of the steps; the last is where they end
	Breaks    []Break     // of the rubrics that were used, oldest first
	agents    map[agentIn]*Unit
	reviewers map[string]string // names by ID
	rubrics   map[string]*Rubric
	forms     map[*Form][]int // question of the form → index in the rubric
	funnel    Funnel
	sizes     int
}

type agentIn struct{ agent, team string }

// NewBoard is an empty board. Starts are the beginnings of the steps of time,
// ascending, and at last where they end; fewer than two: no steps.
func NewBoard(starts []time.Time) *Board {
	return &Board{Starts: starts, agents: map[agentIn]*Unit{}, reviewers: map[string]string{},
		rubrics: map[string]*Rubric{}, forms: map[*Form][]int{}}
}

// N is how many facts were added.
func (b *Board) N() int { return b.sizes }

func (b *Board) steps() int { return max(len(b.Starts)-1, 0) }

// step is the step of an instant, -1 for none.
func (b *Board) step(at time.Time) int {
	i := sort.Search(len(b.Starts), func(i int) bool { return b.Starts[i].After(at) }) - 1
	if i >= b.steps() {
		return -1
	}
	return i
}

// Add takes in one fact, which may change afterwards.
func (b *Board) Add(f *Fact) {
	b.sizes++
	u, r, at := b.unit(f), b.rubric(f), b.step(f.At)
	critical := Rate{N: 1}
	if f.Critical() {
		critical.Hits = 1
	}
	u.Critical.Join(critical)
	addClasses(&u.Accuracy, f)
	if f.Scored {
		u.Scores.add(f)
		b.reviewer(f, u)
	}
	if at >= 0 {
		u.Steps[at].Critical.Join(critical)
		if f.Scored {
			u.Steps[at].Scores.add(f)
		}
	}
	b.answers(f, u, r, at)
	b.funnel.add(f.Steps)
}

func (s *Sum) add(f *Fact) {
	s.Add(f.Final)
	if f.FailAll {
		s.Fail++
	}
}

func addClasses(a *score.Accuracy, f *Fact) {
	a.Evaluations++
	for i, t := range f.Classes {
		c := &a.Classes[i]
		c.Opportunities += t.Opportunities
		c.Errors += t.Errors
		if t.Clean() {
			c.Clean++
		}
	}
}

func (b *Board) unit(f *Fact) *Unit {
	u := b.agents[agentIn{f.AgentID, f.TeamID}]
	if u == nil {
		u = &Unit{ID: f.AgentID, Name: f.AgentName, TeamID: f.TeamID, OrganisationID: f.OrganisationID, Steps: make([]Step, b.steps()), cells: map[string][]Cell{}, given: map[string]*Sum{}}
		b.agents[agentIn{f.AgentID, f.TeamID}] = u
	}
	return u
}

func (b *Board) reviewer(f *Fact, u *Unit) {
	s := u.given[f.ReviewerID]
	if s == nil {
		s = &Sum{}
		u.given[f.ReviewerID] = s
		b.reviewers[f.ReviewerID] = f.ReviewerName
	}
	s.add(f)
}

func (b *Board) rubric(f *Fact) *Rubric {
	r := b.rubrics[f.Form.RubricID]
	if r == nil {
		r = &Rubric{ID: f.Form.RubricID, index: map[string]int{}, steps: make([][]Cell, b.steps())}
		b.rubrics[r.ID] = r
	}
	r.N++
	if f.At.After(r.newest) {
		r.newest, r.Version = f.At, f.Form.VersionID
	}
	if _, known := b.forms[f.Form]; !known {
		b.forms[f.Form] = r.places(f.Form.Refs)
	}
	return r
}

func (r *Rubric) places(refs []string) []int {
	out := make([]int, len(refs))
	for i, ref := range refs {
		at, known := r.index[ref]
		if !known {
			at = len(r.Refs)
			r.index[ref] = at
			r.Refs = append(r.Refs, ref)
		}
		out[i] = at
	}
	return out
}

func (b *Board) answers(f *Fact, u *Unit, r *Rubric, step int) {
	places := b.forms[f.Form]
	cells := longer(u.cells[r.ID], len(r.Refs))
	u.cells[r.ID] = cells
	var steps []Cell
	if step >= 0 {
		r.steps[step] = longer(r.steps[step], len(r.Refs))
		steps = r.steps[step]
	}
	for _, a := range f.Answers {
		c := Cell{Answered: Rate{N: 1}, Points: a.Lost}
		if a.Credit < 1 {
			c.Answered.Hits = 1
		}
		cells[places[a.Question]].Join(c)
		if steps != nil {
			steps[places[a.Question]].Join(c)
		}
	}
}

func longer(cells []Cell, n int) []Cell {
	for len(cells) < n {
		cells = append(cells, Cell{})
	}
	return cells
}

// Rubrics are those that were used, the most used first.
func (b *Board) Rubrics() []*Rubric {
	var out []*Rubric
	for _, r := range b.rubrics {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, c *Rubric) int { return cmp.Or(cmp.Compare(c.N, a.N), cmp.Compare(a.ID, c.ID)) })
	return out
}

// Step are the answers to the questions of r in each step of time.
func (r *Rubric) Step(step int) []Cell { return longer(r.steps[step], len(r.Refs)) }

// Keep sets the versions that came into force, of which those of used rubrics
// within the steps stay.
func (b *Board) Keep(breaks []Break) {
	for _, v := range breaks {
		if b.rubrics[v.RubricID] != nil && b.step(v.At) >= 0 {
			b.Breaks = append(b.Breaks, v)
		}
	}
	slices.SortFunc(b.Breaks, func(x, y Break) int { return x.At.Compare(y.At) })
}
