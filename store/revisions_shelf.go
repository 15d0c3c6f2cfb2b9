package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/revision"
)

// Shelf returns every rubric that the actor may use, with its versions and,
// for those who may edit it, its draft.
func (k *Revisions) Shelf(ctx context.Context, by people.Actor) ([]revision.Rubric, error) {
	var rows []versionRow
	if err := shared(k.w.read.NewSelect().Model(&rows), by).OrderExpr("v.rubric_id, v.number DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading rubrics: %w", err))
	}
	used, err := k.used(ctx, by)
	if err != nil {
		return nil, err
	}
	s := shelf{by: by, at: map[string]int{}}
	if err := s.drafts(ctx, k); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := s.version(r, used[r.ID]); err != nil {
			return nil, err
		}
	}
	for i := range s.rubrics {
		slices.SortStableFunc(s.rubrics[i].Versions, func(a, b revision.Head) int { return cmp.Compare(b.Number, a.Number) })
	}
	slices.SortFunc(s.rubrics, func(a, b revision.Rubric) int {
		return cmp.Or(cmp.Compare(a.Versions[0].Title, b.Versions[0].Title), cmp.Compare(a.ID, b.ID))
	})
	return s.rubrics, nil
}

// shelf is the list being made; at says where each rubric stands in it.
type shelf struct {
	by      people.Actor
	rubrics []revision.Rubric
	at      map[string]int
}

func (s *shelf) put(rubricID, owner string, h revision.Head) {
	i, known := s.at[rubricID]
	if !known {
		i = len(s.rubrics)
		s.at[rubricID] = i
		s.rubrics = append(s.rubrics, revision.Rubric{ID: rubricID})
	}
	r := &s.rubrics[i]
	r.Mine = s.by.May(people.KeepRubrics) && (owner == s.by.OrganisationID || s.by.May(people.SeeAllCompanies))
	r.Versions = append(r.Versions, h)
}

func (s *shelf) version(r versionRow, used int) error {
	v, err := r.version()
	if err != nil {
		return err
	}
	h := headOf(&v)
	h.ID, h.At, h.Used = v.ID, instant(r.PublishedAt), used
	s.put(r.RubricID, r.Owner, h)
	return nil
}

func headOf(v *qa.Version) revision.Head {
	return revision.Head{Number: v.Number, State: v.State, Title: v.Title, Language: v.Language, Sections: len(v.Sections), Questions: v.Count()}
}

func (s *shelf) drafts(ctx context.Context, k *Revisions) error {
	if !s.by.May(people.KeepRubrics) {
		return nil
	}
	var rows []draftRow
	if err := edited(k.w.read.NewSelect().Model(&rows), s.by).OrderExpr("d.id").Scan(ctx); err != nil {
		return k.w.explain(fmt.Errorf("reading drafts: %w", err))
	}
	for i := range rows {
		d, err := rows[i].numbered(ctx, k.w.read)
		if err != nil {
			return k.w.explain(err)
		}
		h := headOf(&d.Version)
		h.ID, h.At, h.By = d.ID, d.SavedAt, d.SavedBy
		s.put(rows[i].RubricID, rows[i].Owner, h)
	}
	return nil
}

// used counts the evaluations made with each version, within the actor's scope.
func (k *Revisions) used(ctx context.Context, by people.Actor) (map[string]int, error) {
	var rows []struct {
		VersionID string
		N         int
	}
	q := k.w.read.NewSelect().Model((*evaluationRow)(nil)).ColumnExpr("e.version_id, count(*) AS n").GroupExpr("e.version_id")
	switch {
	case by.May(people.SeeAllCompanies):
	case by.May(people.SeeCalls):
		q = q.Where("e.organisation_id = ?", by.OrganisationID)
	default:
		return nil, nil
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("counting evaluations: %w", err))
	}
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		out[r.VersionID] = r.N
	}
	return out, nil
}
