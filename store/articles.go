package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// Knowledge keeps the knowledge base. It fits knowledge.Reader,
// knowledge.Keeper, knowledge.MustReads and knowledge.Diary.
type Knowledge struct{ w *Workspace }

var (
	_ knowledge.Reader    = (*Knowledge)(nil)
	_ knowledge.Keeper    = (*Knowledge)(nil)
	_ knowledge.MustReads = (*Knowledge)(nil)
	_ knowledge.Diary     = (*Knowledge)(nil)
)

// Knowledge returns the keeper of the knowledge base.
func (w *Workspace) Knowledge() *Knowledge { return &Knowledge{w: w} }

type articleRow struct {
	bun.BaseModel `bun:"table:articles,alias:a"`

	ID             string `bun:"id,pk"`
	N              int64  `bun:"n"`
	OrganisationID string `bun:"organisation_id"`
	Number         int    `bun:"number"`
	Kind           string `bun:"kind"`
	Title          string `bun:"title"`
	Category       string `bun:"category"`
	Organisation   string `bun:"organisation"`
	Keywords       string `bun:"keywords"`
	FAQ            bool   `bun:"faq"`
	Body           string `bun:"body"`
	Region         string `bun:"region"`
	From           int64  `bun:"from_at"`
	Until          int64  `bun:"until_at"`
	Vendors        bool   `bun:"vendors"`
	OwnerID        string `bun:"owner_id"`
	VerifierID     string `bun:"verifier_id"`
	GroupID        string `bun:"group_id"`
	Every          string `bun:"every"`
	Fixed          int64  `bun:"fixed_at"`
	VerifiedAt     int64  `bun:"verified_at"`
	VerifiedBy     string `bun:"verified_by"`
	DoubtedAt      int64  `bun:"doubted_at"`
	DueAt          int64  `bun:"due_at"`
	Archived       bool   `bun:"archived"`
	Related        string `bun:"related"`
	Questions      string `bun:"questions"`
	Note           string `bun:"note"`
	SavedAt        int64  `bun:"saved_at"`
	SavedBy        string `bun:"saved_by"`
	Views          int    `bun:"views"`
	OpenedAt       int64  `bun:"opened_at"`

	OwnerName    string `bun:"owner_name,scanonly"`
	OwnerTeam    string `bun:"owner_team,scanonly"`
	OwnerOrg     string `bun:"owner_org,scanonly"`
	VerifierName string `bun:"verifier_name,scanonly"`
	GroupName    string `bun:"group_name,scanonly"`
	HeirName     string `bun:"heir_name,scanonly"`
	Gone         bool   `bun:"gone,scanonly"` // the verifier has left
}

func list(ss []string) string {
	if len(ss) == 0 {
		return ""
	}
	b, _ := json.Marshal(ss) // of texts: can't fail
	return string(b)
}

func unlist(s string) (out []string) {
	_ = json.Unmarshal([]byte(s), &out) // written by list
	return out
}

func (r *articleRow) article() knowledge.Article {
	a := knowledge.Article{ID: r.ID, OrganisationID: r.OrganisationID, Number: r.Number, Kind: knowledge.Kind(r.Kind), Title: r.Title,
		Category: r.Category, Organisation: r.Organisation, Keywords: unlist(r.Keywords), FAQ: r.FAQ, Body: r.Body, Region: r.Region,
		From: instant(r.From), Until: instant(r.Until), Vendors: r.Vendors, OwnerID: r.OwnerID, OwnerName: r.OwnerName,
		Verifier: knowledge.Verifier{PersonID: r.VerifierID, GroupID: r.GroupID}, VerifierName: or(r.VerifierName, r.GroupName),
		Every: knowledge.Interval(r.Every), Fixed: instant(r.Fixed), VerifiedAt: instant(r.VerifiedAt), VerifiedBy: r.VerifiedBy,
		DoubtedAt: instant(r.DoubtedAt), Archived: r.Archived, Related: unlist(r.Related), Questions: unlist(r.Questions),
		SavedAt: instant(r.SavedAt), SavedBy: r.SavedBy, Note: r.Note, Views: r.Views, OpenedAt: instant(r.OpenedAt)}
	if r.Gone {
		a.Verifier = knowledge.Heir(people.Person{TeamID: r.OwnerTeam, OrganisationID: r.OwnerOrg})
		a.VerifierName = r.HeirName
	}
	if a.Verifier == (knowledge.Verifier{}) {
		a.VerifierName = a.OwnerName
	}
	return a
}

// fill takes over all but the number of the row.
func (r *articleRow) fill(a knowledge.Article) {
	*r = articleRow{ID: a.ID, N: r.N, OrganisationID: a.OrganisationID, Number: a.Number, Kind: string(a.Kind), Title: a.Title,
		Category: a.Category, Organisation: a.Organisation, Keywords: list(a.Keywords), FAQ: a.FAQ, Body: a.Body, Region: a.Region,
		From: micros(a.From), Until: micros(a.Until), Vendors: a.Vendors, OwnerID: a.OwnerID, VerifierID: a.Verifier.PersonID, GroupID: a.Verifier.GroupID,
		Every: string(a.Every), Fixed: micros(a.Fixed), VerifiedAt: micros(a.VerifiedAt), VerifiedBy: a.VerifiedBy, DoubtedAt: micros(a.DoubtedAt),
		DueAt: micros(a.Due()), Archived: a.Archived, Related: list(a.Related), Questions: list(a.Questions), Note: a.Note,
		SavedAt: micros(a.SavedAt), SavedBy: a.SavedBy, Views: a.Views, OpenedAt: micros(a.OpenedAt)}
}

