package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/sampling"
)

// dealTable is who can be dealt work of a plan, and under which rules.
type dealTable struct {
	hands []sampling.Hand
	rules sampling.Rules
	names map[string]string
}

// without leaves a reviewer out.
func (t dealTable) without(id string) dealTable {
	t.hands = slices.DeleteFunc(slices.Clone(t.hands), func(h sampling.Hand) bool { return h.ReviewerID == id })
	return t
}

// dealing reads who is there: the plan's reviewers who have not left, what
// they have to do, whom they had, and whom they may not score.
func dealing(ctx context.Context, db bun.IDB, row planRow, p sampling.Plan, now time.Time) (t dealTable, err error) {
	agents, err := personsOf(ctx, db, row.scope())
	if err != nil {
		return t, err
	}
	actors := map[string]people.Actor{}
	t.names = map[string]string{}
	for _, id := range p.Reviewers {
		a, err := reviewerBy(ctx, db, row.scope(), id)
		if err != nil || agents[id].Left(now) {
			continue // no longer able to score, or gone: the others take over
		}
		actors[id], t.names[id] = a, a.Name
		h, err := handOf(ctx, db, p, id, now)
		if err != nil {
			return t, err
		}
		t.hands = append(t.hands, h)
	}
	t.rules = sampling.Rules{PerAgent: p.PerAgent, May: func(reviewer, agent string) bool {
		a, person := actors[reviewer], agents[agent]
		sees, err := callScope(a)
		return err == nil && (person.ID == "" || sees.Sees(person.OrganisationID, agent)) && qa.MayScore(a, person, "") == nil
	}}
	return t, nil
}

// personsOf are the persons of a scope by their IDs.
func personsOf(ctx context.Context, db bun.IDB, s people.Scope) (map[string]people.Person, error) {
	var rows []personRow
	if err := scoped(db.NewSelect().Model(&rows), s).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading persons: %w", err)
	}
	out := make(map[string]people.Person, len(rows))
	for _, r := range rows {
		out[r.ID] = r.person()
	}
	return out, nil
}

// handOf is what a reviewer can still be dealt: the daily cap less what is due
// on that day already, of whichever plan.
func handOf(ctx context.Context, db bun.IDB, p sampling.Plan, reviewerID string, now time.Time) (sampling.Hand, error) {
	h := sampling.Hand{ReviewerID: reviewerID, Had: map[string]int{}}
	var due []int64
	err := db.NewSelect().Table("tasks").Column("due_at").Where("reviewer_id = ? AND done_at = 0 AND skipped = ''", reviewerID).Scan(ctx, &due)
	if err != nil {
		return h, fmt.Errorf("reading the work of a reviewer: %w", err)
	}
	taken := map[string]int{}
	for _, at := range due {
		taken[instant(at).In(now.Location()).Format(time.DateOnly)]++
	}
	h.Free = sampling.Days(now, p.Until.In(now.Location()), p.Daily, func(day time.Time) int { return taken[day.Format(time.DateOnly)] })
	return h, tallied(ctx, db.NewSelect().TableExpr("sampling_picks AS x").Join("JOIN tasks AS k ON k.id IN (x.task_id, x.double_id)").
		ColumnExpr("x.agent_id AS name, count(*) AS n").Where("x.plan_id = ? AND k.reviewer_id = ? AND x.unusable = ''", p.ID, reviewerID).
		GroupExpr("x.agent_id"), h.Had)
}

// dealDraw deals the picks of a draw and the hidden second scoring of a share
// of them. It returns how many nobody could take.
func (c *change) dealDraw(ctx context.Context, d *drawn, seed int64) (left int, err error) {
	why := map[string]sampling.Pick{}
	for _, p := range d.sample.Picks {
		why[p.ID] = p
	}
	return c.dealWork(ctx, d.row, d.plan, d.work(), why, seed)
}

func (c *change) dealWork(ctx context.Context, row planRow, p sampling.Plan, work []sampling.Work, why map[string]sampling.Pick, seed int64) (int, error) {
	t, err := dealing(ctx, c, row, p, c.now.In(p.From.Location()))
	if err != nil {
		return 0, err
	}
	dealt, left := sampling.Deal(work, t.hands, t.rules, seed)
	if err := c.keepDealt(ctx, row, p, dealt, why, qa.Ordinary, "task_id"); err != nil {
		return 0, fmt.Errorf("dealing what was drawn: %w", err)
	}
	// What was just dealt now counts against caps and limits.
	if t, err = dealing(ctx, c, row, p, c.now.In(p.From.Location())); err != nil {
		return 0, err
	}
	for i, h := range t.hands { // who got the least work gets the second scoring
		for _, d := range dealt {
			if d.ReviewerID == h.ReviewerID {
				t.hands[i].Open++
			}
		}
	}
	twice, _ := sampling.Deal(sampling.Doubles(dealt, p.Double, seed), t.hands, t.rules, seed)
	return len(left), c.keepDealt(ctx, row, p, twice, why, qa.Double, "double_id")
}

