package formats

import (
	"regexp"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// giftKey reads what stands between the braces and sets kind and options; the
// order of the cases is that of Moodle's importer.
func giftKey(q *bank.Question, key, form string) words.Text {
	bare := strings.TrimSpace(strings.SplitN(key, "#", 2)[0])
	switch {
	case key == "":
		q.Kind = bank.Essay
		return words.Text{}
	case key[0] == '#':
		return giftNumbers(q, key[1:], form)
	case strings.Contains(key, "~"):
		return giftChoice(q, key, form)
	case strings.Contains(key, "=") && strings.Contains(key, "->"):
		return giftPairs(q, key, form)
	case bare == "T" || bare == "TRUE" || bare == "F" || bare == "FALSE":
		giftTruth(q, key, form)
		return words.Text{}
	}
	q.Kind = bank.Short
	for _, answer := range giftSplit(key, "=") {
		q.Options = append(q.Options, giftOption(answer, form, 1))
	}
	return words.Text{}
}

// giftSplit cuts at every mark; nothing before the first one is no answer.
func giftSplit(key, mark string) []string {
	pieces := strings.Split(key, mark)
	if strings.TrimSpace(pieces[0]) == "" {
		pieces = pieces[1:]
	}
	return pieces
}

var giftWeight = regexp.MustCompile(`^%(-*[0-9]{1,3}\.?[0-9]*)%`)

// giftOption reads "%weight%text#feedback".
func giftOption(text, form string, otherwise float64) bank.Option {
	o := bank.Option{Fraction: otherwise}
	text = strings.TrimSpace(text)
	if m := giftWeight.FindStringSubmatch(text); m != nil {
		if percent, err := strconv.ParseFloat(m[1], 64); err == nil {
			o.Fraction, text = roundFraction(percent/100), text[len(m[0]):]
		}
	}
	body, feedback, _ := strings.Cut(text, "#")
	o.Text, _ = piece(body, form)
	o.Feedback, _ = piece(feedback, form)
	return o
}

func giftChoice(q *bank.Question, key, form string) words.Text {
	q.Kind = bank.Multiple
	if strings.Contains(key, "=") {
		q.Kind = bank.Single
	}
	for _, answer := range giftSplit(strings.ReplaceAll(key, "=", "~="), "~") {
		answer = strings.TrimSpace(answer)
		if right, found := strings.CutPrefix(answer, "="); found {
			body, feedback, _ := strings.Cut(right, "#")
			o := bank.Option{Fraction: 1}
			o.Text, _ = piece(body, form)
			o.Feedback, _ = piece(feedback, form)
			q.Options = append(q.Options, o)
			continue
		}
		q.Options = append(q.Options, giftOption(answer, form, 0))
	}
	return words.Text{}
}

func giftPairs(q *bank.Question, key, form string) words.Text {
	q.Kind = bank.Matching
	for _, answer := range giftSplit(key, "=") {
		left, right, found := strings.Cut(answer, "->")
		if !found {
			return words.T("A pair has no ->: {{.Have}}", fault.Values{"Have": strings.TrimSpace(giftPlain.Replace(answer))})
		}
		o := bank.Option{}
		o.Text, _ = piece(left, form)
		o.Match = strings.TrimSpace(giftPlain.Replace(right))
		q.Options = append(q.Options, paired(o))
	}
	return words.Text{}
}

// paired gives a pair its fraction: one, or none for a distractor.
func paired(o bank.Option) bank.Option {
	o.Fraction = 0
	if o.Text != "" {
		o.Fraction = 1
	}
	return o
}

// giftTruth reads TRUE#feedback to the wrong answer#feedback to the right one.
func giftTruth(q *bank.Question, key, form string) {
	parts := append(strings.SplitN(key, "#", 3), "", "")
	q.Kind = bank.TrueFalse
	q.Options = truths("True", "False", strings.TrimSpace(parts[0])[0] == 'T')
	wrong, _ := piece(parts[1], form)
	right, _ := piece(parts[2], form)
	for i := range q.Options {
		q.Options[i].Feedback = wrong
		if q.Options[i].Fraction == 1 {
			q.Options[i].Feedback = right
		}
	}
}

func giftNumbers(q *bank.Question, key, form string) words.Text {
	q.Kind = bank.Numerical
	key, wrong, other := strings.Cut(key, "~")
	for _, answer := range giftSplit(key, "=") {
		o := giftOption(answer, form, 1)
		n, ok := numeric(o.Text)
		if !ok {
			return words.T("{{.Have}} is no number, range or number with tolerance.", fault.Values{"Have": o.Text})
		}
		n.Fraction, n.Feedback = o.Fraction, o.Feedback
		q.Options = append(q.Options, n)
	}
	if other {
		_, feedback, _ := strings.Cut(wrong, "#")
		o := bank.Option{Text: "*"}
		o.Feedback, _ = piece(feedback, form)
		q.Options = append(q.Options, o)
	}
	return words.Text{}
}
