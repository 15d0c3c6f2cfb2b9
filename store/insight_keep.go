package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/insight"
	"shifu/qa/score"
)

// week is the span of a page, microseconds.
const week = int64(7 * 24 * time.Hour / time.Microsecond)

// pageKey names a page.
type pageKey struct {
	organisation, team string
	week               int64
}

func (r *evaluationRow) page() pageKey {
	return pageKey{r.OrganisationID, r.TeamID, r.SubmittedAt / week}
}

// factRow is an evaluation with what its fact has besides.
type factRow struct {
	evaluationRow `bun:",extend"`

	Project      string `bun:"project,scanonly"`
	BusinessLine string `bun:"business_line,scanonly"`
	AgentName    string `bun:"agent_name,scanonly"`
	Risk         bool   `bun:"risk,scanonly"`
}

func factRows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.ColumnExpr("e.*, c.project, c.business_line, c.agent_name").
		ColumnExpr("EXISTS (SELECT 1 FROM tasks AS k WHERE k.call_id = e.call_id AND k.reviewer_id = e.reviewer_id AND k.risk) AS risk").
		Join("JOIN calls AS c ON c.id = e.call_id").Where("e.purpose = ? AND e.submitted_at > 0", string(qa.Ordinary))
}

// schemes are the rubric versions met so far, ready to score.
type schemes map[string]*scheme

type scheme struct {
	version qa.Version
	form    *insight.Form
}

func (s schemes) of(ctx context.Context, db bun.IDB, id string) (*scheme, error) {
	if known := s[id]; known != nil {
		return known, nil
	}
	v, err := versionBy(ctx, db, people.Program(), id)
	if err != nil {
		return nil, err
	}
	form := &insight.Form{VersionID: id, RubricID: v.RubricID}
	for _, q := range v.All {
		form.Refs = append(form.Refs, q.Ref)
	}
	s[id] = &scheme{v, form}
	return s[id], nil
}

// fact is what figures read of r.
func (s schemes) fact(ctx context.Context, db bun.IDB, r *factRow) (insight.Fact, error) {
	known, err := s.of(ctx, db, r.VersionID)
	if err != nil {
		return insight.Fact{}, err
	}
	var a qa.Answers
	if err := json.Unmarshal([]byte(r.Answers), &a); err != nil {
		return insight.Fact{}, fmt.Errorf("reading evaluation %s: %w", r.ID, err)
	}
	key, err := uuid.Parse(r.ID)
	if err != nil {
		return insight.Fact{}, fmt.Errorf("reading evaluation %s: %w", r.ID, err)
	}
	f := insight.Fact{Key: key, At: instant(r.SubmittedAt), AgentID: r.AgentID, AgentName: r.AgentName, TeamID: r.TeamID, OrganisationID: r.OrganisationID,
		ReviewerID: r.ReviewerID, ReviewerName: r.ReviewerName, Project: r.Project, BusinessLine: r.BusinessLine, Form: known.form,
		State: qa.State(r.State), Steps: insight.StepOf(qa.State(r.State)), Risk: r.Risk, FailAll: r.FailAll}
	if f.Scored = r.Final != nil; f.Scored {
		f.Final = *r.Final
	}
	result := score.Score(&known.version, a)
	f.Classes = result.Classes
	for i := range result.Questions {
		if q := &result.Questions[i]; q.Counts() {
			f.Answers = append(f.Answers, insight.Answer{Question: i, Credit: q.Score, Lost: q.PointsLost})
		}
	}
	return f, nil
}

// keepFact brings what figures read of an evaluation up to date.
func (c *change) keepFact(ctx context.Context, id string) error {
	var rows []factRow
	if err := factRows(c.NewSelect().Model(&rows)).Where("e.id = ?", id).OrderExpr("e.edition").Scan(ctx); err != nil {
		return fmt.Errorf("reading editions for the figures: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	pages, steps, err := c.pagesWithout(ctx, rows)
	if err != nil {
		return err
	}
	for i := range rows {
		if steps |= insight.StepOf(qa.State(rows[i].State)); !rows[i].Counts {
			continue
		}
		f, err := schemes{}.fact(ctx, c, &rows[i])
		if err != nil {
			return err
		}
		f.Steps = steps
		pages[rows[i].page()].add(&f)
	}
	for key, p := range pages {
		if err := keepPage(ctx, c, key, p); err != nil {
			return err
		}
	}
	return nil
}

// pagesWithout reads the pages in which editions of one evaluation stand or
// have to stand, without it, and which steps it had passed.
func (c *change) pagesWithout(ctx context.Context, rows []factRow) (map[pageKey]*pageWriter, insight.Steps, error) {
	pages, steps := map[pageKey]*pageWriter{}, insight.Steps(0)
	for i := range rows {
		key := rows[i].page()
		if pages[key] != nil {
			continue
		}
		pages[key] = newPageWriter()
		b, err := pageBytes(ctx, c, key)
		if err != nil {
			return nil, 0, err
		}
		if b == nil {
			continue
		}
		err = readPage(b, nil, func(f *insight.Fact) bool {
			if f.ID() == rows[0].ID {
				steps |= f.Steps
			} else {
				pages[key].add(f)
			}
			return true
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return pages, steps, nil
}

func pageBytes(ctx context.Context, db bun.IDB, key pageKey) (b []byte, err error) {
	err = db.NewSelect().TableExpr("insight_pages").ColumnExpr("facts").
		Where("organisation_id = ? AND team_id = ? AND week = ?", key.organisation, key.team, key.week).Scan(ctx, &b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, err
}

func keepPage(ctx context.Context, db bun.IDB, key pageKey, p *pageWriter) error {
	_, err := db.ExecContext(ctx, `INSERT INTO insight_pages (organisation_id, team_id, week, facts) VALUES (?, ?, ?, ?)
		ON CONFLICT (organisation_id, team_id, week) DO UPDATE SET facts = excluded.facts`, key.organisation, key.team, key.week, p.bytes())
	if err != nil {
		return fmt.Errorf("keeping the figures: %w", err)
	}
	return nil
}

// keepFactsOf brings what figures read of a call's evaluations up to date.
func (c *change) keepFactsOf(ctx context.Context, callID string) error {
	var ids []string
	if err := c.NewSelect().TableExpr("evaluations").ColumnExpr("DISTINCT id").Where("call_id = ?", callID).Scan(ctx, &ids); err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.keepFact(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
