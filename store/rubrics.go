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
	var id string
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) (err error) {
		id, err = c.publish(ctx, v)
		return err
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// publish adds v as the active version, retires the one before, and lets open
// work go on with the new one.
func (c *change) publish(ctx context.Context, v qa.Version) (id string, err error) {
	row, err := c.nextVersion(ctx, v)
	if err != nil {
		return "", err
	}
	var before []string
	if err := c.NewSelect().Model((*versionRow)(nil)).Column("v.id").Where("v.rubric_id = ? AND v.state = ?", row.RubricID, string(qa.VersionActive)).Scan(ctx, &before); err != nil {
		return "", fmt.Errorf("looking for the version before: %w", err)
	}
	if _, err := c.NewInsert().Model(&row).Exec(ctx); err != nil {
		return "", fmt.Errorf("publishing a rubric: %w", err)
	}
	if len(before) > 0 {
		if err := c.replace(ctx, before, row.ID); err != nil {
			return "", err
		}
	}
	if err := c.useScales(ctx, &v, row); err != nil {
		return "", err
	}
	c.record("publish", "rubric", row.RubricID, map[string]any{"version": row.ID, "number": row.Number, "title": row.Title})
	c.tell(notice.Rubrics, row.RubricID)
	return row.ID, nil
}

// replace retires versions and lets the open tasks go on with another.
func (c *change) replace(ctx context.Context, before []string, with string) error {
	if _, err := c.NewUpdate().Model((*versionRow)(nil)).Set("state = ?", string(qa.VersionRetired)).Where("id IN (?)", bun.List(before)).Exec(ctx); err != nil {
		return fmt.Errorf("retiring the version before: %w", err)
	}
	if _, err := c.NewUpdate().Model((*taskRow)(nil)).Set("version_id = ?", with).
		Where("version_id IN (?) AND done_at = 0 AND purpose IN (?)", bun.List(before), bun.List(anew)).Exec(ctx); err != nil {
		return fmt.Errorf("handing open work to the new version: %w", err)
	}
	return nil
}

// anew are the purposes that begin with the version in use; the others repeat
// what somebody scored, with the version that they scored with.
var anew = []qa.Purpose{qa.Ordinary, qa.Self, qa.Joint}

func (c *change) nextVersion(ctx context.Context, v qa.Version) (versionRow, error) {
	number, owner := 0, c.by.OrganisationID
	if v.RubricID != "" {
		last, err := c.ownRubric(ctx, v.RubricID)
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
