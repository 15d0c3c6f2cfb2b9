package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/analysis"
)

// Analyses keeps joint listening. It fits analysis.Keeper.
type Analyses struct{ w *Workspace }

var _ analysis.Keeper = (*Analyses)(nil)

// Analyses returns the keeper of joint listening.
func (w *Workspace) Analyses() *Analyses { return &Analyses{w} }

type analysisRow struct {
	bun.BaseModel `bun:"table:analyses,alias:k"`

	ID             string `bun:"id,pk"`
	CallID         string `bun:"call_id"`
	OrganisationID string `bun:"organisation_id"`
	State          string `bun:"state"`
	At             int64  `bun:"at"`
	Content        string `bun:"content"`
}

type shownAnalysis struct {
	analysisRow         `bun:",extend"`
	Organisation        string
	Title, BusinessLine string
	Duration            int64
}

func (r *shownAnalysis) standing() (s analysis.Standing, err error) {
	if err := json.Unmarshal([]byte(r.Content), &s.Session); err != nil {
		return s, fmt.Errorf("reading joint listening %s: %w", r.ID, err)
	}
	s.ID, s.CallID, s.State, s.At = r.ID, r.CallID, analysis.State(r.State), instant(r.At)
	s.OrganisationID, s.Organisation, s.Call, s.BusinessLine, s.Length = r.OrganisationID, r.Organisation, r.Title, r.BusinessLine, time.Duration(r.Duration)*time.Microsecond
	return s, nil
}

// leadsAnalyses reports whether the actor plans and leads joint listening.
func leadsAnalyses(by people.Actor) bool {
	return by.May(people.KeepCoaching) || by.May(people.KeepBenchmarks)
}

func (k *Analyses) read(ctx context.Context, db bun.IDB, by people.Actor, id string) ([]analysis.Standing, error) {
	var rows []shownAnalysis
	q := db.NewSelect().Model(&rows).ColumnExpr("k.*").ColumnExpr("o.name AS organisation, c.title, c.business_line, c.duration").
		Join("JOIN calls AS c ON c.id = k.call_id").Join("JOIN organisations AS o ON o.id = k.organisation_id")
	switch {
	case leadsAnalyses(by) && by.May(people.SeeAllCompanies):
	case leadsAnalyses(by):
		q = q.Where("(k.organisation_id = ? OR k.id IN (SELECT analysis_id FROM analysis_members WHERE person_id = ?))", by.OrganisationID, by.PersonID)
	case by.PersonID == "":
		return nil, by.Require(people.KeepCoaching)
	default:
		q = q.Where("k.id IN (SELECT analysis_id FROM analysis_members WHERE person_id = ?)", by.PersonID)
	}
	if id != "" {
		q = q.Where("k.id = ?", id)
	}
	if err := q.OrderExpr("k.at DESC, k.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading joint listening: %w", err)
	}
	out := make([]analysis.Standing, len(rows))
	var err error
	for i := range rows {
		if out[i], err = rows[i].standing(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Sessions returns those that the actor may know of.
func (k *Analyses) Sessions(ctx context.Context, by people.Actor) ([]analysis.Standing, error) {
	out, err := k.read(ctx, k.w.read, by, "")
	return out, k.w.explain(err)
}

// Session returns one.
func (k *Analyses) Session(ctx context.Context, by people.Actor, id string) (analysis.Standing, error) {
	s, err := k.one(ctx, k.w.read, by, id)
	return s, k.w.explain(err)
}

var errNoAnalysis = fault.New(fault.NotFound, "This joint listening is not in the workspace.", nil)

func (k *Analyses) one(ctx context.Context, db bun.IDB, by people.Actor, id string) (analysis.Standing, error) {
	if id == "" {
		return analysis.Standing{}, errNoAnalysis
	}
	all, err := k.read(ctx, db, by, id)
	if err == nil && len(all) == 0 {
		err = errNoAnalysis
	}
	if err != nil {
		return analysis.Standing{}, err
	}
	return all[0], nil
}

func (c *change) putAnalysis(ctx context.Context, organisationID string, s *analysis.Session) error {
	content, err := asJSON(s)
	if err != nil {
		return err
	}
	r := analysisRow{ID: s.ID, CallID: s.CallID, OrganisationID: organisationID, State: string(s.State), At: micros(s.At), Content: content}
	_, err = c.NewInsert().Model(&r).On("CONFLICT (id) DO UPDATE").Set("state = excluded.state, at = excluded.at, content = excluded.content").Exec(ctx)
	if err != nil {
		return fmt.Errorf("keeping joint listening: %w", err)
	}
	c.tell(notice.Analyses, s.ID)
	return nil
}
