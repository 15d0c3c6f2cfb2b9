package people

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

// find is what the list of persons is narrowed to.
type find struct {
	text string
	org  string
	role people.Role
	left bool
}

// The columns.
const (
	colName = iota
	colNumber
	colOrg
	colTeam
	colRoles
	colLogin
	colState
)

func (s *Screen) personTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Name"), Width: 108, Sorts: true}, {Title: lang.L("Staff number"), Width: 84, Sorts: true},
		{Title: lang.L("Organisation"), Width: 116, Sorts: true, Yield: 2}, {Title: lang.L("Team"), Width: 92, Sorts: true, Yield: 1},
		{Title: lang.L("Roles")}, {Title: lang.L("Login"), Width: 112, Sorts: true, Yield: 3}, {Title: lang.L("State"), Width: 104, Sorts: true},
	}, func() int { return len(s.shown) }, s.cell)
	t.OnSorted = func(int, bool) { s.narrow() }
	t.OnChosen = func(row int) {
		if row >= len(s.shown) {
			return
		}
		p := s.shown[row]
		if s.sheet != nil && s.sheet.was.ID == p.ID {
			return
		}
		s.keep(func() { s.edit(p) })
		s.stay()
	}
	return t
}

// stay puts the choice back on the person in the panel after a refusal.
func (s *Screen) stay() {
	id := ""
	if s.sheet != nil {
		id = s.sheet.was.ID
	}
	s.table.List().Chosen = slices.IndexFunc(s.shown, func(p people.Person) bool { return p.ID == id && id != "" })
	s.table.Refresh()
}

// roleWords are the names of roles in a line.
func roleWords(roles []people.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, desk.RoleName(r))
	}
	return strings.Join(out, lang.L(", "))
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.shown) {
		return parts.Cell{}
	}
	p := s.shown[row]
	tone := look.Ink
	if p.Left(s.d.Now()) {
		tone = look.Ink3
	}
	switch column {
	case colName:
		return parts.Cell{Text: p.Name, Tone: tone, Bold: true}
	case colNumber:
		return parts.Cell{Text: p.StaffNumber, Tone: tone}
	case colOrg:
		return parts.Cell{Text: s.orgName(p.OrganisationID), Tone: look.Ink2}
	case colTeam:
		return parts.Cell{Text: s.teamName(p.TeamID), Tone: look.Ink2}
	case colRoles:
		return parts.Cell{Text: roleWords(p.Roles), Tone: tone}
	case colLogin:
		return parts.Cell{Text: p.Login, Tone: look.Ink2}
	}
	return s.stateCell(p)
}

// stateCell says whether somebody works here and can sign in.
func (s *Screen) stateCell(p people.Person) parts.Cell {
	switch {
	case p.Left(s.d.Now()):
		return parts.Cell{Text: lang.L("left {{.Day}}", map[string]any{"Day": s.d.Day(p.LeftAt)}), Tone: look.Ink3, Icon: "remove"}
	case !p.LeftAt.IsZero():
		return parts.Cell{Text: lang.L("until {{.Day}}", map[string]any{"Day": s.d.Day(p.LeftAt)}), Tone: look.Warn, Icon: "clock"}
	case p.Login == "":
		return parts.Cell{Text: lang.L("no access"), Tone: look.Ink3, Icon: "lock"}
	case !p.HasPassword:
		return parts.Cell{Text: lang.L("no password"), Tone: look.Warn, Icon: "tri"}
	}
	return parts.Cell{Text: lang.L("can sign in"), Icon: "okcircle", IconTone: look.Good, Tone: look.Ink2}
}

func (s *Screen) buildBar() {
	s.search = parts.NewEntry(lang.L("Name, staff number, login")).WithIcon("search").WithKey("Ctrl F").Wide(210)
	s.search.OnChanged = func(t string) { s.find.text = strings.ToLower(strings.TrimSpace(t)); s.narrow() }
	s.search.OnSubmitted = func(string) { s.table.Focus() }
}

