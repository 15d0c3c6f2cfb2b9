// Package library is the place where calls are found: a list of up to a million
// of them with filters, views and a preview, import and export.
package library

import (
	"context"
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
)

// Screen is the open library.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context // ends when the screen is left
	kept   context.Context // outlives it: what is being saved or imported
	leave  context.CancelFunc
	unhear func()
	saving *background.Line

	asks     question
	view     int // -1: none of the views
	order    recordings.Order
	memory   memory
	rows     *rows
	total    int
	counts   map[int]int // by view
	asking   context.CancelFunc
	question context.Context // ends when another question is asked
	stale    bool
	wishing  bool
	wanted   string // the call to choose once the list is there
	back     *left  // until the list stands where it stood
	typing   context.CancelFunc
	said     *saidLines
	undos    []*deed // the last one at the end
	names    names
	days     []recordings.Day

	search        *parts.Entry
	mode          *parts.Segments // calls, or what was said in them
	count, found  *parts.Text
	tabs          *parts.Tabs
	tabLine       *fyne.Container
	saveView      *parts.Button
	dropView      *parts.Button
	columnsButton *parts.Button
	chips         *fyne.Container
	addCondition  *parts.Button
	clear         *parts.Link
	histogram     *parts.Histogram
	table         *parts.Table
	middle        *fyne.Container
	summary       *fyne.Container
	gone          *fyne.Container // says which watched folders can't be reached
	marks         marks
	talk          *talk
	preview       *preview
	panel         *importPanel
	all           fyne.CanvasObject
}

// New opens the library. The route may name a call to choose and a filter.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, asks: question{Filter: r.Filter}, rows: newRows(), counts: map[int]int{},
		order: recordings.Order{By: recordings.ByStart, Descending: true}, saving: d.Stage.NewLine(), kept: context.Background()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.question, s.asking = context.WithCancel(s.ctx)
	s.unhear = d.Hub.Listen(s.noticed)
	s.talk = newTalk(s)
	s.said = newSaidLines(s)
	s.said.on = r.Listen || r.Filter.Said != ""
	if l, ok := r.Left.(*left); ok {
		s.returning(l)
	}
	s.preview = newPreview(s)
	s.all = s.layout()
	s.begin()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops listening and playing. An import goes on.
func (s *Screen) Close() {
	s.leave()
	s.unhear()
	s.preview.leave()
}

func (s *Screen) layout() fyne.CanvasObject {
	s.table = s.newTable()
	s.histogram = s.newHistogram()
	s.summary, s.gone, s.middle = parts.Stack(0), parts.Stack(0), container.NewStack()
	top := parts.Stack(0, s.gone, s.summary, s.head(), s.viewLine(), parts.NewHairline(), s.conditionLine(),
		parts.Inset(0, 24, 0, 24, s.histogram), parts.NewHairline())
	list := parts.Dock(nil, s.marks.bar(s), nil, nil, s.middle)
	side := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(previewWidth), 0, s.preview.content))
	s.middle.Objects = []fyne.CanvasObject{s.table}
	return parts.Dock(top, nil, nil, side, list)
}

// previewWidth is the width of the preview at 100 %.
const previewWidth = 316

func (s *Screen) head() fyne.CanvasObject {
	s.count = parts.Label("")
	s.search = parts.NewEntry("").WithIcon("search").WithKey("Ctrl F").Wide(330)
	s.mode = parts.NewSegments([]string{lang.L("Calls"), lang.L("What was said")}, 0, func(i int) { s.said.turn(i == 1) })
	s.mode.Hidden = !s.mayListen()
	s.showSearch()
	s.search.OnSubmitted = func(string) { s.searched(); s.focusList() }
	s.search.OnEscape = s.leaveSearch
	s.search.Claims = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDown {
			s.focusList()
		}
		return k.Name == fyne.KeyDown
	}
	row := parts.Row(8, parts.PageHead(lang.L("Library")), s.count, parts.Gap(), s.mode, s.search)
	if s.mayImport() {
		row.Add(parts.NewButton(lang.L("Import"), parts.Plain, s.openImport).WithIcon("upload").WithKey("Ctrl I"))
	}
	if export.May(s.d) {
		row.Add(export.Button(s.askExport))
	}
	return parts.Inset(12, 16, 4, 24, row)
}

