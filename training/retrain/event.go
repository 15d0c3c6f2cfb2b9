package retrain

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
)

// Deed is what happened in a case.
type Deed string

// The deeds. OffDuty and BackOnDuty follow by themselves.
const (
	Sat        Deed = "sat"    // a sitting began
	Failed     Deed = "failed" // its mark is known, or a changed key made it so
	Passed     Deed = "passed"
	Voided     Deed = "voided"  // the sitting counts for nothing
	Planned    Deed = "planned" // a resit
	Unplanned  Deed = "unplanned"
	Waived     Deed = "waived" // a trainer opens the gate
	Mentored   Deed = "mentored"
	OffDuty    Deed = "off-duty"
	BackOnDuty Deed = "back-on-duty"
	Noted      Deed = "noted" // a party has read the report
	Closed     Deed = "closed"
)

// Event is one step of a case.
type Event struct {
	Deed           Deed      `json:"deed"`
	At             time.Time `json:"at"`
	By             string    `json:"by,omitempty"` // a person; empty: Shifu itself
	AttemptID      string    `json:"attempt_id,omitempty"`
	Points         float64   `json:"points,omitempty"`
	Most           float64   `json:"most,omitempty"`
	Weak           []Weak    `json:"weak,omitempty"`
	Set            Set       `json:"set,omitzero"`
	For            time.Time `json:"for,omitzero"` // when the resit is
	Why            string    `json:"why,omitempty"`
	MentorID       string    `json:"mentor_id,omitempty"`
	ExamID         string    `json:"exam_id,omitempty"` // of a planned resit, or of a sitting
	Brought        bool      `json:"brought,omitempty"` // a sitting on paper that a trainer brought in
	OrganisationID string    `json:"organisation_id,omitempty"`
	Gate           *Gate     `json:"gate,omitempty"` // as it stood when the sitting began
}

// Take does what an event says, with what follows from it by the rules. A
// Conflict or Invalid fault says why it can't be done; then nothing is changed.
func (c *Case) Take(e Event, r Rules) error {
	if e.Why = strings.TrimSpace(e.Why); e.At.Before(c.last()) {
		e.At = c.last() // a clock that was set back does not turn steps round
	}
	if err := c.may(e, r); err != nil {
		return err
	}
	c.Again(e)
	switch {
	case c.State == Studying && c.Fails >= r.Fails && !c.OffDuty:
		c.Again(Event{Deed: OffDuty, At: e.At})
	case !c.State.Open() && c.OffDuty:
		c.Again(Event{Deed: BackOnDuty, At: e.At})
	}
	return nil
}

func refuse(key string, v fault.Values) error { return fault.New(fault.Conflict, key, v) }

var errClosed = fault.New(fault.Conflict, "This case is closed.", nil)

// may says what stands against an event.
func (c *Case) may(e Event, r Rules) error {
	switch e.Deed {
	case Sat:
		return c.maySit(e, r)
	case Failed, Passed, Voided:
		return c.mayEnd(e)
	case OffDuty, BackOnDuty:
		return refuse("Going off duty and back follows from the marks.", nil)
	}
	if !c.State.Open() {
		return errClosed
	}
	switch e.Deed {
	case Planned:
		return c.mayPlan(e, r)
	case Unplanned:
		if c.State != Scheduled {
			return refuse("No resit is planned.", nil)
		}
		return needsWhy(e)
	case Waived:
		return c.mayWaive(e)
	case Mentored:
		if e.MentorID == "" || e.MentorID == c.PersonID {
			return fault.New(fault.Invalid, "Choose a mentor: somebody else than the person.", nil)
		}
		return nil
	case Noted:
		if !c.OffDuty || c.Noted(e.OrganisationID) {
			return refuse("There is no report to take note of.", nil)
		}
		return nil
	case Closed:
		if c.State == Sitting {
			return refuse("The resit is being sat or marked. Wait for its mark.", nil)
		}
		return needsWhy(e)
	}
	return fault.New(fault.Invalid, "Nothing of the kind {{.Have}} can happen in a case.", fault.Values{"Have": string(e.Deed)})
}

func needsWhy(e Event) error {
	if e.Why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return nil
}

