package desk

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/exam"
)

// QuestionKind is the word for a kind of question, as a heading.
func QuestionKind(k bank.Kind) string {
	switch k {
	case bank.Single:
		return lang.L("Single choice")
	case bank.Multiple:
		return lang.L("Multiple choice")
	case bank.TrueFalse:
		return lang.L("True or false")
	case bank.Matching:
		return lang.L("Matching")
	case bank.Ordering:
		return lang.L("Ordering")
	case bank.Numerical:
		return lang.L("Numerical")
	case bank.Short:
		return lang.L("Short answer")
	case bank.Essay:
		return lang.L("Essay")
	case bank.Listening:
		return lang.L("Listening")
	case bank.ScoreCall:
		return lang.L("Score a call")
	case bank.Description:
		return lang.L("Reading")
	}
	return string(k)
}

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
