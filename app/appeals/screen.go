// Package appeals is the place where appeals are taken, scored again blind, and
// decided question by question, and where one sees which questions and whose
// answers are overturned.
package appeals

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/qa/appeal"
)

// The tabs.
const (
	tabOpen = iota
	tabDecided
	tabOverturns
)

// mostCases is how many appeals are listed.
const mostCases = 1000

// Screen is the open place: the lists, or one case in their stead.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()
	ear   *desk.Ear

	tab    int
	find   appeal.Find // of decided appeals
	behind string      // what they are narrowed to, in words
	f      facts
	loaded bool
	wanted string // the case to open once it is read

	drafts map[string]rulings // by appeal
	unkept map[string]bool    // appeals whose rulings wait to be kept
	open   *opened            // nil: the lists are shown

	tabs   *parts.Tabs
	table  *parts.Table
	strip  *fyne.Container
	middle *fyne.Container
	whole  *fyne.Container
	lists  fyne.CanvasObject
}

// facts is what was read for the lists.
type facts struct {
	open, decided []appeal.Case
	stats         appeal.Statistics
}

// New opens the place; the route may name a case.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, drafts: map[string]rulings{}, unkept: map[string]bool{}, strip: parts.Stack(0), middle: parts.Over(), whole: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Appeals, notice.Evaluations), s.load)
	s.ear = desk.NewEar(s.ctx, d)
	s.build()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading, listening and playing.
func (s *Screen) Close() {
	s.ear.Close()
	s.keepAll()
	s.leave()
}

func (s *Screen) load() {
	find := s.find
	find.State = []appeal.State{appeal.Upheld, appeal.Revised}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f facts, err error) {
		if f.open, err = s.d.Appeals.Cases(ctx, s.d.Actor, appeal.Find{State: []appeal.State{appeal.Filed, appeal.Taken}}, mostCases); err != nil {
			return f, err
		}
		if f.decided, err = s.d.Appeals.Cases(ctx, s.d.Actor, find, mostCases); err != nil {
			return f, err
		}
		l, err := s.d.AppealRules.Limit(ctx, s.d.Actor)
		if err != nil {
			return f, err
		}
		f.stats, err = s.d.Appeals.Statistics(ctx, s.d.Actor, s.d.Midnight().AddDate(0, 0, -l.Days))
		return f, err
	}, s.loadedAll)
}

func (s *Screen) loadedAll(f facts, err error) {
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.f, s.loaded = f, true
	s.d.Trace("loaded", map[string]any{"place": "appeals", "open": len(f.open), "decided": len(f.decided)})
	id := s.wanted
	if id == "" && s.open != nil {
		id = s.open.c.ID
	}
	s.show()
	if id != "" {
		s.wanted = ""
		s.read(id)
	}
}

func (s *Screen) build() {
	s.table = s.newTable()
	s.tabs = parts.NewTabs([]parts.Tab{{Word: lang.L("Waiting")}, {Word: lang.L("Decided")}, {Word: lang.L("Overturns")}}, 0, s.turn)
	head := parts.Row(12, parts.PageHead(lang.L("Appeals")), parts.Gap())
	if export.May(s.d) {
		head.Add(export.Button(s.askExport))
	}
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, head), s.strip, parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.lists = parts.Dock(top, nil, nil, nil, s.middle)
	s.show()
}

func (s *Screen) turn(tab int) {
	s.tab = tab
	if tab != tabDecided && s.behind != "" {
		s.unnarrow()
		return
	}
	s.show()
}

// narrow lists the decided appeals behind a figure.
func (s *Screen) narrow(f appeal.Find, words string) {
	s.find, s.behind, s.tab = f, words, tabDecided
	s.tabs.Chosen = tabDecided
	s.load()
}

func (s *Screen) unnarrow() {
	s.find, s.behind = appeal.Find{}, ""
	s.load()
}

// rows are the appeals of the tab.
func (s *Screen) rows() []appeal.Case {
	if s.tab == tabDecided {
		return s.f.decided
	}
	return s.f.open
}

// show shows the lists, or the case that is open.
func (s *Screen) show() {
	count := func(n int) string { return chart.Count(n) }
	s.tabs.SetItems([]parts.Tab{{Word: lang.L("Waiting"), Count: count(len(s.f.open))}, {Word: lang.L("Decided"), Count: count(len(s.f.decided))}, {Word: lang.L("Overturns")}})
	s.strip.Objects = []fyne.CanvasObject{s.funnel()}
	s.strip.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.table.Refresh()
	s.middle.Refresh()
	if s.open == nil {
		s.whole.Objects = []fyne.CanvasObject{s.lists}
		s.whole.Refresh()
	}
	s.d.Changed()
}

// page is what stands below the tabs.
func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.tab == tabOverturns:
		return s.overturns()
	case len(s.rows()) == 0 && s.tab == tabOpen:
		return parts.EmptyState("reply", lang.L("No appeal waits"), lang.L("Agents appeal under Scores, question by question. What they file stands here with the time that is left."))
	case len(s.rows()) == 0:
		return parts.EmptyState("reply", lang.L("Nothing was decided yet"), lang.L("Take a case that waits, score it blind first if you like, and rule on each question."))
	}
	s.table.List().Chosen = max(min(s.table.List().Chosen, len(s.rows())-1), 0)
	if s.behind == "" {
		return s.table
	}
	chip := parts.NewChip(lang.L("Behind the figure"), s.behind, s.unnarrow, s.unnarrow)
	return parts.Dock(parts.Inset(8, 24, 8, 24, parts.Row(8, chip)), nil, nil, nil, s.table)
}
