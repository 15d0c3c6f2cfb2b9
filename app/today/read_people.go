package today

import (
	"cmp"
	"context"
	"slices"

	"shifu/internal/people"
	"shifu/qa"
)

// looking reads the people below a supervisor or mentor whose recent scores
// are lowest.
func (r *reader) looking(ctx context.Context) error {
	if !r.by.May(people.SeeCalls) || !r.by.Has(people.Supervisor) && !r.by.Has(people.Mentor) {
		return nil
	}
	find := people.Find{TeamID: r.by.TeamID}
	if r.by.Has(people.Mentor) {
		find = people.Find{}
	}
	ps, err := r.d.People.Persons(ctx, r.by, find)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if !below(r.by, p) {
			continue
		}
		if err := r.stands(ctx, p); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.f.low, func(a, b standing) int { return cmp.Compare(*a.last.Mean, *b.last.Mean) })
	return nil
}

// below tells whether p is by's mentee, reports to them or is in their team.
func below(by people.Actor, p people.Person) bool {
	if p.ID == by.PersonID {
		return false
	}
	team := by.Has(people.Supervisor) && p.TeamID != "" && p.TeamID == by.TeamID
	return team || p.MentorID == by.PersonID || p.ManagerID == by.PersonID
}

func (r *reader) stands(ctx context.Context, p people.Person) error {
	es, err := r.d.Quality.Evaluations(ctx, r.by, qa.Find{AgentID: p.ID, From: r.d.Midnight().AddDate(0, 0, -lowDays)}, mostJudged)
	if err != nil {
		return err
	}
	var all qa.Month
	for _, e := range es {
		if e.Final != nil && e.Purpose == qa.Ordinary && e.State != qa.Voided {
			all = pool(all, qa.Month{N: 1, Mean: e.Final})
		}
	}
	if all.Mean != nil {
		r.f.low = append(r.f.low, standing{p, all})
	}
	return nil
}

func (r *reader) care(ctx context.Context) error {
	if !r.by.Has(people.Administrator) {
		return nil
	}
	c := &r.f.care
	c.shown = true
	ps, err := r.d.People.Persons(ctx, r.by, people.Find{})
	if err != nil {
		return err
	}
	c.persons = len(ps)
	for _, p := range ps {
		if !p.LeftAt.IsZero() && p.LeftAt.Before(r.d.Now().AddDate(0, 0, lowDays)) {
			c.leaving = append(c.leaving, p)
		}
		if p.Login != "" && !p.HasPassword {
			c.noKey++
		}
	}
	if r.d.Keeping == nil {
		return nil
	}
	return r.kept(ctx, c)
}

// kept reads the age of the last back-up and how much was done today.
func (r *reader) kept(ctx context.Context, c *care) error {
	if r.by.May(people.KeepWorkspace) {
		bs, err := r.d.Keeping.Backups(ctx, r.by)
		if err != nil {
			return err
		}
		if len(bs) > 0 {
			c.backedUp = bs[0].At
		}
	}
	if r.by.May(people.ReadAudit) {
		rows, _, err := r.d.Keeping.Audit(ctx, r.by, 500)
		for _, e := range rows {
			if !e.At.Before(r.d.Midnight()) {
				c.acts++
			}
		}
		return err
	}
	return nil
}
