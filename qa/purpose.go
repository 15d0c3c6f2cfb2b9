package qa

import (
	"shifu/internal/fault"
	"shifu/internal/people"
)

// Purpose says what an evaluation counts for.
type Purpose string

// The purposes. Only Ordinary ones enter averages.
const (
	Ordinary Purpose = "ordinary"
	Double   Purpose = "double"  // a second reviewer scores the same call blind
	Self     Purpose = "self"    // by the agent
	Joint    Purpose = "joint"   // by mentor and mentee together
	Session  Purpose = "session" // by a participant of a calibration session, blind; agents never see it
	Rescore  Purpose = "rescore" // blind, by who decides an appeal
)

// Start says which evaluation is begun, and what for.
type Start struct {
	CallID    string
	VersionID string  // of the rubric
	Purpose   Purpose // empty: Ordinary
	For       string  // ID of the calibration session or the appeal that it belongs to; empty: none
}

// ByRight tells the purposes for which one needs the right to score calls; the
// others belong to whoever the call concerns.
func (p Purpose) ByRight() bool { return p != Self && p != Joint }

// MayBegin returns nil if by may begin an evaluation of agent's call for p: the
// agent alone a self-evaluation, the mentor alone a joint one, everybody else
// as MayScore says.
func MayBegin(by people.Actor, agent people.Person, p Purpose, allowance string) error {
	concerned := func(id, key string) error {
		if by.PersonID != "" && by.PersonID == id {
			return nil
		}
		return fault.New(fault.Forbidden, key, nil)
	}
	switch p {
	case Self:
		return concerned(agent.ID, "A self-evaluation is written by the agent whose call it is.")
	case Joint:
		return concerned(agent.MentorID, "A joint evaluation is written by the mentor of the agent whose call it is.")
	}
	return MayScore(by, agent, allowance)
}

// MayWrite returns nil if by may write into e: only its reviewer may.
func MayWrite(by people.Actor, e Evaluation) error {
	if e.ReviewerID != by.PersonID {
		return fault.New(fault.Forbidden, "This is the evaluation of {{.Name}}. Only its reviewer can write it.", fault.Values{"Name": e.ReviewerName})
	}
	if !e.Purpose.ByRight() {
		return nil
	}
	return by.Require(people.ScoreCalls)
}

// MayScore returns nil if reviewer may score a call taken by agent: nobody
// scores themselves, their mentee or their direct report unless a lead allowed
// it for the case, in writing (allowance not empty).
func MayScore(reviewer people.Actor, agent people.Person, allowance string) error {
	if err := reviewer.Require(people.ScoreCalls); err != nil {
		return err
	}
	if agent.ID == "" || allowance != "" {
		return nil
	}
	switch reviewer.PersonID {
	case agent.ID:
		return fault.New(fault.Forbidden, "This is your own call. Somebody else must score it.", nil)
	case agent.MentorID:
		return fault.New(fault.Forbidden, "{{.Agent}} is your mentee. Somebody else must score this call.", fault.Values{"Agent": agent.Name})
	case agent.ManagerID:
		return fault.New(fault.Forbidden, "{{.Agent}} reports to you. Somebody else must score this call.", fault.Values{"Agent": agent.Name})
	}
	return nil
}
