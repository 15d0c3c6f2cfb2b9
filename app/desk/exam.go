package desk

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/exam"
)

// OptionText is the text of an option; right and wrong in the person's words.
func OptionText(q bank.Question, option int) string {
	text := q.Options[option].Text
	if q.Kind != bank.TrueFalse {
		return text
	}
	switch bank.Plain(text) {
	case "true":
		return lang.L("True")
	case "false":
		return lang.L("False")
	}
	return text
}

// FormLetter is the letter of a form of a paper: A for the first, empty for a
// paper of one's own.
func FormLetter(form int) string {
	if form < 1 || form > 26 {
		return ""
	}
	return string(rune('A' + form - 1))
}

// Marks writes marks with at most one decimal.
func Marks(points float64) string {
	if points == float64(int(points)) {
		return chart.Number(points, 0)
	}
	return chart.Number(points, 1)
}

// MarksText is Marks with its unit.
func MarksText(points float64) string {
	if points == 1 {
		return lang.L("1 mark")
	}
	return lang.L("{{.N}} marks", map[string]any{"N": Marks(points)})
}

// AttemptState is the word for where an attempt stands, as its person sees it.
func AttemptState(s exam.AttemptState) string {
	switch s {
	case exam.Running:
		return lang.L("Running")
	case exam.Overdue:
		return lang.L("Time is up")
	case exam.Submitted:
		return lang.L("Being marked")
	case exam.Marked:
		return lang.L("Marked")
	case exam.Discarded:
		return lang.L("Does not count")
	}
	return string(s)
}
