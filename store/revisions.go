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
	"shifu/qa/revision"
)

// Revisions keeps the drafts of rubrics and the scales. It fits revision.Keeper
// and revision.Scales.
type Revisions struct{ w *Workspace }

// Revisions returns what keeps drafts of rubrics.
func (w *Workspace) Revisions() *Revisions { return &Revisions{w} }

type draftRow struct {
	bun.BaseModel `bun:"table:rubric_drafts,alias:d"`

	ID        string `bun:"id,pk"`
	RubricID  string `bun:"rubric_id"`
	Owner     string `bun:"organisation_id"`
	BaseID    string `bun:"base_id"`
	Title     string `bun:"title"`
	Content   string `bun:"content"`
	StartedAt int64  `bun:"started_at"`
	SavedAt   int64  `bun:"saved_at"`
	SavedBy   string `bun:"saved_by"` // name
}

// draft is the row in the domain's words; number is the one it would get now.
func (r *draftRow) draft(number int) (revision.Draft, error) {
	d := revision.Draft{ID: r.ID, BaseID: r.BaseID, SavedAt: instant(r.SavedAt), SavedBy: r.SavedBy, StartedAt: instant(r.StartedAt)}
	if err := json.Unmarshal([]byte(r.Content), &d.Version); err != nil {
		return d, fmt.Errorf("reading rubric draft %s: %w", r.ID, err)
	}
	d.Version.RubricID, d.Version.Number, d.Version.State = r.RubricID, number, qa.VersionDraft
	return d, nil
}

// write takes over what is edited.
func (r *draftRow) write(v qa.Version) (err error) {
	v.ID, v.RubricID, v.Number, v.State = "", "", 0, ""
	r.Title = v.Title
	r.Content, err = asJSON(v)
	return err
}

var errNoDraft = fault.New(fault.NotFound, "This draft is not in the workspace. It was published or discarded.", nil)

// edited narrows a question about drafts to those that the actor may edit.
func edited(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	if by.May(people.SeeAllCompanies) {
		return q
	}
	return q.Where("d.organisation_id = ?", by.OrganisationID)
}

func draftBy(ctx context.Context, db bun.IDB, by people.Actor, column, value string) (r draftRow, err error) {
	if err := by.Require(people.KeepRubrics); err != nil {
		return r, err
	}
	err = edited(db.NewSelect().Model(&r), by).Where("d.? = ?", bun.Ident(column), value).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoDraft
	}
	return r, err
}

// lastNumber is that of the newest version of a rubric, 0 for none.
func lastNumber(ctx context.Context, db bun.IDB, rubricID string) (n int, err error) {
	err = db.NewSelect().Model((*versionRow)(nil)).ColumnExpr("COALESCE(max(v.number), 0)").Where("v.rubric_id = ?", rubricID).Scan(ctx, &n)
	return n, err
}

func (r *draftRow) numbered(ctx context.Context, db bun.IDB) (revision.Draft, error) {
	n, err := lastNumber(ctx, db, r.RubricID)
	if err != nil {
		return revision.Draft{}, fmt.Errorf("numbering a draft: %w", err)
	}
	return r.draft(n + 1)
}

// Draft returns a draft by its ID.
func (k *Revisions) Draft(ctx context.Context, by people.Actor, id string) (revision.Draft, error) {
	r, err := draftBy(ctx, k.w.read, by, "id", id)
	if err != nil {
		return revision.Draft{}, k.w.explain(err)
	}
	d, err := r.numbered(ctx, k.w.read)
	return d, k.w.explain(err)
}

// Revise returns the draft of the next version of a rubric: the one there is,
// or a new copy of the version.
func (k *Revisions) Revise(ctx context.Context, by people.Actor, versionID string) (d revision.Draft, err error) {
	if err := by.Require(people.KeepRubrics); err != nil {
		return d, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		v, err := versionBy(ctx, c, by, versionID)
		if err != nil {
			return err
		}
		r, err := draftBy(ctx, c, by, "rubric_id", v.RubricID)
		if fault.Is(err, fault.NotFound) {
			r, err = c.startDraft(ctx, v, versionID)
		}
		if err != nil {
			return err
		}
		d, err = r.numbered(ctx, c)
		return err
	})
	return d, err
}

// Start begins a draft of a new rubric, or of the next version of the one that
// v names.
func (k *Revisions) Start(ctx context.Context, by people.Actor, v qa.Version) (d revision.Draft, err error) {
	if err := by.Require(people.KeepRubrics); err != nil {
		return d, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := draftBy(ctx, c, by, "rubric_id", v.RubricID)
		if err == nil {
			return fault.New(fault.Conflict, "{{.Name}} is editing the next version of this rubric already. Open that draft, or discard it first.", fault.Values{"Name": r.SavedBy})
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		if r, err = c.startDraft(ctx, v, ""); err != nil {
			return err
		}
		d, err = r.numbered(ctx, c)
		return err
	})
	return d, err
}

