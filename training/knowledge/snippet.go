package knowledge

import (
	"slices"
	"strings"
	"unicode"

	"shifu/internal/hanzi"
)

// Span is a stretch of a text, in characters: from From up to before Until.
type Span struct{ From, Until int }

// Within tells whether a character lies in one of the stretches.
func Within(spans []Span) func(i int) bool {
	return func(i int) bool {
		return slices.ContainsFunc(spans, func(s Span) bool { return i >= s.From && i < s.Until })
	}
}

// Terms are the words that a person typed, in the form in which texts are
// compared: one width, one case.
func Terms(typed string) []string { return strings.Fields(hanzi.Fold(typed)) }

// Marks are where the words stand in text, in order and not overlapping. The
// text may write them in another width or case.
func Marks(text string, terms []string) []Span {
	folded, at := foldedWithPlaces(text)
	hit := make([]bool, len(at)+1)
	for _, term := range terms {
		want := []rune(term)
		for i := 0; len(want) > 0 && i+len(want) <= len(folded); i++ {
			if same(folded[i:i+len(want)], want) {
				for k := range want {
					hit[at[i+k]] = true
				}
			}
		}
	}
	var out []Span
	for i, n := 0, len([]rune(text)); i < n; i++ {
		switch {
		case !hit[i]:
		case len(out) > 0 && out[len(out)-1].Until == i:
			out[len(out)-1].Until++
		default:
			out = append(out, Span{i, i + 1})
		}
	}
	return out
}

// foldedWithPlaces is the folded text, and for each of its characters the
// place of the original one.
func foldedWithPlaces(text string) (folded []rune, at []int) {
	for i, r := range []rune(text) {
		if r < 0x80 || hanzi.Is(r) {
			folded, at = append(folded, unicode.ToLower(r)), append(at, i)
			continue
		}
		for _, f := range hanzi.Fold(string(r)) {
			folded, at = append(folded, f), append(at, i)
		}
	}
	return folded, at
}

func same(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Snippet is the part of a Markdown text, at most width characters, with the
// most of the words in it, and where they stand in the snippet. Marks of
// Markdown and line ends are left out. A cut end shows an ellipsis.
func Snippet(body string, terms []string, width int) (string, []Span) {
	text := []rune(Bare(body))
	marks := Marks(string(text), terms)
	from := best(marks, width)
	until := min(from+width, len(text))
	from = max(0, min(from, until-width))
	out := string(text[from:until])
	lead := 0
	if from > 0 {
		out, lead = "…"+out, 1
	}
	if until < len(text) {
		out += "…"
	}
	var in []Span
	for _, m := range marks {
		if m.From >= from && m.Until <= until {
			in = append(in, Span{m.From - from + lead, m.Until - from + lead})
		}
	}
	return out, in
}

// best is where a snippet begins: a little before the mark that has the most
// others within the width.
func best(marks []Span, width int) int {
	at, most := 0, 0
	for i, m := range marks {
		n := 0
		for _, o := range marks[i:] {
			if o.Until > m.From+width-8 {
				break
			}
			n++
		}
		if n > most {
			at, most = max(0, m.From-8), n
		}
	}
	return at
}

// Bare is a Markdown text as one line without its marks.
func Bare(body string) string {
	var lines []string
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#>-*+ "))
		if line != "" {
			lines = append(lines, strings.NewReplacer("**", "", "`", "", "__", "", "|", " ").Replace(line))
		}
	}
	return strings.Join(lines, " ")
}
