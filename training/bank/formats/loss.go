package formats

import (
	"slices"
	"strings"

	"shifu/internal/words"
	"shifu/training/bank"
)

// Loss is a property of a question that a format can't hold.
type Loss struct {
	Question int // from 1
	Name     string
	What     words.Text
}

// feature is a property that some formats hold and some don't.
type feature struct {
	says words.Text
	used func(*bank.Question) bool
	drop func(*bank.Question)
	held []Format // by these
}

var (
	marked  = []Format{MoodleXML, QTI, QTI3, Excel, Text}
	labels  = []Format{Excel, Text}
	several = []Format{MoodleXML, QTI, QTI3, GIFT, Excel}
)

var features = []feature{
	{words.T("the name", nil), func(q *bank.Question) bool { return q.Name != "" },
		func(q *bank.Question) { q.Name = "" }, []Format{GIFT, MoodleXML, QTI, QTI3, Excel}},
	{words.T("the category", nil), func(q *bank.Question) bool { return q.Category != "" },
		func(q *bank.Question) { q.Category = "" }, []Format{GIFT, MoodleXML, Excel}},
	{words.T("the mark", nil), func(q *bank.Question) bool { return q.Mark != 1 && q.Kind != bank.Description },
		func(q *bank.Question) { q.Mark = 1 }, marked},
	{words.T("the explanation", nil), func(q *bank.Question) bool { return q.Feedback != "" },
		func(q *bank.Question) { q.Feedback = "" }, []Format{GIFT, MoodleXML, QTI, QTI3, Excel, Text}},
	{words.T("the explanation", nil), func(q *bank.Question) bool { return q.Feedback != "" && q.Kind == bank.Description },
		func(q *bank.Question) { q.Feedback = "" }, []Format{MoodleXML, Excel}},
	{words.T("an arrow ->: it becomes →", nil), arrow, noArrow, []Format{MoodleXML, QTI, QTI3, Excel, Aiken}},
	{words.T("feedback to single options", nil), feedbackTo(bank.Single, bank.Multiple, bank.TrueFalse), dropOptionFeedback, []Format{GIFT, MoodleXML, QTI, QTI3}},
	{words.T("feedback to single options", nil), feedbackTo(bank.Short, bank.Numerical), dropOptionFeedback, []Format{GIFT, MoodleXML}},
	{words.T("feedback to single options", nil), feedbackTo(bank.Matching, bank.Ordering, bank.Essay), dropOptionFeedback, nil},
	{words.T("free tags", nil), func(q *bank.Question) bool { return len(q.Tags.Free) > 0 },
		func(q *bank.Question) { q.Tags.Free = nil }, []Format{GIFT, MoodleXML, Excel}},
	{words.T("tags: business line, knowledge point, difficulty, region, regulation", nil), topics, dropTopics, labels},
	{words.T("fractions of single options", nil), partly(true), wholly, []Format{MoodleXML, QTI, QTI3, GIFT, Excel}},
	{words.T("fractions of single options", nil), partly(false), wholly, []Format{MoodleXML, QTI, QTI3, GIFT, Excel, Text}},
	{words.T("the rule “all or part”: it becomes fractions that mark alike", nil), allOrPart, asFractions, []Format{QTI, QTI3, Excel, Text}},
	{words.T("the mark for a part", nil), func(q *bank.Question) bool { return q.Rule == bank.AllOrPart && q.Partial != 0 },
		func(q *bank.Question) { q.Partial = 0 }, labels},
	{words.T("several accepted numbers", nil), numbers, firstNumber, []Format{GIFT, MoodleXML, Excel, Text}},
	{words.T("a tolerance relative to the value: it becomes absolute", nil), relative, absolute, []Format{MoodleXML, QTI, QTI3}},
	{words.T("patterns with *: the stars go", nil), wildcard, noWildcard, []Format{GIFT, MoodleXML, Excel, Text}},
	{words.T("lines: they become spaces", nil), lines, oneLine, several},
	{words.T("whether the options are shuffled", nil), func(q *bank.Question) bool { return q.Shuffle },
		func(q *bank.Question) { q.Shuffle = false }, []Format{MoodleXML, QTI, QTI3}},
	{words.T("the days from and until which it is valid", nil), func(q *bank.Question) bool { return !q.ValidFrom.IsZero() || !q.ValidUntil.IsZero() }, dropDays, nil},
	{words.T("the tie to an article", nil), func(q *bank.Question) bool { return q.Tags.ArticleID != "" }, func(q *bank.Question) { q.Tags.ArticleID = "" }, nil},
}

