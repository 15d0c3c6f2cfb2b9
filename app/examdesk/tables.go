package examdesk

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

func (s *Screen) blueprintTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Knowledge point"), Least: 120},
		{Title: lang.L("Kind"), Width: 120},
		{Title: lang.L("Difficulty"), Width: 110},
		{Title: lang.L("Questions"), Width: 84, Right: true},
		{Title: lang.L("Mark each"), Width: 84, Right: true},
		{Title: lang.L("Marks"), Width: 84, Right: true},
	}, func() int {
		if e := s.exam(); e != nil {
			return len(e.Blueprint)
		}
		return 0
	}, s.blueprintCell)
}

func (s *Screen) blueprintCell(row, column int) parts.Cell {
	e := s.exam()
	if e == nil || row >= len(e.Blueprint) {
		return parts.Cell{}
	}
	c, l := e.Blueprint[row], s.d.Settings.Language
	switch column {
	case 0:
		return parts.Cell{Text: say.Point(c.Point)}
	case 1:
		return parts.Cell{Text: say.Kind(l, c.Kind)}
	case 2:
		return parts.Cell{Text: say.Band(l, c.Difficulty)}
	case 3:
		return parts.Cell{Text: chart.Count(c.Count), Value: c.Count}
	case 4:
		return parts.Cell{Text: say.Points(c.Mark), Tone: look.Ink2, Value: c.Mark}
	}
	sum := c.Mark * float64(c.Count)
	return parts.Cell{Text: say.Points(sum), Value: sum}
}

func (s *Screen) concessionTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Examinee"), Width: 130},
		{Title: lang.L("More time"), Width: 100, Right: true},
		{Title: lang.L("More attempts"), Width: 110, Right: true},
		{Title: lang.L("Reason"), Least: 120},
	}, func() int { return len(s.f.concessions) }, s.concessionCell)
	t.OnOpened = func(row int) { s.concede(s.f.concessions[row]) }
	return t
}

func (s *Screen) concessionCell(row, column int) parts.Cell {
	if row >= len(s.f.concessions) {
		return parts.Cell{}
	}
	c := s.f.concessions[row]
	switch column {
	case 0:
		return parts.Cell{Text: s.f.names[c.PersonID], Bold: true}
	case 1:
		return parts.Cell{Text: say.Length(c.Time), Value: c.Time}
	case 2:
		if c.Attempts == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3, Value: 0}
		}
		return parts.Cell{Text: chart.Count(c.Attempts), Value: c.Attempts}
	}
	return parts.Cell{Text: c.Why, Tone: look.Ink2}
}
