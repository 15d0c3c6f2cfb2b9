// Package people holds persons, organisations, teams and roles, and is the one
// place that says who may do what. It knows no window and no database.
package people

import "time"

// OrganisationKind tells the client's own staff from a vendor's.
type OrganisationKind string

// The kinds of organisation (自有, 外包).
const (
	InHouse OrganisationKind = "in-house"
	Vendor  OrganisationKind = "vendor"
)

// Organisation employs people and takes calls.
type Organisation struct {
	ID   string
	Name string
	Kind OrganisationKind
}

// Team (班组) is a group of people of one organisation with a supervisor.
type Team struct {
	ID             string
	OrganisationID string
	Name           string
}

// Person is somebody who works with Shifu or whose calls are kept in it.
type Person struct {
	ID             string
	OrganisationID string
	TeamID         string // empty: none
	Login          string // empty: has no access to the window
	Name           string
	StaffNumber    string
	Roles          []Role
	Granted        []Right // beyond what the roles give
	Withdrawn      []Right // taken away although a role gives them
	ManagerID      string  // empty: none
	MentorID       string  // empty: none
	JoinedAt       time.Time
	LeftAt         time.Time // zero: still here
	ConfidentialAt time.Time // when the confidentiality statement was confirmed; zero: never
	HasPassword    bool
}

// Left reports whether the person has left by now.
func (p Person) Left(now time.Time) bool { return !p.LeftAt.IsZero() && !now.Before(p.LeftAt) }

// Has reports whether the person holds role r.
func (p Person) Has(r Role) bool {
	for _, own := range p.Roles {
		if own == r {
			return true
		}
	}
	return false
}
