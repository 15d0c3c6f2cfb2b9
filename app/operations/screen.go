// Package operations is the place of the figures: indicators against their
// targets, people and teams in a table, the shifts of a team, complaints and
// faulty work orders, and the import of all of them.
package operations

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/qa/indicators"
)

// view is one tab of the place, or the page of one indicator.
type view interface {
	content() fyne.CanvasObject
	load() // reads anew: the period, the scope or the figures changed
	actions() []desk.Action
	table() tablefile.Table // what is shown, for a file; no rows: nothing
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	kept   context.Context // what is written outlives the screen
	saving *background.Line

	state   state
	cycle   indicators.Cycle
	extent  indicators.Period
	targets indicators.Targets
	staff   *staff
	ready   bool

	now    view
	panel  *importPanel
	asked  asking
	tabs   *parts.Tabs
	spans  *parts.Segments
	period *parts.Text
	until  *parts.Text // to which day there are figures, where that is within the period
	scope  *parts.Select
	bar    *fyne.Container // period and scope
	middle *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place. The route's ID may name a tab or an indicator; its
// filter may name agents or teams to show in the table.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, kept: context.Background(), middle: parts.Over(), staff: &staff{}, saving: d.Stage.NewLine()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Figures, notice.Persons), s.reread)
	s.state = state{Tab: tabOverview, Span: indicators.MonthSpan, By: indicators.ByPerson, Sort: "name"}
	s.build()
	s.begin(r)
	return s
}

// began is what is read once.
type began struct {
	state   state
	cycle   indicators.Cycle
	extent  indicators.Period
	targets indicators.Targets
	staff   *staff
}

func (s *Screen) begin(r desk.Route) {
	d, st := s.d, s.state
	background.Run(s.ctx, d.Stage, func(ctx context.Context) (b began, err error) {
		b.state = recall(ctx, d, st)
		if b.staff, err = readStaff(ctx, d); err != nil {
			return b, err
		}
		b.extent, b.cycle, b.targets, err = s.readFrame(ctx)
		return b, err
	}, func(b began, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		s.state, s.staff, s.extent, s.cycle, s.targets, s.ready = b.state, b.staff, b.extent, b.cycle, b.targets, true
		s.state.Day = min(max(s.extent.Until-1, s.extent.From), indicators.DateOf(d.Now().In(d.Zone)))
		if s.extent.Days() == 0 {
			s.state.Day = indicators.DateOf(d.Now().In(d.Zone))
		}
		s.arrive(r)
	})
}

func (s *Screen) readFrame(ctx context.Context) (p indicators.Period, c indicators.Cycle, ts indicators.Targets, err error) {
	if p, err = s.d.Figures.Extent(ctx, s.d.Actor); err != nil {
		return p, c, ts, err
	}
	if c, err = s.d.Aims.Cycle(ctx, s.d.Actor); err != nil {
		return p, c, ts, err
	}
	ts, err = s.d.Aims.Targets(ctx, s.d.Actor)
	return p, c, ts, err
}

// arrive opens what the route names.
func (s *Screen) arrive(r desk.Route) {
	if len(r.Filter.TeamIDs) > 0 {
		s.state.Scope = "team:" + r.Filter.TeamIDs[0]
	}
	s.showScopes()
	id, day, _ := strings.Cut(r.ID, "@")
	if d, err := indicators.ParseDate(day); err == nil {
		s.state.Day = d
	}
	r.ID = id
	if i, ok := indicators.ByKey(indicators.Key(id)); ok {
		s.open(newPage(s, i))
		return
	}
	if t := tab(r.ID); s.tabWord(t) != "" && r.ID != "" {
		s.state.Tab = t
	}
	s.showTab(s.state.Tab)
}

// Here is the open tab or indicator on the shown day, so that the place can be
// built anew.
func (s *Screen) Here() desk.Route {
	id := string(s.state.Tab)
	if p, ok := s.now.(*page); ok {
		id = string(p.i.Key)
	}
	return desk.Route{Place: desk.Operations, ID: id + "@" + s.state.Day.String()}
}

func (s *Screen) reread() {
	type frame struct {
		p  indicators.Period
		c  indicators.Cycle
		ts indicators.Targets
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f frame, err error) {
		f.p, f.c, f.ts, err = s.readFrame(ctx)
		return f, err
	}, func(f frame, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		first := s.extent.Days() == 0
		s.extent, s.cycle, s.targets = f.p, f.c, f.ts
		if first && f.p.Days() > 0 {
			s.state.Day = f.p.Until - 1
		}
		s.reload()
	})
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are the tabs, the periods and what the open view offers.
func (s *Screen) Actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Earlier period"), Bare: fyne.KeyLeftBracket, Do: func() { s.move(-1) }},
		{Menu: desk.ViewMenu, Label: lang.L("Later period"), Bare: fyne.KeyRightBracket, Do: func() { s.move(+1) }, Off: s.atEnd()},
	}
	for i, t := range s.tabList() {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: s.tabWord(t), Bare: fyne.KeyName('1' + rune(i)), Do: func() { s.showTab(t) }, GapBefore: i == 0})
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.export, s.extent.Days() == 0))
	}
	if s.mayKeep() {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Import figures"), Key: fyne.KeyI, Mod: ctrl, Do: s.openImport},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Set targets"), Key: fyne.KeyG, Mod: ctrl, Do: s.askTargets},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Set the shift cycle"), Do: s.askCycle})
	}
	if s.now != nil {
		acts = append(acts, s.now.actions()...)
	}
	return acts
}

func (s *Screen) mayKeep() bool { return s.d.Actor.May(people.KeepFigures) }

// Dropped imports a table that was dragged onto the window.
func (s *Screen) Dropped(paths []string) {
	if s.mayKeep() && len(paths) > 0 {
		s.openImport()
		s.panel.read(paths[0])
	}
}
