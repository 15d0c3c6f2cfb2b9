package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/revision"
)

type scaleRow struct {
	bun.BaseModel `bun:"table:rubric_scales,alias:v"`

	ID       string `bun:"id,pk"`
	Owner    string `bun:"organisation_id"`
	Name     string `bun:"name"`
	Language string `bun:"language"`
	Options  string `bun:"options"`
	Uses     int    `bun:"uses,scanonly"`
}

func (r *scaleRow) scale() (revision.Scale, error) {
	s := revision.Scale{ID: r.ID, Name: r.Name, Language: r.Language, Uses: r.Uses}
	if err := json.Unmarshal([]byte(r.Options), &s.Options); err != nil {
		return s, fmt.Errorf("reading scale %s: %w", r.ID, err)
	}
	return s, nil
}

// keptScales are the scales that an actor may use, with how often they are used.
func keptScales(ctx context.Context, db bun.IDB, by people.Actor) (rows []scaleRow, err error) {
	q := db.NewSelect().Model(&rows).ColumnExpr("v.*, (SELECT count(*) FROM rubric_scale_uses AS u WHERE u.scale_id = v.id) AS uses")
	err = shared(q, by).OrderExpr("v.name, v.id").Scan(ctx)
	return rows, err
}

// Scales returns the scales of the actor's organisation, those of the client,
// and the shipped ones, by name.
func (k *Revisions) Scales(ctx context.Context, by people.Actor) ([]revision.Scale, error) {
	if !by.May(people.KeepRubrics) && !by.May(people.ScoreCalls) {
		return nil, by.Require(people.KeepRubrics)
	}
	rows, err := keptScales(ctx, k.w.read, by)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading scales: %w", err))
	}
	out := revision.Shipped()
	for i := range rows {
		s, err := rows[i].scale()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b revision.Scale) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// SaveScale adds a scale or changes one that is not locked; it returns its ID.
func (k *Revisions) SaveScale(ctx context.Context, by people.Actor, s revision.Scale) (id string, err error) {
	s.Name = strings.TrimSpace(s.Name)
	if err := errors.Join(by.Require(people.KeepRubrics), s.Check()); err != nil {
		return "", err
	}
	if taken := slices.ContainsFunc(revision.Shipped(), func(o revision.Scale) bool { return o.Name == s.Name }); taken {
		return "", errScaleName(s.Name)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r := scaleRow{ID: newID(), Owner: by.OrganisationID}
		if s.ID != "" {
			if r, err = c.unlockedScale(ctx, s.ID); err != nil {
				return err
			}
		}
		if r.Options, err = asJSON(s.Options); err != nil {
			return err
		}
		r.Name, r.Language, id = s.Name, s.Language, r.ID
		return c.keepScale(ctx, &r, s.ID == "")
	})
	return id, err
}

func errScaleName(name string) error {
	return fault.New(fault.Conflict, "There is a scale {{.Scale}} already. Choose another name.", fault.Values{"Scale": name})
}

func (c *change) keepScale(ctx context.Context, r *scaleRow, added bool) error {
	n, err := c.NewSelect().Model((*scaleRow)(nil)).Where("v.organisation_id = ? AND v.name = ? AND v.id <> ?", r.Owner, r.Name, r.ID).Count(ctx)
	if err != nil {
		return err
	}
	if n > 0 {
		return errScaleName(r.Name)
	}
	if added {
		_, err = c.NewInsert().Model(r).Exec(ctx)
	} else {
		_, err = c.NewUpdate().Model(r).WherePK().Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping a scale: %w", err)
	}
	c.record("save", "scale", r.ID, map[string]any{"name": r.Name})
	c.tell(notice.Rubrics, "")
	return nil
}

// unlockedScale is a scale of the actor's own that may still be changed.
func (c *change) unlockedScale(ctx context.Context, id string) (scaleRow, error) {
	rows, err := keptScales(ctx, c, c.by)
	if err != nil {
		return scaleRow{}, err
	}
	i := slices.IndexFunc(rows, func(r scaleRow) bool { return r.ID == id })
	shipped := slices.ContainsFunc(revision.Shipped(), func(s revision.Scale) bool { return s.ID == id })
	switch {
	case shipped:
		return scaleRow{}, fault.New(fault.Conflict, "This scale came with Shifu and stays as it is. Make a copy under another name.", nil)
	case i < 0:
		return scaleRow{}, fault.New(fault.NotFound, "This scale is not in the workspace.", nil)
	case rows[i].Owner != c.by.OrganisationID && !c.by.May(people.SeeAllCompanies):
		return scaleRow{}, fault.New(fault.Forbidden, "This scale is kept by another organisation. Make a copy of your own.", nil)
	case rows[i].Uses > 0:
		return scaleRow{}, fault.New(fault.Conflict, "The scale {{.Scale}} is used by {{.N}} published versions and stays as it is. Make a copy under another name.",
			fault.Values{"Scale": rows[i].Name, "N": rows[i].Uses})
	}
	return rows[i], nil
}

// DropScale deletes a scale that is not locked.
func (k *Revisions) DropScale(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepRubrics); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := c.unlockedScale(ctx, id)
		if err != nil {
			return err
		}
		if _, err := c.NewDelete().Model(&r).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("deleting a scale: %w", err)
		}
		c.record("delete", "scale", id, map[string]any{"name": r.Name})
		c.tell(notice.Rubrics, "")
		return nil
	})
}

// useScales notes which kept scales a published version uses. A version that
// gives a kept name other options is refused: one name stands for one scale.
func (c *change) useScales(ctx context.Context, v *qa.Version, row versionRow) error {
	var rows []scaleRow
	if err := c.NewSelect().Model(&rows).Where("v.organisation_id = ?", row.Owner).Scan(ctx); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("reading scales: %w", err)
	}
	for i := range rows {
		s, err := rows[i].scale()
		if err != nil {
			return err
		}
		uses := false
		for _, q := range v.All {
			if q.Scale != s.Name {
				continue
			}
			uses = true
			if !s.Fits(q.Options) {
				return fault.New(fault.Invalid, "Question {{.Ref}}: the scale {{.Scale}} has other options in this workspace. Choose the scale anew, or give it another name.",
					fault.Values{"Ref": q.Ref, "Scale": s.Name})
			}
		}
		if uses {
			if _, err := c.ExecContext(ctx, `INSERT INTO rubric_scale_uses (scale_id, version_id) VALUES (?, ?)`, s.ID, row.ID); err != nil {
				return fmt.Errorf("noting the use of a scale: %w", err)
			}
		}
	}
	return nil
}
