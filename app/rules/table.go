package rules

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
)

func newRuleTable(s *Screen) *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("No."), Width: 44}, {Title: lang.L("Rule")}, {Title: lang.L("Proposes"), Width: 96, Yield: 1},
		{Title: lang.L("Fires"), Width: 84}, {Title: lang.L("likely"), Width: 104, Yield: 2},
	}, func() int { return len(s.set.Rules) }, s.cell)
	t.Left = 24
	t.OnChosen = func(i int) { s.rule.open(i) }
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	r := s.set.Rules[row]
	tone := look.Ink
	if r.Off {
		tone = look.Ink3
	}
	switch column {
	case 0:
		return parts.Cell{Text: r.Question, Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: r.Title, Tone: tone}
	}
	return s.figures(row, column)
}

func (s *Screen) figures(row, column int) parts.Cell {
	r := s.set.Rules[row]
	switch {
	case column == 2:
		return parts.Cell{Text: r.Option[0], Tone: look.Ink2}
	case r.Off:
		return parts.Cell{Text: []string{lang.L("off"), ""}[column-3], Tone: look.Ink3}
	case row >= len(s.tallies):
		return parts.Cell{}
	}
	t := s.tallies[row]
	if column == 3 {
		return parts.Cell{Text: lang.L("{{.N}} of {{.Of}}", map[string]any{"N": t.Fired, "Of": t.Told()})}
	}
	return parts.Cell{Text: likely(t.Fired, t.Told()), Tone: look.Ink3}
}

// likely is the 95 % interval of a share, or that there is too little to tell.
func likely(k, n int) string {
	if n < interval.Enough {
		return lang.L("too few")
	}
	low, high := interval.Wilson(k, n)
	return chart.Percent(low, 0) + " – " + chart.Percent(high, 0)
}
