package desk

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/qa"
)

// AnswerText is an answer in words.
func AnswerText(q *qa.Question, a qa.Answer) string {
	if a.NA {
		return lang.L("N/A")
	}
	var out []string
	for _, i := range a.Options {
		if c := q.Choices(); i >= 0 && i < len(c) {
			out = append(out, optionWord(q, c[i].Label))
		}
	}
	if len(out) > 0 {
		return strings.Join(out, lang.L(", "))
	}
	if a.Value != "" {
		return a.Value
	}
	return lang.L("not answered")
}

func optionWord(q *qa.Question, label string) string {
	if len(q.Options) == 0 {
		return lang.L(label)
	}
	return label
}
