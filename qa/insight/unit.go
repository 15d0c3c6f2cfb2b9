package insight

import (
	"cmp"
	"slices"

	"shifu/qa"
	"shifu/qa/score"
)

// By says what units are made of.
type By string

// The kinds of unit.
const (
	ByAgent        By = "agent"
	ByTeam         By = "team"
	ByOrganisation By = "organisation"
	ByAll          By = "all"
)

// Unit is whom figures are about: an agent in a team, a team, an organisation,
// or everybody.
type Unit struct {
	ID, Name               string // Name of agents only
	TeamID, OrganisationID string
	Accuracy               score.Accuracy
	Critical               Rate // evaluations with a critical error
	Scores                 Sum
	Steps                  []Step
	cells                  map[string][]Cell // by rubric, in the order of its refs
	given                  map[string]*Sum   // scores by reviewer
}

// Narrow is find, narrowed to the unit.
func (u *Unit) Narrow(by By, find qa.Find) qa.Find {
	switch by {
	case ByAgent:
		find.AgentID = u.ID
	case ByTeam:
		find.TeamID = u.ID
	case ByOrganisation:
		find.OrganisationID = u.ID
	}
	return find
}

// Units adds the facts up by agent, team, organisation, or all; those with
// most evaluations first. Teams leave out calls without one.
func (b *Board) Units(by By) []*Unit {
	made := map[string]*Unit{}
	for _, a := range b.agents {
		id := map[By]string{ByAgent: a.ID, ByTeam: a.TeamID, ByOrganisation: a.OrganisationID, ByAll: ""}[by]
		if id == "" && by != ByAll {
			continue
		}
		u := made[id]
		if u == nil {
			u = &Unit{ID: id, TeamID: a.TeamID, OrganisationID: a.OrganisationID, Steps: make([]Step, b.steps()), cells: map[string][]Cell{}}
			made[id] = u
		}
		if by == ByAgent {
			u.Name = a.Name
		}
		u.join(a)
	}
	out := make([]*Unit, 0, len(made))
	for _, u := range made {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, c *Unit) int {
		return cmp.Or(cmp.Compare(c.Accuracy.Evaluations, a.Accuracy.Evaluations), cmp.Compare(a.ID, c.ID))
	})
	return out
}

// All is everybody together.
func (b *Board) All() *Unit {
	if us := b.Units(ByAll); len(us) > 0 {
		return us[0]
	}
	return &Unit{Steps: make([]Step, b.steps())}
}

func (u *Unit) join(o *Unit) {
	u.Scores.Join(o.Scores)
	u.Critical.Join(o.Critical)
	u.Accuracy.Evaluations += o.Accuracy.Evaluations
	for i, c := range o.Accuracy.Classes {
		own := &u.Accuracy.Classes[i]
		own.Clean, own.Errors, own.Opportunities = own.Clean+c.Clean, own.Errors+c.Errors, own.Opportunities+c.Opportunities
	}
	for i := range o.Steps {
		u.Steps[i].Scores.Join(o.Steps[i].Scores)
		u.Steps[i].Critical.Join(o.Steps[i].Critical)
	}
	for id, cells := range o.cells {
		own := longer(u.cells[id], len(cells))
		for i, c := range cells {
			own[i].Join(c)
		}
		u.cells[id] = own
	}
}

// Question is the answers of the unit to the question at place i of r.
func (u *Unit) Question(r *Rubric, i int) Cell {
	if cells := u.cells[r.ID]; i < len(cells) {
		return cells[i]
	}
	return Cell{}
}
