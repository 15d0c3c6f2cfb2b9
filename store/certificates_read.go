package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

type holdingRow struct {
	bun.BaseModel `bun:"table:certificate_holdings,alias:h"`

	ID          string `bun:"id,pk"`
	ProgrammeID string `bun:"programme_id"`
	PersonID    string `bun:"person_id"`
	AssignedDay int    `bun:"assigned_day"`
	DueDay      int    `bun:"due_day"`
	ReleasedDay int    `bun:"released_day"`
}

type certificateRow struct {
	bun.BaseModel `bun:"table:certificates,alias:x"`

	Number     string `bun:"number,pk"`
	HoldingID  string `bun:"holding_id"`
	IssuedDay  int    `bun:"issued_day"`
	OpensDay   int    `bun:"opens_day"`
	ExpiresDay int    `bun:"expires_day"`
	Renewal    bool   `bun:"renewal"`
	Record     string `bun:"record"`
	Hash       string `bun:"hash"`
	Why        string `bun:"why"`
	MadeBy     string `bun:"made_by"`
	MadeAt     int64  `bun:"made_at"`
	Doubt      string `bun:"doubt"`
	DoubtAt    int64  `bun:"doubt_at"`
}

type suspensionRow struct {
	bun.BaseModel `bun:"table:certificate_suspensions,alias:s"`

	ID        string `bun:"id,pk"`
	HoldingID string `bun:"holding_id"`
	FromDay   int    `bun:"from_day"`
	UntilDay  int    `bun:"until_day"`
	Why       string `bun:"why"`
	Complaint string `bun:"complaint"`
	MadeBy    string `bun:"made_by"`
	MadeAt    int64  `bun:"made_at"`
	Lifted    string `bun:"lifted"`
	LiftedBy  string `bun:"lifted_by"`
	LiftedAt  int64  `bun:"lifted_at"`
	ByVerdict bool   `bun:"by_verdict"` // lifted because the complaint was found untrue
}

// heldRow is a holding with its person.
type heldRow struct {
	holdingRow                                `bun:",extend"`
	Name, StaffNumber, OrganisationID, TeamID string
}

// holdings reads holdings, called h with their person p, that a query keeps.
func holdings(ctx context.Context, db bun.IDB, zone *time.Location, keep func(*bun.SelectQuery) *bun.SelectQuery) ([]certificate.Holding, error) {
	var rows []heldRow
	q := db.NewSelect().Model(&rows).ColumnExpr("h.*, p.name, p.staff_number, p.organisation_id, coalesce(p.team_id, '') AS team_id").
		Join("JOIN persons AS p ON p.id = h.person_id").OrderExpr("p.name, p.id, h.id")
	if err := keep(q).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading who holds certificates: %w", err)
	}
	out, at := make([]certificate.Holding, len(rows)), map[string]*certificate.Holding{}
	for i, r := range rows {
		out[i] = certificate.Holding{ID: r.ID, ProgrammeID: r.ProgrammeID, PersonID: r.PersonID, Person: r.Name, StaffNumber: r.StaffNumber, OrganisationID: r.OrganisationID,
			TeamID: r.TeamID, Assigned: indicators.Date(r.AssignedDay), Due: indicators.Date(r.DueDay), Released: indicators.Date(r.ReleasedDay)}
		at[r.ID] = &out[i]
	}
	if len(rows) == 0 {
		return out, nil
	}
	for _, fill := range []func(context.Context, bun.IDB, map[string]*certificate.Holding) error{fillIssues, fillSuspensions} {
		if err := fill(ctx, db, at); err != nil {
			return nil, err
		}
	}
	return out, fillExams(ctx, db, zone, at)
}

// few narrows q to holdings while they can be named one by one.
func few(q *bun.SelectQuery, column string, at map[string]*certificate.Holding) *bun.SelectQuery {
	if len(at) > 200 {
		return q
	}
	ids := make([]string, 0, len(at))
	for id := range at {
		ids = append(ids, id)
	}
	return q.Where(column+" IN (?)", bun.List(ids))
}

