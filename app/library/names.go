package library

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
)

func (p period) String() string {
	switch p {
	case today:
		return lang.L("Today")
	case yesterday:
		return lang.L("Yesterday")
	case thisWeek:
		return lang.L("This week")
	case thisMonth:
		return lang.L("This month")
	case lastDays:
		return lang.L("Last 30 days")
	}
	return ""
}

// stateName is the word for where the scoring of a call stands.
func stateName(s qa.State) string {
	if s == "" || s == none {
		return lang.L("Not scored")
	}
	return desk.StateName(s)
}

// stateCell shows a state by shape, word and colour.
func stateCell(s qa.State) parts.Cell {
	switch s {
	case qa.Draft:
		return parts.Cell{Text: stateName(s), Icon: "edit", Tone: look.Ink2}
	case qa.Submitted:
		return parts.Cell{Text: stateName(s), Icon: "upload", Tone: look.Ink2}
	case qa.Released, qa.Acknowledged, qa.Upheld, qa.Revised, qa.Closed:
		return parts.StateCell(stateName(s), parts.StateGood)
	case qa.Appealed:
		return parts.Cell{Text: stateName(s), Icon: "reply", Tone: look.Warn}
	case qa.InReview:
		return parts.StateCell(stateName(s), parts.StateWarn)
	case qa.Voided:
		return parts.StateCell(stateName(s), parts.StateNA)
	}
	return parts.Cell{Text: stateName(s), Icon: "ring", Tone: look.Ink2, IconTone: look.Ink3}
}

// satisfactionName is a rating with its word.
func satisfactionName(n int) string {
	word := ""
	switch n {
	case 1:
		word = lang.L("very unhappy")
	case 2:
		word = lang.L("unhappy")
	case 3:
		word = lang.L("neutral")
	case 4:
		word = lang.L("happy")
	case 5:
		word = lang.L("very happy")
	default:
		return chart.None
	}
	return strconv.Itoa(n) + " " + word
}

func satisfactionTone(n int) look.Token {
	switch {
	case n == 0:
		return look.Ink3
	case n <= 2:
		return look.Bad
	}
	return look.Ink2
}

func lengthText(d time.Duration) string {
	if d <= 0 {
		return chart.None
	}
	return chart.Clock(d)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// several words a list: one or two by name, more by number.
func several(names []string) string {
	if len(names) <= 2 {
		return strings.Join(names, lang.L(", "))
	}
	return lang.L("{{.Name}} and {{.N}} more", map[string]any{"Name": names[0], "N": len(names) - 1})
}
