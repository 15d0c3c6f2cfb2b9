package indicators

import (
	"context"

	"shifu/internal/people"
)

// Group says what sums are told apart by.
type Group string

// The groups.
const (
	Everybody      Group = ""
	ByPerson       Group = "person"
	ByTeam         Group = "team"
	ByOrganisation Group = "organisation"
	ByProject      Group = "project"
	ByHouse        Group = "house" // in-house or vendor
)

// Question asks for sums: over which periods, told apart by what, of whom.
// Empty filters do not narrow.
type Question struct {
	Periods         []Period // in order, not overlapping
	By              Group
	PersonIDs       []string
	TeamIDs         []string
	OrganisationIDs []string
	Projects        []string
	Kind            people.OrganisationKind
}

// Line is the sum of one group in one period. Groups and periods without
// figures have no line.
type Line struct {
	Group  string // ID of the person, team or organisation; the project; the kind of organisation
	Period int    // index in the question's Periods
	Sums   Sums
}

// Find narrows lists; zero fields do not narrow.
type Find struct {
	Period          Period // zero: always
	PersonIDs       []string
	TeamIDs         []string
	OrganisationIDs []string // of the people at that time, in a team or not
	Project         string
	BadOnly         bool // upheld or open complaints; work orders that are faulty or were told to be
}

// Keeper reads figures. Every method keeps to the actor's scope: agents see
// themselves, a vendor's people their own organisation.
type Keeper interface {
	// Sums answers a question. Contests, goals and the ability sheet ask the
	// same way: by person and period.
	Sums(ctx context.Context, by people.Actor, q Question) ([]Line, error)
	// Extent is the period from the first to the last day with figures; empty if there are none.
	Extent(ctx context.Context, by people.Actor) (Period, error)
	// Projects returns the projects that have figures or shifts, by name.
	Projects(ctx context.Context, by people.Actor) ([]string, error)
	// Shifts returns those that begin within the period, by start.
	Shifts(ctx context.Context, by people.Actor, f Find) ([]Shift, error)
	// Complaints and WorkOrders return the newest first, at most limit.
	Complaints(ctx context.Context, by people.Actor, f Find, limit int) ([]Complaint, error)
	WorkOrders(ctx context.Context, by people.Actor, f Find, limit int) ([]Order, error)
}

// Aims keeps what is to be reached, and the rhythm of the shifts.
type Aims interface {
	Targets(ctx context.Context, by people.Actor) (Targets, error)
	// SetTarget adds a target, or changes the one that begins on the same day. The right KeepFigures is needed.
	SetTarget(ctx context.Context, by people.Actor, t Target) error
	Cycle(ctx context.Context, by people.Actor) (Cycle, error)
	SetCycle(ctx context.Context, by people.Actor, c Cycle) error
}

// Intake takes figures in. The right KeepFigures is needed; nobody of a vendor
// can hold it.
type Intake interface {
	// Import keeps all rows of a batch or none, in place of those of the same
	// kind, source and days. A fact that another source has told already is a Conflict.
	Import(ctx context.Context, by people.Actor, b Batch) (Taken, error)
	// Replaces counts the rows that an import of these days would replace.
	Replaces(ctx context.Context, by people.Actor, k Kind, source string, days []Date) (int, error)
	// Sources returns the columns remembered for each source of a kind, by source.
	Sources(ctx context.Context, by people.Actor, k Kind) (map[string]map[string]string, error)
}

// Corrections put right what an imported list tells. The right KeepFigures is
// needed, and a reason; the audit log keeps both verdicts. An import of the
// same rows later leaves the correction, unless the table tells something new.
type Corrections interface {
	// CorrectComplaint sets the outcome of a complaint.
	CorrectComplaint(ctx context.Context, by people.Actor, id string, o Outcome, why string) error
	// CorrectOrder sets whether a work order is faulty.
	CorrectOrder(ctx context.Context, by people.Actor, id string, faulty bool, why string) error
}
