package award

import (
	"math"
	"slices"
	"strings"

	"shifu/internal/fault"
)

// Tidy trims what was typed.
func (r *Rule) Tidy() { r.Name = strings.TrimSpace(r.Name) }

// Check returns an Invalid fault for the first thing that no award can be given by.
func (r *Rule) Check() error {
	w := r.Weights
	switch {
	case r.Name == "" || len([]rune(r.Name)) > 60:
		return fault.New(fault.Invalid, "Name the award, in at most {{.N}} characters.", fault.Values{"N": 60})
	case r.Until <= r.From || r.Until-r.From > 400:
		return fault.New(fault.Invalid, "The year of an award ends after it begins, and within 400 days.", nil)
	case slices.ContainsFunc([]float64{w.Exam, w.Gain, w.Measures, w.Vote}, func(x float64) bool { return !(x >= 0 && x <= 1) }) || math.Abs(w.Exam+w.Gain+w.Measures+w.Vote-1) > 1e-9:
		return fault.New(fault.Invalid, "The four weights lie between 0 and 100 % and add up to 100 %.", nil)
	case w.Vote > .999:
		return fault.New(fault.Invalid, "A vote alone makes no best pair: give exam, gain or measures a weight.", nil)
	case !slices.Contains(Methods, r.Method):
		return fault.New(fault.Invalid, "A vote is counted by approvals or by Borda's points.", nil)
	case !(r.Quorum > 0 && r.Quorum <= 1):
		return fault.New(fault.Invalid, "The quorum lies between 0 and 100 %.", nil)
	case len(r.Voters) == 0:
		return fault.New(fault.Invalid, "Choose whose vote counts.", nil)
	}
	return nil
}

// Ballot is what one voter says: the pairs found worthy, or all of them in
// their order. It holds nothing of who says it.
type Ballot struct {
	Pairs []string `json:"pairs"`
}

// CheckBallot returns an Invalid fault for what is no vote of personID.
func CheckBallot(b Ballot, of []Pair, personID string) error {
	if len(b.Pairs) == 0 {
		return fault.New(fault.Invalid, "Choose at least one pair.", nil)
	}
	for i, id := range b.Pairs {
		at := slices.IndexFunc(of, func(p Pair) bool { return p.ID == id })
		switch {
		case at < 0:
			return fault.New(fault.Invalid, "A pair on the ballot does not stand for election.", nil)
		case of[at].Has(personID):
			return fault.New(fault.Invalid, "Nobody votes for their own pair.", nil)
		case slices.Contains(b.Pairs[:i], id):
			return fault.New(fault.Invalid, "{{.Mentor}} and {{.Mentee}} stand on the ballot twice.", fault.Values{"Mentor": of[at].Mentor, "Mentee": of[at].Mentee})
		}
	}
	return nil
}