// startDraft adds a draft with the content of v.
func (c *change) startDraft(ctx context.Context, v qa.Version, base string) (r draftRow, err error) {
	r = draftRow{ID: newID(), RubricID: v.RubricID, Owner: c.by.OrganisationID, BaseID: base, StartedAt: micros(c.now), SavedAt: micros(c.now), SavedBy: c.by.Name}
	if r.RubricID == "" {
		r.RubricID = newID()
	} else if last, err := c.ownRubric(ctx, r.RubricID); err != nil {
		return r, err
	} else {
		r.Owner = last.Owner
		r.BaseID = or(base, last.ID)
	}
	if err := r.write(v); err != nil {
		return r, err
	}
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return r, fmt.Errorf("beginning a draft: %w", err)
	}
	c.record("draft", "rubric", r.RubricID, map[string]any{"draft": r.ID, "base": r.BaseID, "title": r.Title})
	c.tell(notice.Rubrics, r.RubricID)
	return r, nil
}

// ownRubric is the newest version of a rubric that the actor may change.
func (c *change) ownRubric(ctx context.Context, rubricID string) (last versionRow, err error) {
	err = shared(c.NewSelect().Model(&last), c.by).Where("v.rubric_id = ?", rubricID).OrderExpr("v.number DESC").Limit(1).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return last, errNoRubric
	case err == nil && last.Owner != c.by.OrganisationID && !c.by.May(people.SeeAllCompanies):
		return last, fault.New(fault.Forbidden, "This rubric is kept by another organisation. Publish a copy of your own.", nil)
	}
	return last, err
}

// Save keeps a draft, whole or not, and returns it with its new SavedAt.
func (k *Revisions) Save(ctx context.Context, by people.Actor, d revision.Draft) (out revision.Draft, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.unchanged(ctx, d)
		if err != nil {
			return err
		}
		if err := r.write(d.Version); err != nil {
			return err
		}
		r.SavedAt, r.SavedBy = max(micros(c.now), r.SavedAt+1), by.Name // a clock set back must not hide a save
		if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("keeping a draft: %w", err)
		}
		c.record("save", "rubric", r.RubricID, map[string]any{"draft": r.ID})
		c.tell(notice.Rubrics, r.RubricID)
		out, err = r.numbered(ctx, c)
		return err
	})
	return out, err
}

// unchanged is the row of a draft, as long as nobody saved it after d.SavedAt.
func (c *change) unchanged(ctx context.Context, d revision.Draft) (draftRow, error) {
	r, err := draftBy(ctx, c, c.by, "id", d.ID)
	if err == nil && r.SavedAt != micros(d.SavedAt) {
		err = fault.New(fault.Conflict, "{{.Name}} changed this draft in another window at {{.Time}}. Your version is still here: take theirs, or keep yours.",
			fault.Values{"Name": r.SavedBy, "Time": instant(r.SavedAt).Local().Format("15:04:05")})
	}
	return r, err
}

// Publish makes a draft, as kept, the active version of its rubric.
func (k *Revisions) Publish(ctx context.Context, by people.Actor, d revision.Draft) (id string, err error) {
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.unchanged(ctx, d)
		if err != nil {
			return err
		}
		kept, err := r.numbered(ctx, c)
		if err != nil {
			return err
		}
		if kept.Version.Number == 1 {
			kept.Version.RubricID = "" // the first version makes the rubric
		}
		if err := kept.Version.Check(); err != nil {
			return err
		}
		if _, err := c.NewDelete().Model(&r).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("ending a draft: %w", err)
		}
		id, err = c.publish(ctx, kept.Version)
		return err
	})
	return id, err
}

// Discard deletes a draft.
func (k *Revisions) Discard(ctx context.Context, by people.Actor, id string) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := draftBy(ctx, c, by, "id", id)
		if err != nil {
			return err
		}
		if _, err := c.NewDelete().Model(&r).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("discarding a draft: %w", err)
		}
		c.record("discard", "rubric", r.RubricID, map[string]any{"draft": r.ID, "title": r.Title})
		c.tell(notice.Rubrics, r.RubricID)
		return nil
	})
}

// Retire takes an active version out of use.
func (k *Revisions) Retire(ctx context.Context, by people.Actor, versionID string) error {
	if err := by.Require(people.KeepRubrics); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		v, err := versionBy(ctx, c, by, versionID)
		if err != nil {
			return err
		}
		if _, err := c.ownRubric(ctx, v.RubricID); err != nil {
			return err
		}
		if v.State != qa.VersionActive {
			return fault.New(fault.Conflict, "Version {{.Number}} is not in use, so it can't be retired.", fault.Values{"Number": v.Number})
		}
		if _, err := c.NewUpdate().Model((*versionRow)(nil)).Set("state = ?", string(qa.VersionRetired)).Where("id = ?", v.ID).Exec(ctx); err != nil {
			return fmt.Errorf("retiring a version: %w", err)
		}
		c.record("retire", "rubric", v.RubricID, map[string]any{"version": v.ID, "number": v.Number})
		c.tell(notice.Rubrics, v.RubricID)
		return nil
	})
}