func (s *Screen) mayImport() bool { return s.d.Actor.May(people.ImportCalls) }

// begin reads what is remembered, then asks for the first page.
func (s *Screen) begin() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (m memory, err error) {
		blob, err := s.d.Preferences.Preference(ctx, s.d.Actor, memoryKey)
		if err != nil || blob == nil {
			return m, err
		}
		return m, json.Unmarshal(blob, &m)
	}, func(m memory, err error) {
		s.d.Fail(err)
		s.memory = m
		s.recall()
		if s.back != nil {
			s.returned()
			return
		}
		s.asked()
	})
	s.readNames()
	s.readGone()
	s.choose(s.wanted)
}

// recall puts back how the list was sorted and which columns it had.
func (s *Screen) recall() {
	if s.memory.Order.By != "" {
		s.order = s.memory.Order
	}
	s.dressTable()
}

// choose shows a call that a route named, wherever it stands in the list.
func (s *Screen) choose(id string) {
	if id == "" {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (recordings.Row, error) {
		return s.d.Calls.Call(ctx, s.d.Actor, id)
	}, func(r recordings.Row, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.preview.show(r)
	})
}

// typed waits for a pause in typing before it asks.
func (s *Screen) typed(string) {
	if s.typing != nil {
		s.typing()
	}
	ctx, stop := context.WithCancel(s.ctx)
	s.typing = stop
	s.d.Stage.After(ctx, 150*time.Millisecond, s.searched)
}

func (s *Screen) searched() {
	if s.typing != nil {
		s.typing()
	}
	if text := s.searchText(); *text != s.search.Text() {
		*text = s.search.Text()
		s.asked()
	}
}

// searchText is the part of the question that is typed.
func (s *Screen) searchText() *string {
	if s.said.on {
		return &s.asks.Said
	}
	return &s.asks.Text
}

// showSearch shows what is asked for, and of what.
func (s *Screen) showSearch() {
	s.search.OnChanged = nil // this is no typing
	s.search.SetText(*s.searchText())
	s.search.OnChanged = s.typed
	s.search.SetPlaceholder(lang.L("Title, agent, words said, digits of the caller"))
	s.mode.Chosen = 0
	if s.said.on {
		s.mode.Chosen = 1
		s.search.SetPlaceholder(lang.L("Words that were said; two characters are enough"))
	}
	s.mode.Refresh()
}

// askFor asks another question.
func (s *Screen) askFor(q question) {
	s.asks = q
	s.said.on = q.Said != "" || s.said.on && q.Text == ""
	s.showSearch()
	s.asked()
}

func (s *Screen) leaveSearch() {
	if s.search.Text() != "" {
		s.search.SetText("")
		s.searched()
	}
	s.focusList()
}

// focusList gives the keyboard to the list that is shown.
func (s *Screen) focusList() {
	if s.said.on {
		s.said.table.Focus()
		return
	}
	s.table.Focus()
}

// noticed reads again what changed, at most three times a second.
func (s *Screen) noticed(n notice.Notice) {
	switch n.Subject {
	case notice.Calls, notice.Evaluations:
		s.d.Stage.Show(s.outdated)
	case notice.Watched:
		s.d.Stage.Show(s.readGone)
	case notice.Persons:
		s.d.Stage.Show(func() { s.readNames(); s.outdated() })
	}
}

func (s *Screen) outdated() {
	if s.stale || s.ctx.Err() != nil {
		return
	}
	s.stale = true
	s.d.Stage.After(s.ctx, 300*time.Millisecond, func() {
		s.stale = false
		s.refresh()
	})
}

func (s *Screen) showCount() {
	s.count.Set(lang.L("{{.N}} calls", map[string]any{"N": chart.Count(s.total)}))
}
