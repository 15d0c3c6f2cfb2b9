// Package coaching is the place of coaching: the board of plans, what to coach
// first, what coaching brought, and the sessions in which people listen to a
// call together. An agent finds their own plans here.
package coaching

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/analysis"
	"shifu/training/coaching"
)

// Screen is the open place: a page, or a sheet in its stead.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()
	ask   ask.Asker

	tabs   []tab
	tab    tab
	plans  []coaching.Standing
	teams  []people.Team
	team   string // filter
	loaded bool
	start  desk.Route

	board    *board
	first    *first
	gains    *gains
	together *together
	open     sheet // nil: the pages are shown

	strip  *fyne.Container
	heads  *parts.Tabs
	middle *fyne.Container
	lists  fyne.CanvasObject
	whole  *fyne.Container
}

// New opens the place; the route may name a plan, or an evaluation to plan the
// coaching of.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, start: r, tabs: []tab{tabBoard}, strip: parts.Stack(0), middle: parts.Over(), whole: parts.Over()}
	switch {
	case s.keeps():
		s.tabs = []tab{tabBoard, tabFirst, tabEffect, tabTogether}
	case s.leads():
		s.tabs = []tab{tabTogether, tabBoard}
		s.tab = tabTogether
	default:
		s.tabs = []tab{tabBoard, tabTogether}
	}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Coaching, notice.Analyses), s.load)
	s.ask = ask.Asker{Ctx: s.ctx, Desk: d, Done: s.load}
	s.board, s.first, s.gains, s.together = newBoard(s), newFirst(s), newGains(s), newTogether(s)
	s.build()
	s.load()
	return s
}

func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepCoaching) }

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and falls silent.
func (s *Screen) Close() {
	s.leave()
	if s.open != nil {
		s.open.close()
	}
}

// Here is where one is, for a change of language.
func (s *Screen) Here() desk.Route {
	r := desk.Route{Place: desk.Coaching}
	switch x := s.open.(type) {
	case *opened:
		r.ID = x.p.ID
	case *listening:
		r.ID = x.a.ID
	}
	return r
}

// known is what the pages share.
type known struct {
	plans    []coaching.Standing
	teams    []people.Team
	sessions []analysis.Standing
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (k known, err error) {
		if k.sessions, err = s.d.Analyses.Sessions(ctx, s.d.Actor); err != nil {
			return k, err
		}
		if k.plans, err = s.d.Coaching.Plans(ctx, s.d.Actor, coaching.Find{}); err != nil || !s.keeps() {
			return k, err
		}
		k.teams, err = s.d.People.Teams(ctx, s.d.Actor)
		return k, err
	}, func(k known, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.plans, s.teams, s.loaded = k.plans, k.teams, true
		s.together.all = k.sessions
		s.d.Trace("loaded", map[string]any{"place": "coaching", "plans": len(k.plans)})
		s.reopen()
		s.show()
	})
}

// reopen opens what was asked for, or reads what is open again.
func (s *Screen) reopen() {
	start := s.start
	s.start = desk.Route{}
	switch {
	case start.ID == desk.New && start.Start.CallID != "":
		s.tab = tabTogether
		s.gather(start.Start.CallID)
	case start.ID == desk.New && s.keeps():
		s.draft(start.Evaluation)
	case start.ID != "":
		if i := slices.IndexFunc(s.plans, func(p coaching.Standing) bool { return p.ID == start.ID }); i >= 0 {
			s.enter(s.plans[i])
		} else if i := slices.IndexFunc(s.together.all, func(a analysis.Standing) bool { return a.ID == start.ID }); i >= 0 {
			s.tab = tabTogether
			s.listen(s.together.all[i])
		}
	case s.open != nil:
		s.open.renew()
	}
	s.first.stale, s.gains.stale = true, true
}

// shown are the plans that pass the filter.
func (s *Screen) shown() []coaching.Standing {
	return slices.DeleteFunc(slices.Clone(s.plans), func(p coaching.Standing) bool { return s.team != "" && p.TeamID != s.team })
}

func (s *Screen) build() {
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

// show shows the sheet that is open, or the page.
func (s *Screen) show() {
	if s.open != nil {
		s.whole.Objects = []fyne.CanvasObject{s.open.content()}
	} else {
		s.showPage()
		s.whole.Objects = []fyne.CanvasObject{s.lists}
	}
	s.whole.Refresh()
	s.d.Changed()
}
