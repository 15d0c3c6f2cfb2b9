package certificate

import (
	"context"

	"shifu/internal/people"
)

// Reader shows certificates. Every method keeps to the actor's scope: agents
// see their own, a vendor's people those of their organisation.
type Reader interface {
	// Programmes returns those that may concern people in scope, retired ones last.
	Programmes(ctx context.Context, by people.Actor) ([]Programme, error)
	// Holdings returns who is on the way to which certificate or holds it, with
	// the whole history, by person.
	Holdings(ctx context.Context, by people.Actor, f Find) ([]Holding, error)
	// Certificate returns the holding to which a certificate belongs.
	Certificate(ctx context.Context, by people.Actor, number string) (Holding, error)
	// Rates returns the certified rate by organisation on each of the days: see
	// Rate. The right SeeCalls is needed.
	Rates(ctx context.Context, by people.Actor, days []Day, skill string) ([]Line, error)
}

// Keeper keeps certificates. The right KeepCertificates is needed; nobody of a
// vendor can hold it.
type Keeper interface {
	// SaveProgramme adds (empty ID) or changes a programme and returns its ID.
	// What was issued stays as it is.
	SaveProgramme(ctx context.Context, by people.Actor, p Programme) (string, error)
	// Retire ends a programme: it is asked of nobody any more from today on, what
	// was issued stays.
	Retire(ctx context.Context, by people.Actor, id, why string) error
	// Assign asks a certificate of persons, by a day (0: none), and returns of how
	// many it was not asked before. Who has passed the exams has it at once.
	Assign(ctx context.Context, by people.Actor, programmeID string, personIDs []string, due Day) (int, error)
	// Release asks it of a person no more from today on.
	Release(ctx context.Context, by people.Actor, holdingID, why string) error
	// Issue issues a certificate by hand, earned on that day, and returns its number.
	Issue(ctx context.Context, by people.Actor, programmeID, personID string, completed Day, why string) (string, error)
	// Suspend lets a valid certificate not count from today on; Lift ends that.
	Suspend(ctx context.Context, by people.Actor, holdingID, why string) error
	Lift(ctx context.Context, by people.Actor, holdingID, why string) error
	// Settle takes a doubt away: the certificate stands, for the reason given.
	Settle(ctx context.Context, by people.Actor, number, why string) error
	// Exams returns the exams that can earn a certificate, the newest first.
	Exams(ctx context.Context, by people.Actor) ([]Exam, error)
}

// Find narrows holdings; zero fields do not narrow.
type Find struct {
	PersonIDs   []string
	ProgrammeID string
	WithLeft    bool // persons who have left too
}

// Line is the certified rate of one organisation over days.
type Line struct {
	OrganisationID string
	Name           string
	Shares         []Share // one for each day asked for
}

// Exam is an exam that can earn a certificate.
type Exam struct{ ID, Name string }
