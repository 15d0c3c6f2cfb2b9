package today

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

// overseeing reads the open cases of people whom one looks after, the joint
// plans, and the mentor contracts that concern one.
func (r *reader) overseeing(ctx context.Context) (err error) {
	if err := r.contracted(ctx); err != nil {
		return err
	}
	if r.d.Retrain == nil || !r.by.May(people.KeepExams) && !r.by.Has(people.Supervisor) && !r.by.Has(people.Client) {
		return nil
	}
	if r.f.cases, err = r.d.Retrain.Cases(ctx, r.by, retrain.Find{Open: true}); err != nil {
		return err
	}
	r.f.plans, err = r.d.JointPlans.Plans(ctx, r.by)
	return err
}

// toOversee is what cases and joint plans wait for.
func (s *Screen) toOversee() []item {
	by := s.d.Actor
	var out []item
	ready, alone, reports := 0, 0, 0
	for i := range s.f.cases {
		c := &s.f.cases[i]
		switch {
		case c.Keeps && c.OffDuty && c.MentorID == "":
			alone++
		case c.Keeps && c.Ready():
			ready++
		}
		if c.OffDuty && retrain.MayNote(by, c.OrganisationID) && !c.Noted(by.OrganisationID) {
			reports++
		}
	}
	add := func(n int, icon, title, note, verb string) {
		if n > 0 {
			out = append(out, item{icon: icon, title: title, note: note, verb: verb, rank: rankOthers, to: desk.Route{Place: desk.Retraining}})
		}
	}
	count := func(n int) map[string]any { return map[string]any{"N": chart.Count(n)} }
	add(ready, "calendar", lang.L("Ready for a resit: {{.N}}", count(ready)), lang.L("They have read and learned what was missing"), lang.L("Plan the resit"))
	add(alone, "people", lang.L("Off duty without a mentor: {{.N}}", count(alone)), lang.L("Nobody can plan their resit before"), lang.L("Assign a mentor"))
	add(reports, "document", lang.L("Reports on people off duty: {{.N}}", count(reports)), lang.L("Your side has not taken note yet"), lang.L("Read"))
	return append(append(out, s.toSign()...), s.toContract()...)
}

// toSign are the joint plans that wait for the person's side.
func (s *Screen) toSign() []item {
	var out []item
	for i := range s.f.plans {
		p := &s.f.plans[i]
		party, err := jointplan.PartyOf(s.d.Actor, p.OrganisationID)
		for _, missing := range p.Missing() {
			if err == nil && missing == party {
				out = append(out, item{icon: "edit", title: lang.L("Joint plan {{.Month}}, {{.Vendor}}", map[string]any{"Month": p.Month, "Vendor": p.Organisation}), rank: rankOthers,
					note: lang.L("Waits for your side's signature"), verb: lang.L("Sign"), to: desk.Route{Place: desk.Retraining, ID: p.ID}})
			}
		}
	}
	return out
}
