package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
)

// Bank keeps the questions of exams. It fits bank.Keeper and
// bank.Exporter.
type Bank struct{ w *Workspace }

var (
	_ bank.Keeper   = (*Bank)(nil)
	_ bank.Exporter = (*Bank)(nil)
)

// Bank returns the keeper of questions.
func (w *Workspace) Bank() *Bank { return &Bank{w: w} }

type bankRow struct {
	bun.BaseModel `bun:"table:bank_questions,alias:b"`

	ID             string `bun:"id,pk"`
	EntryID        string `bun:"entry_id"`
	Number         int    `bun:"number"`
	Newest         bool   `bun:"newest"`
	OrganisationID string `bun:"organisation_id"`
	Vendors        bool   `bun:"vendors"`
	State          string `bun:"state"`
	Content        string `bun:"content"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	Why            string `bun:"why"`
}

func (r *bankRow) question() (q bank.Question, err error) {
	if err := json.Unmarshal([]byte(r.Content), &q); err != nil {
		return q, fmt.Errorf("reading question %s: %w", r.ID, err)
	}
	q.ID, q.EntryID, q.Number, q.State, q.Vendors = r.ID, r.EntryID, r.Number, bank.State(r.State), r.Vendors
	return q, nil
}

// fill takes over what a question says.
func (r *bankRow) fill(q bank.Question) (err error) {
	r.ID, r.EntryID, r.Number, r.State, r.Vendors = q.ID, q.EntryID, q.Number, string(q.State), q.Vendors
	r.Content, err = asJSON(q)
	return err
}

const heldInHouse = "b.organisation_id IN (SELECT id FROM organisations WHERE kind = ?)"

// mayDraw narrows questions to those that the actor knows of.
func mayDraw(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	switch {
	case by.May(people.SeeAllCompanies):
		return q
	case by.Kind == people.InHouse:
		return q.Where("(b.organisation_id = ? OR "+heldInHouse+")", by.OrganisationID, string(people.InHouse))
	}
	return q.Where("(b.organisation_id = ? OR b.vendors AND "+heldInHouse+")", by.OrganisationID, string(people.InHouse))
}

// keepsQuestion reports whether the actor may change what an organisation keeps.
func keepsQuestion(by people.Actor, organisationID string) bool {
	return by.May(people.SeeAllCompanies) || by.OrganisationID == organisationID
}

var errNoQuestion = fault.New(fault.NotFound, "This question is not in the workspace.", nil)

// bankEntry is a row with what is known of its entry.
type bankEntry struct {
	bankRow  `bun:",extend"`
	InForce  int
	Uses     int
	Answers  int
	Facility float64
	Holder   string
}

// Questions returns the newest version of every entry that the filter takes.
func (k *Bank) Questions(ctx context.Context, by people.Actor, f bank.Filter) ([]bank.Entry, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return nil, err
	}
	var rows []bankEntry
	q := mayDraw(k.w.read.NewSelect().Model(&rows).ColumnExpr("b.*"), by).Where("b.newest").
		ColumnExpr("coalesce(f.number, 0) AS in_force, coalesce(u.n, 0) AS uses, coalesce(m.n, 0) AS answers, coalesce(m.p, 0.0) AS facility, coalesce(o.name, '') AS holder").
		Join("LEFT JOIN (SELECT entry_id, max(number) AS number FROM bank_questions WHERE state = ? GROUP BY entry_id) AS f ON f.entry_id = b.entry_id", string(bank.Active)).
		Join("LEFT JOIN (SELECT entry_id, count(*) AS n FROM exam_uses GROUP BY entry_id) AS u ON u.entry_id = b.entry_id").
		Join("LEFT JOIN (SELECT entry_id, count(*) AS n, avg(fraction) AS p FROM exam_marks WHERE newest AND known GROUP BY entry_id) AS m ON m.entry_id = b.entry_id").
		Join("LEFT JOIN organisations AS o ON o.id = b.organisation_id").OrderExpr("b.entry_id")
	if len(f.EntryIDs) > 0 {
		q = q.Where("b.entry_id IN (?)", bun.List(f.EntryIDs))
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the bank: %w", err))
	}
	ex, err := expiredArticles(ctx, k.w.read, k.w.now())
	if err != nil {
		return nil, k.w.explain(err)
	}
	return entries(rows, by, f, ex)
}

func entries(rows []bankEntry, by people.Actor, f bank.Filter, ex expired) ([]bank.Entry, error) {
	out := make([]bank.Entry, 0, len(rows))
	for _, r := range rows {
		q, err := r.question()
		if err != nil {
			return nil, err
		}
		if q.State == bank.Active && ex.freezes(&q) {
			q.State = bank.Frozen
		}
		if f.Takes(&q) {
			out = append(out, bank.Entry{Question: q, InForce: r.InForce, Uses: r.Uses, Answers: r.Answers, Facility: r.Facility,
				Mine: keepsQuestion(by, r.OrganisationID), Holder: r.Holder, ChangedAt: instant(r.MadeAt), ChangedBy: r.MadeBy})
		}
	}
	bank.Sort(out)
	return out, nil
}

// Versions returns the versions of an entry, the newest first.
func (k *Bank) Versions(ctx context.Context, by people.Actor, entryID string) ([]bank.Version, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return nil, err
	}
	var rows []struct {
		bankRow `bun:",extend"`
		Held    bool
	}
	q := k.w.read.NewSelect().Model(&rows).ColumnExpr("b.*, EXISTS (SELECT 1 FROM exam_questions AS x WHERE x.question_id = b.id) AS held")
	if err := mayDraw(q, by).Where("b.entry_id = ?", entryID).OrderExpr("b.number DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading versions: %w", err))
	}
	if len(rows) == 0 {
		return nil, errNoQuestion
	}
	out := make([]bank.Version, len(rows))
	for i, r := range rows {
		q, err := r.question()
		if err != nil {
			return nil, err
		}
		out[i] = bank.Version{Question: q, MadeAt: instant(r.MadeAt), MadeBy: r.MadeBy, Why: r.Why, Held: r.Held}
	}
	return out, nil
}

// Pool returns what an exam of the actor's could draw now.
func (k *Bank) Pool(ctx context.Context, by people.Actor) ([]bank.Question, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return nil, err
	}
	qs, err := bankPool(ctx, k.w.read, by, k.w.now())
	return qs, k.w.explain(err)
}

// bankPool is Pool within a transaction.
func bankPool(ctx context.Context, db bun.IDB, by people.Actor, now time.Time) ([]bank.Question, error) {
	var rows []bankRow
	q := mayDraw(db.NewSelect().Model(&rows), by).Where("b.state = ?", string(bank.Active)).
		Where("NOT EXISTS (SELECT 1 FROM bank_questions AS n WHERE n.entry_id = b.entry_id AND n.number > b.number AND n.state = b.state)")
	if by.May(people.SeeAllCompanies) {
		q = q.Where(heldInHouse, string(people.InHouse))
	}
	if err := q.OrderExpr("b.entry_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the bank: %w", err)
	}
	ex, err := expiredArticles(ctx, db, now)
	if err != nil {
		return nil, err
	}
	out := make([]bank.Question, 0, len(rows))
	for i := range rows {
		q, err := rows[i].question()
		if err != nil {
			return nil, err
		}
		if q.Kind != bank.Description && q.Valid(now) && !ex.freezes(&q) {
			out = append(out, q)
		}
	}
	return out, nil
}

// expired are the articles that freeze questions: by the article's list and by
// the question's own tie.
type expired struct{ articles, entries map[string]bool }

func (e expired) freezes(q *bank.Question) bool {
	return e.articles[q.Tags.ArticleID] || e.entries[q.EntryID] || e.entries[q.ID]
}

// expiredArticles reads the articles that have expired, whoever may read them:
// a wrong tariff is wrong in everybody's exam, in the archive too.
func expiredArticles(ctx context.Context, db bun.IDB, now time.Time) (expired, error) {
	ex := expired{map[string]bool{}, map[string]bool{}}
	var rows []articleRow
	err := db.NewSelect().Model(&rows).Column("id", "questions").Where("a.until_at > 0 AND a.until_at <= ?", micros(now)).Scan(ctx)
	if err != nil {
		return ex, fmt.Errorf("reading expired articles: %w", err)
	}
	for _, r := range rows {
		ex.articles[r.ID] = true
		for _, id := range unlist(r.Questions) {
			ex.entries[id] = true
		}
	}
	return ex, nil
}
