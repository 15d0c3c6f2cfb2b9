package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/sampling"
)

type drawRow struct {
	bun.BaseModel `bun:"table:sampling_draws,alias:d"`

	ID          string `bun:"id,pk"`
	PlanID      string `bun:"plan_id"`
	Seed        int64  `bun:"seed"`
	Whole       bool   `bun:"whole"`
	N           int    `bun:"n"`
	Content     string `bun:"content"` // the plan as it was
	Candidates  int    `bun:"candidates"`
	Strata      string `bun:"strata"`
	Outlooks    string `bun:"outlooks"`
	Mark        string `bun:"mark"`
	DrawnBy     string `bun:"drawn_by"`
	DrawnByName string `bun:"drawn_by_name"`
	At          int64  `bun:"at"`
}

func (r drawRow) draw() (sampling.Draw, error) {
	d := sampling.Draw{ID: r.ID, PlanID: r.PlanID, Seed: r.Seed, Whole: r.Whole, N: r.N, Candidates: r.Candidates, By: r.DrawnByName, At: instant(r.At)}
	err := errors.Join(json.Unmarshal([]byte(r.Content), &d.Plan), json.Unmarshal([]byte(r.Strata), &d.Strata), json.Unmarshal([]byte(r.Outlooks), &d.Outlooks))
	if err != nil {
		return d, fmt.Errorf("reading draw %s: %w", r.ID, err)
	}
	d.Plan.ID = r.PlanID
	return d, nil
}

type pickRow struct {
	bun.BaseModel `bun:"table:sampling_picks,alias:x"`

	PlanID   string `bun:"plan_id,pk"`
	CallID   string `bun:"call_id,pk"`
	DrawID   string `bun:"draw_id"`
	Place    int    `bun:"place"`
	AgentID  string `bun:"agent_id"`
	Stratum  string `bun:"stratum"`
	Why      string `bun:"why"`
	At       int64  `bun:"at"`
	TaskID   string `bun:"task_id"`
	DoubleID string `bun:"double_id"`
	Unusable string `bun:"unusable"` // why it was replaced
	WhenGone int64  `bun:"unusable_at"`
	Replaces string `bun:"replaces"`
}

// Draw draws, keeps the draw and deals its calls, all or none.
func (k *Sampling) Draw(ctx context.Context, by people.Actor, planID string, a sampling.Ask) (out sampling.Draw, err error) {
	var id string
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, p, err := planBy(ctx, c, by, planID)
		if err != nil {
			return err
		}
		if p.Closed {
			return fault.New(fault.Conflict, "This plan is closed. Open it again to draw from it.", nil)
		}
		if err := c.later(ctx, planID); err != nil {
			return err
		}
		d, err := makeDraw(ctx, c, row, p, a, micros(c.now))
		if err != nil {
			return err
		}
		if id, err = c.keepDraw(ctx, &d, a); err != nil {
			return fmt.Errorf("keeping a draw: %w", err)
		}
		left, err := c.dealDraw(ctx, &d, a.Seed)
		c.record("draw", "sampling plan", planID, map[string]any{"draw": id, "seed": a.Seed, "candidates": d.sample.Candidates, "picks": len(d.sample.Picks), "left": left})
		c.tell(notice.Sampling, planID)
		return err
	})
	if err != nil {
		return out, err
	}
	return k.drawOf(ctx, by, id)
}

// later sets the clock of the change after everything that was there before,
// so that "before the draw" has one meaning for ever.
func (c *change) later(ctx context.Context, planID string) error {
	var last sql.NullInt64
	if err := c.QueryRowContext(ctx, `SELECT max(at) FROM sampling_picks WHERE plan_id = ?`, planID).Scan(&last); err != nil {
		return err
	}
	c.now = instant(max(micros(c.now), last.Int64) + 1)
	return nil
}

