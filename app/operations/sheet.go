package operations

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
)

// sheet is the table of people, teams, organisations or projects, with the
// chosen one's figures at the side.
type sheet struct {
	s      *Screen
	now    grid
	all    []string // groups with figures
	rows   []string // of these, those that pass the text
	values map[string]map[indicators.Key]indicators.Value
	shows  []indicators.Indicator
	text   string
	only   []string // narrowed to these people
	chosen string

	grid   *parts.Table
	search *parts.Entry
	bar    *fyne.Container
	middle *fyne.Container
	panel  *fyne.Container
	whole  fyne.CanvasObject
	run    []indicators.Period
	trend  grid // of the chosen one
}

var sheetGroups = []indicators.Group{indicators.ByPerson, indicators.ByTeam, indicators.ByOrganisation, indicators.ByProject}

func newSheet(s *Screen) *sheet {
	t := &sheet{s: s, middle: parts.Over(), panel: parts.Over(), bar: parts.Row(8)}
	t.search = parts.NewEntry(lang.L("Name, team")).WithIcon("search").WithKey("Ctrl F").Wide(170)
	t.search.Small = true
	t.search.OnChanged = func(text string) { t.text = strings.ToLower(strings.TrimSpace(text)); t.narrow() }
	t.search.OnSubmitted = func(string) { t.grid.Focus() }
	groups := parts.NewSegments([]string{lang.L("People"), lang.L("Teams"), lang.L("Organisations"), lang.L("Projects")}, slices.Index(sheetGroups, s.state.By),
		func(i int) { s.state.By = sheetGroups[i]; s.remember(); t.only = nil; t.columns(); t.load() })
	families := parts.NewSegments([]string{lang.L("Workload"), lang.L("Service"), lang.L("Quality")}, int(s.state.Family),
		func(i int) { s.state.Family = indicators.Family(i); s.remember(); t.columns(); t.draw() })
	t.bar = parts.Row(8, groups, families, parts.Gap(), t.search)
	t.columns()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(326), 0, parts.Over(parts.NewPlate(look.Well), t.panel)))
	t.whole = parts.Dock(nil, nil, nil, right, parts.Dock(parts.Inset(7, 24, 7, 24, t.bar), nil, nil, nil, t.middle))
	return t
}

// openPeople shows these people in the table.
func (s *Screen) openPeople(ids []string) {
	if !slices.Contains(s.tabList(), tabTable) {
		return
	}
	s.state.Tab, s.state.By = tabTable, indicators.ByPerson
	t := newSheet(s)
	t.only = ids
	s.open(t)
}

func (t *sheet) content() fyne.CanvasObject { return t.whole }

func (t *sheet) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Search"), Key: fyne.KeyF, Mod: ctrl, Do: t.search.Focus, GapBefore: true},
		{Menu: desk.ViewMenu, Label: lang.L("Show all"), Bare: fyne.KeyEscape, Do: t.clear, Off: t.only == nil && t.text == ""},
	}
}

func (t *sheet) clear() {
	t.only = nil
	t.search.SetText("")
	t.narrow()
	t.s.d.Changed()
}

// columns are the name, where it belongs, and the indicators of the family.
func (t *sheet) columns() {
	t.shows = nil
	var cols []parts.TableColumn
	cols = append(cols, parts.TableColumn{Title: lang.L("Name"), Sorts: true, Least: 84})
	cols = append(cols, parts.TableColumn{Title: lang.L("Team"), Width: 116, Yield: 5, Hide: t.s.state.By != indicators.ByPerson})
	for _, i := range indicators.Catalogue {
		if i.Family != t.s.state.Family {
			continue
		}
		t.shows = append(t.shows, i)
		cols = append(cols, parts.TableColumn{Title: t.s.say(i.Name), Width: t.columnWidth(i), Right: true, Sorts: true, Yield: len(t.shows)})
	}
	t.grid = parts.NewTable(cols, func() int { return len(t.rows) }, t.cell)
	t.grid.OnSorted = t.sort
	t.grid.OnChosen = t.choose
	t.grid.OnOpened = func(row int) { t.choose(row) }
	t.grid.Sorted, t.grid.Descending = t.sortColumn(), t.s.state.Descending
}

func (t *sheet) columnWidth(i indicators.Indicator) float32 {
	if t.s.chinese() {
		return max(82, 20+13*float32(len([]rune(t.s.say(i.Name)))))
	}
	return max(82, 22+6.6*float32(len(t.s.say(i.Name))))
}

