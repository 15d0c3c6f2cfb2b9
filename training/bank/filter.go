package bank

import (
	"slices"
	"strings"
)

// Filter says which questions are meant. The zero Filter takes all.
type Filter struct {
	Text       string // every word of it stands in name, text, options or tags
	Kinds      []Kind
	States     []State
	Difficulty Difficulty
	Category   string // this one or one below it
	Point      string
	Line       string // business line
	Region     string
	ArticleID  string
	EntryIDs   []string
}

// Takes reports whether the filter takes a question.
func (f *Filter) Takes(q *Question) bool {
	return (len(f.Kinds) == 0 || slices.Contains(f.Kinds, q.Kind)) &&
		(len(f.States) == 0 || slices.Contains(f.States, q.State)) &&
		(len(f.EntryIDs) == 0 || slices.Contains(f.EntryIDs, q.EntryID)) &&
		(f.Difficulty == "" || f.Difficulty == q.Tags.Difficulty) &&
		Below(q.Category, f.Category) && only(f.Point, q.Tags.Point) && only(f.Line, q.Tags.BusinessLine) &&
		only(f.Region, q.Tags.Region) && only(f.ArticleID, q.Tags.ArticleID) && q.has(f.Text)
}

func only(want, have string) bool { return want == "" || want == have }

// Below reports whether a category is another one or lies below it; every
// category lies below the empty one.
func Below(category, of string) bool {
	return of == "" || category == of || strings.HasPrefix(category, of+"/")
}

// has reports whether every word of a text stands somewhere in the question.
func (q *Question) has(text string) bool {
	words := strings.Fields(Plain(text))
	if len(words) == 0 {
		return true
	}
	all := q.all()
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

// all is everything that is written in a question, as texts are compared.
func (q *Question) all() string {
	parts := append([]string{q.Name, q.Text, q.Feedback, q.Category, q.Tags.BusinessLine, q.Tags.Point, q.Tags.Region, q.Tags.Regulation}, q.Tags.Free...)
	for _, o := range q.Options {
		parts = append(parts, o.Text, o.Match)
	}
	return Plain(strings.Join(parts, "\n"))
}

// Likeness is the same for questions that ask the same: kind, text and options,
// whatever their width, case and order of choices.
func (q *Question) Likeness() string {
	parts := make([]string, 0, len(q.Options))
	for _, o := range q.Options {
		parts = append(parts, Plain(o.Text)+"\x01"+Plain(o.Match))
	}
	if q.Kind != Ordering {
		slices.Sort(parts)
	}
	return string(q.Kind) + "\x00" + Plain(q.Text) + "\x00" + strings.Join(parts, "\x00")
}

// Title is what people know a question by: its name, otherwise the beginning of
// its text.
func (q *Question) Title() string {
	if q.Name != "" {
		return q.Name
	}
	r := []rune(strings.Join(strings.Fields(q.Text), " "))
	if len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return string(r)
}
