// Package retrain is retraining until pass (补训): who fails an exam studies
// what they did not know, is let in to a fresh paper once the gate is met, goes
// off duty after too many failures, and comes back when they have passed. A
// case is what happened to it: every step with its time and its person, as
// evidence for both parties.
package retrain

import (
	"slices"
	"time"

	"shifu/internal/people"
)

// State says where a case stands.
type State string

// The states. Before its first event a case has none.
const (
	Studying  State = "studying"  // failed, no resit planned
	Scheduled State = "scheduled" // a resit is planned
	Sitting   State = "sitting"   // it is being sat, or waits for its mark
	Done      State = "passed"
	Ended     State = "ended" // closed by a trainer without a pass
)

// States lists the states in the order in which screens show them.
var States = []State{Studying, Scheduled, Sitting, Done, Ended}

// Open reports whether something is still to happen.
func (s State) Open() bool { return s == Studying || s == Scheduled || s == Sitting }

// Case is one person's way back to passing one exam. It changes by events only.
type Case struct {
	ID       string
	ExamID   string
	PersonID string

	State     State
	Fails     int // sittings failed
	OffDuty   bool
	MentorID  string
	Waived    bool // the gate of the next sitting
	AttemptID string
	Attempts  []string // all sittings, the first first

	OpenedAt time.Time // the first failure
	FailedAt time.Time // the last one
	ResitAt  time.Time // zero: not planned
	ResitIn  string    // the exam that is sat then: this one, or one for resits
	ClosedAt time.Time // passed or ended

	Points, Most float64 // of the last marked sitting
	Weak         []Weak
	Set          Set
	Events       []Event
}

// CoolUntil is when the cool-down ends.
func (c *Case) CoolUntil(r Rules) time.Time { return c.FailedAt.Add(r.CoolDown) }

// Planned is the time for which recall is predicted: the planned resit, or the
// first moment at which there could be one.
func (c *Case) Planned(r Rules, now time.Time) time.Time {
	at := c.ResitAt
	for _, t := range []time.Time{now, c.CoolUntil(r)} {
		if c.ResitAt.IsZero() && t.After(at) {
			at = t
		}
	}
	return at
}

// Noted reports whether a party has taken note of the report.
func (c *Case) Noted(organisationID string) bool {
	return slices.ContainsFunc(c.Events, func(e Event) bool { return e.Deed == Noted && e.OrganisationID == organisationID })
}

func (c *Case) last() time.Time {
	if len(c.Events) == 0 {
		return time.Time{}
	}
	return c.Events[len(c.Events)-1].At
}

// MayNote tells who takes note of the report on a person: the client, and a
// supervisor or trainer of the person's organisation.
func MayNote(by people.Actor, organisationID string) bool {
	return by.Kind == people.InHouse && by.Has(people.Client) ||
		by.OrganisationID == organisationID && (by.Has(people.Supervisor) || by.Has(people.Trainer))
}
