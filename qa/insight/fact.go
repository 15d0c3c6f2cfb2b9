// Package insight turns many evaluations into the figures that people look at:
// trends, accuracies, where points are lost, how severe reviewers are, how
// appeals end. It sees evaluations as plain facts, one for each evaluation in
// force; every figure carries its n, and an interval where one is defined.
package insight

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"shifu/qa"
	"shifu/qa/score"
)

// Fact is what figures need of one evaluation: its edition in force, of
// purpose Ordinary.
type Fact struct {
	Key            [16]byte // the evaluation's ID, a UUID
	At             time.Time
	AgentID        string
	AgentName      string
	TeamID         string
	OrganisationID string
	ReviewerID     string
	ReviewerName   string
	Project        string
	BusinessLine   string
	Form           *Form
	State          qa.State
	Steps          Steps // passed so far, by any edition
	Risk           bool  // drawn for a risk; everything else may stand in averages together
	FailAll        bool
	Scored         bool
	Final          float64 // 0…100, where Scored
	Classes        [4]score.Tally
	Answers        []Answer
}

// Form is what a fact tells of the rubric version it was scored with.
type Form struct {
	VersionID, RubricID string
	Refs                []string // of the questions that can carry a score
}

// Answer is a scored answer.
type Answer struct {
	Question int     // index in Form.Refs
	Credit   float64 // s, 0…1
	Lost     float64 // points of the 100
}

// Steps are the states that an evaluation has passed.
type Steps uint8

// The steps of the way to the agent and back.
const (
	WasReleased Steps = 1 << iota
	WasAcknowledged
	WasAppealed
	WasUpheld
	WasRevised
)

// StepOf is what an evaluation in state s has passed at least.
func StepOf(s qa.State) Steps {
	switch s {
	case qa.Released, qa.Closed:
		return WasReleased
	case qa.Acknowledged:
		return WasReleased | WasAcknowledged
	case qa.Appealed, qa.InReview:
		return WasReleased | WasAppealed
	case qa.Upheld:
		return WasReleased | WasAppealed | WasUpheld
	case qa.Revised:
		return WasReleased | WasAppealed | WasRevised
	}
	return 0
}

// ID is that of the evaluation.
func (f *Fact) ID() string { return uuid.UUID(f.Key).String() }

// Erred reports whether there is an error of class c.
func (f *Fact) Erred(c qa.Class) bool {
	i := slices.Index(qa.Classes[:], c)
	return i >= 0 && !f.Classes[i].Clean()
}

// Critical reports whether there is an error of one of the critical classes.
func (f *Fact) Critical() bool {
	for i, c := range qa.Classes {
		if c != qa.ClassNonCritical && !f.Classes[i].Clean() {
			return true
		}
	}
	return false
}

// Lost reports whether points were lost on the question ref.
func (f *Fact) Lost(ref string) bool {
	return slices.ContainsFunc(f.Answers, func(a Answer) bool { return a.Credit < 1 && f.Form.Refs[a.Question] == ref })
}

// Passes reports whether a fact is among those that find names. CallID and IDs
// are not known to facts: whoever keeps them looks at those.
func Passes(find *qa.Find, f *Fact) bool {
	for _, c := range [...]struct{ want, have string }{{find.AgentID, f.AgentID}, {find.TeamID, f.TeamID}, {find.OrganisationID, f.OrganisationID},
		{find.ReviewerID, f.ReviewerID}, {find.Project, f.Project}, {find.BusinessLine, f.BusinessLine}, {find.RubricID, f.Form.RubricID}} {
		if c.want != "" && c.want != c.have {
			return false
		}
	}
	if find.Sample != "" && f.Risk != (find.Sample == qa.RiskSample) {
		return false
	}
	if !find.From.IsZero() && f.At.Before(find.From) || !find.Until.IsZero() && !f.At.Before(find.Until) {
		return false
	}
	return len(find.States) == 0 && find.About == (qa.About{}) || passesAbout(find, f)
}

// passesAbout looks at what few questions ask for.
func passesAbout(find *qa.Find, f *Fact) bool {
	a := find.About
	switch {
	case len(find.States) > 0 && !slices.Contains(find.States, f.State),
		a.Critical && !f.Critical(),
		a.FailAll && !f.FailAll,
		a.Class != "" && !f.Erred(a.Class),
		a.Passed != "" && StepOf(a.Passed)&^f.Steps != 0,
		a.Ref != "" && !f.Lost(a.Ref):
		return false
	}
	return true
}
