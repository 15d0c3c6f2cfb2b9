package sampling

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/qa/sampling"
)

// paceTable shows how far each agent has come.
func (s *Screen) paceTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Agent"), Width: 92}, {Title: lang.L("Team"), Least: 60, Yield: 3},
		{Title: lang.L("Calls"), Width: 60, Right: true, Yield: 2}, {Title: lang.L("Quota"), Width: 56, Right: true},
		{Title: lang.L("Drawn"), Width: 60, Right: true, Yield: 1}, {Title: lang.L("Done"), Width: 96},
		{Title: lang.L("By now"), Width: 64, Right: true}, {Title: lang.L("State"), Width: 92},
		{Title: lang.L("Pass rate, 95 %"), Width: 176, Yield: 4},
	}, func() int { return len(s.board.Paces) }, func(row, column int) parts.Cell { return paceCell(s.board.Paces[row], column) })
	t.OnOpened = func(row int) {
		r := desk.Route{Place: desk.Scores}
		r.Filter.AgentIDs = []string{s.board.Paces[row].AgentID}
		s.d.Go(r)
	}
	return t
}

func paceCell(p sampling.Pace, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: p.Name, Bold: true}
	case 1:
		return parts.Cell{Text: p.Team, Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: chart.Count(p.Calls), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: chart.Count(p.Quota)}
	case 4:
		return parts.Cell{Text: chart.Count(p.Drawn)}
	case 5:
		return parts.Cell{Text: chart.Count(p.Done), Bar: share(p.Done, p.Quota), BarTone: look.Accent}
	case 6:
		return parts.Cell{Text: chart.Count(p.Expected)}
	case 7:
		if p.Behind() {
			return parts.StateCell(lang.L("Behind"), parts.StateWarn)
		}
		return parts.StateCell(lang.L("On track"), parts.StateGood)
	}
	return rateCell(p.Passed, p.Judged)
}

// rateCell writes a rate with its 95 % interval and n.
func rateCell(hits, n int) parts.Cell {
	switch {
	case n == 0:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case n < interval.Enough:
		return parts.Cell{Text: lang.L("Too few to tell") + fmt.Sprintf("  n %d", n), Tone: look.Ink2}
	}
	low, high := interval.Wilson(hits, n)
	return parts.Cell{Text: fmt.Sprintf("%s  %.0f–%.0f  n %d", chart.Percent(share(hits, n), 0), 100*low, 100*high, n)}
}

// callTable shows what was drawn and what became of it.
func (s *Screen) callTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Call"), Width: 160}, {Title: lang.L("Agent"), Width: 64}, {Title: lang.L("Why this call"), Least: 150},
		{Title: lang.L("Start of call"), Width: 100, Yield: 2}, {Title: lang.L("Reviewer"), Width: 72},
		{Title: lang.L("Due"), Width: 84, Yield: 1}, {Title: lang.L("State"), Width: 112},
	}, func() int { return len(s.board.Chosen) }, func(row, column int) parts.Cell { return s.callCell(s.board.Chosen[row], column) })
	t.OnChosen = func(int) { s.showPage() }
	t.OnOpened = func(int) { s.openCall() }
	return t
}

func (s *Screen) callCell(c sampling.Chosen, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: c.Title, Bold: true}
	case 1:
		return parts.Cell{Text: c.AgentName}
	case 2:
		return parts.Cell{Text: c.Why.In(s.d.Settings.Language), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: s.d.Moment(c.StartedAt), Tone: look.Ink2}
	case 4:
		return reviewerCell(c)
	case 5:
		if c.DueAt.IsZero() || !c.DoneAt.IsZero() || c.Unusable != "" {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		if c.DueAt.Before(s.d.Now()) {
			return parts.Cell{Text: s.d.Day(c.DueAt), Tone: look.Ink2}
		}
		return parts.Cell{Text: s.d.Due(c.DueAt), Tone: look.Ink2}
	}
	return s.stateCell(c)
}

