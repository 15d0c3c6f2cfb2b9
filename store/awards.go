package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/award"
)

// Awards keeps the best pairs of a year. It fits award.Keeper.
type Awards struct{ w *Workspace }

var _ award.Keeper = (*Awards)(nil)

// Awards returns the keeper of awards.
func (w *Workspace) Awards() *Awards { return &Awards{w} }

type awardRow struct {
	bun.BaseModel `bun:"table:awards,alias:a"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	FirstDay       int    `bun:"first_day"`
	UntilDay       int    `bun:"until_day"`
	Rule           string `bun:"rule"`
	FirstExam      string `bun:"first_exam"`
	LastExam       string `bun:"last_exam"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	OpenedAt       int64  `bun:"opened_at"`
	ClosesAt       int64  `bun:"closes_at"`
	PublishedAt    int64  `bun:"published_at"`
	Result         string `bun:"result"`
	Hash           string `bun:"hash"`
}

// keptAward is an award with its published result as it lies.
type keptAward struct {
	award.Award
	result string
}

func (r awardRow) award(madeBy string) (keptAward, error) {
	a := keptAward{Award: award.Award{ID: r.ID, FirstExam: r.FirstExam, LastExam: r.LastExam, MadeBy: madeBy, MadeAt: instant(r.MadeAt),
		OpenedAt: instant(r.OpenedAt), ClosesAt: instant(r.ClosesAt), PublishedAt: instant(r.PublishedAt), Hash: r.Hash}, result: r.Result}
	if err := json.Unmarshal([]byte(r.Rule), &a.Rule); err != nil {
		return a, fmt.Errorf("reading the rule of award %s: %w", r.ID, err)
	}
	return a, nil
}

var errNoAward = fault.New(fault.NotFound, "This award is not in the workspace.", nil)

// awards reads those in scope, the latest year first.
func awards(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]keptAward, error) {
	var rows []struct {
		awardRow `bun:",extend"`
		Name     string
	}
	q := db.NewSelect().Model(&rows).ColumnExpr("a.*, coalesce(p.name, '') AS name").Join("LEFT JOIN persons AS p ON p.id = a.made_by")
	if s := by.Scope(); !s.All {
		q = q.Where("a.organisation_id IN ('', ?)", s.OrganisationID)
	}
	if err := which(q).OrderExpr("a.first_day DESC, a.made_at DESC, a.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading awards: %w", err)
	}
	out := make([]keptAward, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.award(r.Name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func awardBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (keptAward, error) {
	out, err := awards(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("a.id = ?", id) })
	if err != nil {
		return keptAward{}, err
	}
	if len(out) == 0 {
		return keptAward{}, errNoAward
	}
	return out[0], nil
}

// keptAwardBy is an award that the actor may keep, as it is in the transaction.
func (c *change) keptAwardBy(ctx context.Context, id string) (keptAward, error) {
	out, err := awardBy(ctx, c, c.by, id)
	if err == nil {
		err = mayKeepContest(c.by, out.Rule.OrganisationID)
	}
	return out, err
}

// Awards returns those in scope.
func (k *Awards) Awards(ctx context.Context, by people.Actor) ([]award.Award, error) {
	all, err := awards(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	out := make([]award.Award, len(all))
	for i, a := range all {
		out[i] = a.Award
	}
	return out, k.w.explain(err)
}

// SaveAward adds an award or changes one whose year has not begun.
func (k *Awards) SaveAward(ctx context.Context, by people.Actor, id string, r award.Rule) (string, error) {
	r.Tidy()
	if err := mayKeepContest(by, r.OrganisationID); err != nil {
		return "", err
	}
	if err := r.Check(); err != nil {
		return "", err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.contestOf(ctx, r.OrganisationID); err != nil {
			return err
		}
		if indicators.DateOf(c.now.In(c.zone)) >= r.From {
			return errLocked
		}
		rule, err := asJSON(r)
		if err != nil {
			return err
		}
		if id != "" {
			return c.changeAward(ctx, id, r, rule)
		}
		id = newID()
		row := awardRow{ID: id, OrganisationID: r.OrganisationID, FirstDay: int(r.From), UntilDay: int(r.Until), Rule: rule, MadeBy: by.PersonID, MadeAt: micros(c.now)}
		_, err = c.NewInsert().Model(&row).Exec(ctx)
		c.awarded("add", id, map[string]any{"name": r.Name, "weights": r.Weights})
		return err
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

var errLocked = fault.New(fault.Conflict, "The year has begun: its weights are locked. An award is made before its year.", nil)

func (c *change) changeAward(ctx context.Context, id string, r award.Rule, rule string) error {
	was, err := c.keptAwardBy(ctx, id)
	if err != nil {
		return err
	}
	if was.On(c.now, c.zone) != award.Planned {
		return errLocked
	}
	_, err = c.ExecContext(ctx, `UPDATE awards SET organisation_id = ?, first_day = ?, until_day = ?, rule = ? WHERE id = ?`, r.OrganisationID, int(r.From), int(r.Until), rule, id)
	c.awarded("change", id, map[string]any{"name": r.Name, "weights": r.Weights})
	return err
}

func (c *change) awarded(verb, id string, detail map[string]any) {
	c.record(verb, "award", id, detail)
	c.tell(notice.Contests, id)
}

// Examine says which exams are the first and the last one.
func (k *Awards) Examine(ctx context.Context, by people.Actor, id, first, last string) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		a, err := c.keptAwardBy(ctx, id)
		if err != nil {
			return err
		}
		if !a.PublishedAt.IsZero() {
			return fault.New(fault.Conflict, "The result is published and stays as it is.", nil)
		}
		for _, exam := range []string{first, last} {
			if err := c.examThere(ctx, exam); err != nil {
				return err
			}
		}
		_, err = c.ExecContext(ctx, `UPDATE awards SET first_exam = ?, last_exam = ? WHERE id = ?`, first, last, id)
		c.awarded("examine", id, map[string]any{"first": first, "last": last})
		return err
	})
}

// examThere refuses an exam that is not published in the actor's scope.
func (c *change) examThere(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	q := c.NewSelect().TableExpr("exams").Where("id = ? AND published_at > 0", id)
	if s := c.by.Scope(); !s.All {
		q = q.Where("(organisation_id = ? OR wide = 1)", s.OrganisationID)
	}
	n, err := q.Count(ctx)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "This exam is not in the workspace.", nil)
	}
	return err
}

// Exams returns the published exams in scope, the latest first.
func (k *Awards) Exams(ctx context.Context, by people.Actor) ([]award.Exam, error) {
	if err := by.Require(people.KeepContests); err != nil {
		return nil, err
	}
	var rows []examRow
	q := k.w.read.NewSelect().Model(&rows).Where("e.published_at > 0")
	if s := by.Scope(); !s.All {
		q = q.Where("(e.organisation_id = ? OR e.wide = 1)", s.OrganisationID)
	}
	if err := q.OrderExpr("e.published_at DESC, e.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading exams: %w", err))
	}
	out := make([]award.Exam, len(rows))
	for i, r := range rows {
		e, err := r.exam()
		if err != nil {
			return nil, err
		}
		out[i] = award.Exam{ID: e.ID, Name: e.Name}
	}
	return out, nil
}