// kinds of question by the format that holds them.
var kinds = map[Format][]bank.Kind{
	GIFT:      {bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Numerical, bank.Short, bank.Essay, bank.Description},
	Aiken:     {bank.Single},
	MoodleXML: {bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Ordering, bank.Numerical, bank.Short, bank.Essay, bank.Description},
	QTI:       {bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Ordering, bank.Numerical, bank.Short, bank.Essay},
	Excel:     {bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Ordering, bank.Numerical, bank.Short, bank.Essay, bank.Description},
	Text:      {bank.Single, bank.Multiple, bank.TrueFalse, bank.Matching, bank.Ordering, bank.Numerical, bank.Short, bank.Essay},
}

func init() { kinds[QTI3] = kinds[QTI] }

// KindName is what people call a kind of question.
func KindName(k bank.Kind) words.Text {
	switch k {
	case bank.Single:
		return words.T("single choice", nil)
	case bank.Multiple:
		return words.T("multiple choice", nil)
	case bank.TrueFalse:
		return words.T("true or false", nil)
	case bank.Matching:
		return words.T("matching", nil)
	case bank.Ordering:
		return words.T("ordering", nil)
	case bank.Numerical:
		return words.T("number", nil)
	case bank.Short:
		return words.T("fill in", nil)
	case bank.Essay:
		return words.T("essay", nil)
	case bank.Listening:
		return words.T("listening", nil)
	case bank.ScoreCall:
		return words.T("score a call", nil)
	}
	return words.T("description", nil)
}

// Reduce returns q as format f can hold it, nil if it can't hold it at all, and
// what it loses.
func Reduce(f Format, q bank.Question) (*bank.Question, []words.Text) {
	if !slices.Contains(kinds[f], q.Kind) {
		return nil, []words.Text{words.T("the whole question: the format has no {{.Kind}}", map[string]any{"Kind": KindName(q.Kind)})}
	}
	if len(q.Options) > 26 && slices.Contains([]Format{Aiken, Excel, Text}, f) {
		return nil, []words.Text{words.T("the whole question: the format has at most 26 options", nil)}
	}
	var lost []words.Text
	q.Options = slices.Clone(q.Options)
	for _, x := range features {
		if slices.Contains(x.held, f) || !x.used(&q) {
			continue
		}
		x.drop(&q)
		if !slices.ContainsFunc(lost, func(l words.Text) bool { return l.Key == x.says.Key }) {
			lost = append(lost, x.says)
		}
	}
	return &q, lost
}

func feedbackTo(of ...bank.Kind) func(*bank.Question) bool {
	return func(q *bank.Question) bool {
		return slices.Contains(of, q.Kind) && slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Feedback != "" })
	}
}

func dropOptionFeedback(q *bank.Question) {
	for i := range q.Options {
		q.Options[i].Feedback = ""
	}
}

func topics(q *bank.Question) bool {
	t := q.Tags
	return t.BusinessLine != "" || t.Point != "" || t.Difficulty != "" || t.Region != "" || t.Regulation != ""
}

func dropTopics(q *bank.Question) {
	q.Tags = bank.Tags{Free: q.Tags.Free, ArticleID: q.Tags.ArticleID}
}

