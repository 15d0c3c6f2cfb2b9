package library

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/background"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/tagging"
	"shifu/app/transcribing"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings"
)

// mostMarked is how many calls can be marked at once.
const mostMarked = 1000

// marks are the calls that were ticked.
type marks struct {
	rows map[string]recordings.Row
	line *fyne.Container
	said *parts.Text
	more *parts.Button
}

func (m *marks) dress(s *Screen, t *parts.Table) {
	m.rows = map[string]recordings.Row{}
	t.Marked = func(row int) bool {
		r := s.rows.at(row)
		return r != nil && m.has(r.ID)
	}
	t.OnMarked = func(row int, on bool) {
		if r := s.rows.at(row); r != nil {
			m.set(*r, on)
			m.draw(s)
		}
	}
	t.AllMarked = func() bool { return len(m.rows) > 0 && len(m.rows) == min(s.rows.count, mostMarked) }
	t.OnAllMarked = func(on bool) { s.markAll(on) }
}

func (m *marks) has(id string) bool { _, ok := m.rows[id]; return ok }

func (m *marks) set(r recordings.Row, on bool) {
	if on {
		m.rows[r.ID] = r
		return
	}
	delete(m.rows, r.ID)
}

// bar is the line below the list while calls are marked.
func (m *marks) bar(s *Screen) fyne.CanvasObject {
	m.said = parts.Strong("")
	row := parts.Row(8, m.said, parts.Room(8, 0))
	if s.mayImport() {
		row.Add(parts.NewButton(lang.L("Set facts"), parts.Plain, s.askFacts).AsSmall().WithKey("E"))
	}
	if s.mayDeal() {
		row.Add(parts.NewButton(lang.L("Give to a reviewer"), parts.Plain, s.askReviewer).AsSmall().WithKey("G"))
	}
	if tagging.May(s.d) {
		row.Add(parts.NewButton(lang.L("Tags"), parts.Plain, s.askTags).AsSmall().WithKey("T"))
	}
	if s.mayHold() {
		row.Add(parts.NewButton(lang.L("Keep from deletion"), parts.Plain, s.holdMarked).AsSmall().WithKey("H"))
	}
	m.more = parts.NewButton(lang.L("More"), parts.Plain, s.offerMore).AsSmall()
	row.Add(m.more)
	row.Add(parts.Gap())
	row.Add(parts.NewLink(lang.L("Unmark all"), func() { s.markAll(false) }))
	m.line = parts.Over(parts.NewPlate(look.Well), parts.Stack(0, parts.NewHairline(), parts.High(40, parts.Inset(0, 16, 0, 24, row))))
	m.line.Hide()
	return m.line
}

func (s *Screen) offerMore() { s.menuBelow(s.marks.more, s.moreItems()) }

// moreItems are what else can be done to the marked calls.
func (s *Screen) moreItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(may bool, word, key string, do func()) {
		if may {
			items = append(items, parts.MenuItem(word, key, do))
		}
	}
	add(s.mayDeal(), lang.L("Add to my queue"), "Q", s.dealMarked)
	add(s.mayAnalyse(), lang.L("Analyse speech again"), "Ctrl Alt A", s.analyse)
	add(transcribing.May(s.d), lang.L("Have them transcribed"), "Ctrl Alt R", s.transcribe)
	add(s.mayHold(), lang.L("Lift the holds"), "Ctrl Alt H", s.askRelease)
	add(s.mayCopy(), lang.L("Copy the facts"), "Ctrl Shift C", s.copyFacts)
	add(export.May(s.d), lang.L("Export these calls"), "Ctrl E", s.askExport)
	return items
}

func (m *marks) draw(s *Screen) {
	if m.line == nil {
		return
	}
	m.said.Set(lang.L("{{.N}} marked", map[string]any{"N": chart.Count(len(m.rows))}))
	if m.line.Hidden != (len(m.rows) == 0) {
		m.line.Hidden = len(m.rows) == 0
		s.all.Refresh()
	}
	m.line.Refresh()
}

// markAll marks all that were found, up to mostMarked, or none.
func (s *Screen) markAll(on bool) {
	s.marks.rows = map[string]recordings.Row{}
	if !on {
		s.marks.draw(s)
		s.table.Refresh()
		return
	}
	f, o := s.filter(), s.order
	background.Run(s.question, s.d.Stage, func(ctx context.Context) ([]recordings.Row, error) {
		return s.d.Calls.List(ctx, s.d.Actor, f, o, 0, mostMarked)
	}, func(rs []recordings.Row, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		for _, r := range rs {
			s.marks.set(r, true)
		}
		s.marks.draw(s)
		s.table.Refresh()
	})
}

// toggleMark ticks the chosen call, or not.
func (s *Screen) toggleMark() {
	if r := s.rows.at(s.table.Chosen()); r != nil {
		s.marks.set(*r, !s.marks.has(r.ID))
		s.marks.draw(s)
		s.table.Refresh()
	}
}

func (s *Screen) mayCopy() bool { return s.d.Actor.May(people.CopyOut) }

// copyFacts copies the facts of the marked calls, or else of the chosen one, a
// line each.
func (s *Screen) copyFacts() {
	var b strings.Builder
	for _, r := range s.picked() {
		b.WriteString(s.line(r) + "\n")
	}
	s.copy(b.String())
}

// line is a call in a line, with tabs.
func (s *Screen) line(r recordings.Row) string {
	return strings.Join([]string{r.StartedAt.In(s.d.Zone).Format(time.DateTime), r.AgentName, r.StaffNumber, r.TeamName, r.OrganisationName,
		r.BusinessLine, lengthText(r.Duration), r.Title, r.ID}, "\t")
}

func (s *Screen) copy(text string) {
	if s.mayCopy() && text != "" {
		fyne.CurrentApp().Clipboard().SetContent(text)
		s.d.Toast(lang.L("Copied"), nil)
	}
}

// openMenu offers what can be done to a call.
func (s *Screen) openMenu(row int, at fyne.Position) {
	r := s.rows.at(row)
	if r == nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", s.menuItems(*r)...), s.d.Window.Canvas(), at)
}

func (s *Screen) menuItems(r recordings.Row) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(may bool, word, key string, do func()) {
		if may {
			items = append(items, parts.MenuItem(word, key, do))
		}
	}
	add(s.mayReview(), lang.L("Open review"), "Enter", s.open)
	add(s.mayListen() && r.Audio.HasSound(), lang.L("Listen"), "Space", s.preview.play)
	add(true, lang.L("Tick the call"), "X", s.toggleMark)
	items = append(items, fyne.NewMenuItemSeparator())
	add(r.AgentID != "", lang.L("Calls of this agent"), "", func() { s.askFor(question{Filter: recordings.Filter{AgentIDs: []string{r.AgentID}}}) })
	add(r.Caller != "" && !strings.Contains(r.Caller, "*"), lang.L("Calls of this caller"), "", func() { s.askFor(question{Filter: recordings.Filter{Text: r.Caller}}) })
	add(s.mayCopy(), lang.L("Copy the facts"), "Ctrl Shift C", s.copyFacts)
	return items
}
