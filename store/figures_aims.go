package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// cycleKey is the workspace's setting that holds the rhythm of the shifts.
const cycleKey = "shift-cycle"

// Targets returns every version of every target; those of a new workspace
// where nobody set any.
func (k *Figures) Targets(ctx context.Context, by people.Actor) (indicators.Targets, error) {
	if _, err := callScope(by); err != nil {
		return nil, err
	}
	var rows []struct {
		Indicator string
		Day       int
		Value     sql.NullFloat64
	}
	err := k.w.read.NewSelect().Table("figure_targets").Column("indicator", "day", "value").OrderExpr("indicator, day").Scan(ctx, &rows)
	out := append(indicators.Targets{}, indicators.Defaults...)
	for _, r := range rows {
		out = append(out, indicators.Target{Key: indicators.Key(r.Indicator), From: indicators.Date(r.Day), Value: r.Value.Float64, Set: r.Value.Valid})
	}
	return out, k.w.explain(err)
}

// SetTarget adds a target, or changes the one that begins on the same day.
func (k *Figures) SetTarget(ctx context.Context, by people.Actor, t indicators.Target) error {
	if err := by.Require(people.KeepFigures); err != nil {
		return err
	}
	if err := t.Check(); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		value := sql.NullFloat64{Float64: t.Value, Valid: t.Set}
		_, err := c.ExecContext(ctx, `INSERT INTO figure_targets (indicator, day, value) VALUES (?, ?, ?)
			ON CONFLICT (indicator, day) DO UPDATE SET value = excluded.value`, string(t.Key), int(t.From), value)
		detail := map[string]any{"from": t.From.String(), "value": nil}
		if t.Set {
			detail["value"] = t.Value
		}
		c.record("set", "target", string(t.Key), detail)
		c.tell(notice.Figures, string(t.Key))
		return err
	})
}

// Cycle is the rhythm of the shifts.
func (k *Figures) Cycle(ctx context.Context, by people.Actor) (indicators.Cycle, error) {
	if _, err := callScope(by); err != nil {
		return indicators.Cycle{}, err
	}
	c := indicators.DefaultCycle
	blob, err := k.w.Setting(ctx, cycleKey)
	if err == nil && blob != nil {
		err = json.Unmarshal(blob, &c)
	}
	return c, err
}

// mostCycle is more days than any roster takes to come round.
const mostCycle = 60

// SetCycle changes the rhythm of the shifts.
func (k *Figures) SetCycle(ctx context.Context, by people.Actor, cycle indicators.Cycle) error {
	if err := by.Require(people.KeepFigures); err != nil {
		return err
	}
	if cycle.Days < 2 || cycle.Days > mostCycle {
		return fault.New(fault.Invalid, "A shift cycle has from 2 to 60 days.", nil)
	}
	content, err := asJSON(cycle)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		_, err := c.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, cycleKey, content)
		c.record("set", "setting", cycleKey, map[string]any{"value": json.RawMessage(content)})
		c.tell(notice.Figures, "")
		return err
	})
}
