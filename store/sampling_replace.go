package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/words"
	"shifu/qa/sampling"
)

// drop marks a pick as unusable and ends its tasks.
func (c *change) drop(ctx context.Context, planID, callID, why string) (r pickRow, d drawRow, err error) {
	if why = strings.TrimSpace(why); why == "" {
		return r, d, fault.New(fault.Invalid, "Give a reason.", nil)
	}
	err = c.NewSelect().Model(&r).Where("x.plan_id = ? AND x.call_id = ?", planID, callID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, d, fault.New(fault.NotFound, "This plan has not drawn this call.", nil)
	}
	if err != nil {
		return r, d, err
	}
	done := 0
	if err := c.QueryRowContext(ctx, `SELECT count(*) FROM tasks WHERE id = ? AND done_at > 0`, r.TaskID).Scan(&done); err != nil {
		return r, d, err
	}
	switch {
	case r.Unusable != "":
		return r, d, fault.New(fault.Conflict, "This call was replaced already.", nil)
	case done > 0:
		return r, d, fault.New(fault.Conflict, "This call is scored already. It can't be replaced.", nil)
	}
	r.Unusable, r.WhenGone = why, micros(c.now)
	if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
		return r, d, err
	}
	if _, err := c.ExecContext(ctx, `UPDATE tasks SET skipped = ? WHERE id IN (?, ?) AND done_at = 0`, why, r.TaskID, r.DoubleID); err != nil {
		return r, d, err
	}
	c.tell(notice.Evaluations, "")
	return r, d, c.NewSelect().Model(&d).Where("d.id = ?", r.DrawID).Scan(ctx)
}

// substitute draws one call of the stratum of gone by the seed of its draw, and
// deals it. Its ID is empty if the stratum has no other call.
func (c *change) substitute(ctx context.Context, row planRow, gone pickRow, d drawRow) (string, error) {
	draw, err := d.draw()
	if err != nil {
		return "", err
	}
	p := draw.Plan
	g, err := ground(ctx, c, row.scope(), p, micros(c.now))
	if err != nil {
		return "", err
	}
	one := func(stratum string, _ int) int {
		return map[bool]int{true: 1}[stratum == gone.Stratum || p.Method == sampling.Risk]
	}
	var s sampling.Sample
	if p.Method == sampling.Risk {
		s, err = sampling.DrawRisk(g.Calls, p.Weights, 1, d.Seed)
	} else {
		s, err = sampling.DrawQuota(g.Calls, one, d.Seed)
	}
	if err != nil || len(s.Picks) == 0 {
		if fault.Is(err, fault.Invalid) {
			err = nil
		}
		return "", err
	}
	pick := s.Picks[0]
	pick.Why = words.T("In place of a call that can't be used: {{.Why}}", fault.Values{"Why": gone.Unusable})
	place := 0
	if err := c.QueryRowContext(ctx, `SELECT max(place) + 1 FROM sampling_picks WHERE draw_id = ?`, d.ID).Scan(&place); err != nil {
		return "", err
	}
	if err := c.keepPick(ctx, d, place, pick, gone.CallID); err != nil {
		return "", err
	}
	work := []sampling.Work{{CallID: pick.ID, AgentID: pick.AgentID}}
	_, err = c.dealWork(ctx, row, p, work, map[string]sampling.Pick{pick.ID: pick}, d.Seed)
	return pick.ID, err
}
