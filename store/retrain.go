package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
	"shifu/training/retrain"
)

// Retrain keeps retraining cases and their rules. It fits retrain.Keeper and
// retrain.Rulebook.
type Retrain struct{ w *Workspace }

var (
	_ retrain.Keeper   = (*Retrain)(nil)
	_ retrain.Rulebook = (*Retrain)(nil)
)

// Retrain returns the keeper of retraining.
func (w *Workspace) Retrain() *Retrain { return &Retrain{w} }

type retrainRow struct {
	bun.BaseModel `bun:"table:retrain_cases,alias:k"`

	ID       string `bun:"id,pk"`
	ExamID   string `bun:"exam_id"`
	PersonID string `bun:"person_id"`
	MentorID string `bun:"mentor_id"`
	State    string `bun:"state"`
	OffDuty  bool   `bun:"off_duty"`
	OpenedAt int64  `bun:"opened_at"`
	FailedAt int64  `bun:"failed_at"`
	ClosedAt int64  `bun:"closed_at"`
}

func (r *retrainRow) fill(c *retrain.Case) {
	r.MentorID, r.State, r.OffDuty = c.MentorID, string(c.State), c.OffDuty
	r.OpenedAt, r.FailedAt, r.ClosedAt = micros(c.OpenedAt), micros(c.FailedAt), micros(c.ClosedAt)
}

// shownCase is a case with the names around it.
type shownCase struct {
	retrainRow     `bun:",extend"`
	Content        string
	ExamOrg        string
	Wide           bool
	Person, Team   string
	OrganisationID string
	Organisation   string
	Kind           string
	Roles          string
	Granted        string
	Withdrawn      string
}

// actor is the person of the case, as far as reading articles goes.
func (r *shownCase) actor() people.Actor {
	p := personRow{ID: r.PersonID, OrganisationID: r.OrganisationID, Roles: r.Roles, Granted: r.Granted, Withdrawn: r.Withdrawn}
	return people.As(p.person(), people.OrganisationKind(r.Kind))
}

// casesWithin narrows cases to those that the actor may know of.
func casesWithin(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if by.May(people.KeepExams) || by.Has(people.Supervisor) || by.Has(people.Client) {
		if s := by.Scope(); !s.All {
			return q.Where("p.organisation_id = ?", s.OrganisationID), nil
		}
		return q, nil
	}
	if by.PersonID == "" {
		return nil, by.Require(people.KeepExams)
	}
	return q.Where("(k.person_id = ? OR k.mentor_id = ?)", by.PersonID, by.PersonID), nil
}

