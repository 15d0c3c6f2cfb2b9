package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/award"
	"shifu/training/contract"
	"shifu/training/exam"
)

// candidates are the pairs of an award's year with what was measured of them:
// those that stand for election once the vote is open, before that all whose
// contract is in force in the year.
func (k *Awards) candidates(ctx context.Context, db bun.IDB, a *award.Award) ([]award.Pair, error) {
	all, err := k.w.pairs(ctx, db, people.Program(), func(q *bun.SelectQuery) *bun.SelectQuery {
		if !a.OpenedAt.IsZero() {
			return q.Where("k.id IN (SELECT pair_id FROM award_pairs WHERE award_id = ?)", a.ID)
		}
		return q
	})
	if err != nil {
		return nil, err
	}
	first, err := examShares(ctx, db, a.FirstExam)
	if err != nil {
		return nil, err
	}
	last, err := examShares(ctx, db, a.LastExam)
	if err != nil {
		return nil, err
	}
	var out []award.Pair
	for _, p := range all {
		if a.OpenedAt.IsZero() && !runsIn(&p, a) {
			continue
		}
		x := award.Pair{ID: p.ID, MentorID: p.Mentor.PersonID, Mentor: p.Mentor.Name, MenteeID: p.Mentee.PersonID, Mentee: p.Mentee.Name,
			Unit: strings.TrimSpace(p.Mentee.Organisation + " " + p.Mentee.Team), First: first[p.Mentee.PersonID], Last: last[p.Mentee.PersonID]}
		if x.Done, x.Planned, err = measuresOf(ctx, db, &p, a); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// runsIn reports whether a pair of the award's organisation worked in its year.
func runsIn(p *contract.Pair, a *award.Award) bool {
	c := p.InForce()
	org := a.Rule.OrganisationID
	return c != nil && p.EndedAt.IsZero() && c.Terms.Begins < a.Rule.Until && c.Terms.Ends >= a.Rule.From &&
		(org == "" || p.Mentor.OrganisationID == org || p.Mentee.OrganisationID == org)
}

// examShares are the best marked attempts at an exam, in per cent, by person.
func examShares(ctx context.Context, db bun.IDB, examID string) (map[string]*float64, error) {
	var rows []struct {
		PersonID string
		Share    float64
	}
	err := db.NewSelect().TableExpr("exam_attempts").ColumnExpr("person_id, max(100 * points / most) AS share").
		Where("exam_id = ? AND state = ? AND most > 0", examID, string(exam.Marked)).GroupExpr("person_id").Scan(ctx, &rows)
	out := map[string]*float64{}
	for _, r := range rows {
		out[r.PersonID] = &r.Share
	}
	return out, err
}

// measuresOf are the measures of a pair within the award's year, weighted: what
// was planned, and of it what was done and confirmed by both, no more than planned.
func measuresOf(ctx context.Context, db bun.IDB, p *contract.Pair, a *award.Award) (done, planned float64, err error) {
	c := p.InForce()
	if c == nil {
		return 0, 0, nil
	}
	var rows []struct {
		MeasureID string
		N         int
	}
	err = db.NewSelect().TableExpr("mentor_deeds").ColumnExpr("measure_id, count(*) AS n").Where("pair_id = ? AND ok_at > 0", p.ID).GroupExpr("measure_id").Scan(ctx, &rows)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the measures of a pair: %w", err)
	}
	times := map[string]int{}
	for _, r := range rows {
		times[r.MeasureID] = r.N
	}
	for _, m := range c.Terms.Measures {
		n := 0
		for _, d := range c.Terms.Dues(m) {
			if d.Until >= a.Rule.From && d.From < a.Rule.Until {
				n += d.Times
			}
		}
		weight := float64(max(m.Weight, 1))
		planned, done = planned+weight*float64(n), done+weight*float64(min(times[m.ID], n))
	}
	return done, planned, nil
}

// count ranks the pairs of an award.
func (k *Awards) count(ctx context.Context, db bun.IDB, a *award.Award) (award.Result, error) {
	pairs, err := k.candidates(ctx, db, a)
	if err != nil {
		return award.Result{}, err
	}
	ballots, err := ballotsOf(ctx, db, a.ID)
	if err != nil {
		return award.Result{}, err
	}
	roll, err := rollOf(ctx, db, a.ID)
	could := map[string]int{}
	for _, p := range pairs {
		could[p.ID] = len(ballots)
		for id, voted := range roll {
			if voted && p.Has(id) {
				could[p.ID]--
			}
		}
	}
	return award.Rank(a.Rule.Weights, pairs, award.Count(&a.Rule, pairs, ballots, len(roll), could)), err
}

// Publish counts and keeps the result for good.
func (k *Awards) Publish(ctx context.Context, by people.Actor, id string) (r award.Result, err error) {
	if err := by.Require(people.KeepContests); err != nil {
		return r, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		a, err := c.keptAwardBy(ctx, id)
		if err != nil {
			return err
		}
		if a.On(c.now, c.zone) != award.Counted {
			return fault.New(fault.Conflict, "A result is published once, after the vote is over.", nil)
		}
		if a.FirstExam == "" || a.LastExam == "" {
			return fault.New(fault.Conflict, "Choose the first and the last exam of the year before you publish.", nil)
		}
		if r, err = k.count(ctx, c, &a.Award); err != nil {
			return err
		}
		text, err := asJSON(r)
		if err != nil {
			return err
		}
		hash, err := r.Hash()
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `UPDATE awards SET published_at = ?, result = ?, hash = ? WHERE id = ?`, micros(c.now), text, hash, id)
		c.awarded("publish", id, map[string]any{"hash": hash, "ballots": r.Vote.Ballots})
		return err
	})
	if err != nil {
		return award.Result{}, err
	}
	return r, nil
}

// View returns an award as the actor may see it.
func (k *Awards) View(ctx context.Context, by people.Actor, id string) (award.View, error) {
	a, err := awardBy(ctx, k.w.read, by, id)
	if err != nil {
		return award.View{}, k.w.explain(err)
	}
	v := award.View{Award: a.Award, State: a.On(k.w.now(), k.w.zone), Keeps: mayKeepContest(by, a.Rule.OrganisationID) == nil}
	if v.Pairs, err = k.candidates(ctx, k.w.read, &a.Award); err != nil {
		return award.View{}, k.w.explain(err)
	}
	if !v.Keeps {
		for i := range v.Pairs { // what was measured is published with the result
			v.Pairs[i].First, v.Pairs[i].Last, v.Pairs[i].Done, v.Pairs[i].Planned = nil, nil, 0, 0
		}
	}
	roll, err := rollOf(ctx, k.w.read, id)
	if err != nil {
		return award.View{}, k.w.explain(err)
	}
	v.Roll = len(roll)
	for _, voted := range roll {
		if voted {
			v.Turnout++
		}
	}
	v.Voted, v.Entitled = roll[by.PersonID], has(roll, by.PersonID)
	return k.published(v, a)
}

func (k *Awards) published(v award.View, a keptAward) (award.View, error) {
	if v.State != award.Published {
		return v, nil
	}
	v.Result = &award.Result{}
	if err := json.Unmarshal([]byte(a.result), v.Result); err != nil {
		return v, fmt.Errorf("reading the result of award %s: %w", a.ID, err)
	}
	hash, err := v.Result.Hash()
	v.Sound = hash == a.Hash
	return v, err
}
