// Package people is the place where persons, teams and organisations are kept:
// who works here, with which roles and rights, who leads whom, and who leaves.
package people

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// The tabs.
const (
	tabPersons = iota
	tabTeams
	tabOrganisations
)

// panelWidth is the width of the side panel at 100 %.
const panelWidth = 432

// kept is everything that the place shows, as it was read at one moment.
type kept struct {
	orgs    []people.Organisation
	teams   []people.Team
	persons []people.Person // those who left as well
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	k      kept
	tab    int
	wanted string // the person to choose once it is read
	find   find
	shown  []people.Person
	sheet  *sheet // the person in the panel, nil: none
	group  *group // the team or organisation in the panel

	tabs   *parts.Tabs
	search *parts.Entry
	bar    *fyne.Container // search and filters, of the persons only
	table  *parts.Table
	middle *fyne.Container
	panel  *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place; the route may name a person.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, middle: parts.Over(), panel: parts.Over(), bar: parts.Row(8)}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Persons), s.load)
	s.build()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close keeps what was changed and stops listening.
func (s *Screen) Close() {
	if s.sheet != nil && s.sheet.changed() && !s.sheet.check() {
		s.d.Fail(fault.New(fault.Invalid, "The changes to {{.Name}} were not kept: a field was wrong.", fault.Values{"Name": s.sheet.was.Name}))
	} else {
		s.keep(func() {})
	}
	s.leave()
}

// keeps tells whether the actor may change people.
func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepPeople) }

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are adding, importing, saving and searching.
func (s *Screen) Actions() []desk.Action {
	acts := []desk.Action{{Menu: desk.EditMenu, Label: lang.L("Search"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }, Off: s.tab != tabPersons}}
	if !s.keeps() {
		return acts
	}
	return append(acts,
		desk.Action{Menu: desk.FileMenu, Label: s.addWord(), Key: fyne.KeyN, Mod: ctrl, Do: s.add, Off: s.tab == tabOrganisations && !s.d.Actor.May(people.SeeAllCompanies)},
		desk.Action{Menu: desk.FileMenu, Label: lang.L("Import people"), Key: fyne.KeyI, Mod: ctrl, Do: s.askImport},
		desk.Action{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: s.save, Off: !s.changed()},
		desk.Action{Menu: desk.EditMenu, Label: lang.L("Discard changes"), Bare: fyne.KeyEscape, Do: s.discard, Off: !s.begun()})
}

// begun tells whether a person is being changed or added.
func (s *Screen) begun() bool { return s.sheet != nil && (s.sheet.was.ID == "" || s.sheet.changed()) }

func (s *Screen) discard() {
	s.d.Window.Canvas().Unfocus()
	s.sheet.discard()
}

func (s *Screen) addWord() string {
	switch s.tab {
	case tabTeams:
		return lang.L("Add a team")
	case tabOrganisations:
		return lang.L("Add an organisation")
	}
	return lang.L("Add a person")
}

func (s *Screen) build() {
	s.tabs = parts.NewTabs([]parts.Tab{{Word: lang.L("People")}, {Word: lang.L("Teams")}, {Word: lang.L("Organisations")}}, 0, s.turn)
	s.table = s.personTable()
	s.buildBar()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(panelWidth), 0, parts.Over(parts.NewPlate(look.Well), s.panel)))
	s.whole = parts.Dock(s.head(), nil, nil, right, parts.Dock(s.bar, nil, nil, nil, s.middle))
	s.show()
}

func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(lang.L("People")), parts.Room(16, 0), s.tabs, parts.Gap())
	if s.keeps() {
		add := parts.NewButton(lang.L("Add"), parts.Main, s.add).WithIcon("add").WithKey("Ctrl N")
		row.Add(parts.NewButton(lang.L("Import people"), parts.Plain, s.askImport).WithIcon("upload").WithKey("Ctrl I"))
		row.Add(add)
	}
	return parts.Stack(0, parts.Inset(8, 24, 4, 24, row), parts.NewHairline())
}

// turn opens another tab, once what is open was kept.
func (s *Screen) turn(i int) {
	if i == s.tab {
		return
	}
	s.keep(func() {
		s.tab = i
		s.sheet, s.group = nil, nil
		s.show()
		s.d.Changed()
	})
	if s.tab != i { // refused: stay
		s.tabs.Chosen = s.tab
		s.tabs.Refresh()
	}
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (kept, error) {
		return read(ctx, s.d)
	}, func(k kept, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.k = k
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "people", "persons": len(k.persons)})
	})
}

func read(ctx context.Context, d *desk.Desk) (k kept, err error) {
	if k.orgs, err = d.People.Organisations(ctx, d.Actor); err != nil {
		return k, err
	}
	if k.teams, err = d.People.Teams(ctx, d.Actor); err != nil {
		return k, err
	}
	k.persons, err = d.People.Persons(ctx, d.Actor, people.Find{WithLeft: true})
	return k, err
}

// show fills the open tab.
func (s *Screen) show() {
	here := 0
	for _, p := range s.k.persons {
		if !p.Left(s.d.Now()) {
			here++
		}
	}
	s.tabs.SetItems([]parts.Tab{{Word: lang.L("People"), Count: chart.Count(here)}, {Word: lang.L("Teams"), Count: chart.Count(len(s.k.teams))},
		{Word: lang.L("Organisations"), Count: chart.Count(len(s.k.orgs))}})
	s.bar.Hidden = s.tab != tabPersons
	if s.tab == tabPersons {
		s.showFilters()
		s.narrow()
		return
	}
	s.showGroups()
}

// add begins a new person, team or organisation, once what is open was kept.
func (s *Screen) add() {
	s.keep(func() {
		if s.tab == tabPersons {
			s.table.List().Chosen = -1
			s.table.Refresh()
			s.edit(people.Person{OrganisationID: s.homeOrg(), Roles: []people.Role{people.Agent}, JoinedAt: s.d.Midnight()})
			s.sheet.name.Focus()
			return
		}
		s.editGroup("")
		s.group.name.Focus()
	})
}

// homeOrg is the organisation that a new person belongs to unless another is chosen.
func (s *Screen) homeOrg() string {
	if s.find.org != "" {
		return s.find.org
	}
	return s.d.Actor.OrganisationID
}

// changed tells whether something open differs from what is kept.
func (s *Screen) changed() bool {
	return s.sheet != nil && s.sheet.changed() || s.group != nil && s.group.changed()
}

// save keeps what is open and says so.
func (s *Screen) save() { s.keep(func() {}) }

// keep keeps what was changed, if anything, and goes on with then; a refusal
// stands beside its field and then isn't called.
func (s *Screen) keep(then func()) {
	switch {
	case s.sheet != nil && s.sheet.changed():
		s.sheet.keep(then)
	case s.group != nil && s.group.changed():
		s.group.keep(then)
	default:
		then()
	}
}

func (s *Screen) kind(org string) people.OrganisationKind {
	for _, o := range s.k.orgs {
		if o.ID == org {
			return o.Kind
		}
	}
	return people.Vendor // what isn't known may do least
}

func (s *Screen) orgName(id string) string {
	for _, o := range s.k.orgs {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

func (s *Screen) teamName(id string) string {
	for _, t := range s.k.teams {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}

func kindWord(k people.OrganisationKind) string {
	if k == people.InHouse {
		return lang.L("In-house")
	}
	return lang.L("Vendor")
}
