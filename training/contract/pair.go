// Package contract holds who is mentor and mentee of whom (师徒) and what they
// agreed: the mentor contract (师徒合同) with goals, measures and duties, its
// versions, who signed which text, and objections.
//
// A running pair is read like this. Keeper.Pairs gives every Pair in the
// actor's scope. Pair.InForce is the contract that all parties have signed, nil
// without one; Pair.State(today) is Running while it lasts. Its Terms hold what
// the two work on:
//
//   - Goals: a Skill, from a Baseline to a Target, and the Source of measure (a
//     rubric question, a whole rubric, an exam, a certificate, an indicator),
//     whose Ref says which one;
//   - Measures: What is done, in which Rhythm, with which Evidence and Weight.
//     Terms.Dues tells by which days a measure is planned;
//   - SessionEvery and SessionMinutes: how often the two sit down, and how long.
//
// Goals and measures have an ID that stays the same over versions: sessions,
// evidence and progress hang on the pair's ID and on those.
package contract

import (
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Day is a day of the calendar where people work.
type Day = indicators.Date

// Side is one of the two people of a pair, as they were when it was written down.
type Side struct {
	PersonID       string                  `json:"person_id"`
	Name           string                  `json:"name"`
	StaffNumber    string                  `json:"staff_number"`
	OrganisationID string                  `json:"organisation_id"`
	Organisation   string                  `json:"organisation"`
	Kind           people.OrganisationKind `json:"kind"`
	Team           string                  `json:"-"`
	Left           bool                    `json:"-"` // has left the hotline by now
}

// Pair (师徒) is a mentor and a mentee.
type Pair struct {
	ID         string
	Mentor     Side
	Mentee     Side
	RoundID    string // of the pairing it came from; empty: made by hand
	MadeBy     string // name
	MadeAt     time.Time
	EndedAt    time.Time // zero: it was not broken off
	EndedBy    string    // name
	EndedWhy   string
	Versions   []Contract  // the newest first
	Objections []Objection // the newest first
}

// State says how far a pair is.
type State string

// The states of a pair: 待拟, 待签, 未到期, 进行中, 期满, 已解除.
const (
	Unwritten State = "unwritten" // no contract yet
	Signing   State = "signing"   // a contract waits for signatures, none is in force
	Ahead     State = "ahead"     // agreed, begins later
	Running   State = "running"
	Over      State = "over"  // its period has passed
	Ended     State = "ended" // it was broken off
)

// States lists them in the order in which screens show them.
var States = []State{Running, Signing, Unwritten, Ahead, Over, Ended}

// State is how far the pair is on a day.
func (p *Pair) State(d Day) State {
	c := p.InForce()
	switch {
	case !p.EndedAt.IsZero():
		return Ended
	case len(p.Versions) == 0:
		return Unwritten
	case c == nil:
		return Signing
	case d < c.Terms.Begins:
		return Ahead
	case d > c.Terms.Ends:
		return Over
	}
	return Running
}

// InForce is the newest version that all parties have signed, nil if there is none.
func (p *Pair) InForce() *Contract {
	i := slices.IndexFunc(p.Versions, func(c Contract) bool { return c.Signed() })
	if i < 0 {
		return nil
	}
	return &p.Versions[i]
}

// Newest is the version written last, nil if there is none.
func (p *Pair) Newest() *Contract {
	if len(p.Versions) == 0 {
		return nil
	}
	return &p.Versions[0]
}

// Pending is the newest version if somebody has still to sign it; nil otherwise.
func (p *Pair) Pending() *Contract {
	if c := p.Newest(); c != nil && !c.Signed() && p.EndedAt.IsZero() {
		return c
	}
	return nil
}

// Has reports whether somebody is one of the two.
func (p *Pair) Has(personID string) bool {
	return personID != "" && (p.Mentor.PersonID == personID || p.Mentee.PersonID == personID)
}

// Open reports whether the pair still binds its two people: it takes a place of
// the mentor, and its mentee needs no other one.
func (p *Pair) Open(d Day) bool { s := p.State(d); return s != Over && s != Ended }

// Objection (异议) is what a party says against the contract in its objection period.
type Objection struct {
	ID        string
	Number    int // of the version
	Party     Party
	By        string // name
	Why       string
	At        time.Time
	SettledAt time.Time // zero: open
	SettledBy string
	Answer    string
	Ends      bool // the answer: the pair was broken off
}

// Objection returns the one that is open, nil if there is none.
func (p *Pair) Objection() *Objection {
	i := slices.IndexFunc(p.Objections, func(o Objection) bool { return o.SettledAt.IsZero() })
	if i < 0 {
		return nil
	}
	return &p.Objections[i]
}
