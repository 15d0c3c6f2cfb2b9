package store

import (
	"cmp"
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/training/knowledge"
)

// mostRanked is how many hits are ranked by their words. Where there are more,
// those with the words in title or keywords come first, then the newest.
const mostRanked = 5000

// textColumns are where words are looked for; headColumns where they weigh most.
const (
	textColumns = "title keywords body"
	headColumns = "title keywords"
)

// snippetWidth is how many characters of a text a hit shows.
const snippetWidth = 72

// ranked is a hit before it is read.
type ranked struct {
	n     int64
	score float64
}

// Search finds the articles that fit, best first.
func (k *Knowledge) Search(ctx context.Context, by people.Actor, a knowledge.Ask) (knowledge.Found, error) {
	a.Most = min(cmp.Or(max(a.Most, 0), 30), 200)
	q := expression(a, by, textColumns)
	if q == "" {
		if len(knowledge.Terms(a.Text)) > 0 {
			return knowledge.Found{}, nil // marks only
		}
		return k.list(ctx, by, a)
	}
	total, err := k.hits(ctx, q)
	if err != nil || total == 0 {
		return knowledge.Found{}, k.w.explain(err)
	}
	best, err := k.best(ctx, by, a, q, total)
	if err != nil {
		return knowledge.Found{}, k.w.explain(err)
	}
	out, err := k.read(ctx, by, a, best)
	return knowledge.Found{Hits: out, Total: knowledge.Count(total)}, err
}

// hits counts.
func (k *Knowledge) hits(ctx context.Context, q string) (n int, err error) {
	err = k.w.read.QueryRowContext(ctx, `SELECT count(*) FROM article_text WHERE article_text MATCH ?`, q).Scan(&n)
	return n, err
}

// best are the first hits in their order.
func (k *Knowledge) best(ctx context.Context, by people.Actor, a knowledge.Ask, q string, total int) ([]ranked, error) {
	if total <= mostRanked {
		return k.rank(ctx, q, a.Most)
	}
	heads := expression(a, by, headColumns)
	n, err := k.hits(ctx, heads)
	if err != nil {
		return nil, err
	}
	var out []ranked
	if n <= mostRanked {
		out, err = k.rank(ctx, heads, a.Most)
	} else {
		out, err = k.newest(ctx, heads, a.Most)
	}
	if err != nil || len(out) >= a.Most {
		return out, err
	}
	rest, err := k.newest(ctx, "("+q+") NOT ("+heads+")", a.Most-len(out))
	return append(out, rest...), err
}

// rank orders by bm25, in which a word in the title weighs 10, one in the
// keywords 6, one in the text 1 (Robertson et al., TREC-3, 1994).
func (k *Knowledge) rank(ctx context.Context, q string, most int) ([]ranked, error) {
	return k.ask(ctx, `SELECT rowid, -bm25(article_text, 10.0, 6.0, 1.0, 3.0, 0.0) AS score FROM article_text WHERE article_text MATCH ? ORDER BY score DESC, rowid DESC LIMIT ?`, q, most)
}

func (k *Knowledge) newest(ctx context.Context, q string, most int) ([]ranked, error) {
	return k.ask(ctx, `SELECT rowid, 0.0 FROM article_text WHERE article_text MATCH ? ORDER BY rowid DESC LIMIT ?`, q, most)
}

func (k *Knowledge) ask(ctx context.Context, query, q string, most int) ([]ranked, error) {
	rows, err := k.w.read.QueryContext(ctx, query, q, most)
	if err != nil {
		return nil, fmt.Errorf("searching articles: %w", err)
	}
	defer rows.Close()
	var out []ranked
	for rows.Next() {
		var r ranked
		if err := rows.Scan(&r.n, &r.score); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// read turns ranked hits into what is shown of them.
func (k *Knowledge) read(ctx context.Context, by people.Actor, a knowledge.Ask, best []ranked) ([]knowledge.Hit, error) {
	ns := make([]int64, len(best))
	for i, r := range best {
		ns[i] = r.n
	}
	var rows []articleRow
	q := mayRead(k.w.read.NewSelect().Model(&rows), by).Where("a.n IN (?)", bun.List(ns))
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading what was found: %w", err))
	}
	byN := make(map[int64]*articleRow, len(rows))
	for i := range rows {
		byN[rows[i].N] = &rows[i]
	}
	terms := knowledge.Terms(a.Text)
	var out []knowledge.Hit
	for _, r := range best {
		if row := byN[r.n]; row != nil {
			out = append(out, k.hit(row, terms, r.score))
		}
	}
	return out, nil
}

func (k *Knowledge) hit(r *articleRow, terms []string, score float64) knowledge.Hit {
	a := r.article()
	h := knowledge.Hit{ID: a.ID, Title: a.Title, Category: a.Category, Kind: a.Kind, FAQ: a.FAQ, Score: score,
		InTitle: knowledge.Marks(a.Title, terms), Standing: a.Standing(k.w.now())}
	h.Snippet, h.Marks = knowledge.Snippet(a.Body, terms, snippetWidth)
	return h
}

// list is an Ask without words: all that fits, newest first.
func (k *Knowledge) list(ctx context.Context, by people.Actor, a knowledge.Ask) (knowledge.Found, error) {
	var rows []articleRow
	q := mayRead(k.w.read.NewSelect().Model(&rows), by).Where("NOT a.archived").OrderExpr("a.n DESC").Limit(int64(a.Most))
	same := func(column, value string) {
		if value != "" {
			q = q.Where("a."+column+" = ?", value)
		}
	}
	same("category", a.Category)
	same("organisation", a.Organisation)
	same("kind", string(a.Kind))
	if a.FAQ {
		q = q.Where("a.faq")
	}
	total, err := q.ScanAndCount(ctx)
	if err != nil {
		return knowledge.Found{}, k.w.explain(fmt.Errorf("listing articles: %w", err))
	}
	out := make([]knowledge.Hit, len(rows))
	for i := range rows {
		out[i] = k.hit(&rows[i], nil, 0)
	}
	return knowledge.Found{Hits: out, Total: knowledge.Count(total)}, nil
}

// mostFitted bounds how many articles are compared with a call.
const mostFitted = 5000

// Fitting returns at most n articles with the most keywords in a text.
func (k *Knowledge) Fitting(ctx context.Context, by people.Actor, text, category string, n int) ([]knowledge.Hit, error) {
	var rows []articleRow
	q := mayRead(k.w.read.NewSelect().Model(&rows).Column("id", "keywords", "category"), by).
		Where("NOT a.archived AND a.keywords <> ''").OrderExpr("a.category = ? DESC, a.n DESC", category).Limit(mostFitted)
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("looking for fitting articles: %w", err))
	}
	as := make([]knowledge.Article, len(rows))
	for i := range rows {
		as[i] = rows[i].article()
	}
	var out []knowledge.Hit
	for _, a := range knowledge.Fitting(as, text, category, n) {
		row, err := k.articleBy(ctx, k.w.read, by, a.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, k.hit(&row, a.Keywords, 0))
	}
	return out, nil
}
