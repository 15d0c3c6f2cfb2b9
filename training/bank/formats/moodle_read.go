package formats

import (
	"net/url"
	"sort"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// moodleReader reads Moodle XML (docs.moodle.org, "Moodle XML format").
type moodleReader struct {
	Found
	category string
}

func readMoodle(name string, raw []byte) (Found, error) {
	root, trouble := parseXML(raw)
	quiz := root.child("quiz")
	if quiz == nil {
		f := fault.New(fault.Invalid, "{{.File}} is no Moodle XML: it has no element quiz.", fault.Values{"File": name})
		if trouble != nil {
			f = fault.New(fault.Invalid, "{{.File}} is no Moodle XML. Line {{.Line}}: {{.Why}}", fault.Values{"File": name, "Line": trouble.Line, "Why": trouble.Reason})
		}
		return Found{}, f
	}
	r := &moodleReader{}
	for _, n := range quiz.all("question") {
		if n.whole {
			r.question(n)
		}
	}
	if trouble != nil {
		r.Errors = append(r.Errors, *trouble)
	}
	return r.Found, nil
}

// moodleKinds are the question types that can be read.
var moodleKinds = map[string]bank.Kind{
	"multichoice": bank.Single, "truefalse": bank.TrueFalse, "shortanswer": bank.Short, "numerical": bank.Numerical,
	"matching": bank.Matching, "match": bank.Matching, "essay": bank.Essay, "description": bank.Description, "ordering": bank.Ordering,
}

func (r *moodleReader) question(n *node) {
	kind := n.attr("type")
	if kind == "category" {
		r.category = categoryPath(n.child("category").child("text").raw())
		return
	}
	q := bank.Question{Kind: moodleKinds[kind], Mark: 1, Category: r.category}
	if q.Kind == "" {
		r.fail(n.line, words.T("Questions of type {{.Have}} can't be read.", fault.Values{"Have": kind}))
		return
	}
	q.Name = strings.TrimSpace(n.child("name").child("text").raw())
	q.Text = r.text(n.child("questiontext"))
	q.Feedback = r.text(n.child("generalfeedback"))
	q.Shuffle = truthy(n.child("shuffleanswers").raw())
	for _, t := range n.child("tags").all("tag") {
		q.Tags.Free = append(q.Tags.Free, strings.TrimSpace(t.child("text").raw()))
	}
	if !r.mark(n, &q) || !r.answers(n, &q) {
		return
	}
	r.add(n.line, q)
}

func truthy(text string) bool {
	t := strings.ToLower(strings.TrimSpace(text))
	return t == "true" || t == "1"
}

func (r *moodleReader) mark(n *node, q *bank.Question) bool {
	if q.Kind == bank.Description {
		q.Mark = 0
		return true
	}
	grade := n.child("defaultgrade")
	if grade == nil || strings.TrimSpace(grade.raw()) == "" {
		return true
	}
	m, ok := parseNumber(grade.raw())
	if !ok {
		r.fail(grade.line, words.T("The mark {{.Have}} is no number.", fault.Values{"Have": strings.TrimSpace(grade.raw())}))
	}
	q.Mark = m
	return ok
}

// text is the text of an element in its format; files in it are told as lost.
func (r *moodleReader) text(n *node) string {
	if n == nil {
		return ""
	}
	source := n.child("text").raw()
	named := map[string]bool{}
	lost := func(file string, line int) {
		if plain, err := url.PathUnescape(file); err == nil {
			file = plain
		}
		if strings.HasPrefix(file, "data:") {
			file, _, _ = strings.Cut(file, ",")
		}
		if !named[file] {
			named[file] = true
			r.fail(line, words.T("The file {{.File}} is not carried over.", fault.Values{"File": file}))
		}
	}
	for _, f := range append(n.all("file"), n.child("text").all("file")...) {
		lost(f.attr("name"), f.line)
	}
	switch n.attr("format") {
	case "plain_text", "markdown":
		return strings.TrimSpace(source)
	case "moodle_auto_format", "":
		if !strings.Contains(source, "<") {
			return strings.TrimSpace(source)
		}
		source = strings.ReplaceAll(source, "\n", "<br>")
	}
	text, images := readHTML(source)
	for _, i := range images {
		lost(i, n.line)
	}
	return text
}

// option reads an answer with its fraction, a percentage.
func (r *moodleReader) option(n *node, kind bank.Kind) (bank.Option, bool) {
	o := bank.Option{Feedback: r.text(n.child("feedback"))}
	switch {
	case n.child("text") == nil: // older files
		o.Text = strings.TrimSpace(ownText(n))
	case kind == bank.Short || kind == bank.Numerical: // never marked up
		o.Text = strings.TrimSpace(n.child("text").raw())
	default:
		o.Text = r.text(n)
	}
	percent, ok := parseNumber(n.attr("fraction"))
	if !ok && n.attr("fraction") != "" {
		r.fail(n.line, words.T("The fraction {{.Have}} is no number.", fault.Values{"Have": n.attr("fraction")}))
		return o, false
	}
	o.Fraction = roundFraction(percent / 100)
	return o, true
}

func ownText(n *node) string {
	var b strings.Builder
	for _, c := range n.children {
		b.WriteString(c.text)
	}
	return b.String()
}

func (r *moodleReader) answers(n *node, q *bank.Question) bool {
	switch q.Kind {
	case bank.Description, bank.Essay:
		return true
	case bank.Matching:
		for _, s := range n.all("subquestion") {
			q.Options = append(q.Options, paired(bank.Option{Text: r.text(s), Match: strings.TrimSpace(s.child("answer").child("text").raw())}))
		}
		return true
	}
	for _, a := range n.all("answer") {
		o, ok := r.option(a, q.Kind)
		if ok && q.Kind == bank.Numerical {
			ok = r.numerical(a, &o)
		}
		if !ok {
			return false
		}
		q.Options = append(q.Options, o)
	}
	switch q.Kind {
	case bank.Single:
		if single := n.child("single"); single != nil && !truthy(single.raw()) {
			q.Kind = bank.Multiple
		}
	case bank.TrueFalse:
		return r.truth(n, q)
	case bank.Ordering: // the fraction is the place
		sort.SliceStable(q.Options, func(i, j int) bool { return q.Options[i].Fraction < q.Options[j].Fraction })
		for i := range q.Options {
			q.Options[i].Fraction = 1
		}
	case bank.Numerical:
		r.units(n)
	}
	return true
}

func (r *moodleReader) truth(n *node, q *bank.Question) bool {
	sorted := truths("True", "False", false)
	seen := 0
	for _, o := range q.Options {
		i := 1
		if strings.EqualFold(strings.TrimSpace(o.Text), "true") {
			i = 0
		}
		sorted[i].Fraction, sorted[i].Feedback = o.Fraction, o.Feedback
		seen |= 1 << i
	}
	if seen != 3 {
		r.fail(n.line, words.T("A question that is true or false needs the answers true and false.", nil))
		return false
	}
	q.Options = sorted
	return true
}

func (r *moodleReader) numerical(a *node, o *bank.Option) bool {
	n, ok := numeric(o.Text)
	if !ok {
		r.fail(a.line, words.T("{{.Have}} is no number, range or number with tolerance.", fault.Values{"Have": o.Text}))
		return false
	}
	n.Fraction, n.Feedback = o.Fraction, o.Feedback
	if t := strings.TrimSpace(a.child("tolerance").raw()); t != "" {
		if n.Tolerance, ok = parseNumber(t); !ok {
			r.fail(a.line, words.T("The tolerance {{.Have}} is no number.", fault.Values{"Have": t}))
			return false
		}
	}
	kind := strings.TrimSpace(a.child("tolerancetype").raw())
	n.Relative = kind == "1" || strings.EqualFold(kind, "relative")
	*o = n
	return true
}

func (r *moodleReader) units(n *node) {
	for _, u := range n.child("units").all("unit") {
		if name := strings.TrimSpace(u.child("unit_name").raw()); name != "" {
			r.fail(u.line, words.T("The unit {{.Have}} is not carried over.", fault.Values{"Have": name}))
		}
	}
}