func (c *Case) maySit(e Event, r Rules) error {
	switch {
	case c.State == "":
		return nil
	case !c.State.Open():
		return errClosed
	case c.State == Sitting:
		return refuse("A sitting is under way.", nil)
	case e.Brought:
		return nil // it has been: whoever brought it in let the person in
	case c.State == Studying || c.ResitIn != e.ExamID:
		return refuse("No resit is planned yet. Study what is missing; your trainer plans the resit.", nil)
	case e.At.Before(c.ResitAt):
		return refuse("The resit is planned for {{.Time}}.", fault.Values{"Time": clockText(c.ResitAt)})
	case c.Waived:
		return nil
	case e.Gate == nil:
		return refuse("The gate was not looked at.", nil)
	}
	return e.Gate.Stands()
}

// mayEnd: a mark ends the sitting that runs. Later a changed key may still
// turn a failure into a pass, and the pass that closed the case into a failure.
func (c *Case) mayEnd(e Event) error {
	known := slices.Contains(c.Attempts, e.AttemptID)
	switch {
	case c.State == Sitting && e.AttemptID == c.AttemptID:
		return nil
	case e.Deed == Passed && c.State.Open() && known,
		e.Deed == Failed && c.State == Done && e.AttemptID == c.AttemptID,
		e.Deed == Failed && (c.State == Studying || c.State == Scheduled) && e.AttemptID == c.AttemptID:
		return nil
	}
	return refuse("This attempt does not decide the case.", nil)
}

func (c *Case) mayPlan(e Event, r Rules) error {
	until := c.CoolUntil(r)
	switch {
	case c.State == Sitting:
		return refuse("The resit is being sat or marked. Wait for its mark.", nil)
	case c.OffDuty && c.MentorID == "":
		return refuse("Assign a mentor first: the person is off duty.", nil)
	case !e.For.After(e.At):
		return fault.New(fault.Invalid, "The resit lies in the past. Choose a later time.", nil)
	case e.For.Before(until) && !c.Waived:
		return refuse("The cool-down lasts until {{.Time}}. Plan the resit after it.", fault.Values{"Time": clockText(until)})
	}
	return nil
}

func (c *Case) mayWaive(e Event) error {
	switch {
	case c.State == Sitting:
		return refuse("The resit is being sat or marked. Wait for its mark.", nil)
	case e.By == c.PersonID:
		return fault.New(fault.Forbidden, "Nobody opens the gate for themselves.", nil)
	case c.Waived:
		return refuse("The gate is open already.", nil)
	}
	return needsWhy(e)
}

func clockText(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// Again does an event that was kept: it was allowed then. It is how a case
// comes back.
func (c *Case) Again(e Event) {
	switch e.Deed {
	case Sat:
		c.State, c.AttemptID, c.ResitAt = Sitting, e.AttemptID, time.Time{}
		c.Attempts = append(c.Attempts, e.AttemptID)
	case Failed:
		c.fail(e)
	case Passed:
		c.State, c.ClosedAt, c.AttemptID = Done, e.At, e.AttemptID
		c.Points, c.Most, c.Waived, c.ResitAt = e.Points, e.Most, false, time.Time{}
	case Voided:
		c.State, c.Waived = Studying, false
	case Planned:
		c.State, c.ResitAt, c.ResitIn = Scheduled, e.For, e.ExamID
	case Unplanned:
		c.State, c.ResitAt = Studying, time.Time{}
	case Waived:
		c.Waived = true
	case Mentored:
		c.MentorID = e.MentorID
	case OffDuty, BackOnDuty:
		c.OffDuty = e.Deed == OffDuty
	case Closed:
		c.State, c.ClosedAt, c.ResitAt = Ended, e.At, time.Time{}
	}
	c.Events = append(c.Events, e)
}

// fail counts a failure, unless the sitting had failed before: marks that change,
// even to a pass and back, make no further failure of it.
func (c *Case) fail(e Event) {
	c.Points, c.Most, c.Weak, c.Set = e.Points, e.Most, e.Weak, e.Set
	if c.State == Studying || c.State == Scheduled {
		return
	}
	if !slices.ContainsFunc(c.Events, func(was Event) bool { return was.Deed == Failed && was.AttemptID == e.AttemptID }) {
		c.Fails++
	}
	if c.OpenedAt.IsZero() {
		c.OpenedAt = e.At
	}
	c.State, c.FailedAt, c.ClosedAt, c.Waived = Studying, e.At, time.Time{}, false
}