func (c *change) keepDraw(ctx context.Context, d *drawn, a sampling.Ask) (string, error) {
	content, err1 := asJSON(d.plan)
	strata, err2 := asJSON(d.sample.Strata)
	looks, err3 := asJSON(d.looks)
	if err := errors.Join(err1, err2, err3); err != nil {
		return "", err
	}
	row := drawRow{ID: newID(), PlanID: d.row.ID, Seed: a.Seed, Whole: a.Whole, N: d.n, Content: content, Candidates: d.sample.Candidates, Strata: strata,
		Outlooks: looks, Mark: mark(d.ground, d.plan.Weights), DrawnBy: c.by.PersonID, DrawnByName: c.by.Name, At: d.at}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return "", err
	}
	for i, p := range d.sample.Picks {
		if err := c.keepPick(ctx, row, i, p, ""); err != nil {
			return "", err
		}
	}
	return row.ID, nil
}

func (c *change) keepPick(ctx context.Context, d drawRow, place int, p sampling.Pick, replaces string) error {
	why, err := asJSON(p.Why)
	if err != nil {
		return err
	}
	row := pickRow{PlanID: d.PlanID, CallID: p.ID, DrawID: d.ID, Place: place, AgentID: p.AgentID, Stratum: p.Stratum, Why: why, At: micros(c.now), Replaces: replaces}
	_, err = c.NewInsert().Model(&row).Exec(ctx)
	return err
}

// Draws returns the draws of a plan, the newest first.
func (k *Sampling) Draws(ctx context.Context, by people.Actor, planID string) ([]sampling.Draw, error) {
	row, _, err := planBy(ctx, k.w.read, by, planID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	var rows []drawRow
	if err := k.w.read.NewSelect().Model(&rows).Where("d.plan_id = ?", planID).OrderExpr("d.at DESC, d.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading draws: %w", err))
	}
	chosen, err := chosenOf(ctx, k.w.read, row, "")
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]sampling.Draw, len(rows))
	for i, r := range rows {
		if out[i], err = r.draw(); err != nil {
			return nil, err
		}
		out[i].Fill(chosen[r.ID])
	}
	return out, nil
}

// drawOf reads one draw with its picks.
func (k *Sampling) drawOf(ctx context.Context, by people.Actor, id string) (sampling.Draw, error) {
	r, row, _, err := k.drawBy(ctx, by, id)
	if err != nil {
		return sampling.Draw{}, k.w.explain(err)
	}
	d, err := r.draw()
	if err != nil {
		return d, err
	}
	chosen, err := chosenOf(ctx, k.w.read, row, id)
	d.Fill(chosen[id])
	return d, k.w.explain(err)
}

var errNoDraw = fault.New(fault.NotFound, "This draw is not in the workspace.", nil)

// drawBy returns a draw of a plan in the actor's scope.
func (k *Sampling) drawBy(ctx context.Context, by people.Actor, id string) (r drawRow, row planRow, p sampling.Plan, err error) {
	if _, err := samplingScope(by); err != nil {
		return r, row, p, err
	}
	err = k.w.read.NewSelect().Model(&r).Where("d.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, row, p, errNoDraw
	}
	if err == nil {
		row, p, err = planBy(ctx, k.w.read, by, r.PlanID)
	}
	if fault.Is(err, fault.NotFound) {
		err = errNoDraw
	}
	return r, row, p, err
}

// Replay makes a draw again from its seed and its plan as it was, over the
// calls as they were before it, as far as that can be told.
func (k *Sampling) Replay(ctx context.Context, by people.Actor, drawID string) (out sampling.Replay, err error) {
	r, row, _, err := k.drawBy(ctx, by, drawID)
	if err != nil {
		return out, k.w.explain(err)
	}
	if out.Draw, err = k.drawOf(ctx, by, drawID); err != nil {
		return out, err
	}
	p := out.Draw.Plan
	d := drawn{row: row, plan: p, n: r.N, at: r.At}
	if d.ground, err = ground(ctx, k.w.read, row.scope(), p, r.At); err != nil {
		return out, k.w.explain(err)
	}
	err = d.choose(ctx, k.w.read, sampling.Ask{Seed: r.Seed, Whole: r.Whole})
	if fault.KindOf(err) == fault.Invalid {
		err = nil // so few calls are left that it can't be drawn: that is told below
	}
	out.Compare(d.ids(), len(d.ground.Calls), mark(d.ground, p.Weights) != r.Mark)
	return out, k.w.explain(err)
}
