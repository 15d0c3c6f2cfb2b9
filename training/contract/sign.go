package contract

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/proof"
)

// Party is a side that signs.
type Party string

// The parties. The two units are one where both people work for the same.
const (
	MentorParty Party = "mentor"
	MenteeParty Party = "mentee"
	Unit        Party = "unit"        // the mentee's organisation
	MentorUnit  Party = "mentor-unit" // the mentor's, if it is another one
)

// Contract is one version of what a pair agreed.
type Contract struct {
	PairID     string
	Number     int // of the version: 1, 2, 3 …
	Mentor     Side
	Mentee     Side
	Terms      Terms
	MadeBy     string // name
	MadeAt     time.Time
	Signatures []Signature
}

// Signature is one party's name under one version.
type Signature = proof.Signature[Party]

// Parties are those who sign, in their order.
func (c *Contract) Parties() []Party {
	if c.Mentor.OrganisationID != c.Mentee.OrganisationID {
		return []Party{MentorParty, MenteeParty, MentorUnit, Unit}
	}
	return []Party{MentorParty, MenteeParty, Unit}
}

// Canonical is the text that is signed: a line each, the same for the same
// contract, and different as soon as anything that was agreed changes.
func (c *Contract) Canonical() string {
	var b strings.Builder
	put := func(name string, values ...string) {
		for i, v := range values {
			values[i] = strconv.Quote(v)
		}
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(values, " "))
	}
	t := &c.Terms
	put("shifu mentor contract", "1")
	put("pair", c.PairID)
	put("version", strconv.Itoa(c.Number))
	for _, s := range []Side{c.Mentor, c.Mentee} {
		put("person", s.PersonID, s.Name, s.StaffNumber, s.OrganisationID, s.Organisation)
	}
	put("period", t.Begins.String(), t.Ends.String(), strconv.Itoa(t.Period))
	for _, g := range t.Goals {
		baseline := ""
		if g.Baseline != nil {
			baseline = number(*g.Baseline)
		}
		put("goal", g.ID, g.Skill, baseline, number(g.Target), string(g.Source.Kind), g.Source.Ref, g.Source.Name)
	}
	for _, m := range t.Measures {
		put("measure", m.ID, m.What, string(m.Rhythm), strconv.Itoa(m.Times), m.Evidence, strconv.Itoa(m.Weight))
	}
	put("sessions", strconv.Itoa(t.SessionEvery), strconv.Itoa(t.SessionMinutes))
	put("duties", t.MentorDuties, t.MenteeDuties)
	put("assessment", t.Assessment)
	put("reward", strconv.FormatInt(t.Allowance, 10), t.Reward)
	put("objection", strconv.Itoa(t.Objection))
	put("ending", t.Ending)
	put("change", t.Change)
	return b.String()
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Hash is the SHA-256 of the canonical text, in hexadecimal.
func (c *Contract) Hash() string { return proof.Hash(c.Canonical()) }

// SignedBy returns a party's signature, if it holds: its hash is that of the text.
func (c *Contract) SignedBy(p Party) (Signature, bool) {
	return proof.Of(c.Signatures, p, c.Hash())
}

// Signed reports whether all parties have signed this text.
func (c *Contract) Signed() bool { return len(c.Missing()) == 0 }

// Missing are the parties that have not signed this text.
func (c *Contract) Missing() []Party { return proof.Missing(c.Parties(), c.Signatures, c.Hash()) }

// Broken are the signatures that stand under another text than this one:
// somebody changed what was signed.
func (c *Contract) Broken() (out []Signature) {
	hash := c.Hash()
	for _, s := range c.Signatures {
		if s.Hash != hash {
			out = append(out, s)
		}
	}
	return out
}

// PartiesOf are those for which an actor can sign: the two people for
// themselves; for a unit its keeper of mentoring or a supervisor, who is neither.
func (c *Contract) PartiesOf(by people.Actor) (out []Party) {
	for _, p := range c.Parties() {
		if c.signsFor(by, p) {
			out = append(out, p)
		}
	}
	return out
}

func (c *Contract) signsFor(by people.Actor, p Party) bool {
	if by.PersonID == "" {
		return false
	}
	answers := by.PersonID != c.Mentor.PersonID && by.PersonID != c.Mentee.PersonID && (by.May(people.KeepMentoring) || by.Has(people.Supervisor))
	switch p {
	case MentorParty:
		return by.PersonID == c.Mentor.PersonID
	case MenteeParty:
		return by.PersonID == c.Mentee.PersonID
	case MentorUnit:
		return answers && by.OrganisationID == c.Mentor.OrganisationID
	}
	return answers && by.OrganisationID == c.Mentee.OrganisationID
}

// ToSign is the party for which the actor has still to sign; NotFound-free
// refusals say why there is none.
func (c *Contract) ToSign(by people.Actor) (Party, error) {
	mine := c.PartiesOf(by)
	if len(mine) == 0 {
		return "", fault.New(fault.Forbidden, "The contract is signed by the mentor, the mentee and their units.", nil)
	}
	for _, p := range mine {
		if _, ok := c.SignedBy(p); !ok {
			return p, nil
		}
	}
	return "", fault.New(fault.Conflict, "Your side has signed this version already.", nil)
}
