package people

import (
	"slices"
	"strings"

	"shifu/internal/fault"
)

// Actor is a person at work: who asks, from which organisation, and with which
// rights. Every use of a Keeper names its actor.
type Actor struct {
	PersonID       string
	Name           string
	Login          string
	OrganisationID string
	TeamID         string
	Kind           OrganisationKind
	Roles          []Role
	rights         []Right
	confidential   bool
}

// As returns p as an actor of an organisation of kind k.
func As(p Person, k OrganisationKind) Actor {
	a := Actor{PersonID: p.ID, Name: p.Name, Login: p.Login, OrganisationID: p.OrganisationID, TeamID: p.TeamID,
		Kind: k, Roles: slices.Clone(p.Roles), confidential: k != Vendor || !p.ConfidentialAt.IsZero()}
	for _, r := range p.Roles {
		a.rights = append(a.rights, GivenBy(r, k)...)
	}
	for _, r := range p.Granted {
		if Grantable(r, k) {
			a.rights = append(a.rights, r)
		}
	}
	a.rights = slices.DeleteFunc(a.rights, func(r Right) bool { return slices.Contains(p.Withdrawn, r) })
	return a
}

// Program is Shifu itself at work where no person asks: first run, migration, demo.
func Program() Actor {
	return Actor{Name: "Shifu", Kind: InHouse, rights: slices.Clone(Rights), confidential: true}
}

// May reports whether the actor holds right r.
func (a Actor) May(r Right) bool { return slices.Contains(a.rights, r) }

// Has reports whether the actor holds role r.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Confidential reports whether the actor may open calls: in-house people may,
// a vendor's person after confirming the confidentiality statement.
func (a Actor) Confidential() bool { return a.confidential }

// Require returns nil if the actor holds right r, and a Forbidden fault otherwise.
func (a Actor) Require(r Right) error {
	if a.May(r) {
		return nil
	}
	return fault.New(fault.Forbidden, "You may not do this: the right {{.Right}} is missing. An administrator can grant it.",
		fault.Values{"Right": string(r)})
}

// SignsAs refuses a typed name that is not the actor's own: it is what they sign with.
func (a Actor) SignsAs(typed string) error {
	if strings.Join(strings.Fields(typed), " ") != strings.Join(strings.Fields(a.Name), " ") {
		return fault.New(fault.Invalid, "Type your name as it stands here: {{.Name}}.", fault.Values{"Name": a.Name})
	}
	return nil
}

// RequireConfidential returns a Forbidden fault until the confidentiality statement is confirmed.
func (a Actor) RequireConfidential() error {
	if a.confidential {
		return nil
	}
	return fault.New(fault.Forbidden, "Confirm the confidentiality statement before you open a call.", nil)
}

// Scope is what an actor's questions may return: everything, one
// organisation, or only what concerns one person.
type Scope struct {
	All            bool
	OrganisationID string
	PersonID       string // set: only this person's own calls and scores
}

// Scope returns the widest scope of the actor.
func (a Actor) Scope() Scope {
	s := Scope{OrganisationID: a.OrganisationID}
	switch {
	case a.May(SeeAllCompanies):
		s.All = true
	case !a.May(SeeCalls) && !a.May(KeepPeople):
		s.PersonID = a.PersonID
	}
	return s
}

// Sees reports whether the scope holds something of organisation org that
// concerns person (empty: no person in particular).
func (s Scope) Sees(org, person string) bool {
	if s.All {
		return true
	}
	return org == s.OrganisationID && (s.PersonID == "" || s.PersonID == person)
}
