package demo

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/people"
)

//go:embed cast.yaml
var castFile []byte

// Offered are the logins to try first, one for each job and one of a vendor.
var Offered = []string{"heshuangjiang", "wuqinghe", "wenqiufen", "xumangzhong", "shaomengchun", "guzhongxia", "liangdongcang", "jialichun"}

// Password is the password of everybody in the demo workspace who can sign in.
const Password = "shifu-demo"

// castUnit is an organisation as cast.yaml writes it.
type castUnit struct {
	Name  string     `yaml:"name"`
	Kind  string     `yaml:"kind"`
	Staff []castRow  `yaml:"staff"` // outside teams
	Teams []castTeam `yaml:"teams"`
}

type castTeam struct {
	Name  string    `yaml:"name"`
	Staff []castRow `yaml:"staff"`
}

// castRow is a person, and what the demo makes of them.
type castRow struct {
	Name        string        `yaml:"name"`
	Number      string        `yaml:"number"`
	Login       string        `yaml:"login"`
	Roles       []people.Role `yaml:"roles"` // empty: agent
	Manager     string        `yaml:"manager"`
	Mentor      string        `yaml:"mentor"`
	Months      int           `yaml:"months"` // since joining
	Leaves      int           `yaml:"leaves"` // days from today; 0: stays
	Unconfirmed bool          `yaml:"unconfirmed"`
	Skill       float64       `yaml:"skill"`    // 0 is ordinary, 1 is good, -1 is weak
	Trend       float64       `yaml:"trend"`    // what is added over the twelve months
	Severity    float64       `yaml:"severity"` // of a reviewer
	unit, team  string
}

// cast is everybody, once kept.
type cast struct {
	rows   []castRow
	kinds  map[string]people.OrganisationKind // by organisation ID
	people map[string]people.Person           // by name
	traits map[string]castRow                 // by name
	teams  map[string]string                  // ID by name
}

func (c *cast) person(name string) people.Person { return c.people[name] }

// as returns the person of that name as an actor who confirmed the
// confidentiality statement if they have.
func (c *cast) as(name string) people.Actor {
	p := c.people[name]
	return people.As(p, c.kinds[p.OrganisationID])
}

func (c *cast) with(r people.Role) []castRow {
	var out []castRow
	for _, row := range c.rows {
		if c.people[row.Name].Has(r) {
			out = append(out, row)
		}
	}
	return out
}

// addPeople keeps the organisations, teams and persons of cast.yaml.
func (m *maker) addPeople(ctx context.Context) error {
	var units []castUnit
	if err := yaml.UnmarshalWithOptions(castFile, &units, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the cast: %w", err)
	}
	m.cast = &cast{kinds: map[string]people.OrganisationKind{}, people: map[string]people.Person{}, traits: map[string]castRow{}, teams: map[string]string{}}
	for _, u := range units {
		if err := m.addUnit(ctx, u); err != nil {
			return fmt.Errorf("adding %s: %w", u.Name, err)
		}
	}
	if err := m.relate(ctx); err != nil {
		return err
	}
	return m.openDoors(ctx)
}

func (m *maker) addUnit(ctx context.Context, u castUnit) error {
	kind := people.OrganisationKind(u.Kind)
	org, err := m.ws.People.SaveOrganisation(ctx, m.program, people.Organisation{Name: u.Name, Kind: kind})
	if err != nil {
		return err
	}
	m.cast.kinds[org] = kind
	for _, row := range u.Staff {
		if err := m.addPerson(ctx, row, org, ""); err != nil {
			return err
		}
	}
	for _, t := range u.Teams {
		team, err := m.ws.People.SaveTeam(ctx, m.program, people.Team{OrganisationID: org, Name: t.Name})
		if err != nil {
			return err
		}
		m.cast.teams[t.Name] = team
		for _, row := range t.Staff {
			if err := m.addPerson(ctx, row, org, team); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maker) addPerson(ctx context.Context, row castRow, org, team string) error {
	p := people.Person{OrganisationID: org, TeamID: team, Login: row.Login, Name: row.Name, StaffNumber: row.Number, Roles: row.Roles,
		JoinedAt: m.midnight(0).AddDate(0, -row.Months, 0).UTC()}
	if len(p.Roles) == 0 {
		p.Roles = []people.Role{people.Agent}
	}
	id, err := m.ws.People.SavePerson(ctx, m.program, p)
	if err != nil {
		return fmt.Errorf("adding %s: %w", row.Name, err)
	}
	p.ID, row.unit, row.team = id, org, team
	m.cast.rows = append(m.cast.rows, row)
	m.cast.people[row.Name], m.cast.traits[row.Name] = p, row
	m.step()
	return nil
}

// relate says who leads and who mentors whom, once all have an ID.
func (m *maker) relate(ctx context.Context) error {
	for _, row := range m.cast.rows {
		if row.Manager == "" && row.Mentor == "" {
			continue
		}
		p := m.cast.people[row.Name]
		p.ManagerID, p.MentorID = m.cast.people[row.Manager].ID, m.cast.people[row.Mentor].ID
		if _, err := m.ws.People.SavePerson(ctx, m.program, p); err != nil {
			return fmt.Errorf("relating %s: %w", row.Name, err)
		}
		m.cast.people[row.Name] = p
		m.step()
	}
	return nil
}

// openDoors sets passwords, and lets those of a vendor confirm the
// confidentiality statement on their first day.
func (m *maker) openDoors(ctx context.Context) error {
	for _, row := range m.cast.rows {
		p := m.cast.people[row.Name]
		if row.Login != "" {
			if err := m.ws.Door.SetPassword(ctx, m.program, p.ID, "", Password); err != nil {
				return fmt.Errorf("setting the password of %s: %w", row.Name, err)
			}
			m.step()
		}
		if m.cast.kinds[p.OrganisationID] != people.Vendor || row.Unconfirmed {
			continue
		}
		first := p.JoinedAt.Add(9 * time.Hour)
		if begin := m.beginning().Add(time.Hour); first.Before(begin) {
			first = begin
		}
		m.at(first, "confirming for "+row.Name, func(ctx context.Context) error { return m.confirm(ctx, row.Name) })
	}
	return nil
}

func (m *maker) confirm(ctx context.Context, name string) error {
	if _, err := m.ws.Door.Confirm(ctx, m.cast.as(name)); err != nil {
		return err
	}
	p := m.cast.people[name]
	p.ConfidentialAt = m.ws.Clock.Now()
	m.cast.people[name] = p
	return nil
}

// sayGoodbye records who leaves or has left; done last, since who has left
// can't act any more.
func (m *maker) sayGoodbye(ctx context.Context) error {
	for _, row := range m.cast.rows {
		if row.Leaves == 0 {
			continue
		}
		when := m.midnight(row.Leaves).Add(18 * time.Hour).UTC()
		if err := m.ws.People.Leave(ctx, m.program, m.cast.people[row.Name].ID, when); err != nil {
			return fmt.Errorf("leaving of %s: %w", row.Name, err)
		}
	}
	return nil
}
