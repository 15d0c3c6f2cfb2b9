package cutscore

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

// apart is the deviation of ratings from which judges should talk.
const apart = .2

// itemPanelWidth is the width of what judges said of a question, at 100 %.
const itemPanelWidth = 380

func (s *Screen) round() int {
	st := s.study()
	return max(st.Last(), st.Stage.Round(), 1)
}

func (s *Screen) itemTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("No."), Width: 40, Right: true}, {Title: lang.L("Exam question"), Least: 120}, {Title: lang.L("Kind"), Width: 100, Yield: 1}, {Title: lang.L("Weight"), Width: 60, Right: true},
		{Title: lang.L("Mean rating"), Width: 84, Right: true}, {Title: lang.L("Deviation"), Width: 84, Right: true}, {Title: lang.L("Facility"), Width: 110, Right: true}},
		func() int {
			if st := s.study(); st != nil {
				return len(st.Items)
			}
			return 0
		}, s.itemCell)
	t.OnChosen = func(int) { s.showItem() }
	return t
}

func (s *Screen) itemCell(row, column int) parts.Cell {
	st := s.study()
	if st == nil || row >= len(st.Items) {
		return parts.Cell{}
	}
	it := &st.Items[row]
	mean, sd, n := st.Spread(it.Question.ID, s.round())
	switch column {
	case 0:
		return parts.Cell{Text: chart.Count(row + 1), Tone: look.Ink3, Value: row + 1}
	case 1:
		return parts.Cell{Text: s.d.QuestionTitle(&it.Question)}
	case 2:
		return parts.Cell{Text: say.Kind(s.d.Settings.Language, it.Question.Kind), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: say.Points(it.Weight), Tone: look.Ink2, Value: it.Weight}
	case 6:
		if it.Answers == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: lang.L("{{.Share}}, n {{.N}}", map[string]any{"Share": chart.Percent(it.Facility, 0), "N": it.Answers}), Tone: look.Ink2, Value: it.Facility}
	}
	if n == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	if column == 4 {
		return parts.Cell{Text: chart.Percent(mean, 0), Bold: true, Value: mean}
	}
	c := parts.Cell{Text: chart.Number(100*sd, 0), Value: sd}
	if sd > apart {
		c.Icon, c.IconTone = "tri", look.Warn
	}
	return c
}

func (s *Screen) itemsPage() fyne.CanvasObject {
	if s.items.Chosen() < 0 {
		s.items.List().Chosen = 0
	}
	s.items.Refresh()
	s.showItem()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(itemPanelWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(s.panel))))
	foot := parts.StatusBar([]fyne.CanvasObject{parts.NewIcon("tri", 14, look.Warn), parts.Label(lang.L("Judges lie more than 20 points apart: let them talk before the second round"))}, nil)
	return parts.Dock(nil, foot, nil, right, s.items)
}

// showItem shows what each judge rated the chosen question, and why.
func (s *Screen) showItem() {
	st, row := s.study(), max(s.items.Chosen(), 0)
	if st == nil || row >= len(st.Items) {
		return
	}
	it := &st.Items[row]
	text := parts.NewParagraph(it.Question.Text, look.TextBody, look.Ink)
	text.Width = look.Scaled(itemPanelWidth - 36)
	key := parts.NewParagraph(say.Key(&it.Question), look.TextLabel, look.Ink2)
	key.Width = look.Scaled(itemPanelWidth - 36)
	box := parts.Stack(0, text, parts.Room(0, 6), parts.Label(lang.L("Right answer")), key, parts.Room(0, 12), parts.Row(8, parts.Grow(parts.Label(lang.L("Judge"))), parts.Fix(look.Scaled(64), 0, parts.Label(lang.L("Round 1")).Trailing()), parts.Fix(look.Scaled(64), 0, parts.Label(lang.L("Round 2")).Trailing())), parts.NewHairline())
	for i, j := range st.Judges {
		line := parts.Row(8, parts.Grow(parts.Body(j.Name).Cutting()))
		why := ""
		for round := 1; round <= 2; round++ {
			r, ok := st.Rating(i, it.Question.ID, round)
			value := chart.None
			if ok {
				value = chart.Percent(r.P, 0)
				if r.Why != "" {
					why = r.Why
				}
			}
			line.Add(parts.Fix(look.Scaled(64), 0, parts.Second(value).Trailing()))
		}
		box.Add(parts.High(26, line))
		if why != "" {
			p := parts.NewParagraph(why, look.TextLabel, look.Ink3)
			p.Width = look.Scaled(itemPanelWidth - 36)
			box.Add(parts.Inset(0, 0, 6, 0, p))
		}
	}
	s.panel.Objects = []fyne.CanvasObject{parts.Inset(12, 18, 18, 18, box)}
	s.panel.Refresh()
}
