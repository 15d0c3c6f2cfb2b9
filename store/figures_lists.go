package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

type shiftRow struct {
	bun.BaseModel `bun:"table:figure_shifts,alias:f"`
	listRow
	StartedAt int64  `bun:"started_at"`
	EndedAt   int64  `bun:"ended_at"`
	Project   string `bun:"project"`
	Duty      string `bun:"duty"`
	NotReady  string `bun:"not_ready"`
}

type complaintRow struct {
	bun.BaseModel `bun:"table:figure_complaints,alias:f"`
	listRow
	ID         string `bun:"id,pk"`
	Number     string `bun:"number"`
	Attitude   bool   `bun:"attitude"`
	Outcome    string `bun:"outcome"`
	Told       string `bun:"told"`
	Correction string `bun:"correction"`
	CallID     string `bun:"call_id"`
	Reason     string `bun:"reason"`
}

type orderRow struct {
	bun.BaseModel `bun:"table:figure_orders,alias:f"`
	listRow
	ID         string `bun:"id,pk"`
	Number     string `bun:"number"`
	Project    string `bun:"project"`
	Faulty     bool   `bun:"faulty"`
	Told       bool   `bun:"told"`
	Correction string `bun:"correction"`
	Reason     string `bun:"reason"`
}

// listRow is what the rows of all lists have.
type listRow struct {
	Source         string `bun:"source"`
	Day            int    `bun:"day"`
	PersonID       string `bun:"person_id"`
	OrganisationID string `bun:"organisation_id"`
	TeamID         string `bun:"team_id"`
}

func (r listRow) who() indicators.Who {
	return indicators.Who{PersonID: r.PersonID, OrganisationID: r.OrganisationID, TeamID: r.TeamID}
}

func rowOf(source string, d indicators.Date, w indicators.Who) listRow {
	return listRow{source, int(d), w.PersonID, w.OrganisationID, w.TeamID}
}

// list reads the rows of a list that are in scope and pass f into rows.
func (k *Figures) list(ctx context.Context, by people.Actor, f indicators.Find, rows any, and func(*bun.SelectQuery) *bun.SelectQuery) error {
	s, err := callScope(by)
	if err != nil {
		return err
	}
	q := figuresWithin(k.w.read.NewSelect().Model(rows), s)
	if f.Period != (indicators.Period{}) {
		q = q.Where("f.day >= ? AND f.day < ?", int(f.Period.From), int(f.Period.Until))
	}
	for column, values := range map[string][]string{"person_id": f.PersonIDs, "team_id": f.TeamIDs, "organisation_id": f.OrganisationIDs} {
		if len(values) > 0 {
			q = q.Where("f.? IN (?)", bun.Ident(column), bun.List(values))
		}
	}
	if err := and(q).Scan(ctx); err != nil {
		return k.w.explain(fmt.Errorf("reading a list of operations: %w", err))
	}
	return nil
}

// Shifts returns those that begin within the period, by start.
func (k *Figures) Shifts(ctx context.Context, by people.Actor, f indicators.Find) ([]indicators.Shift, error) {
	var rows []shiftRow
	err := k.list(ctx, by, f, &rows, func(q *bun.SelectQuery) *bun.SelectQuery {
		if f.Project != "" {
			q = q.Where("f.project = ?", f.Project)
		}
		return q.OrderExpr("f.started_at, f.person_id")
	})
	out := make([]indicators.Shift, len(rows))
	for i, r := range rows {
		out[i] = indicators.Shift{Who: r.who(), Start: instant(r.StartedAt), End: instant(r.EndedAt), Date: indicators.Date(r.Day), Project: r.Project, Duty: r.Duty}
		if err == nil {
			err = json.Unmarshal([]byte(r.NotReady), &out[i].NotReady)
		}
	}
	return out, err
}

// Complaints returns the newest first, at most limit.
func (k *Figures) Complaints(ctx context.Context, by people.Actor, f indicators.Find, limit int) ([]indicators.Complaint, error) {
	var rows []complaintRow
	err := k.list(ctx, by, f, &rows, func(q *bun.SelectQuery) *bun.SelectQuery {
		if f.BadOnly {
			q = q.Where("f.outcome <> ?", string(indicators.Rejected))
		}
		return q.OrderExpr("f.day DESC, f.number, f.person_id").Limit(int64(limit))
	})
	out := make([]indicators.Complaint, len(rows))
	for i, r := range rows {
		out[i] = indicators.Complaint{ID: r.ID, Told: indicators.Outcome(r.Told), Correction: r.Correction, Number: r.Number, Date: indicators.Date(r.Day), Who: r.who(), Attitude: r.Attitude,
			Outcome: indicators.Outcome(r.Outcome), CallID: r.CallID, Reason: r.Reason}
	}
	return out, err
}

// WorkOrders returns the newest first, at most limit.
func (k *Figures) WorkOrders(ctx context.Context, by people.Actor, f indicators.Find, limit int) ([]indicators.Order, error) {
	var rows []orderRow
	err := k.list(ctx, by, f, &rows, func(q *bun.SelectQuery) *bun.SelectQuery {
		if f.Project != "" {
			q = q.Where("f.project = ?", f.Project)
		}
		if f.BadOnly {
			q = q.Where("f.faulty OR f.told")
		}
		return q.OrderExpr("f.day DESC, f.number").Limit(int64(limit))
	})
	out := make([]indicators.Order, len(rows))
	for i, r := range rows {
		out[i] = indicators.Order{ID: r.ID, Number: r.Number, Date: indicators.Date(r.Day), Who: r.who(), Project: r.Project, Faulty: r.Faulty,
			Told: r.Told, Correction: r.Correction, Reason: r.Reason}
	}
	return out, err
}
