package desk

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/qa"
)

var formKinds = map[qa.Kind]parts.FormKind{
	qa.KindSingle: parts.FormSingle, qa.KindMultiple: parts.FormMultiple, qa.KindYesNo: parts.FormYesNo,
	qa.KindNumeric: parts.FormNumeric, qa.KindText: parts.FormText, qa.KindDate: parts.FormDate,
}

// FormRow is the line of a question in a form that asks for judgement alone: it
// tells no costs and no score.
func FormRow(q *qa.Question, a qa.Answer, number string) parts.FormRow {
	row := parts.FormRow{Ref: q.Ref, Number: number, Question: q.Text, Help: q.Help, Kind: formKinds[q.Kind], Chosen: a.Options, NA: a.NA, NAOpen: q.NA, Value: a.Value, Plain: true, Tone: parts.StatePlain}
	for i, o := range q.Choices() {
		f := parts.FormOption{Label: o.Label, Tone: parts.StatePlain}
		if len(q.Options) == 0 {
			f.Label = lang.L(o.Label)
		}
		if i < 9 {
			f.Key = strconv.Itoa(i + 1)
		}
		row.Options = append(row.Options, f)
	}
	return row
}

// Toggled is a choice of several with an option put in or taken out.
func Toggled(options []int, option int) []int {
	out := slices.DeleteFunc(slices.Clone(options), func(o int) bool { return o == option })
	if len(out) == len(options) {
		out = append(out, option)
	}
	return out
}