func reviewerCell(c sampling.Chosen) parts.Cell {
	if c.Reviewer == "" {
		return parts.Cell{Text: lang.L("nobody"), Tone: look.Warn, Icon: "tri"}
	}
	if c.Double {
		return parts.Cell{Text: c.Reviewer, Icon: "people", IconTone: look.Ink3}
	}
	return parts.Cell{Text: c.Reviewer}
}

func (s *Screen) stateCell(c sampling.Chosen) parts.Cell {
	switch {
	case c.Unusable != "":
		return parts.Cell{Text: lang.L("Replaced: {{.Why}}", map[string]any{"Why": c.Unusable}), Tone: look.Ink3, Icon: "loop"}
	case !c.DoneAt.IsZero():
		return parts.Cell{Text: lang.L("Scored"), Tone: look.Good, Icon: "check"}
	case c.Skipped != "":
		return parts.Cell{Text: lang.L("Skipped: {{.Why}}", map[string]any{"Why": c.Skipped}), Tone: look.Warn, Icon: "tri"}
	case !c.DueAt.IsZero() && c.DueAt.Before(s.d.Now()):
		return parts.Cell{Text: lang.L("Overdue"), Tone: look.Warn, Icon: "clock"}
	}
	return parts.Cell{Text: lang.L("Waits"), Tone: look.Ink2}
}

// coverTable shows how much of each stratum was drawn and scored.
func (s *Screen) coverTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Stratum"), Least: 140}, {Title: lang.L("Calls"), Width: 84, Right: true}, {Title: lang.L("Drawn"), Width: 84, Right: true},
		{Title: lang.L("Share drawn"), Width: 128}, {Title: lang.L("Scored"), Width: 84, Right: true},
	}, func() int { return len(s.board.Covers) }, func(row, column int) parts.Cell { return coverCell(s.board.Covers[row], column) })
}

func coverCell(c sampling.Cover, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: stratumWord(c.Name), Bold: true}
	case 1:
		return parts.Cell{Text: chart.Count(c.Size)}
	case 2:
		return parts.Cell{Text: chart.Count(c.Drawn)}
	case 3:
		return parts.Cell{Text: chart.Percent(share(c.Drawn, c.Size), 1), Bar: share(c.Drawn, c.Size), BarTone: look.Accent}
	}
	return parts.Cell{Text: chart.Count(c.Done)}
}

// stratumWord is a stratum as people read it; the one without a name is everything.
func stratumWord(name string) string {
	if name == "" {
		return lang.L("All calls")
	}
	return name
}

// drawTable shows the draws that were made.
func (s *Screen) drawTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Drawn"), Width: 108}, {Title: lang.L("By"), Width: 80}, {Title: lang.L("Method"), Least: 96},
		{Title: lang.L("Seed"), Width: 84, Right: true}, {Title: lang.L("Candidates"), Width: 88, Right: true},
		{Title: lang.L("Chosen"), Width: 64, Right: true}, {Title: lang.L("Up to"), Width: 132, Yield: 1},
	}, func() int { return len(s.draws) }, func(row, column int) parts.Cell { return s.drawCell(s.draws[row], column) })
	t.OnChosen = func(int) { s.replay = nil; s.showPage() }
	t.OnOpened = func(int) { s.replayDraw() }
	return t
}

func (s *Screen) drawCell(d sampling.Draw, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(d.At)}
	case 1:
		return parts.Cell{Text: d.By}
	case 2:
		return parts.Cell{Text: methodName(d.Plan.Method), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: fmt.Sprint(d.Seed), Bold: true}
	case 4:
		return parts.Cell{Text: chart.Count(d.Candidates)}
	case 5:
		return parts.Cell{Text: chart.Count(len(d.Chosen))}
	}
	if d.Whole {
		return parts.Cell{Text: lang.L("the whole period"), Tone: look.Ink2}
	}
	return parts.Cell{Text: lang.L("the next checkpoint"), Tone: look.Ink2}
}
