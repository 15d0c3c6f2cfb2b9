package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// Practice keeps practice sessions and own scenarios. It fits logbook.Keeper and
// logbook.Author.
type Practice struct{ w *Workspace }

var (
	_ logbook.Keeper = (*Practice)(nil)
	_ logbook.Author = (*Practice)(nil)
)

// Practice returns the keeper of practice sessions.
func (w *Workspace) Practice() *Practice { return &Practice{w} }

type practiceRow struct {
	bun.BaseModel `bun:"table:practice_sessions,alias:s"`

	ID             string `bun:"id,pk"`
	PersonID       string `bun:"person_id"`
	OrganisationID string `bun:"organisation_id"`
	Scenario       string `bun:"scenario"`
	Name           string `bun:"name"`
	KeptAt         int64  `bun:"kept_at"`
	Outcome        string `bun:"outcome"`
	Record         string `bun:"record"`
	Review         string `bun:"review"` // empty: none
	Regret         string `bun:"regret"`
	Answers        string `bun:"answers"`
	Comment        string `bun:"comment"`
	CoachID        string `bun:"coach_id"`
	CommentedAt    int64  `bun:"commented_at"`
	PlanID         string `bun:"plan_id"`
	Person         string `bun:"person,scanonly"`
	Coach          string `bun:"coach,scanonly"`
	Organisation   string `bun:"organisation,scanonly"`
	Reviewed       bool   `bun:"reviewed,scanonly"`
}

func (r *practiceRow) session() (logbook.Session, error) {
	s := logbook.Session{ID: r.ID, PersonID: r.PersonID, Person: r.Person, Organisation: r.Organisation, Scenario: r.Scenario, Name: r.Name, KeptAt: instant(r.KeptAt),
		Comment: r.Comment, CoachID: r.CoachID, Coach: r.Coach, CommentedAt: instant(r.CommentedAt), PlanID: r.PlanID, Reviewed: r.Reviewed}
	if r.Review != "" {
		s.Review = &practice.Review{}
	}
	for text, to := range map[*string]any{&r.Outcome: &s.Outcome, &r.Record: &s.Record, &r.Review: s.Review, &r.Regret: &s.Regret, &r.Answers: &s.Answers} {
		if *text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(*text), to); err != nil {
			return s, fmt.Errorf("reading practice session %s: %w", r.ID, err)
		}
	}
	return s, nil
}

// mayPractise refuses who plays no sessions.
func mayPractise(by people.Actor) error {
	if by.PersonID != "" && by.May(people.KeepPractice) {
		return nil
	}
	return by.Require(people.RunScenarios)
}

// coachesPractice reports whether an actor sees the sessions of others.
func coachesPractice(by people.Actor) bool {
	return by.May(people.KeepPractice) || by.May(people.KeepCoaching)
}

// practiceQuery reads the sessions that an actor may know of.
func practiceQuery(db bun.IDB, by people.Actor, rows *[]practiceRow) *bun.SelectQuery {
	q := db.NewSelect().Model(rows).ColumnExpr("p.name AS person, coalesce(c.name, '') AS coach, o.name AS organisation, s.review <> '' AS reviewed").
		Join("JOIN persons AS p ON p.id = s.person_id").Join("JOIN organisations AS o ON o.id = s.organisation_id").Join("LEFT JOIN persons AS c ON c.id = s.coach_id")
	switch {
	case coachesPractice(by) && by.May(people.SeeAllCompanies):
		return q
	case coachesPractice(by):
		return q.Where("s.organisation_id = ?", by.OrganisationID)
	}
	return q.Where("s.person_id = ?", by.PersonID)
}

// maySeePractice refuses who has no sessions and coaches nobody.
func maySeePractice(by people.Actor) error {
	if coachesPractice(by) {
		return nil
	}
	return mayPractise(by)
}

// Sessions lists what the actor may know of.
func (k *Practice) Sessions(ctx context.Context, by people.Actor, personID string) ([]logbook.Session, error) {
	if err := maySeePractice(by); err != nil {
		return nil, err
	}
	var rows []practiceRow
	q := practiceQuery(k.w.read, by, &rows).Column("s.id", "s.person_id", "s.scenario", "s.name", "s.kept_at", "s.outcome", "s.regret", "s.answers", "s.comment", "s.coach_id", "s.commented_at", "s.plan_id")
	if personID != "" {
		q = q.Where("s.person_id = ?", personID)
	}
	if err := q.OrderExpr("s.kept_at DESC, s.id DESC").Limit(500).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading practice sessions: %w", err))
	}
	out := make([]logbook.Session, len(rows))
	for i := range rows {
		var err error
		if out[i], err = rows[i].session(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

var errNoPractice = fault.New(fault.NotFound, "This practice session is not in the workspace.", nil)

func (k *Practice) one(ctx context.Context, db bun.IDB, by people.Actor, id string) (*practiceRow, error) {
	if err := maySeePractice(by); err != nil {
		return nil, err
	}
	var rows []practiceRow
	if err := practiceQuery(db, by, &rows).ColumnExpr("s.*").Where("s.id = ?", id).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading a practice session: %w", err)
	}
	if len(rows) == 0 {
		return nil, errNoPractice
	}
	return &rows[0], nil
}

// own is a session of the actor.
func (k *Practice) own(ctx context.Context, c *change, id string) (*practiceRow, error) {
	if err := mayPractise(c.by); err != nil {
		return nil, err
	}
	r, err := k.one(ctx, c, c.by, id)
	if err == nil && (r.PersonID != c.by.PersonID || c.by.PersonID == "") {
		err = errNoPractice
	}
	return r, err
}

// Session returns one with its record and review.
func (k *Practice) Session(ctx context.Context, by people.Actor, id string) (logbook.Session, error) {
	r, err := k.one(ctx, k.w.read, by, id)
	if err != nil {
		return logbook.Session{}, k.w.explain(err)
	}
	return r.session()
}

// put keeps columns of a session, and says what was done.
func (c *change) putPractice(ctx context.Context, r *practiceRow, verb string, detail map[string]any, columns ...string) error {
	if _, err := c.NewUpdate().Model(r).Column(columns...).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("keeping a practice session: %w", err)
	}
	c.record(verb, "practice", r.ID, detail)
	c.tell(notice.Practice, r.ID)
	return nil
}
