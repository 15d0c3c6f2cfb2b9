package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"shifu/internal/hanzi"
)

// Fit is how well an article fits a text: how many of its keywords stand
// there, and one more for the category. 0 without any keyword.
func (a *Article) Fit(folded, category string) int {
	n := 0
	for _, k := range a.Keywords {
		if k = hanzi.Fold(strings.TrimSpace(k)); len([]rune(k)) >= 2 && strings.Contains(folded, k) {
			n++
		}
	}
	if n > 0 && category != "" && a.Category == category {
		n++
	}
	return n
}

// Fitting are the n articles that fit a text best, see Fit; equals stay in
// their order.
func Fitting(as []Article, text, category string, n int) []Article {
	type fit struct {
		a Article
		n int
	}
	var fits []fit
	folded := hanzi.Fold(text)
	for _, a := range as {
		if n := a.Fit(folded, category); n > 0 {
			fits = append(fits, fit{a, n})
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(b.n, a.n) })
	var out []Article
	for _, f := range fits[:min(len(fits), max(n, 0))] {
		out = append(out, f.a)
	}
	return out
}
