package bank

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Tidy takes the spaces off the ends of what was typed, and the empty free tags.
func (q *Question) Tidy() {
	t := &q.Tags
	for _, s := range []*string{&q.Name, &q.Text, &q.Category, &q.Feedback, &t.BusinessLine, &t.Point, &t.Region, &t.Regulation} {
		*s = strings.TrimSpace(*s)
	}
	q.Category = strings.Trim(q.Category, "/")
	t.Free = slices.DeleteFunc(slices.Clone(t.Free), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// About is a refusal that names the question.
func (q *Question) About(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	return fault.New(f.Kind, "{{.Name}}: {{.Why}}", fault.Values{"Name": q.Title(), "Why": words.T(f.Key, f.Values)})
}

// Sort brings entries to the order of lists: by category, point, and what people
// know them by.
func Sort(all []Entry) {
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Tags.Point, b.Tags.Point), cmp.Compare(a.Title(), b.Title()))
	})
}
