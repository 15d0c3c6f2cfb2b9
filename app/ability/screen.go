// Package ability is the place of ability sheets and of care: what each person
// can and proves, who fits a post, lending or the reserve, one's own hard calls
// with the break that is offered, and the quiet notes that a supervisor was sent.
package ability

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/ability"
	"shifu/training/certificate"
)

// tab is one of the pages.
type tab int

const (
	tabMine tab = iota
	tabPeople
	tabCare
	tabNotes
)

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	loaded bool
	wanted string // the person to choose once all is read

	read
	tabs  []tab
	tab   tab
	told  string // the call that was reported last, whose break is offered however old it is
	post  int    // in posts, -1: none is looked for
	fits  bool
	text  string
	rows  []*ability.Sheet
	table *parts.Table
	hard  *parts.Table
	notes *parts.Table

	bar    *parts.Tabs
	search *parts.Entry
	head   *fyne.Container
	middle *fyne.Container
	side   *fyne.Container
	whole  fyne.CanvasObject
}

// read is what one look at the place finds.
type read struct {
	sheets []ability.Sheet
	posts  []ability.Post
	mine   []ability.Hard
	sent   []ability.Note
	loads  []ability.Loaded

	programmes []certificate.Programme
}

// New opens the place; the route may name a person.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, post: -1, head: parts.Row(8), middle: parts.Over(), side: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Ability, notice.Certificates, notice.Evaluations), s.load)
	if s.ownCalls() {
		s.tabs = append(s.tabs, tabMine)
	}
	if d.Actor.May(people.SeeCalls) {
		s.tabs = append(s.tabs, tabPeople)
	}
	if s.ownCalls() {
		s.tabs = append(s.tabs, tabCare)
	}
	if d.Actor.Has(people.Supervisor) {
		s.tabs = append(s.tabs, tabNotes)
	}
	if len(s.tabs) == 0 {
		s.tabs = []tab{tabMine}
	}
	s.tab = s.tabs[0]
	if r.ID == "care" && s.ownCalls() {
		s.tab, s.wanted = tabCare, ""
	}
	if r.ID == "notes" && d.Actor.Has(people.Supervisor) {
		s.tab, s.wanted = tabNotes, ""
	}
	s.build()
	s.load()
	return s
}

func (s *Screen) ownCalls() bool {
	return s.d.Actor.May(people.SeeOwnCalls) && s.d.Actor.PersonID != ""
}
func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepContests) }

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		by := s.d.Actor
		if r.sheets, err = s.d.Ability.Sheets(ctx, by); err != nil {
			return r, err
		}
		if r.posts, err = s.d.Ability.Posts(ctx, by); err != nil {
			return r, err
		}
		if s.keeps() {
			if r.programmes, err = s.d.Certificates.Programmes(ctx, by); err != nil {
				return r, err
			}
		}
		if s.ownCalls() {
			if r.mine, err = s.d.Care.HardCalls(ctx, by); err != nil {
				return r, err
			}
		}
		if by.Has(people.Supervisor) {
			if r.sent, err = s.d.Care.Notes(ctx, by); err != nil {
				return r, err
			}
			r.loads, err = s.d.Care.Loads(ctx, by)
		}
		return r, err
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.read, s.loaded = r, true
		if s.post >= len(r.posts) {
			s.post = -1
		}
		s.d.Trace("loaded", map[string]any{"place": "ability", "sheets": len(r.sheets)})
		s.narrow()
		s.chooseWanted()
		s.show()
	})
}

// chooseWanted chooses the person whom a route names.
func (s *Screen) chooseWanted() {
	i := slices.IndexFunc(s.rows, func(x *ability.Sheet) bool { return x.PersonID == s.wanted })
	if s.wanted != "" && i >= 0 && slices.Contains(s.tabs, tabPeople) {
		s.tab, s.table.List().Chosen = tabPeople, i
	}
	s.wanted = ""
}

func (s *Screen) build() {
	s.table, s.hard, s.notes = s.peopleTable(), s.hardTable(), s.noteTable()
	s.search = parts.NewEntry(lang.L("Name")).WithIcon("search").WithKey("Ctrl F").Wide(170)
	s.search.OnChanged = func(text string) { s.text = text; s.narrow(); s.show() }
	s.search.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	s.bar = parts.NewTabs(s.tabWords(), 0, func(i int) { s.tab = s.tabs[i]; s.show() })
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, s.head), parts.Inset(0, 24, 0, 24, s.bar), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, s.side, s.middle)
	s.show()
}

func (s *Screen) tabWords() []parts.Tab {
	var out []parts.Tab
	for _, t := range s.tabs {
		word := parts.Tab{Word: map[tab]string{tabMine: lang.L("My sheet"), tabPeople: lang.L("People"), tabCare: lang.L("Hard calls"), tabNotes: lang.L("Care")}[t]}
		if n := map[tab]int{tabPeople: len(s.sheets), tabCare: len(s.mine), tabNotes: len(s.sent)}[t]; s.loaded && n > 0 {
			word.Count = chart.Count(n)
		}
		out = append(out, word)
	}
	return out
}

// show shows the page that is chosen.
func (s *Screen) show() {
	s.bar.SetItems(s.tabWords())
	s.bar.Chosen = max(slices.Index(s.tabs, s.tab), 0)
	s.bar.Refresh()
	s.head.Objects = []fyne.CanvasObject{parts.PageHead(lang.L("Ability")), parts.Gap()}
	for i, a := range s.acts() {
		kind := parts.Plain
		if i == len(s.acts())-1 {
			kind = parts.Main
		}
		s.head.Add(parts.NewButton(a.Label, kind, a.Do).WithIcon(a.Icon).WithKey(a.Badge(false)))
	}
	s.head.Refresh()
	middle, side := s.page()
	s.middle.Objects, s.side.Objects = []fyne.CanvasObject{middle}, nil
	if side != nil {
		s.side.Objects = []fyne.CanvasObject{parts.FullRow(0, parts.NewUpright(0), parts.Fix(look.Scaled(sideWide), 0, parts.Over(parts.NewPlate(look.Well), side)))}
	}
	s.middle.Refresh()
	s.side.Refresh()
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) page() (middle, side fyne.CanvasObject) {
	switch {
	case !s.loaded:
		return parts.Room(0, 0), nil
	case s.tab == tabPeople:
		return s.peoplePage()
	case s.tab == tabCare:
		return s.carePage()
	case s.tab == tabNotes:
		return s.notesPage()
	}
	return s.minePage(), nil
}

const sideWide = 320
