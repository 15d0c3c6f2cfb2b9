package practice

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
)

// ranged is a mean with its interval; a single run has none.
func ranged(f engine.Figure, runs, decimals int) string {
	if runs < 2 {
		return chart.Number(f.Mean, decimals)
	}
	return chart.Number(f.Mean, decimals) + " ±" + chart.Number(f.Half, decimals)
}

func shared(f engine.Figure, runs int) string {
	return ranged(engine.Figure{Mean: 100 * f.Mean, Half: 100 * f.Half}, runs, 1)
}

// results are how everybody did.
func (v *reviewing) results() *parts.Table {
	all := v.found.Results
	columns := []parts.TableColumn{{Title: "", Least: 150}, {Title: lang.L("Lost, these calls"), Width: 104, Right: true}, {Title: lang.L("Lost on average"), Width: 116, Right: true}, {Title: lang.L("95598 answers"), Width: 116, Right: true},
		{Title: "SLb", Width: 100, Right: true, Yield: 2}, {Title: lang.L("Occupancy"), Width: 100, Right: true, Yield: 1}, {Title: lang.L("Spent"), Width: 100, Right: true, Yield: 3}, {Title: lang.L("Your regret"), Width: 116, Right: true}}
	t := parts.NewTable(columns, func() int { return len(all) }, func(row, column int) parts.Cell {
		x := all[row]
		switch column {
		case 0:
			return parts.Cell{Text: x.Reference.Text().In(v.r.s.d.Settings.Language), Bold: x.Reference == engine.Mine}
		case 1:
			return parts.Cell{Text: chart.Number(x.Lost.Actual, 0), Bold: x.Reference == engine.Mine}
		case 2:
			return parts.Cell{Text: averaged(x), Tone: look.Ink2}
		case 3:
			return parts.Cell{Text: shared(x.Rates[engine.Emergency], x.Runs)}
		case 4:
			return parts.Cell{Text: shared(x.SLb, x.Runs), Tone: look.Ink2}
		case 5:
			return parts.Cell{Text: shared(x.Occupancy, x.Runs), Tone: look.Ink2}
		case 6:
			return parts.Cell{Text: money(int(x.Spent.Actual * 100)), Tone: look.Ink2}
		}
		if x.Reference == engine.Mine {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: ranged(x.Regret, x.Runs, 0), Bold: x.Runs > 1 && x.Regret.Mean > x.Regret.Half}
	})
	t.Left, t.List().RowHeight = 24, 30
	return t
}

// averaged is the mean loss of callers, once there is one.
func averaged(x engine.Summary) string {
	if x.Runs < 2 {
		return chart.None
	}
	return ranged(x.Lost, x.Runs, 0)
}

// worth is what something gained, coloured where the interval leaves no doubt.
func worth(f engine.Figure) parts.Cell {
	if f == (engine.Figure{}) {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	c := parts.Cell{Text: chart.Signed(f.Mean, 0) + " ±" + chart.Number(f.Half, 0), Tone: look.Ink2}
	if f.Mean > f.Half {
		c.Tone = look.Good
	} else if -f.Mean > f.Half {
		c.Tone = look.Bad
	}
	return c
}

// regretted is what the best alternative would have gained, bold where its
// interval leaves no doubt.
func regretted(e engine.Entry) parts.Cell {
	if e.Regret == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: ranged(engine.Figure{Mean: e.Regret, Half: e.RegretHalf}, e.Runs, 0), Bold: e.Regret > max(1, e.RegretHalf)}
}

// ledgerTable are acts and missed moments, the largest regret first.
func (v *reviewing) ledgerTable() *parts.Table {
	all := v.found.Ledger
	begins := v.r.p.session.Scenario().Begins
	columns := []parts.TableColumn{{Title: lang.L("Time"), Width: 84}, {Title: lang.L("Act"), Least: 200}, {Title: "", Width: 70}, {Title: lang.L("It saved"), Width: 96, Right: true}, {Title: lang.L("10 min sooner"), Width: 104, Right: true, Yield: 1}, {Title: lang.L("10 min later"), Width: 96, Right: true, Yield: 1}, {Title: lang.L("Regret"), Width: 84, Right: true}, {Title: lang.L("Re-runs"), Width: 64, Right: true, Yield: 2}}
	t := parts.NewTable(columns, func() int { return len(all) }, func(row, column int) parts.Cell {
		e := all[row]
		switch column {
		case 0:
			return parts.Cell{Text: weekday(weekdayAt(v.r.p.session.Scenario(), begins+e.At)) + " " + hour(begins+e.At), Tone: look.Ink2}
		case 1:
			return parts.Cell{Text: v.r.orderText(e.Order), Bold: !e.Missed}
		case 2:
			if e.Missed {
				return parts.StateCell(lang.L("missed"), parts.StateWarn)
			}
			return parts.Cell{}
		case 3:
			return worth(e.Gain)
		case 4:
			return worth(e.Sooner)
		case 5:
			return worth(e.Later)
		case 6:
			return regretted(e)
		}
		return parts.Cell{Text: chart.Count(e.Runs), Tone: look.Ink3}
	})
	t.Left = 24
	t.List().Chosen = v.chosen
	t.OnChosen = func(i int) { v.chosen = i }
	t.OnOpened = func(int) { v.again() }
	return t
}
