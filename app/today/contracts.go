package today

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/training/contract"
)

// contracted reads the open pairs that one is in or signs for.
func (r *reader) contracted(ctx context.Context) (err error) {
	if r.d.Mentors.Pairs == nil || r.by.PersonID == "" {
		return nil
	}
	r.f.bonds, err = r.d.Mentors.Pairs.Pairs(ctx, r.by, contract.Find{Open: true})
	return err
}

// toContract are the mentor contracts that wait for the person's signature, and
// the objections that wait for an answer.
func (s *Screen) toContract() []item {
	var out []item
	for i := range s.f.bonds {
		p := &s.f.bonds[i]
		names := map[string]any{"Mentor": p.Mentor.Name, "Mentee": p.Mentee.Name}
		to := desk.Route{Place: desk.MentorContract, ID: p.ID}
		if c := p.Pending(); c != nil {
			if _, err := c.ToSign(s.d.Actor); err == nil {
				out = append(out, item{icon: "edit", title: lang.L("Mentor contract of {{.Mentor}} and {{.Mentee}}", names), note: lang.L("Waits for your signature"), verb: lang.L("Read and sign"), rank: rankOthers, to: to})
			}
		}
		if o := p.Objection(); o != nil && s.d.Actor.May(people.KeepMentoring) {
			out = append(out, item{icon: "flag", title: lang.L("Objection: {{.Mentor}} and {{.Mentee}}", names), note: o.Why, verb: lang.L("Answer it"), rank: rankOthers, to: to})
		}
	}
	return out
}
