package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/workdays"
)

// timed is an evaluation that a timer may move on.
type timed struct {
	ID          string
	State       qa.State
	VersionID   string
	AgentID     string
	SubmittedAt int64
	ReleasedAt  int64
	DecidedAt   int64 // of its last appeal
}

// Tick releases what was submitted long enough ago and closes what can neither
// be appealed nor acknowledged any more. What is due is told by the dates
// alone, so that it does not matter how often, or where, it is called.
func (k *Appeals) Tick(ctx context.Context, by people.Actor) (appeal.Done, error) {
	var done appeal.Done
	if err := by.Require(people.KeepWorkspace); err != nil {
		return done, err
	}
	moves, err := k.due(ctx)
	if err != nil || len(moves) == 0 {
		return done, k.w.explain(err)
	}
	return done, k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		for _, m := range moves {
			if err := c.tick(ctx, m, &done); err != nil {
				return err
			}
		}
		return nil
	})
}

// step is a move that is due.
type step struct {
	timed
	to qa.State
}

// tick moves an evaluation on unless somebody else did meanwhile.
func (c *change) tick(ctx context.Context, m step, done *appeal.Done) error {
	var r evaluationRow
	err := c.NewSelect().Model(&r).Where("e.id = ? AND e.newest", m.ID).Scan(ctx)
	if err != nil || r.State != string(m.State) {
		return err
	}
	if m.to == qa.Released {
		done.Released++
	} else {
		done.Closed++
	}
	return c.move(ctx, &r, m.to, "")
}

func (k *Appeals) due(ctx context.Context) ([]step, error) {
	var rows []timed
	err := k.w.read.NewSelect().TableExpr("evaluations AS e").Join("LEFT JOIN releases AS r ON r.evaluation_id = e.id").
		ColumnExpr("e.id, e.state, e.version_id, e.agent_id, e.submitted_at, coalesce(r.released_at, 0) AS released_at").
		ColumnExpr("coalesce((SELECT max(a.decided_at) FROM appeals AS a WHERE a.evaluation_id = e.id), 0) AS decided_at").
		Where("e.newest AND e.purpose = ? AND e.state IN (?)", string(qa.Ordinary), bun.List([]qa.State{qa.Submitted, qa.Released, qa.Acknowledged, qa.Upheld, qa.Revised})).
		OrderExpr("e.submitted_at, e.id").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading what timers ask for: %w", err)
	}
	clock, err := k.clock(ctx, k.w.read, "")
	if err != nil {
		return nil, err
	}
	away, err := k.allLeaves(ctx)
	if err != nil {
		return nil, err
	}
	timers, err := timersOf(ctx, k.w.read, rows)
	if err != nil {
		return nil, err
	}
	var out []step
	for _, r := range rows {
		clock.Away = away[r.AgentID]
		if to := r.next(timers[r.VersionID], clock, micros(k.w.now())); to != "" {
			out = append(out, step{r, to})
		}
	}
	return out, nil
}

// next is the state that a timer asks for now, empty for none.
func (r timed) next(t qa.Timers, clock appeal.Clock, now int64) qa.State {
	if r.State == qa.Submitted {
		agentsLeave := clock.Away
		clock.Away = nil // a score is released while its agent is away, too
		due := micros(clock.After(instant(r.SubmittedAt), t.ReleaseAfter))
		clock.Away = agentsLeave
		if due > 0 && now >= due {
			return qa.Released
		}
		return ""
	}
	terms := appeal.TermsOf(t, clock, instant(r.ReleasedAt), 0)
	due := micros(terms.Closes(r.State, told(clock, r.DecidedAt, t)))
	if r.ReleasedAt > 0 && due > 0 && now > due {
		return qa.Closed
	}
	return ""
}

func timersOf(ctx context.Context, db bun.IDB, rows []timed) (map[string]qa.Timers, error) {
	out := map[string]qa.Timers{}
	for _, r := range rows {
		if _, ok := out[r.VersionID]; ok {
			continue
		}
		v, err := versionBy(ctx, db, people.Program(), r.VersionID)
		if err != nil {
			return nil, err
		}
		out[r.VersionID] = v.TimersInForce()
	}
	return out, nil
}

func (k *Appeals) allLeaves(ctx context.Context) (map[string][]workdays.Leave, error) {
	var rows []leaveRow
	if err := k.w.read.NewSelect().Model(&rows).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading leave: %w", err)
	}
	out := map[string][]workdays.Leave{}
	for _, r := range rows {
		out[r.PersonID] = append(out[r.PersonID], r.leave(""))
	}
	return out, nil
}