func (c *change) keepDealt(ctx context.Context, row planRow, p sampling.Plan, dealt []sampling.Dealt, why map[string]sampling.Pick, purpose qa.Purpose, column string) error {
	if len(dealt) == 0 {
		return nil
	}
	version, err := activeVersion(ctx, c, c.by, p.RubricID)
	if err != nil {
		return err
	}
	kinds, err := organisationKinds(ctx, c)
	if err != nil {
		return err
	}
	for _, d := range dealt {
		task := qa.Task{CallID: d.CallID, VersionID: version, ReviewerID: d.ReviewerID, Purpose: purpose, Why: why[d.CallID].Why,
			Risk: p.Method == sampling.Risk, DueAt: d.DueAt}
		id, err := c.deal(ctx, row.scope(), kinds, task)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE sampling_picks SET `+column+` = ? WHERE plan_id = ? AND call_id = ?`, id, row.ID, d.CallID); err != nil {
			return err
		}
	}
	c.tell(notice.Evaluations, "")
	return nil
}

// Redeal deals the open work of an absent reviewer to the others of the plan,
// or, without a reviewer, what nobody could take so far.
func (k *Sampling) Redeal(ctx context.Context, by people.Actor, planID, reviewerID string) (out sampling.Moved, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, p, err := planBy(ctx, c, by, planID)
		if err != nil {
			return err
		}
		if reviewerID == "" {
			out, err = c.dealLeft(ctx, row, p)
		} else {
			out, err = c.dealAgain(ctx, row, p, reviewerID)
		}
		c.record("deal again", "sampling plan", planID, map[string]any{"absent": reviewerID, "dealt": out.Dealt, "left": out.Left})
		c.tell(notice.Sampling, planID)
		return err
	})
	return out, err
}

// dealLeft deals the picks that have no reviewer.
func (c *change) dealLeft(ctx context.Context, row planRow, p sampling.Plan) (sampling.Moved, error) {
	var rows []pickRow
	err := c.NewSelect().Model(&rows).Where("x.plan_id = ? AND x.task_id = '' AND x.unusable = ''", row.ID).OrderExpr("x.at, x.place").Scan(ctx)
	if err != nil || len(rows) == 0 {
		return sampling.Moved{}, err
	}
	why := map[string]sampling.Pick{}
	var work []sampling.Work
	for _, r := range rows {
		text, err := readText([]byte(r.Why))
		if err != nil {
			return sampling.Moved{}, err
		}
		why[r.CallID] = sampling.Pick{ID: r.CallID, AgentID: r.AgentID, Why: text}
		work = append(work, sampling.Work{CallID: r.CallID, AgentID: r.AgentID})
	}
	left, err := c.dealWork(ctx, row, p, work, why, c.now.UnixMicro())
	return sampling.Moved{Dealt: len(work) - left, Left: left}, err
}

// openTask is a piece of work that is not done.
type openTask struct {
	ID, CallID, AgentID string
	Not                 string // who has the other task of the call
}

// dealAgain moves the open tasks of a reviewer to the others.
func (c *change) dealAgain(ctx context.Context, row planRow, p sampling.Plan, reviewerID string) (out sampling.Moved, err error) {
	var tasks []openTask
	err = c.NewSelect().TableExpr("sampling_picks AS x").Join("JOIN tasks AS k ON k.id IN (x.task_id, x.double_id)").
		Join("LEFT JOIN tasks AS other ON other.id IN (x.task_id, x.double_id) AND other.id <> k.id").
		ColumnExpr("k.id, x.call_id, x.agent_id, coalesce(other.reviewer_id, '') AS \"not\"").
		Where("x.plan_id = ? AND k.reviewer_id = ? AND k.done_at = 0 AND k.skipped = '' AND x.unusable = ''", row.ID, reviewerID).Scan(ctx, &tasks)
	if err != nil || len(tasks) == 0 {
		return out, err
	}
	t, err := dealing(ctx, c, row, p, c.now.In(p.From.Location()))
	if err != nil {
		return out, err
	}
	t = t.without(reviewerID)
	byCall := map[string]string{}
	var work []sampling.Work
	for _, k := range tasks {
		byCall[k.CallID] = k.ID
		work = append(work, sampling.Work{CallID: k.CallID, AgentID: k.AgentID, Not: k.Not})
	}
	dealt, left := sampling.Deal(work, t.hands, t.rules, c.now.UnixMicro())
	for _, d := range dealt {
		if _, err := c.ExecContext(ctx, `UPDATE tasks SET reviewer_id = ?, due_at = ? WHERE id = ?`, d.ReviewerID, micros(d.DueAt), byCall[d.CallID]); err != nil {
			return out, err
		}
	}
	c.tell(notice.Evaluations, "")
	return sampling.Moved{Dealt: len(dealt), Left: len(left)}, nil
}

// Replace takes a call out of its draw, with the reason, and draws and deals
// another one of its stratum.
func (k *Sampling) Replace(ctx context.Context, by people.Actor, planID, callID, why string) (out sampling.Chosen, err error) {
	var next string
	var row planRow
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if row, _, err = planBy(ctx, c, by, planID); err != nil {
			return err
		}
		if err := c.later(ctx, planID); err != nil {
			return err
		}
		pick, d, err := c.drop(ctx, planID, callID, why)
		if err != nil {
			return err
		}
		next, err = c.substitute(ctx, row, pick, d)
		c.record("replace", "sampling plan", planID, map[string]any{"call": callID, "by": next, "why": why})
		c.tell(notice.Sampling, planID)
		return err
	})
	if err != nil || next == "" {
		return out, err
	}
	all, err := chosenOf(ctx, k.w.read, row, "")
	for _, chosen := range all {
		for _, x := range chosen {
			if x.CallID == next {
				out = x
			}
		}
	}
	return out, k.w.explain(err)
}