// partly reports whether an option is neither right nor wrong, of questions that
// are answered by choosing, or of the others.
func partly(chosen bool) func(*bank.Question) bool {
	return func(q *bank.Question) bool {
		choice := q.Chosen() || q.Kind == bank.Multiple
		if q.Kind == bank.Matching || q.Kind == bank.Ordering || choice != chosen {
			return false
		}
		return q.Kind == bank.Multiple && q.Rule != bank.AllOrPart ||
			slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Fraction != 0 && o.Fraction != 1 })
	}
}

// wholly makes every option right or wrong.
func wholly(q *bank.Question) {
	full := slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Fraction == 1 })
	for i, o := range q.Options {
		right := o.Fraction == 1 || o.Fraction > 0 && (q.Kind != bank.Single || !full)
		q.Options[i].Fraction = 0
		if right {
			q.Options[i].Fraction = 1
		}
	}
	if q.Kind == bank.Multiple {
		q.Rule = bank.AllOrPart
	}
}

func allOrPart(q *bank.Question) bool { return q.Kind == bank.Multiple && q.Rule == bank.AllOrPart }

// asFractions shares the mark among the right options; one wrong option takes all.
func asFractions(q *bank.Question) {
	n := float64(len(q.Right()))
	for i, o := range q.Options {
		q.Options[i].Fraction = -1
		if o.Fraction > 0 {
			q.Options[i].Fraction = roundFraction(1 / n)
		}
	}
	q.Rule, q.Partial = "", 0
}

func numbers(q *bank.Question) bool { return q.Kind == bank.Numerical && len(q.Options) > 1 }

func firstNumber(q *bank.Question) {
	i := slices.IndexFunc(q.Options, func(o bank.Option) bool { return o.Fraction == 1 })
	q.Options = q.Options[max(i, 0):][:1]
}

func relative(q *bank.Question) bool {
	return slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Relative })
}

func absolute(q *bank.Question) {
	for i, o := range q.Options {
		if o.Relative {
			q.Options[i].Relative, q.Options[i].Tolerance = false, o.Tolerance*max(o.Value, -o.Value)
		}
	}
}

// texts visits every text of a question.
func texts(q *bank.Question, visit func(*string)) {
	visit(&q.Text)
	visit(&q.Feedback)
	for i := range q.Options {
		visit(&q.Options[i].Text)
		visit(&q.Options[i].Match)
	}
}

func lines(q *bank.Question) (found bool) {
	texts(q, func(t *string) { found = found || strings.ContainsAny(*t, "\n\r") })
	return found
}

func oneLine(q *bank.Question) {
	texts(q, func(t *string) { *t = strings.Join(strings.Fields(*t), " ") })
}

func arrow(q *bank.Question) bool {
	return (q.Kind == bank.Short || q.Kind == bank.Matching) &&
		slices.ContainsFunc(q.Options, func(o bank.Option) bool { return strings.Contains(o.Text, "->") })
}

func noArrow(q *bank.Question) {
	for i := range q.Options {
		q.Options[i].Text = strings.ReplaceAll(q.Options[i].Text, "->", "→")
	}
}

func wildcard(q *bank.Question) bool {
	return q.Kind == bank.Short && slices.ContainsFunc(q.Options, func(o bank.Option) bool {
		return strings.Contains(strings.ReplaceAll(o.Text, `\*`, ""), "*")
	})
}

func noWildcard(q *bank.Question) {
	const star = "\x00"
	for i, o := range q.Options {
		text := strings.ReplaceAll(strings.ReplaceAll(o.Text, `\*`, star), "*", "")
		q.Options[i].Text = strings.ReplaceAll(text, star, `\*`)
	}
	if filled := slices.DeleteFunc(slices.Clone(q.Options), func(o bank.Option) bool { return o.Text == "" }); len(filled) > 0 {
		q.Options = filled
	}
}

func dropDays(q *bank.Question) {
	var none bank.Question
	q.ValidFrom, q.ValidUntil = none.ValidFrom, none.ValidUntil
}
