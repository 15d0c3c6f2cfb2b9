package people

import (
	"context"
	"time"
)

// Keeper keeps organisations, teams and persons. Every method is a whole use in
// one transaction, refuses what the actor may not do (Forbidden), and answers
// NotFound for what is outside the actor's scope.
type Keeper interface {
	Organisations(ctx context.Context, by Actor) ([]Organisation, error)
	Teams(ctx context.Context, by Actor) ([]Team, error)
	// Persons returns those in the actor's scope, by organisation, team, name.
	Persons(ctx context.Context, by Actor, find Find) ([]Person, error)
	Person(ctx context.Context, by Actor, id string) (Person, error)
	// SaveOrganisation, SaveTeam and SavePerson add (empty ID) or change, and return the ID.
	SaveOrganisation(ctx context.Context, by Actor, o Organisation) (string, error)
	SaveTeam(ctx context.Context, by Actor, t Team) (string, error)
	SavePerson(ctx context.Context, by Actor, p Person) (string, error)
	// AddPersons adds many at once, all or none; a fault names the line.
	AddPersons(ctx context.Context, by Actor, ps []Person) error
	// Leave records that a person leaves at when, and withdraws access from then on.
	Leave(ctx context.Context, by Actor, id string, when time.Time) error
}

// Find narrows a list of persons; zero fields do not narrow.
type Find struct {
	Text           string // part of name, staff number or login
	OrganisationID string
	TeamID         string
	Role           Role
	WithLeft       bool // also those who have left
}

// Door lets people in.
type Door interface {
	// SignIn returns the person as an actor if the password fits. A person
	// without a password is let in only while the workspace has one person with access.
	SignIn(ctx context.Context, login, password string) (Actor, error)
	// SetPassword changes a password: one's own with the old one, another's with the right KeepPeople.
	SetPassword(ctx context.Context, by Actor, personID, old, new string) error
	// Confirm records that the actor confirmed the confidentiality statement and returns the actor anew.
	Confirm(ctx context.Context, by Actor) (Actor, error)
	// Logins returns the logins that can be offered, and whether a password is asked at all.
	Logins(ctx context.Context) (logins []string, open bool, err error)
}
