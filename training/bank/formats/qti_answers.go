package formats

import (
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// answers reads the options of an interaction and how they are marked.
func (r *qtiReader) answers(item, n *node, q *bank.Question) bool {
	d := respond(item, n.attr("responseIdentifier"))
	mapped, standard := processing(item, &d)
	if !mapped {
		d.mapping = nil
	}
	if !standard {
		q.Mark = worth(item)
	}
	q.Shuffle = n.attr("shuffle") == "true"
	switch {
	case n.is("choiceInteraction"):
		return r.choice(n, &d, q)
	case n.is("matchInteraction"):
		return r.match(n, &d, q)
	case n.is("orderInteraction"):
		return r.order(n, &d, q)
	case n.is("textEntryInteraction"):
		return r.entry(n, &d, q)
	}
	q.Kind, q.Mark = bank.Essay, worth(item)
	return true
}

// ids are the identifiers of choices.
func ids(choices []*node) []string {
	out := make([]string, len(choices))
	for i, c := range choices {
		out[i] = c.attr("identifier")
	}
	return out
}

func (r *qtiReader) choice(n *node, d *response, q *bank.Question) bool {
	choices := n.all("simpleChoice")
	names := ids(choices)
	most, _ := strconv.Atoi(n.attr("maxChoices"))
	switch lower := strings.ToLower(strings.Join(names, " ")); {
	case d.cardinality == "multiple":
		q.Kind = bank.Multiple
		if d.mapping == nil {
			q.Rule = bank.AllOrPart
		}
	case lower == "true false":
		q.Kind, most = bank.TrueFalse, 1
	default:
		q.Kind, most = bank.Single, 1
	}
	if !r.full(n, d, most, names, q) {
		return false
	}
	for i, c := range choices {
		q.Options = append(q.Options, bank.Option{Text: bodyText(c), Feedback: feedback(c), Fraction: d.fraction(names[i], q.Mark)})
	}
	return true
}

// full makes the highest score of a mapping the question's mark.
func (r *qtiReader) full(n *node, d *response, most int, values []string, q *bank.Question) bool {
	if d.mapping == nil {
		return true
	}
	if q.Mark = d.mapping.most(most, values); q.Mark <= 0 {
		r.fail(n.line, words.T("No option is right.", nil))
		return false
	}
	return true
}

// fraction is what one value gives of the mark.
func (d *response) fraction(value string, mark float64) float64 {
	switch {
	case d.mapping != nil && d.cardinality == "single":
		return roundFraction(min(max(d.mapping.score(value)/mark, -1), 1))
	case d.mapping != nil:
		return roundFraction(min(max(d.mapping.of(value)/mark, -1), 1))
	case slices.Contains(d.correct, value):
		return 1
	}
	return 0
}

func (r *qtiReader) order(n *node, d *response, q *bank.Question) bool {
	q.Kind = bank.Ordering
	choices := n.all("simpleChoice")
	names := ids(choices)
	for _, id := range d.correct {
		if i := slices.Index(names, id); i >= 0 {
			q.Options = append(q.Options, bank.Option{Text: bodyText(choices[i]), Fraction: 1})
		}
	}
	if len(q.Options) != len(choices) {
		r.fail(n.line, words.T("The right order does not hold every item once.", nil))
		return false
	}
	return true
}

// match reads pairs. A first choice belongs to one second choice; seconds that
// nothing belongs to are distractors.
func (r *qtiReader) match(n *node, d *response, q *bank.Question) bool {
	q.Kind = bank.Matching
	sets := n.all("simpleMatchSet")
	if len(sets) != 2 {
		r.fail(n.line, words.T("A match needs two sets.", nil))
		return false
	}
	pairs := d.correct
	if len(pairs) == 0 && d.mapping != nil {
		for _, k := range d.mapping.keys {
			if d.mapping.values[k] > 0 {
				pairs = append(pairs, k)
			}
		}
	}
	if !r.full(n, d, 0, pairs, q) {
		return false
	}
	r.weights(n, d, pairs)
	return r.pairs(n, sets, pairs, q)
}

func (r *qtiReader) pairs(n *node, sets []*node, pairs []string, q *bank.Question) bool {
	left, right := sets[0].all("simpleAssociableChoice"), sets[1].all("simpleAssociableChoice")
	leftIDs, rightIDs := ids(left), ids(right)
	used := map[int]bool{}
	for i, c := range left {
		found := 0
		for _, p := range pairs {
			a, b, _ := strings.Cut(p, " ")
			if j := slices.Index(rightIDs, b); a == leftIDs[i] && j >= 0 {
				found, used[j] = found+1, true
				q.Options = append(q.Options, bank.Option{Text: bodyText(c), Match: bodyText(right[j]), Fraction: 1})
			}
		}
		if found != 1 {
			r.fail(n.line, words.T("“{{.Have}}” belongs to {{.N}} others; it must be one.", fault.Values{"Have": bodyText(c), "N": found}))
			return false
		}
	}
	for j, c := range right {
		if !used[j] {
			q.Options = append(q.Options, bank.Option{Match: bodyText(c)})
		}
	}
	return true
}

func (r *qtiReader) weights(n *node, d *response, pairs []string) {
	if d.mapping == nil {
		return
	}
	for _, p := range pairs {
		if d.mapping.of(p) != d.mapping.of(pairs[0]) {
			r.fail(n.line, words.T("The pairs have different scores; here every pair counts alike.", nil))
			return
		}
	}
}

// entry reads accepted texts or numbers.
func (r *qtiReader) entry(n *node, d *response, q *bank.Question) bool {
	q.Kind = bank.Short
	if d.base == "integer" || d.base == "float" {
		q.Kind = bank.Numerical
	}
	accepted := d.correct
	if d.mapping != nil {
		accepted = d.mapping.keys
	}
	if !r.full(n, d, 1, accepted, q) {
		return false
	}
	for _, text := range accepted {
		o := bank.Option{Text: strings.ReplaceAll(text, "*", `\*`)}
		if q.Kind == bank.Numerical {
			var ok bool
			if o, ok = numeric(text); !ok {
				r.fail(n.line, words.T("{{.Have}} is no number, range or number with tolerance.", fault.Values{"Have": text}))
				return false
			}
			o.Tolerance, o.Relative = d.tolerance, d.relative
		}
		o.Fraction = d.fraction(text, q.Mark)
		q.Options = append(q.Options, o)
	}
	return true
}
