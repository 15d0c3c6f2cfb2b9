package bank

import (
	"fmt"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Difference is what one version says otherwise than another one.
type Difference struct {
	What    words.Text
	Was, Is string
}

// Compare lists what is different in q from what it was, in the order in which
// a question is read.
func (q *Question) Compare(was *Question) (out []Difference) {
	add := func(what string, values fault.Values, a, b string) {
		if a != b {
			out = append(out, Difference{words.T(what, values), a, b})
		}
	}
	add("Short name", nil, was.Name, q.Name)
	add("Kind of question", nil, string(was.Kind), string(q.Kind))
	add("Question text", nil, was.Text, q.Text)
	for i := range max(len(was.Options), len(q.Options)) {
		add("Option {{.N}}", fault.Values{"N": i + 1}, was.optionLine(i), q.optionLine(i))
	}
	add("Rule", nil, was.ruleLine(), q.ruleLine())
	add("Full mark", nil, fmt.Sprint(was.Mark), fmt.Sprint(q.Mark))
	add("Explanation", nil, was.Feedback, q.Feedback)
	add("Clip", nil, was.clipLine(), q.clipLine())
	add("Category", nil, was.Category, q.Category)
	a, b := was.Tags, q.Tags
	add("Business line", nil, a.BusinessLine, b.BusinessLine)
	add("Knowledge point", nil, a.Point, b.Point)
	add("Difficulty", nil, string(a.Difficulty), string(b.Difficulty))
	add("Region", nil, a.Region, b.Region)
	add("Regulation", nil, a.Regulation, b.Regulation)
	add("Article", nil, a.ArticleID, b.ArticleID)
	add("Free tags", nil, strings.Join(a.Free, ", "), strings.Join(b.Free, ", "))
	add("Valid from", nil, day(was.ValidFrom), day(q.ValidFrom))
	add("Valid until", nil, day(was.ValidUntil), day(q.ValidUntil))
	return out
}

func day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02")
}

// optionLine is an option with what it gives, empty if there is none.
func (q *Question) optionLine(i int) string {
	if i >= len(q.Options) {
		return ""
	}
	o := q.Options[i]
	parts := []string{o.Text}
	if o.Match != "" {
		parts = append(parts, "→ "+o.Match)
	}
	if q.Kind == Numerical && o.Text != "*" {
		parts = append(parts, fmt.Sprintf("%g ± %g", o.Value, o.Tolerance))
		if o.Relative {
			parts = append(parts, "×")
		}
	}
	if q.Kind != Matching && q.Kind != Ordering {
		parts = append(parts, fmt.Sprintf("%.4g %%", o.Fraction*100))
	}
	if o.Feedback != "" {
		parts = append(parts, "("+o.Feedback+")")
	}
	return strings.TrimSpace(strings.Join(parts, "  "))
}

func (q *Question) ruleLine() string {
	if q.Kind != Multiple || q.Rule != AllOrPart {
		return ""
	}
	return fmt.Sprintf("%s %.4g %%", q.Rule, q.Partial*100)
}

func (q *Question) clipLine() string {
	if q.Clip == nil {
		return ""
	}
	return fmt.Sprintf("%s %s–%s ×%d", q.Clip.CallID, q.Clip.From, q.Clip.Until, q.Clip.Plays)
}
