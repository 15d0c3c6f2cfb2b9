package desk

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/words"
	"shifu/training/bank"
)

// QuestionTitle is the question itself where it is in the window's language,
// otherwise its name.
func (d *Desk) QuestionTitle(q *bank.Question) string {
	if q.Language != "" && words.Parse(q.Language) == d.Settings.Language {
		return strings.Join(strings.Fields(q.Text), " ")
	}
	return q.Title()
}

// KindName is the word for a kind of question.
func KindName(k bank.Kind) string {
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
	}
	return lang.L("Text between questions")
}

// DifficultyName is the word for a band of difficulty.
func DifficultyName(d bank.Difficulty) string {
	switch d {
	case bank.Easy:
		return lang.L("Easy")
	case bank.Medium:
		return lang.L("Medium difficulty")
	case bank.Hard:
		return lang.L("Hard")
	}
	return lang.L("not said")
}

// QuestionStateName is the word for a state of a question.
func QuestionStateName(s bank.State) string {
	switch s {
	case bank.Draft:
		return lang.L("Draft")
	case bank.Active:
		return lang.L("Active")
	case bank.Frozen:
		return lang.L("Frozen")
	}
	return lang.L("Retired")
}
