package appeals

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/appeal"
)

// The columns.
const (
	colFiled = iota
	colAgent
	colCall
	colPoints
	colReviewer
	colDecider
	colTime
	colState
)

func (s *Screen) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Filed at"), Width: 108}, {Title: lang.L("Agent"), Width: 76}, {Title: lang.L("Call"), Least: 120},
		{Title: lang.L("Questions"), Width: 92}, {Title: lang.L("First reviewer"), Width: 92, Yield: 1}, {Title: lang.L("Decided by"), Width: 92, Yield: 2},
		{Title: lang.L("Working time"), Width: 150}, {Title: lang.L("State"), Width: 124},
	}, func() int { return len(s.rows()) }, s.cell)
	t.OnOpened = func(row int) { s.read(s.rows()[row].ID) }
	t.List().Chosen = 0
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.rows()) {
		return parts.Cell{}
	}
	c := s.rows()[row]
	switch column {
	case colFiled:
		return parts.Cell{Text: s.d.Moment(c.FiledAt), Tone: look.Ink2}
	case colAgent:
		return parts.Cell{Text: c.AgentName}
	case colCall:
		return parts.Cell{Text: c.CallTitle}
	case colPoints:
		return parts.Cell{Text: refs(c.Points)}
	case colReviewer:
		return parts.Cell{Text: c.ReviewerName, Tone: look.Ink2}
	case colDecider:
		return parts.Cell{Text: orNone(c.DeciderName), Tone: look.Ink2}
	case colTime:
		return s.timeCell(c)
	}
	return stateCell(c.State)
}

func refs(ps []appeal.Point) string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Ref
	}
	return orNone(strings.Join(out, lang.L(", ")))
}

func orNone(text string) string {
	if text == "" {
		return chart.None
	}
	return text
}

// timeCell is the time left of an open case; of a decided one when it was
// decided, with a sign if that was late.
func (s *Screen) timeCell(c appeal.Case) parts.Cell {
	late := c.Overdue(s.d.Now())
	cell := parts.Cell{Text: s.d.Moment(c.DecidedAt), Tone: look.Ink2}
	if c.State.Open() {
		cell.Text = chart.None
		if !c.DecideBy.IsZero() {
			cell.Text = desk.WorkingTime(c.Left, c.Day)
		}
	}
	if late {
		cell.Icon, cell.IconTone = "clock", look.Warn
	}
	return cell
}

// stateName is the word for a state of an appeal.
func stateName(st appeal.State) string {
	switch st {
	case appeal.Filed:
		return lang.L("Waiting for a decider")
	case appeal.Taken:
		return lang.L("In review")
	case appeal.Upheld:
		return lang.L("Upheld")
	case appeal.Revised:
		return lang.L("Revised")
	}
	return lang.L("Voided")
}

var stateIcons = map[appeal.State]string{appeal.Filed: "reply", appeal.Taken: "scales", appeal.Upheld: "lock", appeal.Revised: "undo", appeal.Void: "cancel"}

func stateCell(st appeal.State) parts.Cell {
	return parts.Cell{Text: stateName(st), Icon: stateIcons[st], IconTone: look.Ink3, Tone: look.Ink2}
}
