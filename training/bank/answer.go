package bank

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Answer is what a person gave. The zero Answer is none.
type Answer struct {
	Options []int    `json:"options,omitempty"` // chosen; for ordering the items in the order given
	Texts   []string `json:"texts,omitempty"`   // matching: for each pair what was laid beside it
	Text    string   `json:"text,omitempty"`    // short, essay, numerical as typed
	// Evaluation is the answer to a score-call question: what a reviewer enters
	// into the form, as JSON.
	Evaluation string  `json:"evaluation,omitempty"`
	Agreement  float64 `json:"agreement,omitempty"` // 0…1 with the expert's, computed when it is marked, never by who answers
}

// Given reports whether anything was answered.
func (a Answer) Given() bool {
	return len(a.Options) > 0 || strings.TrimSpace(a.Text) != "" || a.Evaluation != "" ||
		slices.ContainsFunc(a.Texts, func(t string) bool { return t != "" })
}

// Fraction marks an answer: 0…1 of the question's mark. known is false where a
// person has to mark it, or where there is nothing to mark.
//
// Multiple choice by Fractions: Σ fractions chosen, clamped to 0…1 (Moodle).
// Matching: right pairs ÷ pairs. Ordering: all or nothing. Numerical: the first
// value within its tolerance, or * for any. Short: the first pattern that fits, see Fits.
func (q *Question) Fraction(a Answer) (f float64, known bool) {
	if !q.Marked() {
		return 0, false
	}
	if !a.Given() {
		return 0, true
	}
	switch q.Kind {
	case Single, TrueFalse, Listening:
		if len(a.Options) != 1 || a.Options[0] < 0 || a.Options[0] >= len(q.Options) {
			return 0, true
		}
		return clamp(q.Options[a.Options[0]].Fraction), true
	case Multiple:
		return q.several(a.Options), true
	case Matching:
		return q.pairs(a.Texts), true
	case Ordering:
		return q.order(a.Options), true
	case Numerical:
		return q.number(a.Text), true
	case Short:
		return q.text(a.Text), true
	case ScoreCall:
		return clamp(a.Agreement), a.Evaluation != ""
	}
	return 0, false
}

func clamp(f float64) float64 { return min(max(f, 0), 1) }

func (q *Question) several(chosen []int) float64 {
	if q.Rule != AllOrPart {
		sum := 0.0
		for i, o := range q.Options {
			if slices.Contains(chosen, i) {
				sum += o.Fraction
			}
		}
		return clamp(math.Round(sum*1e7) / 1e7) // three thirds are one
	}
	right, hits := q.Right(), 0
	for i := range q.Options {
		switch {
		case !slices.Contains(chosen, i):
		case !slices.Contains(right, i):
			return 0
		default:
			hits++
		}
	}
	switch {
	case hits == 0:
		return 0
	case hits == len(right):
		return 1
	}
	return clamp(q.Partial)
}

func (q *Question) pairs(laid []string) float64 {
	right, all := 0, 0
	for i, o := range q.Options {
		if o.Text == "" {
			continue
		}
		all++
		if i < len(laid) && Plain(laid[i]) == Plain(o.Match) {
			right++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(right) / float64(all)
}

func (q *Question) order(given []int) float64 {
	if !slices.Equal(given, q.Sequence()) {
		return 0
	}
	return 1
}

// Sequence is the right order of an ordering, by the numbers of its items.
func (q *Question) Sequence() []int {
	if len(q.Order) == len(q.Options) {
		return q.Order
	}
	out := make([]int, len(q.Options))
	for i := range out {
		out[i] = i
	}
	return out
}

func (q *Question) number(typed string) float64 {
	x, err := strconv.ParseFloat(strings.ReplaceAll(Plain(typed), ",", ""), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	for _, o := range q.Options {
		within := o.Tolerance
		if o.Relative {
			within *= math.Abs(o.Value)
		}
		// A hair beyond the tolerance is what decimal fractions leave over.
		if o.Text == "*" || math.Abs(x-o.Value) <= within+1e-9*max(1, math.Abs(o.Value)) {
			return clamp(o.Fraction)
		}
	}
	return 0
}

func (q *Question) text(typed string) float64 {
	for _, o := range q.Options {
		if Fits(o.Text, typed) {
			return clamp(o.Fraction)
		}
	}
	return 0
}

// Fits reports whether a typed text fits a pattern, in which * stands for any
// characters and \* for a star. Both are brought to one form by Plain.
func Fits(pattern, typed string) bool {
	var expr strings.Builder
	expr.WriteString(`^(?s:`)
	for i, piece := range strings.Split(strings.ReplaceAll(Plain(pattern), `\*`, "\x00"), "*") {
		if i > 0 {
			expr.WriteString(".*")
		}
		expr.WriteString(regexp.QuoteMeta(strings.ReplaceAll(piece, "\x00", "*")))
	}
	expr.WriteString(`)$`)
	re, err := regexp.Compile(expr.String())
	return err == nil && re.MatchString(Plain(typed))
}

// Plain brings a text to the form in which answers are compared: NFKC (so that
// full-width letters become ordinary ones), one case, single spaces, trimmed.
func Plain(text string) string {
	text = strings.ToLower(norm.NFKC.String(text))
	return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
}