// mayRead narrows a question about articles to those that the actor may read.
func mayRead(q *bun.SelectQuery, by people.Actor) *bun.SelectQuery {
	if !by.May(people.SeeKeyCustomers) {
		q = q.Where("a.kind <> ?", string(knowledge.KeyCustomer))
	}
	const inHouse = "a.organisation_id IN (SELECT id FROM organisations WHERE kind = ?)"
	switch {
	case by.May(people.SeeAllCompanies):
		return q
	case by.Kind == people.InHouse:
		return q.Where("(a.organisation_id = ? OR "+inHouse+")", by.OrganisationID, string(people.InHouse))
	}
	return q.Where("(a.organisation_id = ? OR a.vendors AND "+inHouse+")", by.OrganisationID, string(people.InHouse))
}

// articles reads those that the actor may read, with the names of people.
func (k *Knowledge) articles(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]articleRow, error) {
	var rows []articleRow
	q := db.NewSelect().Model(&rows).ColumnExpr("a.*").
		ColumnExpr("coalesce(o.name, '') AS owner_name, coalesce(o.team_id, '') AS owner_team, coalesce(o.organisation_id, '') AS owner_org").
		ColumnExpr("coalesce(p.name, '') AS verifier_name, coalesce(t.name, g.name, '') AS group_name, coalesce(ot.name, oo.name, '') AS heir_name").
		ColumnExpr("(a.verifier_id <> '' AND (p.id IS NULL OR p.left_at > 0 AND p.left_at <= ?)) AS gone", micros(k.w.now())).
		Join("LEFT JOIN persons AS o ON o.id = a.owner_id").Join("LEFT JOIN persons AS p ON p.id = a.verifier_id").
		Join("LEFT JOIN teams AS t ON t.id = a.group_id").Join("LEFT JOIN organisations AS g ON g.id = a.group_id").
		Join("LEFT JOIN teams AS ot ON ot.id = o.team_id").Join("LEFT JOIN organisations AS oo ON oo.id = o.organisation_id")
	if err := which(mayRead(q, by)).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading articles: %w", err))
	}
	return rows, nil
}

func (k *Knowledge) articleBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (articleRow, error) {
	rows, err := k.articles(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("a.id = ?", id) })
	switch {
	case err != nil:
		return articleRow{}, err
	case len(rows) == 0:
		return articleRow{}, fault.New(fault.NotFound, "This article is not in the workspace.", nil)
	}
	return rows[0], nil
}

// Article returns one that the actor may read.
func (k *Knowledge) Article(ctx context.Context, by people.Actor, id string) (knowledge.Article, error) {
	r, err := k.articleBy(ctx, k.w.read, by, id)
	if err != nil {
		return knowledge.Article{}, err
	}
	return r.article(), nil
}

// Versions returns all versions of an article's text, newest first.
func (k *Knowledge) Versions(ctx context.Context, by people.Actor, id string) ([]knowledge.Version, error) {
	if _, err := k.articleBy(ctx, k.w.read, by, id); err != nil {
		return nil, err
	}
	rows, err := k.w.read.QueryContext(ctx, `SELECT number, title, body, note, saved_at, saved_by FROM article_versions WHERE article_id = ? ORDER BY number DESC`, id)
	if err != nil {
		return nil, k.w.explain(err)
	}
	defer rows.Close()
	var out []knowledge.Version
	for rows.Next() {
		var v knowledge.Version
		var at int64
		if err := rows.Scan(&v.Number, &v.Title, &v.Body, &v.Note, &at, &v.SavedBy); err != nil {
			return nil, err
		}
		v.SavedAt = instant(at)
		out = append(out, v)
	}
	return out, rows.Err()
}

// Categories counts the articles of each business category, by name.
func (k *Knowledge) Categories(ctx context.Context, by people.Actor) ([]knowledge.Group, error) {
	var out []knowledge.Group
	q := k.w.read.NewSelect().TableExpr("articles AS a").ColumnExpr("a.category, count(*) AS articles").Where("NOT a.archived").GroupExpr("a.category").OrderExpr("count(*) DESC, a.category")
	return out, k.w.explain(mayRead(q, by).Scan(ctx, &out))
}

// Frozen returns the questions that rest on an article which has expired.
func (k *Knowledge) Frozen(ctx context.Context, by people.Actor) ([]string, error) {
	var lists []string
	q := k.w.read.NewSelect().TableExpr("articles AS a").Column("a.questions").
		Where("a.until_at > 0 AND a.until_at <= ? AND a.questions <> ''", micros(k.w.now()))
	if err := mayRead(q, by).Scan(ctx, &lists); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, k.w.explain(err)
	}
	var out []string
	for _, l := range lists {
		out = append(out, unlist(l)...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
