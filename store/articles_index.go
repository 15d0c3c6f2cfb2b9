package store

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// What follows is the only part of the knowledge base that knows SQLite's FTS5.

// indexArticle puts an article's words into the full-text index in place of
// those of its row before (0: none). An archived one has none.
func (c *change) indexArticle(ctx context.Context, r *articleRow, before int64) error {
	if before > 0 {
		if _, err := c.ExecContext(ctx, `DELETE FROM article_text WHERE rowid = ?`, before); err != nil {
			return fmt.Errorf("taking an article out of the index: %w", err)
		}
	}
	if r.Archived {
		return nil
	}
	words := append(unlist(r.Keywords), r.Organisation)
	all := strings.Join(words, "，")
	_, err := c.ExecContext(ctx, `INSERT INTO article_text (rowid, title, keywords, body, sounds, scope) VALUES (?, ?, ?, ?, ?, ?)`,
		r.N, hanzi.Pairs(r.Title), hanzi.Pairs(all), hanzi.Pairs(r.Body), hanzi.Sounds(r.Title)+" "+soundsOf(words), c.scopeWords(ctx, r))
	if err != nil {
		return fmt.Errorf("putting an article into the index: %w", err)
	}
	return nil
}

func soundsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(hanzi.Sounds(w) + " ")
	}
	return b.String()
}

// scopeWords say what an article can be narrowed to, and who may not see it:
// key needs a right, inner is not for vendors, vendor only for its own people.
func (c *change) scopeWords(ctx context.Context, r *articleRow) string {
	words := []string{signOf("o", r.OrganisationID), signOf("k", r.Kind), signOf("c", r.Category), signOf("g", r.Organisation)}
	if r.FAQ {
		words = append(words, "faq")
	}
	if r.Kind == string(knowledge.KeyCustomer) {
		words = append(words, "key")
	}
	var kind string
	_ = c.QueryRowContext(ctx, `SELECT kind FROM organisations WHERE id = ?`, r.OrganisationID).Scan(&kind) // none: seen by those who see all
	switch {
	case kind != string(people.InHouse):
		words = append(words, "vendor")
	case !r.Vendors:
		words = append(words, "inner")
	}
	return strings.Join(words, " ")
}

// signOf is a word for a value, of letters and digits only.
func signOf(what, value string) string {
	h := fnv.New64a()
	h.Write([]byte(hanzi.Fold(value)))
	return fmt.Sprintf("%s%016x", what, h.Sum64())
}

// expression is an Ask in the language of FTS5, within the columns given, with
// the actor's scope in it; empty where nothing is asked for in words.
func expression(a knowledge.Ask, by people.Actor, columns string) string {
	var all []string
	for _, word := range knowledge.Terms(a.Text) {
		q := hanzi.PairPhrases(word)
		if q == "" {
			continue
		}
		q = "{" + columns + "} : (" + q + ")"
		if sound(word) {
			q = "(" + q + ` OR sounds : "` + word + `" *)`
		}
		all = append(all, q)
	}
	if len(all) == 0 {
		return ""
	}
	narrow := func(what, value string) {
		if value != "" {
			all = append(all, "scope : "+signOf(what, value))
		}
	}
	narrow("c", a.Category)
	narrow("g", a.Organisation)
	narrow("k", string(a.Kind))
	if a.FAQ {
		all = append(all, "scope : faq")
	}
	return withoutHidden("("+strings.Join(all, " AND ")+")", by)
}

// sound tells what may be pinyin: two to 40 letters.
func sound(word string) bool {
	return len(word) >= 2 && len(word) <= 40 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

// withoutHidden takes what the actor may not read out of a question; it is mayRead
// in the language of FTS5.
func withoutHidden(q string, by people.Actor) string {
	if !by.May(people.SeeKeyCustomers) {
		q = "(" + q + " NOT scope : key)"
	}
	switch {
	case by.May(people.SeeAllCompanies):
		return q
	case by.Kind == people.InHouse:
		return q + " NOT scope : vendor"
	}
	return q + " NOT (scope : (inner OR vendor) NOT scope : " + signOf("o", by.OrganisationID) + ")"
}
