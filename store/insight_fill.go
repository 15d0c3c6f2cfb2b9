package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/qa"
	"shifu/qa/insight"
)

// fillPages makes the pages of the figures anew where a migration or a restore
// left them stale.
func (w *Workspace) fillPages(ctx context.Context) error {
	stale, err := w.write.NewSelect().TableExpr("meta").Where("name = 'insight' AND value = 'stale'").Count(ctx)
	if err != nil || stale == 0 {
		return err
	}
	return w.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM insight_pages`); err != nil {
			return err
		}
		passed, err := passedSteps(ctx, tx)
		if err != nil {
			return err
		}
		keys, err := pageKeys(ctx, tx)
		if err != nil {
			return err
		}
		known := schemes{}
		for _, key := range keys {
			if err := fillPage(ctx, tx, key, known, passed); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM meta WHERE name = 'insight'`)
		return err
	})
}

func pageKeys(ctx context.Context, db bun.IDB) ([]pageKey, error) {
	var rows []struct {
		OrganisationID, TeamID string
		Week                   int64
	}
	err := db.NewSelect().TableExpr("evaluations").ColumnExpr("DISTINCT organisation_id, team_id, submitted_at / ? AS week", week).
		Where("counts AND purpose = ? AND submitted_at > 0", string(qa.Ordinary)).Scan(ctx, &rows)
	keys := make([]pageKey, len(rows))
	for i, r := range rows {
		keys[i] = pageKey{r.OrganisationID, r.TeamID, r.Week}
	}
	return keys, err
}

// passedSteps reads from the audit log what evaluations have been through.
func passedSteps(ctx context.Context, db bun.IDB) (map[string]insight.Steps, error) {
	var rows []struct{ SubjectID, Detail string }
	err := db.NewSelect().TableExpr("audit").ColumnExpr("subject_id, detail").
		Where("subject = 'evaluation' AND act = 'advance'").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading what evaluations went through: %w", err)
	}
	out := map[string]insight.Steps{}
	for _, r := range rows {
		var d struct{ To qa.State }
		if err := json.Unmarshal([]byte(r.Detail), &d); err != nil {
			continue // written by another version: the states that are left still tell
		}
		out[r.SubjectID] |= insight.StepOf(d.To)
	}
	return out, nil
}

func fillPage(ctx context.Context, db bun.IDB, key pageKey, known schemes, passed map[string]insight.Steps) error {
	var rows []factRow
	err := factRows(db.NewSelect().Model(&rows)).Where("e.counts AND e.organisation_id = ? AND e.team_id = ? AND e.submitted_at >= ? AND e.submitted_at < ?",
		key.organisation, key.team, key.week*week, (key.week+1)*week).OrderExpr("e.submitted_at").Scan(ctx)
	if err != nil {
		return fmt.Errorf("reading evaluations for the figures: %w", err)
	}
	page := newPageWriter()
	for i := range rows {
		f, err := known.fact(ctx, db, &rows[i])
		if err != nil {
			return err
		}
		f.Steps |= passed[rows[i].ID]
		page.add(&f)
	}
	return keepPage(ctx, db, key, page)
}
