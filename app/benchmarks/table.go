package benchmarks

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/benchmark"
)

// The columns of the list.
const (
	colTitle = iota
	colLine
	colSkill
	colHard
	colLength
	colUnit
	colState
	colShared
	colPlays
	colEnds
)

func (s *Screen) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Title"), Least: 250}, {Title: lang.L("Business line"), Width: 96, Yield: 2}, {Title: lang.L("Skill"), Width: 104},
		{Title: lang.L("Difficulty"), Width: 72}, {Title: lang.L("Length"), Width: 56, Right: true}, {Title: lang.L("Unit"), Width: 100, Yield: 3},
		{Title: lang.L("State"), Width: 118}, {Title: lang.L("Shared with"), Width: 190, Yield: 1}, {Title: lang.L("Plays"), Width: 52, Right: true},
		{Title: lang.L("Review or end"), Width: 152},
	}, func() int { return len(s.rows()) }, s.cell)
	t.OnOpened = func(row int) { s.enter(s.rows()[row]) }
	t.List().Chosen = 0
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	rows := s.rows()
	if row >= len(rows) {
		return parts.Cell{}
	}
	b := &rows[row]
	switch column {
	case colTitle:
		return parts.Cell{Text: b.Title, Bold: true}
	case colLine:
		return parts.Cell{Text: b.Line, Tone: look.Ink2}
	case colSkill:
		return parts.Cell{Text: b.Skill}
	case colHard:
		return parts.Cell{Text: hardWord(b.Difficulty), Tone: look.Ink2, Value: int(b.Difficulty)}
	case colLength:
		return parts.Cell{Text: chart.Clock(b.Until - b.From), Value: b.Until - b.From}
	case colUnit:
		return parts.Cell{Text: b.Organisation, Tone: look.Ink2}
	case colState:
		word, state := s.stateOf(b)
		return parts.StateCell(word, state)
	case colShared:
		return parts.Cell{Text: joined(b.SharedNames), Tone: look.Ink2}
	case colPlays:
		return parts.Cell{Text: chart.Count(b.Plays), Value: b.Plays}
	}
	return s.endCell(b)
}

func joined(names []string) string {
	if len(names) == 0 {
		return chart.None
	}
	out := names[0]
	for _, n := range names[1:] {
		out += lang.L(", ") + n
	}
	return out
}

// endCell is when the call ends or is to be reviewed.
func (s *Screen) endCell(b *benchmark.Standing) parts.Cell {
	at, expires := b.Ends()
	cell := parts.Cell{Text: lang.L("review {{.Day}}", map[string]any{"Day": s.d.Day(at)}), Tone: look.Ink2, Value: at}
	if expires {
		cell.Text = lang.L("expires {{.Day}}", map[string]any{"Day": s.d.Day(at)})
	}
	if b.EndsSoon(s.d.Now()) {
		cell.Icon, cell.IconTone, cell.Tone = "clock", look.Warn, look.Ink
	}
	return cell
}

func hardWord(d benchmark.Difficulty) string {
	switch d {
	case benchmark.Easy:
		return lang.L("Easy")
	case benchmark.Hard:
		return lang.L("Hard")
	}
	return lang.L("Moderate")
}

// stateOf is the word for where a call stands, and its shape.
func (s *Screen) stateOf(b *benchmark.Standing) (string, parts.State) {
	now := s.d.Now()
	switch {
	case b.State == benchmark.Withdrawn:
		return lang.L("Withdrawn"), parts.StateNA
	case b.Expired(now):
		return lang.L("Rule expired"), parts.StateNA
	case b.State == benchmark.Returned:
		return lang.L("Sent back"), parts.StateBad
	case b.State == benchmark.Proposed:
		return lang.L("Check redaction"), parts.StateOpen
	case b.State == benchmark.Checked && len(b.Approvals) > 0:
		return lang.L("1 of 2 approvals"), parts.StatePartly
	case b.State == benchmark.Checked:
		return lang.L("0 of 2 approvals"), parts.StateOpen
	case b.Overdue(now):
		return lang.L("Review overdue"), parts.StateWarn
	}
	return lang.L("In use"), parts.StateGood
}

// head is the title, with the filter at its right.
func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(lang.L("Benchmark calls")), parts.Gap())
	if lines := s.lines(); len(lines) > 1 {
		names := append([]string{lang.L("All business lines")}, lines...)
		row.Add(parts.NewSelect(names, max(slices.Index(names, s.line), 0), func(i int) {
			s.line = names[i]
			if i == 0 {
				s.line = ""
			}
			s.show()
		}).Wide(160))
	}
	if export.May(s.d) && s.d.Actor.May(people.SeeCalls) {
		row.Add(export.Button(s.askExport))
	}
	return parts.Inset(12, 24, 8, 24, parts.High(30, row))
}

func (s *Screen) askExport() { export.Table(s.d, lang.L("Benchmark calls"), s.table) }

func (s *Screen) lines() (out []string) {
	for _, b := range s.all {
		if !slices.Contains(out, b.Line) {
			out = append(out, b.Line)
		}
	}
	slices.Sort(out)
	return out
}

// page is what stands below the tabs.
func (s *Screen) page() fyne.CanvasObject {
	if !s.loaded {
		return parts.Room(0, 0)
	}
	if len(s.rows()) > 0 {
		s.table.List().Chosen = max(min(s.table.List().Chosen, len(s.rows())-1), 0)
		s.table.Refresh()
		return s.table
	}
	switch {
	case s.line != "":
		return parts.EmptyState("funnel", lang.L("No benchmark call of this business line"), lang.L("Choose all business lines to see the others."),
			parts.NewButton(lang.L("Show all"), parts.Plain, func() { s.line = ""; s.show() }))
	case s.tab == tabWaiting:
		return parts.EmptyState("okcircle", lang.L("Nothing waits for approval"), lang.L("Press G on an evaluation, in the review room or among the scores, to propose its call."))
	case s.tab == tabEnded:
		return parts.EmptyState("history", lang.L("None has ended"), lang.L("What is withdrawn, and what explains a rule that has expired, stands here."))
	case s.keeps() || s.d.Actor.May(people.ScoreCalls):
		return parts.EmptyState("star", lang.L("No benchmark call is in use yet"), lang.L("Press G on an evaluation, in the review room or among the scores, to propose its call."))
	}
	return parts.EmptyState("star", lang.L("No benchmark call is shared with you yet"), lang.L("Exemplary calls to learn from stand here as soon as they are approved."))
}
