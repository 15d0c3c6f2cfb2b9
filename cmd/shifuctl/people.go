package main

import (
	"fmt"
	"io"
	"strings"

	"shifu/internal/people"
	"shifu/store"
)

type peopleCmd struct {
	List peopleListCmd `cmd:"" help:"Persons within one's scope."`
}

type peopleListCmd struct {
	place
	Text string `help:"Part of a name, staff number or login."`
}

// person is a row of `shifuctl people list --json`.
type person struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	StaffNumber  string   `json:"staff_number"`
	Organisation string   `json:"organisation"`
	Login        string   `json:"login"`
	Roles        []string `json:"roles"`
}

// Run lists persons.
func (c peopleListCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		orgs, err := ws.People().Organisations(d, by)
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, o := range orgs {
			names[o.ID] = o.Name
		}
		ps, err := ws.People().Persons(d, by, people.Find{Text: c.Text})
		if err != nil {
			return err
		}
		rows := make([]person, len(ps))
		for i, p := range ps {
			rows[i] = person{p.ID, p.Name, p.StaffNumber, names[p.OrganisationID], p.Login, roles(p)}
		}
		return d.print(rows, func(out io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.StaffNumber, r.Organisation, r.Login, strings.Join(r.Roles, " "))
			}
		})
	})
}

func roles(p people.Person) []string {
	out := []string{}
	for _, r := range p.Roles {
		out = append(out, string(r))
	}
	return out
}
