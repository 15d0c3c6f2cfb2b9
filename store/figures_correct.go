package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// verdict is what lists tell of a row and people may correct: the outcome of a
// complaint, or whether a work order is faulty.
type verdict struct {
	kind   indicators.Kind
	column string
	value  any
}

// CorrectComplaint sets the outcome of a complaint.
func (k *Figures) CorrectComplaint(ctx context.Context, by people.Actor, id string, o indicators.Outcome, why string) error {
	switch o {
	case indicators.OpenOutcome, indicators.Upheld, indicators.Rejected:
	default:
		return fault.New(fault.Invalid, "A complaint is found true, found untrue, or still being checked.", nil)
	}
	return k.correct(ctx, by, id, verdict{indicators.ComplaintKind, "outcome", string(o)}, why)
}

// CorrectOrder sets whether a work order is faulty.
func (k *Figures) CorrectOrder(ctx context.Context, by people.Actor, id string, faulty bool, why string) error {
	return k.correct(ctx, by, id, verdict{indicators.OrderKind, "faulty", faulty}, why)
}

func (k *Figures) correct(ctx context.Context, by people.Actor, id string, v verdict, why string) error {
	s, table, err := keepingFigures(by, v.kind)
	if err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	if why == "" {
		return fault.New(fault.Invalid, "Say why it is corrected.", nil)
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var was struct{ Number, Verdict string }
		q := figuresWithin(c.NewSelect().TableExpr("? AS f", bun.Ident(table)), s).ColumnExpr("f.number AS number, f.? AS verdict", bun.Ident(v.column))
		if err := q.Where("f.id = ?", id).Scan(ctx, &was); err != nil {
			return errNoListed(err)
		}
		_, err := c.NewUpdate().Table(table).Set("? = ?", bun.Ident(v.column), v.value).
			Set("correction = CASE WHEN told = ? THEN '' ELSE ? END", v.value, why).Where("id = ?", id).Exec(ctx)
		if err != nil {
			return fmt.Errorf("correcting %s: %w", v.kind, err)
		}
		c.record("correct", "figures", id, map[string]any{"list": string(v.kind), "number": was.Number, "from": was.Verdict, "to": v.value, "why": why})
		c.tell(notice.Figures, string(v.kind))
		if v.kind != indicators.ComplaintKind {
			return nil
		}
		return c.judgeComplaints(ctx)
	})
}

func errNoListed(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "This row was replaced by a new import. Look at the list again.", nil).Because(err)
	}
	return err
}

// correctedRow is a correction that an import of the same days must not lose.
type correctedRow struct {
	Day                                             int
	PersonID, Number, Correction, Verdict, ToldThen string
}

var verdictColumns = map[string]string{"figure_complaints": "outcome", "figure_orders": "faulty"}

// correctedRows are those among the rows that a batch replaces.
func (c *change) correctedRows(ctx context.Context, s people.Scope, table string, b indicators.Batch) (rows []correctedRow, err error) {
	column, ok := verdictColumns[table]
	if !ok {
		return nil, nil
	}
	where, args := ofDays(s, b.Source, b.Dates())
	err = c.NewSelect().Table(table).ColumnExpr("day, person_id, number, correction, CAST(? AS TEXT) AS verdict, CAST(told AS TEXT) AS told_then", bun.Ident(column)).
		Where(where, args...).Where("correction <> '' AND number <> ''").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading corrections: %w", err)
	}
	return rows, nil
}

// correctAgain puts corrections on rows that are told as they were told then.
func (c *change) correctAgain(ctx context.Context, table, source string, rows []correctedRow) error {
	for _, r := range rows {
		var verdict any = r.Verdict
		if table == "figure_orders" {
			verdict = r.Verdict == "1" || r.Verdict == "true"
		}
		_, err := c.NewUpdate().Table(table).Set("? = ?", bun.Ident(verdictColumns[table]), verdict).Set("correction = ?", r.Correction).
			Where("source = ? AND day = ? AND person_id = ? AND number = ? AND CAST(told AS TEXT) = ?", source, r.Day, r.PersonID, r.Number, r.ToldThen).Exec(ctx)
		if err != nil {
			return fmt.Errorf("keeping corrections: %w", err)
		}
	}
	return nil
}
