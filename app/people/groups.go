package people

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
)

// group is the team or organisation in the panel; an empty id is a new one.
type group struct {
	s       *Screen
	id      string
	was     string // its name
	org     string // of a team
	wasOrg  string
	kind    people.OrganisationKind
	wasKind people.OrganisationKind
	name    *parts.Entry
	wrong   *fyne.Container
	busy    bool
}

// showGroups lists teams or organisations.
func (s *Screen) showGroups() {
	columns := []parts.TableColumn{{Title: lang.L("Name"), Width: 200}, {Title: lang.L("Organisation")}, {Title: lang.L("People"), Width: 80, Right: true}}
	length, cell := func() int { return len(s.k.teams) }, s.teamCell
	if s.tab == tabOrganisations {
		columns[1].Title = lang.L("Kind")
		length, cell = func() int { return len(s.k.orgs) }, s.orgCell
	}
	t := parts.NewTable(columns, length, cell)
	t.OnChosen = func(row int) {
		id := s.groupID(row)
		if s.group != nil && s.group.id == id {
			return
		}
		s.keep(func() { s.editGroup(id) })
	}
	s.middle.Objects = []fyne.CanvasObject{t}
	if length() == 0 {
		s.middle.Objects = []fyne.CanvasObject{parts.EmptyState("people", lang.L("No team yet"), lang.L("Add one, then put people into it."))}
	}
	s.middle.Refresh()
	if s.group != nil && (s.group.changed() || s.group.id == "") {
		return // what is typed stays
	}
	id := ""
	if s.group != nil {
		id = s.group.id
	}
	t.Choose(max(s.groupRow(id), 0))
	if length() == 0 {
		s.panel.Objects = nil
		s.panel.Refresh()
	}
}

func (s *Screen) groupID(row int) string {
	if s.tab == tabTeams {
		return s.k.teams[row].ID
	}
	return s.k.orgs[row].ID
}

func (s *Screen) groupRow(id string) int {
	if s.tab == tabTeams {
		return slices.IndexFunc(s.k.teams, func(t people.Team) bool { return t.ID == id })
	}
	return slices.IndexFunc(s.k.orgs, func(o people.Organisation) bool { return o.ID == id })
}

func (s *Screen) count(in func(people.Person) bool) string {
	n := 0
	for _, p := range s.k.persons {
		if in(p) && !p.Left(s.d.Now()) {
			n++
		}
	}
	return chart.Count(n)
}

func (s *Screen) teamCell(row, column int) parts.Cell {
	t := s.k.teams[row]
	switch column {
	case 0:
		return parts.Cell{Text: t.Name, Bold: true}
	case 1:
		return parts.Cell{Text: s.orgName(t.OrganisationID), Tone: look.Ink2}
	}
	return parts.Cell{Text: s.count(func(p people.Person) bool { return p.TeamID == t.ID })}
}

func (s *Screen) orgCell(row, column int) parts.Cell {
	o := s.k.orgs[row]
	switch column {
	case 0:
		return parts.Cell{Text: o.Name, Bold: true}
	case 1:
		return parts.Cell{Text: kindWord(o.Kind), Tone: look.Ink2}
	}
	return parts.Cell{Text: s.count(func(p people.Person) bool { return p.OrganisationID == o.ID })}
}

// editGroup shows a team or an organisation in the panel.
func (s *Screen) editGroup(id string) {
	g := &group{s: s, id: id, wrong: parts.Stack(0), kind: people.Vendor, org: s.d.Actor.OrganisationID}
	for _, t := range s.k.teams {
		if s.tab == tabTeams && t.ID == id {
			g.was, g.org = t.Name, t.OrganisationID
		}
	}
	for _, o := range s.k.orgs {
		if s.tab == tabOrganisations && o.ID == id {
			g.was, g.kind = o.Name, o.Kind
		}
	}
	g.wasOrg, g.wasKind = g.org, g.kind
	s.group = g
	s.panel.Objects = []fyne.CanvasObject{g.form()}
	s.panel.Refresh()
	s.d.Changed()
}

