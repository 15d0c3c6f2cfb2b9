package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/appeal"
	"shifu/qa/workdays"
)

type leaveRow struct {
	bun.BaseModel `bun:"table:leaves,alias:l"`

	ID       string `bun:"id,pk"`
	PersonID string `bun:"person_id"`
	From     string `bun:"from_day"`
	Until    string `bun:"until_day"`
	Name     string `bun:"name"`
}

func (r leaveRow) leave(person string) workdays.Leave {
	return workdays.Leave{ID: r.ID, PersonID: r.PersonID, PersonName: person,
		Span: workdays.Span{From: workdays.Day(r.From), Until: workdays.Day(r.Until), Name: r.Name}}
}

// The names under which the settings keep calendar and limit.
const (
	calendarSetting = "working-days"
	limitSetting    = "overturn-limit"
)

// clock is the calendar with the leave of one agent; none for an empty ID.
func (k *Appeals) clock(ctx context.Context, db bun.IDB, agentID string) (appeal.Clock, error) {
	c := appeal.Clock{Calendar: workdays.Standard(), Zone: k.w.zone}
	if err := setting(ctx, db, calendarSetting, &c.Calendar); err != nil || agentID == "" {
		return c, err
	}
	var rows []leaveRow
	if err := db.NewSelect().Model(&rows).Where("l.person_id = ?", agentID).Scan(ctx); err != nil {
		return c, fmt.Errorf("reading leave: %w", err)
	}
	for _, r := range rows {
		c.Away = append(c.Away, r.leave(""))
	}
	return c, nil
}

// setting reads what everybody shares under a name into to, which stays as it
// is if nothing is kept.
func setting(ctx context.Context, db bun.IDB, name string, to any) error {
	var values []string
	if err := db.NewSelect().TableExpr("settings").Column("value").Where("name = ?", name).Scan(ctx, &values); err != nil {
		return fmt.Errorf("reading a setting: %w", err)
	}
	if len(values) == 0 {
		return nil
	}
	if err := json.Unmarshal([]byte(values[0]), to); err != nil {
		return fmt.Errorf("reading the setting %s: %w", name, err)
	}
	return nil
}

// Calendar returns the working days of the workspace.
func (k *Appeals) Calendar(ctx context.Context, _ people.Actor) (workdays.Calendar, error) {
	c, err := k.clock(ctx, k.w.read, "")
	return c.Calendar, k.w.explain(err)
}

// SaveCalendar keeps the working days for everybody.
func (k *Appeals) SaveCalendar(ctx context.Context, by people.Actor, c workdays.Calendar) error {
	if err := errors.Join(forEverybody(by), c.Check()); err != nil {
		return err
	}
	return k.keep(ctx, by, calendarSetting, c)
}

// forEverybody is the right to set what counts in every organisation.
func forEverybody(by people.Actor) error {
	if by.May(people.ReleaseScores) && by.May(people.SeeAllCompanies) {
		return nil
	}
	return by.Require(people.KeepWorkspace)
}

func (k *Appeals) keep(ctx context.Context, by people.Actor, name string, value any) error {
	content, err := asJSON(value)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		_, err := c.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, content)
		c.record("set", "setting", name, map[string]any{"value": json.RawMessage(content)})
		c.tell(notice.Settings, name)
		c.tell(notice.Appeals, "")
		return err
	})
}

// Limit returns from when on a question is put up for calibration.
func (k *Appeals) Limit(ctx context.Context, _ people.Actor) (appeal.Limit, error) {
	l, err := limitOf(ctx, k.w.read)
	return l, k.w.explain(err)
}

func limitOf(ctx context.Context, db bun.IDB) (appeal.Limit, error) {
	l := appeal.DefaultLimit
	return l, setting(ctx, db, limitSetting, &l)
}

// SaveLimit keeps it.
func (k *Appeals) SaveLimit(ctx context.Context, by people.Actor, l appeal.Limit) error {
	if err := errors.Join(forEverybody(by), l.Check()); err != nil {
		return err
	}
	return k.keep(ctx, by, limitSetting, l)
}

// Leaves returns the leave of people in scope that ends on or after a day.
func (k *Appeals) Leaves(ctx context.Context, by people.Actor, from workdays.Day) ([]workdays.Leave, error) {
	var rows []struct {
		leaveRow `bun:",extend"`
		Person   string `bun:"person"`
	}
	q := scoped(k.w.read.NewSelect().Model(&rows), by.Scope()).ColumnExpr("l.*").ColumnExpr("p.name AS person").
		Join("JOIN persons AS p ON p.id = l.person_id").Where("l.until_day >= ?", string(from)).OrderExpr("l.from_day, p.name, l.id")
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading leave: %w", err))
	}
	out := make([]workdays.Leave, len(rows))
	for i, r := range rows {
		out[i] = r.leave(r.Person)
	}
	return out, nil
}

func keepsLeave(by people.Actor) error {
	if by.May(people.ReleaseScores) {
		return nil
	}
	return by.Require(people.KeepPeople)
}

// SaveLeave adds a leave (empty ID) or changes one.
func (k *Appeals) SaveLeave(ctx context.Context, by people.Actor, l workdays.Leave) error {
	if err := errors.Join(keepsLeave(by), l.Check()); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, err := personBy(ctx, c, by.Scope(), l.PersonID); err != nil {
			return err
		}
		if l.ID != "" {
			if err := c.dropLeave(ctx, l.ID); err != nil {
				return err
			}
		}
		r := leaveRow{ID: or(l.ID, newID()), PersonID: l.PersonID, From: string(l.From), Until: string(l.Until), Name: strings.TrimSpace(l.Name)}
		if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
			return fmt.Errorf("keeping leave: %w", err)
		}
		c.record("save", "leave", r.ID, map[string]any{"person": l.PersonID, "from": l.From, "until": l.Until})
		c.tell(notice.Appeals, "")
		return nil
	})
}

// DropLeave takes a leave away.
func (k *Appeals) DropLeave(ctx context.Context, by people.Actor, id string) error {
	if err := keepsLeave(by); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.dropLeave(ctx, id); err != nil {
			return err
		}
		c.record("drop", "leave", id, nil)
		c.tell(notice.Appeals, "")
		return nil
	})
}

// dropLeave takes a leave of somebody in the actor's scope away.
func (c *change) dropLeave(ctx context.Context, id string) error {
	there, err := scoped(c.NewSelect().Model((*leaveRow)(nil)), c.by.Scope()).Join("JOIN persons AS p ON p.id = l.person_id").Where("l.id = ?", id).Exists(ctx)
	if err == nil && !there {
		err = fault.New(fault.NotFound, "This leave is not in the workspace.", nil)
	}
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `DELETE FROM leaves WHERE id = ?`, id)
	return err
}
