package editor

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/words"
	"shifu/qa"
)

// term is a word of the file format with its word on screen.
type term[T ~string] struct {
	key  T
	word string
}

func kinds() []term[qa.Kind] {
	return []term[qa.Kind]{{qa.KindSingle, lang.L("One option")}, {qa.KindMultiple, lang.L("Several options")}, {qa.KindYesNo, lang.L("Yes or no")},
		{qa.KindNumeric, lang.L("Number")}, {qa.KindText, lang.L("Text")}, {qa.KindDate, lang.L("Date")}}
}

func comments() []term[qa.CommentRule] {
	return []term[qa.CommentRule]{{qa.CommentNever, lang.L("Never")}, {qa.CommentLost, lang.L("When points are lost")}, {qa.CommentAlways, lang.L("Always")}}
}

func classes() []term[qa.Class] {
	return []term[qa.Class]{{"", lang.L("(none)")}, {qa.ClassCustomer, lang.L("Customer-critical")}, {qa.ClassBusiness, lang.L("Business-critical")},
		{qa.ClassCompliance, lang.L("Compliance-critical")}, {qa.ClassNonCritical, lang.L("Non-critical")}}
}

func effects() []term[qa.Effect] {
	return []term[qa.Effect]{{qa.EffectNone, lang.L("No effect")}, {qa.EffectFailSection, lang.L("Fails section")}, {qa.EffectFailAll, lang.L("Fails all")}}
}

func colours() []term[string] {
	return []term[string]{{"", lang.L("By score")}, {"good", lang.L("Good")}, {"partly", lang.L("Partly")}, {"bad", lang.L("Bad")}, {"critical", lang.L("Critical")}}
}

func modes() []term[qa.Mode] {
	return []term[qa.Mode]{{qa.ModeSectionPercent, lang.L("section percent")}, {qa.ModeWeightedPoints, lang.L("weighted points")},
		{qa.ModeFlat, lang.L("flat")}, {qa.ModeDeduction, lang.L("deduction")}}
}

func policies() []term[qa.NAPolicy] {
	return []term[qa.NAPolicy]{{qa.NAProportional, lang.L("Proportional")}, {qa.NAEqualSplit, lang.L("Equal split")},
		{qa.NAFullCredit, lang.L("Full credit")}, {qa.NAZero, lang.L("Zero")}}
}

func answerers() []term[qa.AnswerBy] {
	return []term[qa.AnswerBy]{{qa.ByHand, lang.L("by hand")}, {qa.ByRule, lang.L("by rule")}, {qa.ByModel, lang.L("by model")}}
}

func languages() []term[string] {
	return []term[string]{{string(words.Chinese), "中文"}, {string(words.English), "English"}}
}

// wordsOf are the words of terms and the index of one of them, -1 for none.
func wordsOf[T ~string](terms []term[T], key T) (list []string, at int) {
	at = -1
	for i, t := range terms {
		list = append(list, t.word)
		if t.key == key {
			at = i
		}
	}
	return list, at
}

// wordOf is the word of one key, the key itself where there is none.
func wordOf[T ~string](terms []term[T], key T) string {
	for _, t := range terms {
		if t.key == key {
			return t.word
		}
	}
	return string(key)
}

// fieldName is the word for a key of rubric files.
func fieldName(key string) string {
	names := map[string]string{"title": lang.L("Title"), "language": lang.L("Language"), "mode": lang.L("Mode"), "na_policy": lang.L("N/A policy"),
		"bonus_may_exceed": lang.L("Over 100"), "weight": lang.L("Weight"), "ref": lang.L("Ref"), "text": lang.L("Question"), "help": lang.L("Help"),
		"applies_when": lang.L("Applies when"), "kind": lang.L("Kind"), "scale": lang.L("Scale"), "options": lang.L("Options"), "ranges": lang.L("Ranges"),
		"na": lang.L("N/A"), "comment": lang.L("Comment"), "evidence": lang.L("Evidence"), "excluded": lang.L("Outside the score"), "class": lang.L("Error class"),
		"visible_when": lang.L("Shown when"), "root_causes": lang.L("Root causes"), "bonus": lang.L("Bonus"), "answer_by": lang.L("Answered"),
		"timers.release_after": lang.L("Release"), "timers.acknowledge_within": lang.L("Acknowledge"), "timers.appeal_within": lang.L("Appeal within"),
		"timers.decide_within": lang.L("Decide within"), "timers.appeals": lang.L("Appeals at most")}
	return orElse(names[key], key)
}