func (t *sheet) sortColumn() int {
	for k, i := range t.shows {
		if string(i.Key) == t.s.state.Sort {
			return k + 2
		}
	}
	return 0
}

func (t *sheet) load() {
	s := t.s
	q := s.narrowed(indicators.Question{Periods: []indicators.Period{s.shown()}, By: s.state.By})
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (grid, error) { return s.ask(ctx, q) }, func(g grid, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		t.now, t.all, t.values = g, nil, map[string]map[indicators.Key]indicators.Value{}
		for id := range g {
			t.all = append(t.all, id)
			t.values[id] = map[indicators.Key]indicators.Value{}
			for _, i := range indicators.Catalogue {
				t.values[id][i.Key] = i.Of(g.at(id, 0))
			}
		}
		t.draw()
		s.show(t)
		s.d.Trace("loaded", map[string]any{"place": "operations", "view": "table", "rows": len(t.rows)})
	})
}

func (t *sheet) draw() {
	t.order()
	t.narrow()
}

func (t *sheet) narrow() {
	t.rows = nil
	for _, id := range t.all {
		named := strings.ToLower(t.s.staff.name(t.s.state.By, id) + " " + t.s.staff.where(t.s.state.By, id) + " " + t.s.staff.persons[id].StaffNumber)
		if strings.Contains(named, t.text) && (t.only == nil || slices.Contains(t.only, id)) {
			t.rows = append(t.rows, id)
		}
	}
	t.middle.Objects = []fyne.CanvasObject{t.grid}
	switch {
	case t.s.extent.Days() == 0:
		t.middle.Objects = []fyne.CanvasObject{t.s.nothing()}
	case len(t.rows) == 0:
		t.middle.Objects = []fyne.CanvasObject{parts.EmptyState("search", lang.L("No figures here"), lang.L("Choose another period, or clear what narrows the table."),
			parts.NewButton(lang.L("Show all"), parts.Main, t.clear))}
	}
	t.grid.Refresh()
	t.middle.Refresh()
	if at := slices.Index(t.rows, t.chosen); len(t.rows) > 0 {
		t.grid.Choose(max(at, 0))
	} else {
		t.chosen = ""
		t.panel.Objects = nil
		t.panel.Refresh()
	}
}

func (t *sheet) cell(row, column int) parts.Cell {
	if row >= len(t.rows) {
		return parts.Cell{}
	}
	id := t.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: t.s.staff.name(t.s.state.By, id)}
	case 1:
		return parts.Cell{Text: t.s.staff.where(t.s.state.By, id), Tone: look.Ink2}
	}
	i := t.shows[column-2]
	v := t.values[id][i.Key]
	switch {
	case !v.Known:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case v.Few:
		return parts.Cell{Text: lang.L("too few"), Tone: look.Ink3, Small: true}
	}
	icon, tone := mark(i.Stand(v, t.s.targets.On(i.Key, t.s.shown().Until-1)))
	return parts.Cell{Text: short(i, v.Value), Icon: icon, IconTone: tone}
}

func (t *sheet) sort(column int, descending bool) {
	t.s.state.Sort, t.s.state.Descending = "name", descending
	if column >= 2 {
		t.s.state.Sort = string(t.shows[column-2].Key)
	}
	t.s.remember()
	t.draw()
}

// order sorts; those without a value, or too few to tell, come last either way.
func (t *sheet) order() {
	key, down := indicators.Key(t.s.state.Sort), t.s.state.Descending
	byName := func(a, b string) int {
		by := t.s.state.By
		return cmp.Or(cmp.Compare(t.s.staff.rank(by, a), t.s.staff.rank(by, b)), strings.Compare(t.s.staff.where(by, a), t.s.staff.where(by, b)), strings.Compare(t.s.staff.name(by, a), t.s.staff.name(by, b)), cmp.Compare(a, b))
	}
	named := t.sortColumn() == 0
	slices.SortFunc(t.all, func(a, b string) int {
		if named {
			if down {
				a, b = b, a
			}
			return byName(a, b)
		}
		va, vb := t.values[a][key], t.values[b][key]
		if oka, okb := va.Known && !va.Few, vb.Known && !vb.Few; !oka || !okb {
			if oka == okb {
				return byName(a, b)
			}
			return map[bool]int{true: -1, false: 1}[oka]
		}
		c := cmp.Compare(va.Value, vb.Value)
		if down {
			c = -c
		}
		return cmp.Or(c, byName(a, b))
	})
}
