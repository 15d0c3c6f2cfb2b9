package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/sampling"
)

// chosenRow is a pick with its call and its task.
type chosenRow struct {
	DrawID, CallID, Title, BusinessLine, AgentID, AgentName, Stratum, Why string
	StartedAt, Duration, DueAt, DoneAt                                    int64
	ReviewerID, Reviewer, Skipped, Unusable, Replaces, DoubleID           string
}

// chosenOf are the picks of a plan, or of one draw, by draw and in order.
func chosenOf(ctx context.Context, db bun.IDB, row planRow, drawID string) (map[string][]sampling.Chosen, error) {
	var rows []chosenRow
	q := within(db.NewSelect().TableExpr("sampling_picks AS x").Join("JOIN calls AS c ON c.id = x.call_id"), row.scope()).
		Join("LEFT JOIN tasks AS k ON k.id = x.task_id").Join("LEFT JOIN persons AS r ON r.id = k.reviewer_id").
		ColumnExpr("x.draw_id, x.call_id, c.title, c.business_line, x.agent_id, c.agent_name, x.stratum, x.why, c.started_at, c.duration").
		ColumnExpr("coalesce(k.due_at, 0) AS due_at, coalesce(k.done_at, 0) AS done_at, coalesce(k.reviewer_id, '') AS reviewer_id").
		ColumnExpr("coalesce(r.name, '') AS reviewer, coalesce(k.skipped, '') AS skipped, x.unusable, x.replaces, x.double_id").
		Where("x.plan_id = ?", row.ID).OrderExpr("x.at, x.place")
	if drawID != "" {
		q = q.Where("x.draw_id = ?", drawID)
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading what was drawn: %w", err)
	}
	p, err := row.plan()
	if err != nil {
		return nil, err
	}
	read, err := labels(ctx, db, p.Strata())
	if err != nil {
		return nil, err
	}
	out := map[string][]sampling.Chosen{}
	for _, r := range rows {
		x, err := r.chosen()
		if err != nil {
			return nil, err
		}
		x.Stratum = cmp.Or(read(r.Stratum), r.Stratum)
		out[r.DrawID] = append(out[r.DrawID], x)
	}
	return out, nil
}

func (r chosenRow) chosen() (sampling.Chosen, error) {
	why, err := readText([]byte(cmp.Or(r.Why, "{}")))
	return sampling.Chosen{CallID: r.CallID, Title: cmp.Or(r.Title, r.BusinessLine), StartedAt: instant(r.StartedAt), Length: time.Duration(r.Duration) * time.Microsecond,
		AgentID: r.AgentID, AgentName: r.AgentName, Stratum: r.Stratum, Why: why, ReviewerID: r.ReviewerID, Reviewer: r.Reviewer,
		DueAt: instant(r.DueAt), DoneAt: instant(r.DoneAt), Skipped: r.Skipped, Unusable: r.Unusable, Replaces: r.Replaces, Double: r.DoubleID != ""}, err
}

// mostAtOnce is how many calls one question names.
const mostAtOnce = 500

// callFacts are the facts of calls that were drawn but not kept.
func callFacts(ctx context.Context, db bun.IDB, s people.Scope, ids []string) (map[string]sampling.Chosen, error) {
	out := map[string]sampling.Chosen{}
	for some := range slices.Chunk(ids, mostAtOnce) {
		var rows []chosenRow
		q := within(db.NewSelect().TableExpr("calls AS c"), s).ColumnExpr("c.id AS call_id, c.title, c.business_line, c.agent_id, c.agent_name, c.started_at, c.duration")
		if err := q.Where("c.id IN (?)", bun.List(some)).Scan(ctx, &rows); err != nil {
			return nil, fmt.Errorf("reading calls: %w", err)
		}
		for _, r := range rows {
			x, err := r.chosen()
			if err != nil {
				return nil, err
			}
			out[r.CallID] = x
		}
	}
	return out, nil
}

// Board tells how far a plan has come: by agent, by stratum, call by call.
func (k *Sampling) Board(ctx context.Context, by people.Actor, planID string) (out sampling.Board, err error) {
	row, p, err := planBy(ctx, k.w.read, by, planID)
	if err != nil {
		return out, k.w.explain(err)
	}
	now := k.w.now()
	out.Plan, out.Part = p, sampling.Passed(p.Checks(), now)
	for _, c := range slices.Backward(p.Checks()) {
		if c.At.After(now) {
			out.NextAt = c.At
		}
	}
	chosen, err := chosenOf(ctx, k.w.read, row, "")
	if err != nil {
		return out, k.w.explain(err)
	}
	for _, draw := range chosen {
		out.Chosen = append(out.Chosen, draw...)
	}
	slices.SortStableFunc(out.Chosen, func(a, b sampling.Chosen) int {
		return cmp.Or(b.StartedAt.Compare(a.StartedAt), cmp.Compare(a.CallID, b.CallID))
	})
	for _, part := range []func(context.Context, planRow, *sampling.Board) error{k.paces, k.covers, k.doubles} {
		if err := part(ctx, row, &out); err != nil {
			return out, k.w.explain(err)
		}
	}
	return out, nil
}

