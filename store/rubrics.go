package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
)

// Quality keeps rubrics, evaluations and the queue, and reads the trends. It
// fits qa.Keeper, qa.Queue and qa.Trends.
type Quality struct{ w *Workspace }

type versionRow struct {
	bun.BaseModel `bun:"table:rubric_versions,alias:v"`

	ID          string `bun:"id,pk"`
	RubricID    string `bun:"rubric_id"`
	Owner       string `bun:"organisation_id"`
	Number      int    `bun:"number"`
	State       string `bun:"state"`
	Title       string `bun:"title"`
	Content     string `bun:"content"`
	PublishedAt int64  `bun:"published_at"`
}

func (r versionRow) version() (qa.Version, error) {
	var v qa.Version
	if err := json.Unmarshal([]byte(r.Content), &v); err != nil {
		return v, fmt.Errorf("reading rubric version %s: %w", r.ID, err)
	}
	v.ID, v.RubricID, v.Number, v.State, v.Title = r.ID, r.RubricID, r.Number, qa.VersionState(r.State), r.Title
	return v, nil
}

// shared narrows a question about versions to the rubrics that an actor may
// use: their own organisation's, and those of the client, which all share.
func shared(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	if by.May(people.SeeAllCompanies) {
		return q
	}
	return q.Where("(v.organisation_id IN ('', ?) OR v.organisation_id IN (SELECT id FROM organisations WHERE kind = ?))", by.OrganisationID, string(people.InHouse))
}

// Rubrics returns the active version of every rubric that the actor may use, by title.
func (k *Quality) Rubrics(ctx context.Context, by people.Actor) ([]qa.Version, error) {
	var rows []versionRow
	err := shared(k.w.read.NewSelect().Model(&rows), by).Where("v.state = ?", string(qa.VersionActive)).OrderExpr("v.title, v.id").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading rubrics: %w", err))
	}
	out := make([]qa.Version, len(rows))
	for i, r := range rows {
		if out[i], err = r.version(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Version returns one version by its ID.
func (k *Quality) Version(ctx context.Context, by people.Actor, id string) (qa.Version, error) {
	v, err := versionBy(ctx, k.w.read, by, id)
	return v, k.w.explain(err)
}

var errNoRubric = fault.New(fault.NotFound, "This rubric is not in the workspace.", nil)

func versionBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (qa.Version, error) {
	var r versionRow
	err := shared(db.NewSelect().Model(&r), by).Where("v.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return qa.Version{}, errNoRubric
	}
	if err != nil {
		return qa.Version{}, err
	}
	return r.version()
}

// Publish adds v as the active version of its rubric and retires the one
// before. It refuses a version that qa.Version.Check refuses.
func (k *Quality) Publish(ctx context.Context, by people.Actor, v qa.Version) (string, error) {
	if err := errors.Join(by.Require(people.KeepRubrics), v.Check()); err != nil {
		return "", err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, err := c.nextVersion(ctx, v)
		if err != nil {
			return err
		}
		v.ID = row.ID
		if _, err := c.NewUpdate().Model((*versionRow)(nil)).Set("state = ?", string(qa.VersionRetired)).
			Where("rubric_id = ? AND state = ?", row.RubricID, string(qa.VersionActive)).Exec(ctx); err != nil {
			return fmt.Errorf("retiring the version before: %w", err)
		}
		if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("publishing a rubric: %w", err)
		}
		c.record("publish", "rubric", row.RubricID, map[string]any{"version": row.ID, "number": row.Number, "title": row.Title})
		c.tell(notice.Rubrics, row.RubricID)
		return nil
	})
	if err != nil {
		return "", err
	}
	return v.ID, nil
}

func (c *change) nextVersion(ctx context.Context, v qa.Version) (versionRow, error) {
	number, owner := 0, c.by.OrganisationID
	if v.RubricID != "" {
		last := versionRow{}
		err := shared(c.NewSelect().Model(&last), c.by).Where("v.rubric_id = ?", v.RubricID).OrderExpr("v.number DESC").Limit(1).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			err = errNoRubric
		} else if err == nil && last.Owner != owner && !c.by.May(people.SeeAllCompanies) {
			err = fault.New(fault.Forbidden, "This rubric is kept by another organisation. Publish a copy of your own.", nil)
		}
		if err != nil {
			return versionRow{}, err
		}
		number, owner = last.Number, last.Owner
	}
	v.ID, v.RubricID, v.Number, v.State = newID(), or(v.RubricID, newID()), number+1, qa.VersionActive
	content, err := asJSON(v)
	return versionRow{ID: v.ID, RubricID: v.RubricID, Owner: owner, Number: v.Number, State: string(v.State), Title: v.Title,
		Content: content, PublishedAt: micros(c.now)}, err
}
