// Package benchmarks is the place of exemplary calls: those in use to hear and
// to learn from, the proposals that wait for their redaction check and their
// approvals, and those that have ended.
package benchmarks

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/benchmark"
)

// tab is one of the pages.
type tab int

const (
	tabUse tab = iota
	tabWaiting
	tabEnded
)

// Screen is the open place: the list, one call, or a proposal being written.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()
	ask   ask.Asker

	tabs   []tab
	tab    tab
	line   string // filter
	all    []benchmark.Standing
	loaded bool
	wanted string     // the call to open once it is read
	start  desk.Route // what to propose once all is read

	open *opened  // nil: the list is shown
	form *writing // the proposal that is being written

	strip  *fyne.Container
	heads  *parts.Tabs
	table  *parts.Table
	middle *fyne.Container
	lists  fyne.CanvasObject
	whole  *fyne.Container
}

// New opens the place. The route may name a benchmark call, or ("new") a call
// or an evaluation to propose with a stretch of it.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, tabs: []tab{tabUse}, strip: parts.Stack(0), middle: parts.Over(), whole: parts.Over()}
	if s.keeps() || d.Actor.May(people.ScoreCalls) {
		s.tabs = []tab{tabUse, tabWaiting, tabEnded}
	}
	if s.wanted = r.ID; r.ID == desk.New {
		s.wanted, s.start = "", r
	}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Benchmarks), s.load)
	s.ask = ask.Asker{Ctx: s.ctx, Desk: d, Done: s.load}
	s.build()
	s.load()
	return s
}

func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepBenchmarks) }

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and falls silent.
func (s *Screen) Close() {
	s.leave()
	s.shut()
	if s.form != nil {
		s.form.ear.Close()
	}
}

// Here is where one is, for a change of language.
func (s *Screen) Here() desk.Route {
	r := desk.Route{Place: desk.Benchmarks}
	if s.open != nil {
		r.ID = s.open.b.ID
	}
	return r
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]benchmark.Standing, error) {
		return s.d.Benchmarks.Benchmarks(ctx, s.d.Actor, benchmark.Find{})
	}, func(all []benchmark.Standing, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.all, s.loaded = all, true
		s.d.Trace("loaded", map[string]any{"place": "benchmarks", "calls": len(all)})
		s.reopen()
		s.show()
	})
}

// reopen opens what was asked for, or shows anew what is open.
func (s *Screen) reopen() {
	id, start := s.wanted, s.start
	s.wanted, s.start = "", desk.Route{}
	if start.ID == desk.New {
		s.propose(start)
		return
	}
	if s.open != nil && id == "" {
		if i := slices.IndexFunc(s.all, func(b benchmark.Standing) bool { return b.ID == s.open.b.ID }); i >= 0 {
			s.open.renew(s.all[i])
		} else {
			s.back()
		}
		return
	}
	if id == "waiting" && len(s.tabs) > 1 {
		s.tab = tabWaiting
	}
	if i := slices.IndexFunc(s.all, func(b benchmark.Standing) bool { return b.ID == id }); i >= 0 {
		s.tab = s.tabOf(&s.all[i])
		s.enter(s.all[i])
	}
}

func (s *Screen) tabOf(b *benchmark.Standing) tab {
	switch now := s.d.Now(); {
	case b.Usable(now):
		return tabUse
	case b.State == benchmark.Withdrawn || b.Expired(now):
		return tabEnded
	}
	return tabWaiting
}

// rows are the calls of the page that pass the filter.
func (s *Screen) rows() []benchmark.Standing {
	return slices.DeleteFunc(slices.Clone(s.all), func(b benchmark.Standing) bool {
		return s.tabOf(&b) != s.tab || s.line != "" && b.Line != s.line
	})
}

func (s *Screen) build() {
	s.table = s.newTable()
	s.heads = parts.NewTabs(nil, 0, func(i int) { s.turn(s.tabs[i]) })
	top := parts.Stack(0, s.strip)
	if len(s.tabs) > 1 {
		top.Add(parts.Inset(0, 24, 0, 24, s.heads))
	}
	top.Add(parts.NewHairline())
	s.lists = parts.Dock(top, nil, nil, nil, s.middle)
	s.show()
}

func (s *Screen) turn(t tab) {
	s.tab = t
	s.show()
}

// show shows what is open, or the list.
func (s *Screen) show() {
	switch {
	case s.form != nil:
		s.whole.Objects = []fyne.CanvasObject{s.form.content}
	case s.open != nil:
		s.whole.Objects = []fyne.CanvasObject{s.open.content}
	default:
		s.showList()
		s.whole.Objects = []fyne.CanvasObject{s.lists}
	}
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) showList() {
	s.strip.Objects = []fyne.CanvasObject{s.head()}
	s.strip.Refresh()
	var items []parts.Tab
	for _, t := range s.tabs {
		n := 0
		for i := range s.all {
			if s.tabOf(&s.all[i]) == t {
				n++
			}
		}
		items = append(items, parts.Tab{Word: tabWord(t), Count: chart.Count(n)})
	}
	s.heads.SetItems(items)
	s.heads.Chosen = slices.Index(s.tabs, s.tab)
	s.heads.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.middle.Refresh()
}

func tabWord(t tab) string {
	switch t {
	case tabWaiting:
		return lang.L("Awaiting approval")
	case tabEnded:
		return lang.L("Ended")
	}
	return lang.L("In use")
}

// back returns to the list.
func (s *Screen) back() {
	s.shut()
	s.open, s.form = nil, nil
	s.show()
}

// shut closes what is heard.
func (s *Screen) shut() {
	if s.open != nil {
		s.open.close()
	}
}
