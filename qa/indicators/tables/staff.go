package tables

import (
	"context"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// staff finds persons by what tables call them.
type staff struct {
	byNumber, byName map[string][]people.Person
	orgs             map[string]string // name → ID
}

func readStaff(ctx context.Context, by people.Actor, k people.Keeper) (*staff, error) {
	ps, err := k.Persons(ctx, by, people.Find{WithLeft: true})
	if err != nil {
		return nil, err
	}
	os, err := k.Organisations(ctx, by)
	if err != nil {
		return nil, err
	}
	s := &staff{byNumber: map[string][]people.Person{}, byName: map[string][]people.Person{}, orgs: map[string]string{}}
	for _, p := range ps {
		if p.StaffNumber != "" {
			s.byNumber[p.StaffNumber] = append(s.byNumber[p.StaffNumber], p)
		}
		s.byName[p.Name] = append(s.byName[p.Name], p)
	}
	for _, o := range os {
		s.orgs[o.Name] = o.ID
	}
	return s, nil
}

// find returns who is meant and how many could be: the staff number goes
// before the name, and an organisation (ID, may be empty) tells namesakes apart.
func (s *staff) find(number, name, org string) (indicators.Who, int) {
	fit := s.byName[name]
	if number != "" {
		fit = s.byNumber[number]
	}
	var who indicators.Who
	n := 0
	for _, p := range fit {
		if org == "" || p.OrganisationID == org {
			who = indicators.Who{PersonID: p.ID, OrganisationID: p.OrganisationID, TeamID: p.TeamID}
			n++
		}
	}
	return who, n
}