// paces tells how far each agent has come.
func (k *Sampling) paces(ctx context.Context, row planRow, b *sampling.Board) error {
	agents, err := k.agentSizes(ctx, row, b.Plan)
	if err != nil {
		return err
	}
	byAgent := map[string]*sampling.Pace{}
	for i := range agents {
		byAgent[agents[i].AgentID] = &agents[i]
	}
	total := 0
	for _, x := range b.Chosen {
		pace := byAgent[x.AgentID]
		if x.Unusable != "" || pace == nil {
			continue
		}
		total++
		pace.Drawn++
		if !x.DoneAt.IsZero() {
			pace.Done++
		} else if x.ReviewerID == "" {
			b.Undealt++
		}
	}
	if err := k.judged(ctx, row, b.Plan, byAgent); err != nil {
		return err
	}
	for i := range agents {
		agents[i].SetQuota(b.Plan, total, b.Part)
	}
	slices.SortStableFunc(agents, func(a, b sampling.Pace) int { return cmp.Compare(lag(b), lag(a)) })
	b.Paces = slices.DeleteFunc(agents, func(p sampling.Pace) bool { return p.Quota == 0 && p.Drawn == 0 })
	return nil
}

// lag is how much is lacking by now; who is not behind lacks nothing.
func lag(p sampling.Pace) int { return max(p.Expected-p.Done, 0) }

// agentSizes are the agents of a plan's population with how many calls they have there.
func (k *Sampling) agentSizes(ctx context.Context, row planRow, p sampling.Plan) (out []sampling.Pace, err error) {
	q := population(k.w.read.NewSelect().TableExpr("calls AS c"), row.scope(), p, micros(k.w.now()))
	err = q.Join("LEFT JOIN teams AS t ON t.id = c.team_id").ColumnExpr("c.agent_id, max(c.agent_name) AS name, max(coalesce(t.name, '')) AS team, count(*) AS calls").
		GroupExpr("c.agent_id").OrderExpr("max(coalesce(t.name, '')), max(c.agent_name), c.agent_id").Scan(ctx, &out)
	if err != nil {
		return nil, fmt.Errorf("counting the calls of each agent: %w", err)
	}
	return out, nil
}

// judged counts the scores of the plan's own calls, and those that passed.
func (k *Sampling) judged(ctx context.Context, row planRow, p sampling.Plan, byAgent map[string]*sampling.Pace) error {
	var rows []struct {
		AgentID        string
		Judged, Passed int
	}
	q := counted(k.w.read.NewSelect().Model((*evaluationRow)(nil)), row.scope()).Join("JOIN sampling_picks AS x ON x.call_id = e.call_id AND x.plan_id = ?", row.ID)
	err := q.ColumnExpr("e.agent_id, count(*) AS judged").ColumnExpr("sum(CASE WHEN e.final >= ? THEN 1 ELSE 0 END) AS passed", p.PassScore).
		Where("x.unusable = '' AND e.rubric_id = ?", p.RubricID).GroupExpr("e.agent_id").Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("reading the scores of a plan: %w", err)
	}
	for _, r := range rows {
		if pace := byAgent[r.AgentID]; pace != nil {
			pace.Judged, pace.Passed = r.Judged, r.Passed
		}
	}
	return nil
}

// covers tells how much of each stratum was drawn and scored.
func (k *Sampling) covers(ctx context.Context, row planRow, b *sampling.Board) error {
	all, err := sizes(ctx, k.w.read, row.scope(), b.Plan, micros(k.w.now()))
	if err != nil {
		return err
	}
	read, err := labels(ctx, k.w.read, b.Plan.Strata())
	if err != nil {
		return err
	}
	byName := map[string]*sampling.Cover{}
	for key, size := range all {
		name := read(key)
		if byName[name] == nil {
			byName[name] = &sampling.Cover{Name: name}
		}
		byName[name].Size += size
	}
	for _, x := range b.Chosen {
		if c := byName[x.Stratum]; c != nil && x.Unusable == "" {
			c.Drawn++
			if !x.DoneAt.IsZero() {
				c.Done++
			}
		}
	}
	for _, c := range byName {
		b.Covers = append(b.Covers, *c)
	}
	slices.SortFunc(b.Covers, func(x, y sampling.Cover) int { return cmp.Or(cmp.Compare(y.Size, x.Size), cmp.Compare(x.Name, y.Name)) })
	return nil
}

// doubles counts what is scored twice.
func (k *Sampling) doubles(ctx context.Context, row planRow, b *sampling.Board) error {
	return k.w.read.DB.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN k.done_at > 0 THEN 1 ELSE 0 END), 0) FROM sampling_picks AS x
		JOIN tasks AS k ON k.id = x.double_id WHERE x.plan_id = ? AND x.unusable = ''`, row.ID).Scan(&b.Doubles, &b.Doubled)
}