func (g *group) form() fyne.CanvasObject {
	title := g.was
	if g.id == "" {
		title = g.s.addWord()
	}
	g.name = parts.NewEntry(lang.L("Name"))
	g.name.SetText(g.was)
	g.name.OnChanged = func(string) { g.s.d.Changed() }
	g.name.OnSubmitted = func(string) { g.s.save() }
	second := g.kindField()
	if g.s.tab == tabTeams {
		second = g.orgField()
	}
	label := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(0, parts.Fix(look.Scaled(labelWidth), 0, parts.Second(word)), parts.Grow(o)))
	}
	word := lang.L("Kind")
	if g.s.tab == tabTeams {
		word = lang.L("Organisation")
	}
	box := parts.Stack(0, parts.PanelHead(title), parts.Room(0, 10), label(lang.L("Name"), g.name), g.wrong, label(word, second), parts.Room(0, 12))
	if g.may() {
		box.Add(parts.Row(8, parts.NewButton(lang.L("Save"), parts.Main, g.s.save).WithIcon("check").WithKey("Ctrl S")))
	} else {
		g.name.Disable()
	}
	return parts.Scrolling(parts.Inset(16, 20, 20, 20, box))
}

// may tells whether the actor may change it: organisations only who sees all of them.
func (g *group) may() bool {
	return g.s.keeps() && (g.s.tab == tabTeams || g.s.d.Actor.May(people.SeeAllCompanies))
}

func (g *group) kindField() fyne.CanvasObject {
	chosen := 1
	if g.kind == people.InHouse {
		chosen = 0
	}
	seg := parts.NewSegments([]string{lang.L("In-house"), lang.L("Vendor")}, chosen, func(i int) {
		g.kind = []people.OrganisationKind{people.InHouse, people.Vendor}[i]
		g.s.d.Changed()
	})
	if !g.may() {
		seg.Disable()
	}
	return seg
}

func (g *group) orgField() fyne.CanvasObject {
	var names []string
	chosen := -1
	for i, o := range g.s.k.orgs {
		names = append(names, o.Name)
		if o.ID == g.org {
			chosen = i
		}
	}
	sel := parts.NewSelect(names, chosen, func(i int) { g.org = g.s.k.orgs[i].ID; g.s.d.Changed() })
	if g.id != "" || !g.may() {
		sel.Disable() // a team stays in its organisation
	}
	return sel
}

func (g *group) changed() bool {
	return g.may() && (strings.TrimSpace(g.name.Text()) != g.was || g.kind != g.wasKind || g.org != g.wasOrg)
}

// keep saves it and goes on with then.
func (g *group) keep(then func()) {
	if g.busy {
		return
	}
	g.busy = true
	s, name, tab := g.s, strings.TrimSpace(g.name.Text()), g.s.tab
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) {
		if tab == tabTeams {
			return s.d.People.SaveTeam(ctx, s.d.Actor, people.Team{ID: g.id, OrganisationID: g.org, Name: name})
		}
		return s.d.People.SaveOrganisation(ctx, s.d.Actor, people.Organisation{ID: g.id, Name: name, Kind: g.kind})
	}, func(id string, err error) {
		g.busy = false
		if s.ctx.Err() != nil {
			s.d.Fail(err)
			return
		}
		if err != nil {
			g.refuse(words.Sentence(s.d.Settings.Language, err))
			return
		}
		before := *g
		g.id, g.was, g.wasOrg, g.wasKind = id, name, g.org, g.kind
		s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": name}), before.undo())
		s.d.Trace("saved", map[string]any{"group": id})
		then()
		s.load()
	})
}

func (g *group) refuse(sentence string) {
	g.name.SetWrong(true)
	p := parts.NewParagraph(sentence, look.TextLabel, look.Bad)
	g.wrong.Objects = []fyne.CanvasObject{parts.Inset(2, 0, 4, look.Scaled(labelWidth), p)}
	g.wrong.Refresh()
	g.s.d.Trace("refused", map[string]any{"field": "name"})
}

// undo puts the name back as it was; a new one can't be taken away again.
func (g group) undo() func() {
	if g.id == "" {
		return nil
	}
	s, tab := g.s, g.s.tab
	return func() {
		background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) {
			if tab == tabTeams {
				return s.d.People.SaveTeam(ctx, s.d.Actor, people.Team{ID: g.id, OrganisationID: g.wasOrg, Name: g.was})
			}
			return s.d.People.SaveOrganisation(ctx, s.d.Actor, people.Organisation{ID: g.id, Name: g.was, Kind: g.wasKind})
		}, func(_ string, err error) {
			s.d.Fail(err)
			if err == nil && s.ctx.Err() == nil {
				s.group = nil
				s.load()
			}
		})
	}
}
