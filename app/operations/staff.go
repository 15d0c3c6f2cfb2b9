package operations

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// staff is who and what figures can be about.
type staff struct {
	persons  map[string]people.Person
	teams    []people.Team
	orgs     []people.Organisation
	projects []string
}

func readStaff(ctx context.Context, d *desk.Desk) (*staff, error) {
	st := &staff{persons: map[string]people.Person{}}
	ps, err := d.People.Persons(ctx, d.Actor, people.Find{WithLeft: true})
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		st.persons[p.ID] = p
	}
	if st.teams, err = d.People.Teams(ctx, d.Actor); err != nil {
		return nil, err
	}
	if st.orgs, err = d.People.Organisations(ctx, d.Actor); err != nil {
		return nil, err
	}
	st.projects, err = d.Figures.Projects(ctx, d.Actor)
	return st, err
}

func (st *staff) person(id string) string { return st.persons[id].Name }

func (st *staff) organisation(id string) people.Organisation {
	for _, o := range st.orgs {
		if o.ID == id {
			return o
		}
	}
	return people.Organisation{}
}

func (st *staff) team(id string) people.Team {
	for _, t := range st.teams {
		if t.ID == id {
			return t
		}
	}
	return people.Team{}
}

// teamText names a team with its organisation.
func (st *staff) teamText(id string) string {
	t := st.team(id)
	return desk.TeamText(st.organisation(t.OrganisationID).Name, t.Name)
}

// name is what a group of sums is called.
func (st *staff) name(by indicators.Group, id string) string {
	switch by {
	case indicators.ByPerson:
		return st.person(id)
	case indicators.ByTeam:
		if id == "" {
			return lang.L("Without a team")
		}
		return st.teamText(id)
	case indicators.ByOrganisation:
		return st.organisation(id).Name
	case indicators.ByProject:
		if id == "" {
			return lang.L("Without a project")
		}
		return id
	}
	return houseName(people.OrganisationKind(id))
}

// rank puts what is in-house before what is a vendor's.
func (st *staff) rank(by indicators.Group, id string) int {
	kind := people.OrganisationKind(id)
	switch by {
	case indicators.ByPerson:
		kind = st.organisation(st.persons[id].OrganisationID).Kind
	case indicators.ByTeam:
		kind = st.organisation(st.team(id).OrganisationID).Kind
	case indicators.ByOrganisation:
		kind = st.organisation(id).Kind
	}
	if kind == people.Vendor {
		return 1
	}
	return 0
}

func houseName(k people.OrganisationKind) string {
	if k == people.Vendor {
		return lang.L("vendors")
	}
	return lang.L("in-house")
}

// where is the team or organisation of a group, for a second column.
func (st *staff) where(by indicators.Group, id string) string {
	switch by {
	case indicators.ByPerson:
		p := st.persons[id]
		if p.TeamID == "" {
			return st.organisation(p.OrganisationID).Name
		}
		return st.teamText(p.TeamID)
	case indicators.ByTeam:
		return houseName(st.organisation(st.team(id).OrganisationID).Kind)
	case indicators.ByOrganisation:
		return houseName(st.organisation(id).Kind)
	}
	return ""
}
