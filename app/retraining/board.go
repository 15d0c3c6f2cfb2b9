package retraining

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/retrain"
)

// The columns of the board.
const (
	colPerson = iota
	colUnit
	colExam
	colState
	colFails
	colRead
	colRecall
	colRight
	colCool
	colNext
)

func (s *Screen) newBoard() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Name"), Width: 72}, {Title: lang.L("Unit"), Width: 116, Yield: 2}, {Title: lang.L("Exam"), Least: 96},
		{Title: lang.L("State"), Width: 120}, {Title: lang.L("Failed"), Width: 52, Right: true, Yield: 3}, {Title: lang.L("Articles"), Width: 92},
		{Title: lang.L("Recall"), Width: 112, Right: true}, {Title: lang.L("Right twice"), Width: 92}, {Title: lang.L("Cool-down"), Width: 88, Yield: 1},
		{Title: lang.L("Next step"), Width: 150},
	}, func() int { return len(s.rows()) }, s.cell)
	t.OnOpened = func(row int) { s.read(s.rows()[row].ID) }
	t.List().Chosen = 0
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	rows := s.rows()
	if row >= len(rows) {
		return parts.Cell{}
	}
	c := &rows[row]
	switch column {
	case colPerson:
		return parts.Cell{Text: c.Person, Bold: true}
	case colUnit:
		return parts.Cell{Text: c.Organisation, Tone: look.Ink2}
	case colExam:
		return parts.Cell{Text: c.Exam}
	case colState:
		return stateCell(c)
	case colFails:
		return parts.Cell{Text: chart.Count(c.Fails), Value: c.Fails}
	case colNext:
		return s.nextCell(c)
	}
	if !c.State.Open() {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	switch column {
	case colRead:
		return partCell(c.Gate.Read, c.Gate.Articles)
	case colRecall:
		return recallCell(c)
	case colRight:
		return partCell(c.Gate.Right, c.Gate.Cards)
	}
	return s.coolCell(c)
}

// partCell is how much of something is done: 5/7 with a bar.
func partCell(n, of int) parts.Cell {
	if of == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	cell := parts.Cell{Text: fmt.Sprintf("%d/%d", n, of), Bar: float64(n) / float64(of), BarTone: look.Accent}
	if n == of {
		cell.BarTone = look.GoodM
	}
	return cell
}

// recallCell is predicted recall against what is needed.
func recallCell(c *retrain.Standing) parts.Cell {
	if c.Gate.Cards == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	cell := parts.Cell{Text: recallText(c.Gate), Value: c.Gate.Recall}
	if !c.Gate.Recalled() {
		cell.Icon, cell.IconTone = "half", look.Warn
	} else {
		cell.Icon, cell.IconTone = "okcircle", look.Good
	}
	return cell
}

func recallText(g retrain.Gate) string {
	return lang.L("{{.Have}} of {{.Want}}", map[string]any{"Have": chart.Number(g.Recall, 2), "Want": chart.Number(retrain.Recall, 2)})
}

func (s *Screen) coolCell(c *retrain.Standing) parts.Cell {
	if c.Gate.Cool {
		return parts.Cell{Text: lang.L("over"), Tone: look.Ink2}
	}
	return parts.Cell{Text: s.d.Moment(c.Gate.CoolUntil)}
}

// stateOf is the shape of a state, and its word.
func stateOf(c *retrain.Standing) (string, parts.State) {
	switch {
	case c.State == retrain.Done:
		return lang.L("Passed"), parts.StateGood
	case c.State == retrain.Ended:
		return lang.L("Ended"), parts.StateNA
	case c.State == retrain.Sitting:
		return lang.L("Sitting or marking"), parts.StatePartly
	case c.State == retrain.Scheduled:
		return lang.L("Resit planned"), parts.StateDue
	case c.Ready():
		return lang.L("Ready"), parts.StateGood
	case c.OffDuty:
		return lang.L("Off duty"), parts.StateBad
	}
	return lang.L("Studying"), parts.StateOpen
}

func stateCell(c *retrain.Standing) parts.Cell {
	word, state := stateOf(c)
	cell := parts.StateCell(word, state)
	if c.OffDuty && c.State != retrain.Studying || c.OffDuty && c.Ready() {
		cell.Text = lang.L("{{.State}}, off duty", map[string]any{"State": word})
	}
	return cell
}

// nextCell is what happens next, and whose turn it is.
func (s *Screen) nextCell(c *retrain.Standing) parts.Cell {
	switch {
	case c.State == retrain.Done:
		return parts.Cell{Text: s.d.Day(c.ClosedAt), Tone: look.Ink2}
	case c.State == retrain.Ended:
		return parts.Cell{Text: s.d.Day(c.ClosedAt), Tone: look.Ink2}
	case c.State == retrain.Sitting:
		return parts.Cell{Text: lang.L("Wait for the mark"), Tone: look.Ink2}
	case c.State == retrain.Scheduled:
		return parts.Cell{Text: lang.L("Resit {{.Time}}", map[string]any{"Time": s.d.Due(c.ResitAt)}), Icon: "calendar", IconTone: look.Ink3}
	case c.OffDuty && c.MentorID == "":
		return parts.Cell{Text: lang.L("Assign a mentor"), Icon: "tri", IconTone: look.Warn}
	case c.Ready():
		return parts.Cell{Text: lang.L("Plan the resit"), Icon: "forward", IconTone: look.Accent, Bold: true}
	}
	return parts.Cell{Text: lang.L("Studies, then the resit"), Tone: look.Ink2}
}
