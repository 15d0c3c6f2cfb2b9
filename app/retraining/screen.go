// Package retraining is the place of those who failed an exam: the trainer's
// board, the page of a case with what is still missing, who is off duty, the
// rules of exams, and the training plans of both parties.
package retraining

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

// tab is one of the pages; which there are depends on who looks.
type tab int

const (
	tabBoard tab = iota
	tabOff
	tabClosed
	tabPlans
	tabRules
)

// Screen is the open place: the lists, or one case or plan in their stead.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()

	all    []tab
	tab    tab
	org    string // filters
	exam   string
	f      facts
	loaded bool
	wanted string // the case or plan to open once it is read

	open   *opened   // nil: the lists are shown
	paper  *paper    // the joint plan that is open
	sketch *sketch   // the joint plan that is being written
	plans  *plansTab // of the list

	tabs   *parts.Tabs
	board  *parts.Table
	strip  *fyne.Container
	middle *fyne.Container
	whole  *fyne.Container
	lists  fyne.CanvasObject
}

// facts is what was read for the lists.
type facts struct {
	cases []retrain.Standing
	plans []jointplan.Plan
	rules []retrain.Ruled
	orgs  []people.Organisation
}

// New opens the place; the route may name a case or a joint plan.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, all: tabsOf(d), strip: parts.Stack(0), middle: parts.Over(), whole: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Retraining, notice.Exams), s.load)
	s.build()
	s.load()
	return s
}

// overlooks tells who sees other people's cases and the plans of both parties.
func overlooks(by people.Actor) bool {
	return by.May(people.KeepExams) || by.Has(people.Supervisor) || by.Has(people.Client)
}

func tabsOf(d *desk.Desk) []tab {
	switch {
	case d.Actor.May(people.KeepExams):
		return []tab{tabBoard, tabOff, tabClosed, tabPlans, tabRules}
	case overlooks(d.Actor):
		return []tab{tabBoard, tabOff, tabClosed, tabPlans}
	}
	return []tab{tabBoard, tabClosed}
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading.
func (s *Screen) Close() {
	s.leave()
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, s.readAll, func(f facts, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.f, s.loaded = f, true
		s.d.Trace("loaded", map[string]any{"place": "retraining", "cases": len(f.cases), "plans": len(f.plans)})
		s.show()
		s.reopen()
	})
}

func (s *Screen) readAll(ctx context.Context) (f facts, err error) {
	if f.cases, err = s.d.Retrain.Cases(ctx, s.d.Actor, retrain.Find{}); err != nil {
		return f, err
	}
	if slices.Contains(s.all, tabPlans) {
		if f.plans, err = s.d.JointPlans.Plans(ctx, s.d.Actor); err != nil {
			return f, err
		}
		if f.orgs, err = s.d.People.Organisations(ctx, s.d.Actor); err != nil {
			return f, err
		}
	}
	if slices.Contains(s.all, tabRules) {
		f.rules, err = s.d.RetrainRules.Rules(ctx, s.d.Actor)
	}
	return f, err
}

// reopen opens what was asked for, or reads what is open again.
func (s *Screen) reopen() {
	id := s.wanted
	s.wanted = ""
	switch {
	case id != "" && slices.ContainsFunc(s.f.plans, func(p jointplan.Plan) bool { return p.ID == id }):
		s.tab = tabPlans
		s.readPlan(id)
	case id != "":
		s.read(id)
	case s.open != nil:
		s.read(s.open.c.ID)
	case s.paper != nil && s.sketch == nil:
		s.readPlan(s.paper.plan.ID)
	case !overlooks(s.d.Actor) && len(s.f.cases) == 1 && s.tab == tabBoard && s.whole.Objects[0] == s.lists:
		s.read(s.f.cases[0].ID) // one's own only case needs no list
	}
}

func (s *Screen) build() {
	s.board = s.newBoard()
	s.tabs = parts.NewTabs(nil, 0, func(i int) { s.tab = s.all[i]; s.show() })
	s.plans = s.newPlans()
	top := parts.Stack(0, s.strip, parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.lists = parts.Dock(top, nil, nil, nil, s.middle)
	s.whole.Objects = []fyne.CanvasObject{s.lists}
	s.show()
}

// rows are the cases of the tab that pass the filters.
func (s *Screen) rows() []retrain.Standing {
	return slices.DeleteFunc(slices.Clone(s.f.cases), func(c retrain.Standing) bool {
		return s.org != "" && c.OrganisationID != s.org || s.exam != "" && c.ExamID != s.exam || !s.on(&c, s.tab)
	})
}

func (s *Screen) on(c *retrain.Standing, t tab) bool {
	switch t {
	case tabOff:
		return c.OffDuty
	case tabClosed:
		return !c.State.Open()
	}
	return c.State.Open()
}

// show shows the lists, unless something is open in their stead.
func (s *Screen) show() {
	s.strip.Objects = []fyne.CanvasObject{s.head()}
	s.strip.Refresh()
	var items []parts.Tab
	for _, t := range s.all {
		items = append(items, parts.Tab{Word: tabWord(t), Count: s.count(t)})
	}
	s.tabs.SetItems(items)
	s.tabs.Chosen = max(slices.Index(s.all, s.tab), 0)
	s.tabs.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.board.Refresh()
	s.middle.Refresh()
	if s.open == nil && s.paper == nil && s.sketch == nil {
		s.whole.Objects = []fyne.CanvasObject{s.lists}
		s.whole.Refresh()
	}
	s.d.Changed()
}

func tabWord(t tab) string {
	switch t {
	case tabOff:
		return lang.L("Off duty")
	case tabClosed:
		return lang.L("Closed cases")
	case tabPlans:
		return lang.L("Joint plans")
	case tabRules:
		return lang.L("Rules of exams")
	}
	return lang.L("In retraining")
}

func (s *Screen) count(t tab) string {
	n := 0
	for i := range s.f.cases {
		if s.on(&s.f.cases[i], t) {
			n++
		}
	}
	switch t {
	case tabPlans:
		n = len(s.f.plans)
	case tabRules:
		n = len(s.f.rules)
	}
	return chart.Count(n)
}
