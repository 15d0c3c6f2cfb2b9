package reviewers

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/qa/severity"
	"shifu/recordings"
)

// The columns of fair scores.
const (
	colAgent = iota
	colAgentN
	colRecorded
	colFair
	colMoved
	colFairLikely
	colFairWords
)

func (s *Screen) newFair() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Agent"), Sorts: true},
		{Title: lang.L("Evaluations"), Width: 84, Right: true, Sorts: true},
		{Title: lang.L("Recorded mean"), Width: 112, Right: true, Sorts: true},
		{Title: lang.L("Fair score"), Width: 96, Right: true, Sorts: true},
		{Title: lang.L("Moved by"), Width: 92, Right: true, Sorts: true},
		{Title: lang.L("Likely"), Width: 140, Right: true},
		{Title: "", Width: 156, Right: true, Yield: 1},
	}, func() int { return len(s.f.model.Agents) }, s.fairCell)
	t.Sorted, t.Descending = colFair, true
	t.OnSorted = s.sortAgents
	t.OnOpened = func(row int) {
		s.d.Go(desk.Route{Place: desk.Scores, Filter: recordings.Filter{AgentIDs: []string{s.f.model.Agents[row].ID}}})
	}
	return t
}

func (s *Screen) fairCell(row, column int) parts.Cell {
	if row >= len(s.f.model.Agents) {
		return parts.Cell{}
	}
	a := &s.f.model.Agents[row]
	few := a.N < interval.Enough
	switch column {
	case colAgent:
		return parts.Cell{Text: a.Name}
	case colAgentN:
		return parts.Cell{Text: chart.Count(a.N), Tone: look.Ink2, Value: a.N}
	case colRecorded:
		return parts.Cell{Text: chart.Number(a.Recorded, 1), Bold: true, Value: a.Recorded}
	case colFair:
		if few {
			return parts.Cell{Text: chart.Number(a.Fair.Value, 1), Tone: look.Ink3, Value: a.Fair.Value}
		}
		return parts.Cell{Text: chart.Number(a.Fair.Value, 1), Value: a.Fair.Value}
	case colMoved:
		return parts.Cell{Text: chart.Signed(a.Fair.Value-a.Recorded, 1), Tone: look.Ink2, Value: a.Fair.Value - a.Recorded}
	case colFairLikely:
		if few {
			return parts.Cell{Text: lang.L("Too few to tell"), Tone: look.Ink3, Small: true}
		}
		return parts.Cell{Image: parts.IntervalImage(s.fairScale(), a.Fair.Value, a.Fair.Low, a.Fair.High, 138, 18), Value: chart.Number(a.Fair.Low, 1) + " … " + chart.Number(a.Fair.High, 1)}
	}
	if few {
		return parts.Cell{}
	}
	return parts.Cell{Text: lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(a.Fair.Low, 1), "High": chart.Number(a.Fair.High, 1)}), Tone: look.Ink3, Small: true}
}

// fairScale holds the intervals of everybody with enough evaluations.
func (s *Screen) fairScale() chart.Scale {
	out := chart.Scale{Low: 90, High: 100}
	for i := range s.f.model.Agents {
		if a := &s.f.model.Agents[i]; a.N >= interval.Enough {
			out.Low, out.High = min(out.Low, a.Fair.Low), max(out.High, a.Fair.High)
		}
	}
	return out
}

// fairPage is the table below the sentence that says what it is good for.
func (s *Screen) fairPage() fyne.CanvasObject {
	text := parts.NewParagraph(lang.L("For information: recorded scores stay as they are. A fair score is the recorded mean with the bias of whoever scored taken out. Overlapping intervals make no ranking."), look.TextLabel, look.Ink2)
	say := parts.Over(parts.NewPlate(look.Well), parts.Inset(10, 24, 10, 24, parts.Row(8, parts.NewIcon("info", 16, look.Accent), parts.Grow(text))))
	s.fair.Refresh()
	return parts.Dock(parts.Stack(0, say, parts.NewHairline()), nil, nil, nil, s.fair)
}

func (s *Screen) sortAgents(column int, descending bool) {
	slices.SortStableFunc(s.f.model.Agents, func(a, b severity.Agent) int {
		if few, fewToo := a.N < interval.Enough, b.N < interval.Enough; few != fewToo && column > colAgentN {
			return map[bool]int{true: 1, false: -1}[few] // too few make no order
		}
		c := compareAgents(&a, &b, column)
		if descending {
			return -c
		}
		return c
	})
	s.fair.Refresh()
}

func compareAgents(a, b *severity.Agent, column int) int {
	switch column {
	case colAgent:
		return cmp.Compare(a.Name, b.Name)
	case colAgentN:
		return cmp.Compare(a.N, b.N)
	case colRecorded:
		return cmp.Compare(a.Recorded, b.Recorded)
	case colMoved:
		return cmp.Compare(a.Fair.Value-a.Recorded, b.Fair.Value-b.Recorded)
	}
	return cmp.Compare(a.Fair.Value, b.Fair.Value)
}
