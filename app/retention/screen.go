// Package retention is the place where recordings come to their end: what is
// due for deletion and what stands before it, the holds, the rules, and what
// is left of the deleted.
package retention

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/retention"
)

// Pages of the place.
const (
	pageDue = iota
	pageHolds
	pageRules
	pageGone
)

// mostShown is how many rows a page reads.
const mostShown = 1000

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	loaded bool

	read
	marked map[string]bool // due calls
	page   int

	tabs   *parts.Tabs
	tables [4]*parts.Table
	head   *fyne.Container
	middle *fyne.Container
	whole  fyne.CanvasObject
}

// read is what one look at the place finds.
type read struct {
	due   []retention.Due
	holds []retention.Hold
	rules []retention.Rule
	gone  []retention.Tombstone
	orgs  []people.Organisation

	projects, lines []string // to choose from in a rule
}

// New opens the place.
func New(d *desk.Desk, _ desk.Route) desk.Screen {
	s := &Screen{d: d, marked: map[string]bool{}, head: parts.Row(8), middle: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Calls, notice.Evaluations, notice.Appeals), s.load)
	s.tables = [4]*parts.Table{s.dueTable(), s.holdTable(), s.ruleTable(), s.goneTable()}
	s.tabs = parts.NewTabs(s.words(), s.page, s.turn)
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, s.head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, nil, s.middle)
	s.show()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

// deletes tells whether the person may keep rules and delete.
func (s *Screen) deletes() bool { return s.d.Actor.May(people.KeepWorkspace) }

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		by, k := s.d.Actor, s.d.Retention
		if r.due, err = k.Due(ctx, by, mostShown); err != nil {
			return r, err
		}
		if r.holds, err = k.Holds(ctx, by); err != nil {
			return r, err
		}
		if r.rules, err = k.Rules(ctx, by); err != nil {
			return r, err
		}
		if r.gone, err = k.Tombstones(ctx, by, mostShown); err != nil {
			return r, err
		}
		if r.orgs, err = s.d.People.Organisations(ctx, by); err != nil {
			return r, err
		}
		r.projects, r.lines, err = s.d.Calls.Choices(ctx, by)
		return r, err
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.read, s.loaded = r, true
		s.keepMarks()
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "retention", "due": len(r.due), "holds": len(r.holds), "rules": len(r.rules), "gone": len(r.gone)})
	})
}

// keepMarks forgets the marks of what is no longer due.
func (s *Screen) keepMarks() {
	was := s.marked
	s.marked = map[string]bool{}
	for _, d := range s.due {
		if was[d.Call.ID] {
			s.marked[d.Call.ID] = true
		}
	}
}

func (s *Screen) turn(page int) {
	s.page = page
	s.show()
}

func (s *Screen) words() []parts.Tab {
	all := []parts.Tab{{Word: lang.L("Past their time")}, {Word: lang.L("Holds")}, {Word: lang.L("Rules")}, {Word: lang.L("Deleted")}}
	if s.loaded {
		for i, n := range []int{len(s.due), s.holding(), len(s.rules), len(s.gone)} {
			if all[i].Count = chart.Count(n); n == mostShown {
				all[i].Count += "+"
			}
		}
	}
	return all
}

// holding counts the holds that hold.
func (s *Screen) holding() (n int) {
	for _, h := range s.holds {
		if h.LiftedAt.IsZero() {
			n++
		}
	}
	return n
}

// show shows the page that is chosen.
func (s *Screen) show() {
	s.tabs.SetItems(s.words())
	s.tabs.Chosen = s.page
	s.tabs.Refresh()
	s.head.Objects = []fyne.CanvasObject{parts.PageHead(lang.L("Retention")), parts.Gap()}
	if s.deletes() && s.page == pageRules {
		s.head.Add(parts.NewButton(lang.L("New rule"), parts.Main, s.newRule).WithIcon("add").WithKey("N"))
	}
	s.head.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.view()}
	s.middle.Refresh()
	s.d.Changed()
}

func (s *Screen) view() fyne.CanvasObject {
	if !s.loaded {
		return parts.Room(0, 0)
	}
	empty := [4]bool{len(s.due) == 0, len(s.holds) == 0, len(s.rules) == 0, len(s.gone) == 0}
	if empty[s.page] {
		return s.nothing()
	}
	s.tables[s.page].Refresh()
	return parts.Dock(nil, s.foot(), nil, nil, s.tables[s.page])
}

// nothing says what an empty page waits for.
func (s *Screen) nothing() fyne.CanvasObject {
	switch s.page {
	case pageDue:
		if len(s.rules) == 0 {
			return parts.EmptyState("timer", lang.L("No rule lets a recording go"), lang.L("Everything is kept until a rule says how long. What is being scored, appealed or held stays in any case."),
				s.ruleButton())
		}
		return parts.EmptyState("check", lang.L("No recording is past its time"), lang.L("The rules are looked at each time this page is opened."))
	case pageHolds:
		return parts.EmptyState("lock", lang.L("Nothing is held"), lang.L("Mark calls in the library and press Keep from deletion: they can't be deleted until the hold is lifted."),
			parts.NewButton(lang.L("Library"), parts.Plain, func() { s.d.Go(desk.Route{Place: desk.Library}) }).WithIcon("wave"))
	case pageRules:
		return parts.EmptyState("timer", lang.L("No rule yet"), lang.L("A rule says how many days recordings of an organisation, project or business line are kept. The narrowest one decides."), s.ruleButton())
	}
	return parts.EmptyState("delete", lang.L("Nothing was deleted"), lang.L("A deleted recording leaves a line here: which, when, by whom and why. Its scores stay."))
}

func (s *Screen) ruleButton() *parts.Button {
	if !s.deletes() {
		return nil
	}
	return parts.NewButton(lang.L("New rule"), parts.Main, s.newRule).WithIcon("add").WithKey("N")
}
