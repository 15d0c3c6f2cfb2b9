package library

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/tagging"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/recordings"
)

// column is one column of the list.
type column struct {
	id    string // what the memory calls it
	title string
	wide  float32
	right bool
	sorts recordings.Column // empty: it doesn't
	yield int
	usual bool // shown until the person chooses otherwise
	cell  func(s *Screen, r *recordings.Row) parts.Cell
}

// columns are all there are, in their order. Built at each call: the words
// follow the language.
func columns() []column {
	return []column{
		{"start", lang.L("Start"), 124, false, recordings.ByStart, 0, true, startCell},
		{"talks", lang.L("Who talks"), parts.WhoTalksWidth + 16, false, "", 3, true, talkCell},
		{"kind", lang.L("Kind"), 84, false, "", 10, false, func(_ *Screen, r *recordings.Row) parts.Cell { return second(kindName(r.Direction)) }},
		{"title", lang.L("Subject"), 0, false, "", 7, true, func(_ *Screen, r *recordings.Row) parts.Cell { return dashed(r.Title) }},
		{"agent", lang.L("Agent"), 88, false, recordings.ByAgent, 0, true, func(_ *Screen, r *recordings.Row) parts.Cell { return dashed(or(r.AgentName, r.StaffNumber)) }},
		{"team", lang.L("Team"), 92, false, recordings.ByTeam, 6, true, func(_ *Screen, r *recordings.Row) parts.Cell { return second(r.TeamName) }},
		{"organisation", lang.L("Organisation"), 116, false, recordings.ByOrganisation, 8, true, func(_ *Screen, r *recordings.Row) parts.Cell { return second(r.OrganisationName) }},
		{"business", lang.L("Business line"), 96, false, recordings.ByBusinessLine, 5, true, func(_ *Screen, r *recordings.Row) parts.Cell { return second(r.BusinessLine) }},
		{"project", lang.L("Project"), 88, false, recordings.ByProject, 9, true, func(_ *Screen, r *recordings.Row) parts.Cell { return second(r.Project) }},
		{"tags", lang.L("Tags"), 120, false, "", 11, false, func(_ *Screen, r *recordings.Row) parts.Cell { return second(tagging.Line(r.Tags)) }},
		{"length", lang.L("Length"), 68, true, recordings.ByDuration, 0, true, func(_ *Screen, r *recordings.Row) parts.Cell { return parts.Cell{Text: lengthText(r.Duration)} }},
		{"satisfaction", lang.L("Satisfaction"), 104, false, recordings.BySatisfaction, 2, true, satisfactionCell},
		{"score", lang.L("Score"), 68, true, recordings.ByScore, 0, true, scoreCell},
		{"state", lang.L("State"), 100, false, recordings.ByState, 0, true, func(_ *Screen, r *recordings.Row) parts.Cell { return stateCell(qa.State(r.State)) }},
	}
}

func dashed(text string) parts.Cell { return parts.Cell{Text: or(text, chart.None)} }

func second(text string) parts.Cell {
	c := dashed(text)
	c.Tone = look.Ink2
	return c
}

func startCell(s *Screen, r *recordings.Row) parts.Cell {
	return parts.Cell{Text: s.d.Moment(r.StartedAt)}
}

func talkCell(s *Screen, r *recordings.Row) parts.Cell {
	if r.IsChat() {
		return parts.Cell{Text: kindName(recordings.Online), Icon: "chat", Tone: look.Ink2}
	}
	return parts.Cell{Image: s.talk.image(r.ID)}
}

func satisfactionCell(_ *Screen, r *recordings.Row) parts.Cell {
	return parts.Cell{Text: satisfactionName(r.Satisfaction), Tone: satisfactionTone(r.Satisfaction)}
}

func scoreCell(_ *Screen, r *recordings.Row) parts.Cell {
	c := parts.Cell{Text: desk.ScoreText(r.Score), Bold: r.Score != nil}
	if r.Score == nil {
		c.Tone = look.Ink3
	}
	if r.FailAll {
		c.Icon, c.Tone = "octagon", look.Crit
	}
	return c
}

func (s *Screen) newTable() *parts.Table {
	cols := columns()
	t := parts.NewTable(make([]parts.TableColumn, len(cols)), func() int { return s.rows.count }, func(row, col int) parts.Cell {
		r := s.rows.at(row)
		if r == nil {
			s.wish()
			return parts.Cell{}
		}
		return cols[col].cell(s, r)
	})
	t.OnSorted = func(col int, down bool) { s.sorted(cols[col].sorts, down) }
	t.OnChosen = func(row int) { s.followChoice(); s.talk.wish() }
	t.OnOpened = func(int) { s.open() }
	t.OnMenu = s.openMenu
	s.marks.dress(s, t)
	t.List().OnMarked = nil // Space plays; X marks
	s.table = t
	s.dressTable()
	return t
}

// dressTable puts columns and sort arrow as they are remembered.
func (s *Screen) dressTable() {
	s.table.Sorted = -1
	for i, c := range columns() {
		s.table.Columns[i] = parts.TableColumn{Title: c.title, Width: c.wide, Right: c.right, Sorts: c.sorts != "", Yield: c.yield, Hide: s.hidden(c)}
		if c.sorts == s.order.By && c.sorts != "" {
			s.table.Sorted, s.table.Descending = i, s.order.Descending
		}
	}
	s.table.Refresh()
}

func (s *Screen) hidden(c column) bool {
	if s.memory.Hidden == nil {
		return !c.usual
	}
	return slices.Contains(s.memory.Hidden, c.id)
}

// sorted sorts by a column, remembers it and reads again from the top.
func (s *Screen) sorted(by recordings.Column, down bool) {
	s.order = recordings.Order{By: by, Descending: down}
	s.memory.Order = s.order
	s.remember()
	s.ask(0, true)
}

// chooseColumns offers the columns; what is chosen is remembered.
func (s *Screen) chooseColumns() {
	var items []*fyne.MenuItem
	for _, c := range columns() {
		item := fyne.NewMenuItem(c.title, func() { s.toggleColumn(c.id) })
		item.Checked = !s.hidden(c)
		item.Disabled = c.id == "start"
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("The usual columns"), func() {
		s.memory.Hidden = nil
		s.columnsChanged()
	}))
	s.menuBelow(s.columnsButton, items)
}

func (s *Screen) toggleColumn(id string) {
	hidden := []string{}
	for _, c := range columns() {
		if s.hidden(c) != (c.id == id) {
			hidden = append(hidden, c.id)
		}
	}
	s.memory.Hidden = hidden
	s.columnsChanged()
}

func (s *Screen) columnsChanged() {
	s.remember()
	s.dressTable()
	s.d.Trace("columns", map[string]any{"hidden": len(s.memory.Hidden)})
}

// menuBelow opens a menu under a part.
func (s *Screen) menuBelow(o fyne.CanvasObject, items []*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window.Canvas(), at.AddXY(0, o.Size().Height+2))
}