func fillIssues(ctx context.Context, db bun.IDB, at map[string]*certificate.Holding) error {
	var rows []struct {
		certificateRow `bun:",extend"`
		By             string
	}
	q := db.NewSelect().Model(&rows).ColumnExpr("x.*, coalesce(p.name, '') AS by").Join("LEFT JOIN persons AS p ON p.id = x.made_by")
	if err := few(q, "x.holding_id", at).OrderExpr("x.issued_day, x.number").Scan(ctx); err != nil {
		return fmt.Errorf("reading certificates: %w", err)
	}
	for _, r := range rows {
		h := at[r.HoldingID]
		if h == nil {
			continue
		}
		record, err := certificate.Read(r.Record)
		if err != nil {
			return fmt.Errorf("reading certificate %s: %w", r.Number, err)
		}
		var doubt words.Text
		if r.Doubt != "" {
			if doubt, err = readText([]byte(r.Doubt)); err != nil {
				return err
			}
		}
		h.Issues = append(h.Issues, certificate.Issue{Record: record, Hash: r.Hash, Opens: indicators.Date(r.OpensDay), Renewal: r.Renewal, Why: r.Why, By: r.By,
			Doubt: doubt, DoubtAt: instant(r.DoubtAt)})
	}
	return nil
}

func fillSuspensions(ctx context.Context, db bun.IDB, at map[string]*certificate.Holding) error {
	var rows []struct {
		suspensionRow   `bun:",extend"`
		By, LifterNamed string
	}
	q := db.NewSelect().Model(&rows).ColumnExpr("s.*, coalesce(p.name, '') AS by, coalesce(l.name, '') AS lifter_named").
		Join("LEFT JOIN persons AS p ON p.id = s.made_by").Join("LEFT JOIN persons AS l ON l.id = s.lifted_by")
	if err := few(q, "s.holding_id", at).OrderExpr("s.made_at, s.id").Scan(ctx); err != nil {
		return fmt.Errorf("reading suspensions: %w", err)
	}
	for _, r := range rows {
		if h := at[r.HoldingID]; h != nil {
			h.Suspensions = append(h.Suspensions, certificate.Suspension{ID: r.ID, From: indicators.Date(r.FromDay), Until: indicators.Date(r.UntilDay), Why: r.Why, By: r.By,
				Complaint: r.Complaint, Lifted: r.Lifted, LiftedBy: r.LifterNamed})
		}
	}
	return nil
}

func programmesOf(ctx context.Context, db bun.IDB) (map[string]certificate.Programme, error) {
	rows, err := programmeRows(ctx, db, people.Scope{All: true})
	if err != nil {
		return nil, err
	}
	of := map[string]certificate.Programme{}
	for _, r := range rows {
		if of[r.ID], err = r.programme(); err != nil {
			return nil, err
		}
	}
	return of, nil
}

// Holdings returns who is on the way to which certificate or holds it.
func (k *Certificates) Holdings(ctx context.Context, by people.Actor, f certificate.Find) ([]certificate.Holding, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	out, err := holdings(ctx, k.w.read, k.w.zone, func(q *bun.SelectQuery) *bun.SelectQuery {
		q = scoped(q, s)
		if len(f.PersonIDs) > 0 {
			q = q.Where("h.person_id IN (?)", bun.List(f.PersonIDs))
		}
		if f.ProgrammeID != "" {
			q = q.Where("h.programme_id = ?", f.ProgrammeID)
		}
		if !f.WithLeft {
			q = q.Where("p.left_at = 0 OR p.left_at > ?", micros(k.w.now()))
		}
		return q
	})
	return out, k.w.explain(err)
}

var errNoCertificate = fault.New(fault.NotFound, "No certificate with the number {{.Number}} is kept here.", nil)

// Certificate returns the holding to which a certificate belongs.
func (k *Certificates) Certificate(ctx context.Context, by people.Actor, number string) (certificate.Holding, error) {
	s, err := callScope(by)
	if err != nil {
		return certificate.Holding{}, err
	}
	out, err := holdings(ctx, k.w.read, k.w.zone, func(q *bun.SelectQuery) *bun.SelectQuery {
		return scoped(q, s).Where("h.id IN (SELECT x.holding_id FROM certificates AS x WHERE x.number = ?)", number)
	})
	if err != nil {
		return certificate.Holding{}, k.w.explain(err)
	}
	if len(out) == 0 {
		return certificate.Holding{}, fault.New(errNoCertificate.Kind, errNoCertificate.Key, fault.Values{"Number": number})
	}
	return out[0], nil
}
