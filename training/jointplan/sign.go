package jointplan

import (
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/proof"
)

// Canonical is the text that is signed: a line each, the same for the same
// plan, and different as soon as anything that was agreed changes. What was
// done is not part of it.
func (p *Plan) Canonical() string {
	var b strings.Builder
	put := func(name string, values ...string) { b.WriteString(name + ": " + strings.Join(values, " | ") + "\n") }
	put("joint training plan", "1")
	put("vendor", p.OrganisationID, strconv.Quote(p.Organisation))
	put("month", p.Month)
	put("version", strconv.Itoa(p.Number))
	put("note", strconv.Quote(p.Note))
	for _, it := range p.Items {
		put("item", string(it.Layer), string(it.Kind), strconv.Quote(it.Title), strconv.Quote(it.Trainer), it.Begins,
			strconv.FormatFloat(it.Days, 'f', 1, 64), strconv.Itoa(it.People))
	}
	return b.String()
}

// Hash is the SHA-256 of the canonical text, in hexadecimal.
func (p *Plan) Hash() string { return proof.Hash(p.Canonical()) }

// SignedBy returns a party's signature under this version, if it holds: its
// hash is that of the text.
func (p *Plan) SignedBy(party Party) (Signature, bool) {
	return proof.Of(p.Signatures, party, p.Hash())
}

// Signed reports whether both parties have signed this version.
func (p *Plan) Signed() bool { return len(p.Missing()) == 0 }

// Missing are the parties that have not signed this version.
func (p *Plan) Missing() []Party { return proof.Missing(Parties, p.Signatures, p.Hash()) }

// PartyOf tells for which party an actor can sign the plan of a vendor: a
// client or an in-house trainer for the client, a supervisor or trainer of the
// vendor for the vendor.
func PartyOf(by people.Actor, vendorID string) (Party, error) {
	keeps := by.May(people.KeepExams)
	switch {
	case by.Kind == people.InHouse && (keeps || by.Has(people.Client)):
		return ClientSide, nil
	case by.OrganisationID == vendorID && by.Kind == people.Vendor && (keeps || by.Has(people.Supervisor)):
		return VendorSide, nil
	}
	return "", fault.New(fault.Forbidden, "The plan is signed by the client or an in-house trainer, and by a supervisor or trainer of the vendor.", nil)
}