// cases reads the cases that which narrows to, with what happened in them.
func (k *Retrain) cases(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]shownCase, []retrain.Standing, error) {
	var rows []shownCase
	q, err := casesWithin(db.NewSelect().Model(&rows).ColumnExpr("k.*").
		ColumnExpr("e.content, e.organisation_id AS exam_org, e.wide, p.name AS person, coalesce(t.name, '') AS team, p.organisation_id, o.name AS organisation, o.kind, p.roles, p.granted, p.withdrawn").
		Join("JOIN exams AS e ON e.id = k.exam_id").Join("JOIN persons AS p ON p.id = k.person_id").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id"), by)
	if err != nil {
		return nil, nil, err
	}
	if err := which(q).OrderExpr("k.failed_at DESC, k.id").Scan(ctx); err != nil {
		return nil, nil, fmt.Errorf("reading cases: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	events, err := eventsOf(ctx, db, ids)
	if err != nil {
		return nil, nil, err
	}
	out := make([]retrain.Standing, len(rows))
	for i := range rows {
		if out[i], err = rows[i].standing(by, events[rows[i].ID]); err != nil {
			return nil, nil, err
		}
	}
	return rows, out, nil
}

func (r *shownCase) standing(by people.Actor, events []retrain.Event) (s retrain.Standing, err error) {
	e, err := examRow{ID: r.ExamID, Content: r.Content}.exam()
	if err != nil {
		return s, err
	}
	s = retrain.Standing{Case: again(r.retrainRow, events), Exam: e.Name, PassShare: e.PassShare, Person: r.Person, Team: r.Team,
		OrganisationID: r.OrganisationID, Organisation: r.Organisation, InHouse: r.Kind == string(people.InHouse), Keeps: r.keeps(by)}
	return s, nil
}

// keeps reports whether the actor keeps the exam of the case.
func (r *shownCase) keeps(by people.Actor) bool {
	s, err := examScope(by)
	return err == nil && (s.All || !r.Wide && r.ExamOrg == s.OrganisationID)
}

// again brings a case back from its events.
func again(r retrainRow, events []retrain.Event) retrain.Case {
	c := retrain.Case{ID: r.ID, ExamID: r.ExamID, PersonID: r.PersonID}
	for _, e := range events {
		c.Again(e)
	}
	c.MentorID = cmp.Or(c.MentorID, r.MentorID)
	return c
}

// eventsOf returns what happened in cases, by case.
func eventsOf(ctx context.Context, db bun.IDB, ids []string) (map[string][]retrain.Event, error) {
	out := map[string][]retrain.Event{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []struct{ CaseID, Content string }
	if err := db.NewRaw(`SELECT case_id, content FROM retrain_events WHERE case_id IN (?) ORDER BY case_id, n`, bun.List(ids)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading what happened in cases: %w", err)
	}
	for _, r := range rows {
		var e retrain.Event
		if err := json.Unmarshal([]byte(r.Content), &e); err != nil {
			return nil, fmt.Errorf("reading case %s: %w", r.CaseID, err)
		}
		out[r.CaseID] = append(out[r.CaseID], e)
	}
	return out, nil
}

var errNoCase = fault.New(fault.NotFound, "This case is not in the workspace.", nil)

// Cases returns the cases that match, the latest failure first.
func (k *Retrain) Cases(ctx context.Context, by people.Actor, f retrain.Find) ([]retrain.Standing, error) {
	rows, out, err := k.cases(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		for column, id := range map[string]string{"k.exam_id": f.ExamID, "p.organisation_id": f.OrganisationID, "k.person_id": f.PersonID} {
			if id != "" {
				q = q.Where("? = ?", bun.Ident(column), id)
			}
		}
		if f.Open {
			q = q.Where("k.closed_at = 0")
		}
		if f.OffDuty {
			q = q.Where("k.off_duty")
		}
		return q
	})
	if err != nil {
		return nil, k.w.explain(err)
	}
	return out, k.w.explain(k.around(ctx, k.w.read, rows, out, false))
}

// Case returns one with the texts of its articles and cards.
func (k *Retrain) Case(ctx context.Context, by people.Actor, id string) (retrain.Standing, error) {
	rows, out, err := k.cases(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	if err == nil && len(out) == 0 {
		err = errNoCase
	}
	if err == nil {
		err = k.around(ctx, k.w.read, rows, out, true)
	}
	if err != nil {
		return retrain.Standing{}, k.w.explain(err)
	}
	return out[0], nil
}

// rulesOf returns the rules of exams, by ID; an exam without any is left out.
func rulesOf(ctx context.Context, db bun.IDB) (map[string]retrain.Rules, error) {
	var rows []struct{ ExamID, Content string }
	if err := db.NewRaw(`SELECT exam_id, content FROM retrain_rules`).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading the rules of retraining: %w", err)
	}
	out := map[string]retrain.Rules{}
	for _, r := range rows {
		var rules retrain.Rules
		if err := json.Unmarshal([]byte(r.Content), &rules); err != nil {
			return nil, fmt.Errorf("reading the rules of exam %s: %w", r.ExamID, err)
		}
		out[r.ExamID] = rules
	}
	return out, nil
}

func rulesFor(ctx context.Context, db bun.IDB, examID string) (retrain.Rules, error) {
	all, err := rulesOf(ctx, db)
	if r, ok := all[examID]; ok || err != nil {
		return r, err
	}
	return retrain.StandardRules(), nil
}

// Rules returns the published exams with their rules, by name.
func (k *Retrain) Rules(ctx context.Context, by people.Actor) ([]retrain.Ruled, error) {
	s, err := examScope(by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		examRow `bun:",extend"`
		Open    int
	}
	err = examsWithin(k.w.read.NewSelect().Model(&rows), s).ColumnExpr("e.*").
		ColumnExpr("(SELECT count(*) FROM retrain_cases AS k WHERE k.exam_id = e.id AND k.closed_at = 0) AS open").
		Where("e.state = ?", string(exam.Published)).OrderExpr("e.published_at DESC, e.id DESC").Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading exams: %w", err))
	}
	set, err := rulesOf(ctx, k.w.read)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]retrain.Ruled, len(rows))
	for i, r := range rows {
		e, err := r.exam()
		if err != nil {
			return nil, err
		}
		out[i] = retrain.Ruled{ExamID: e.ID, Exam: e.Name, Closes: e.Rules.Closes, Rules: retrain.StandardRules(), Open: r.Open}
		if rules, ok := set[e.ID]; ok {
			out[i].Rules, out[i].Set = rules, true
		}
	}
	return out, nil
}

// SetRules keeps the rules of an exam.
func (k *Retrain) SetRules(ctx context.Context, by people.Actor, examID string, r retrain.Rules) error {
	if err := by.Require(people.KeepExams); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if _, _, err := examBy(ctx, c, by, examID); err != nil {
			return err
		}
		content, err := asJSON(r)
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO retrain_rules (exam_id, content, by_id, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (exam_id) DO UPDATE SET content = excluded.content, by_id = excluded.by_id, at = excluded.at`, examID, content, by.PersonID, micros(c.now))
		if err != nil {
			return fmt.Errorf("keeping the rules of retraining: %w", err)
		}
		c.record("set-rules", "retraining", examID, map[string]any{"on": r.On, "cut": r.Cut, "cool_down": r.CoolDown.String(), "fails": r.Fails, "min_read": r.MinRead.String()})
		c.tellCase("")
		return nil
	})
}
