// Package bank is the place of the question bank: categories and knowledge
// points at the left, the questions that the filter takes beside them, and at
// the right the chosen one as the candidate sees it, with its key. The editor,
// the comparison of versions and the preview of an import take the place of
// the lists.
package bank

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/training/bank"
)

// room is what stands in the place of the lists.
type room interface {
	content() fyne.CanvasObject
	actions() []desk.Action
	close()
}

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	stop  func()
	ear   *listener

	loaded bool
	titles map[string]string // of articles, by ID
	all    []bank.Entry      // everything that the actor knows of
	rows   []bank.Entry      // what the filter takes
	marked map[string]bool
	filter bank.Filter
	wanted string // an entry to choose
	typing bool

	room   room // nil: the lists are shown
	nav    []facet
	search *parts.Entry
	count  *parts.Text
	bar    *fyne.Container
	narrow *narrowing
	side   *parts.List
	table  *parts.Table
	middle *fyne.Container
	sheet  *fyne.Container
	lists  fyne.CanvasObject
	whole  *fyne.Container
}

// New opens the place; the route may name an entry.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, marked: map[string]bool{}, titles: map[string]string{}, count: parts.Label(""), bar: parts.Row(8), middle: container.NewStack(), sheet: container.NewStack(), whole: container.NewStack()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.ear = newListener(s.ctx, d)
	s.stop = d.Hub.Listen(s.noticed)
	s.build()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is true: list and question need the room.
func (s *Screen) Wide() bool { return true }

// Close stops playing and listening.
func (s *Screen) Close() {
	if s.room != nil {
		s.room.close()
	}
	s.ear.close()
	s.leave()
	s.stop()
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Bank || n.Subject == notice.Articles {
		s.d.Stage.Show(s.load)
	}
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]bank.Entry, error) {
		return s.d.Bank.Questions(ctx, s.d.Actor, bank.Filter{})
	}, func(all []bank.Entry, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		first := !s.loaded
		s.all, s.loaded = all, true
		s.narrow.offer(all)
		s.show()
		if first && s.room == nil && len(s.rows) > 0 {
			s.table.Focus()
		}
		s.d.Trace("loaded", map[string]any{"place": "bank", "questions": len(all)})
	})
}

func (s *Screen) build() {
	s.search = parts.NewEntry(lang.L("Words in text, options or tags")).WithIcon("search").WithKey("Ctrl F").Wide(260)
	s.search.OnChanged = func(text string) { s.filter.Text = text; s.show() }
	s.search.OnSubmitted = func(string) { s.d.Window.Canvas().Unfocus() }
	s.search.OnEscape = func() { s.search.SetText(""); s.d.Window.Canvas().Unfocus() }
	s.search.OnFocus = func(typing bool) { s.typing = typing; s.showBar() }
	s.narrow = newNarrowing(s)
	s.side = parts.NewList(func() int { return len(s.nav) }, newFacetRow, s.fillFacet)
	s.side.RowHeight = look.HeightFormRow
	s.side.Rule = look.Clear
	s.side.OnChosen = s.enter
	s.table = s.newTable()
	head := parts.Stack(0, parts.Inset(12, 16, 8, 24, parts.Row(8, parts.PageHead(lang.L("Question bank")), s.count, parts.Gap(), s.bar)),
		parts.Inset(0, 16, 10, 24, parts.FullRow(8, parts.Grow(s.search), s.narrow.row)), parts.NewHairline())
	s.lists = parts.Dock(head, nil, s.sideColumn(), parts.FullRow(0, parts.NewUpright(1), parts.Fix(previewWide(), 0, s.sheet)), s.middle)
	s.whole.Objects = []fyne.CanvasObject{s.lists}
}

func (s *Screen) sideColumn() fyne.CanvasObject {
	ground := container.NewStack(parts.NewPlate(look.Well), parts.Inset(8, 0, 0, 0, s.side))
	return parts.FullRow(0, parts.Fix(look.Scaled(184), 0, ground), parts.NewUpright(1))
}

// previewWide is the width of the column with the chosen question.
func previewWide() float32 { return look.Scaled(336) }

// show lays out what the filter takes.
func (s *Screen) show() {
	chosen := s.wanted
	if e := s.chosen(); e != nil && chosen == "" {
		chosen = e.EntryID
	}
	s.rows = s.rows[:0:0]
	at := -1
	for i := range s.all {
		if s.filter.Takes(&s.all[i].Question) {
			if s.all[i].EntryID == chosen {
				at = len(s.rows)
				s.wanted = ""
			}
			s.rows = append(s.rows, s.all[i])
		}
	}
	s.sortRows()
	if chosen != "" {
		at = s.rowOf(chosen)
	}
	s.table.List().Chosen = max(at, min(0, len(s.rows)-1))
	s.count.Set(lang.L("{{.N}} of {{.All}}", map[string]any{"N": chart.Count(len(s.rows)), "All": chart.Count(len(s.all))}))
	s.nav = s.facets()
	s.side.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.middle.Refresh()
	s.table.Refresh()
	if at > 0 {
		s.table.List().ScrollTo(at)
	}
	s.showSheet()
}

func (s *Screen) rowOf(entryID string) int {
	for i := range s.rows {
		if s.rows[i].EntryID == entryID {
			return i
		}
	}
	return -1
}

func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case len(s.all) == 0:
		return parts.EmptyState("cards", lang.L("The bank is empty"), lang.L("Write a question, or bring in a file: Excel, Word, text, GIFT, Moodle, QTI. Every error is shown before anything is kept."),
			parts.NewButton(lang.L("Import questions"), parts.Main, s.askImport).WithKey("Ctrl I"), parts.NewButton(lang.L("New question"), parts.Plain, s.start).WithKey("Ctrl N"))
	case len(s.rows) == 0:
		return parts.EmptyState("search", lang.L("No question fits"), lang.L("Take a condition away, or write the question."),
			parts.NewButton(lang.L("Clear the filter"), parts.Main, s.clear).WithKey("Esc"), parts.NewButton(lang.L("New question"), parts.Plain, s.start).WithKey("Ctrl N"))
	}
	return s.table
}

// clear takes all.
func (s *Screen) clear() {
	s.filter = bank.Filter{}
	s.narrow.clear()
	s.search.SetText("")
	s.show()
}

// chosen is the entry of the chosen row.
func (s *Screen) chosen() *bank.Entry {
	if i := s.table.Chosen(); i >= 0 && i < len(s.rows) {
		return &s.rows[i]
	}
	return nil
}

// enterRoom shows something in the place of the lists; nil goes back to them.
func (s *Screen) enterRoom(r room) {
	if s.room != nil {
		s.room.close()
	}
	s.ear.close()
	s.room = r
	s.whole.Objects = []fyne.CanvasObject{s.lists}
	if r != nil {
		s.whole.Objects = []fyne.CanvasObject{r.content()}
	}
	s.whole.Refresh()
	s.d.Window.Canvas().Unfocus()
	s.showBar()
}