// showFilters lays search and filters out; the organisations are known by then.
func (s *Screen) showFilters() {
	if len(s.bar.Objects) > 0 || len(s.k.orgs) == 0 {
		return
	}
	line := parts.Row(8)
	if len(s.k.orgs) > 1 {
		names := []string{lang.L("All organisations")}
		for _, o := range s.k.orgs {
			names = append(names, o.Name)
		}
		line.Add(parts.NewSelect(names, 0, func(i int) {
			s.find.org = ""
			if i > 0 {
				s.find.org = s.k.orgs[i-1].ID
			}
			s.narrow()
		}).Wide(124))
	}
	roles := []string{lang.L("All roles")}
	for _, r := range people.Roles {
		roles = append(roles, desk.RoleName(r))
	}
	line.Add(parts.NewSelect(roles, 0, func(i int) {
		s.find.role = ""
		if i > 0 {
			s.find.role = people.Roles[i-1]
		}
		s.narrow()
	}).Wide(104))
	line.Add(parts.NewCheck(lang.L("Also those who left"), false, func(on bool) { s.find.left = on; s.narrow() }))
	all := parts.Row(8, s.search, line)
	if look.Scale() > 1.15 { // large text: the filters go below
		all = parts.Stack(8, s.search, line)
	}
	s.bar.Objects = []fyne.CanvasObject{parts.Grow(parts.Inset(8, 24, 8, 24, all))}
	s.bar.Refresh()
}

func (s *Screen) passes(p people.Person) bool {
	f := s.find
	if f.org != "" && p.OrganisationID != f.org || f.role != "" && !p.Has(f.role) || !f.left && p.Left(s.d.Now()) && p.ID != s.wanted {
		return false
	}
	for _, field := range []string{p.Name, p.StaffNumber, p.Login} {
		if strings.Contains(strings.ToLower(field), f.text) {
			return true
		}
	}
	return false
}

// narrow shows the persons that pass, and keeps the choice.
func (s *Screen) narrow() {
	s.shown = nil
	for _, p := range s.k.persons {
		if s.passes(p) {
			s.shown = append(s.shown, p)
		}
	}
	s.sortShown()
	s.middle.Objects = []fyne.CanvasObject{s.table}
	if len(s.shown) == 0 && len(s.k.persons) > 0 {
		s.middle.Objects = []fyne.CanvasObject{parts.EmptyState("people", lang.L("Nobody passes the filter"),
			lang.L("Choose other roles, or clear what is typed above."))}
	}
	s.middle.Refresh()
	s.refreshSheet()
	s.stay()
}

func (s *Screen) sortShown() {
	t := s.table
	if t.Sorted < 0 {
		return // by organisation, team and name, as they were read
	}
	slices.SortStableFunc(s.shown, func(a, b people.Person) int {
		c := cmp.Compare(s.cellText(a, t.Sorted), s.cellText(b, t.Sorted))
		if t.Descending {
			return -c
		}
		return c
	})
}

func (s *Screen) cellText(p people.Person, column int) string {
	switch column {
	case colName:
		return p.Name
	case colNumber:
		return p.StaffNumber
	case colOrg:
		return s.orgName(p.OrganisationID)
	case colTeam:
		return s.teamName(p.TeamID)
	case colLogin:
		return p.Login
	}
	return s.stateCell(p).Text
}

// refreshSheet chooses whom to show in the panel after reading: the one wanted,
// the one open, otherwise the first.
func (s *Screen) refreshSheet() {
	if len(s.k.persons) == 0 || s.sheet != nil && (s.sheet.changed() || s.sheet.was.ID == "") {
		return // nobody is read yet; what is typed stays
	}
	id := s.wanted
	s.wanted = ""
	if id == "" && s.sheet != nil {
		id = s.sheet.was.ID
	}
	for _, p := range s.k.persons {
		if p.ID == id {
			s.edit(p)
			s.table.List().ScrollTo(max(s.table.Chosen(), 0))
			return
		}
	}
	if len(s.shown) > 0 {
		s.edit(s.shown[0])
		return
	}
	s.panel.Objects = nil
	s.panel.Refresh()
}

// Choose moves the choice in the list.
func (s *Screen) Choose(row int) { s.table.Choose(row) }
