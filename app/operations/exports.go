package operations

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/internal/tablefile"
	"shifu/qa/indicators"
)

// export writes what is shown into a file.
func (s *Screen) export() {
	if s.now != nil {
		export.Rows(s.d, s.now.table())
	}
}

// tabled is a table for a file, named after the shown period.
func (s *Screen) tabled(name string, columns []string, rows [][]any) tablefile.Table {
	return tablefile.Table{Name: name + " " + s.periodText(s.state.Span, s.shown()), Columns: columns, Count: len(rows), Rows: slices.Values(rows)}
}

// valueColumns are what valueCells fill.
func valueColumns() []string {
	return []string{lang.L("Value"), lang.L("Unit"), lang.L("Likely from"), lang.L("Likely to"), "n", lang.L("Target"), lang.L("Standing")}
}

// valueCells are a value in the unit of the screen, with what it rests on; nil
// where there is none.
func valueCells(i indicators.Indicator, v indicators.Value, t indicators.Target) []any {
	out := make([]any, 7)
	out[1] = unit(i)
	if t.Set {
		out[5] = inUnit(i, t.Value)
	}
	if !v.Known {
		return out
	}
	out[0], out[4], out[6] = inUnit(i, v.Value), v.N, standingWord(i.Stand(v, t))
	if v.HasInterval() {
		out[2], out[3] = inUnit(i, v.Low), inUnit(i, v.High)
	}
	return out
}

func (o *overview) table() tablefile.Table {
	var rows [][]any
	for _, i := range indicators.Catalogue {
		v := i.Of(o.now.total(0))
		row := append([]any{o.s.say(i.Name)}, valueCells(i, v, o.s.targets.On(i.Key, o.s.shown().Until-1))...)
		rows = append(rows, append(row, strings.TrimSpace(o.s.say(i.Formula)+" "+o.s.say(i.Source(o.now.total(0)))+" "+o.s.say(v.Why))))
	}
	if o.s.extent.Days() == 0 {
		rows = nil
	}
	columns := append([]string{lang.L("Indicator")}, valueColumns()...)
	return o.s.tabled(lang.L("Operations"), append(columns, lang.L("Formula")), rows)
}

func (p *page) table() tablefile.Table {
	var rows [][]any
	for _, by := range []indicators.Group{indicators.ByHouse, indicators.ByOrganisation, indicators.ByTeam, indicators.ByProject, indicators.ByPerson} {
		for _, g := range p.known(by) {
			row := []any{groupWord(by), p.s.staff.name(by, g)}
			rows = append(rows, append(row, valueCells(p.i, p.i.Of(p.groups[by].at(g, 0)), p.target())...))
		}
	}
	return p.s.tabled(p.s.say(p.i.Name), append([]string{lang.L("Compared"), lang.L("Name")}, valueColumns()...), rows)
}

// groupWord says what a group of sums is.
func groupWord(by indicators.Group) string {
	switch by {
	case indicators.ByPerson:
		return lang.L("Agent")
	case indicators.ByTeam:
		return lang.L("Team")
	case indicators.ByOrganisation:
		return lang.L("Organisation")
	case indicators.ByProject:
		return lang.L("Project")
	}
	return lang.L("Side")
}

// table has every indicator with its n, whatever family is on the screen.
func (t *sheet) table() tablefile.Table {
	columns := []string{groupWord(t.s.state.By), lang.L("Team")}
	var shows []indicators.Indicator
	for _, i := range indicators.Catalogue {
		if i.Waits.IsZero() {
			shows = append(shows, i)
			columns = append(columns, t.s.say(i.Name)+" ("+unit(i)+")", "n")
		}
	}
	rows := make([][]any, len(t.rows))
	for r, id := range t.rows {
		rows[r] = []any{t.s.staff.name(t.s.state.By, id), t.s.staff.where(t.s.state.By, id)}
		for _, i := range shows {
			cells := valueCells(i, t.values[id][i.Key], indicators.Target{})
			rows[r] = append(rows[r], cells[0], cells[4])
		}
	}
	return t.s.tabled(lang.L("People and teams"), columns, rows)
}

func (r *roster) table() tablefile.Table {
	st, zone := r.s.staff, r.s.d.Zone
	rows := make([][]any, len(r.shifts))
	for i, t := range r.shifts {
		rows[i] = []any{t.Date.String(), st.persons[t.Who.PersonID].StaffNumber, st.person(t.Who.PersonID), st.teamText(t.Who.TeamID), t.Duty,
			t.Start.In(zone).Format("2006-01-02 15:04"), t.End.In(zone).Format("2006-01-02 15:04"), t.Project, strings.Join(t.NotReady, "; ")}
	}
	slices.SortStableFunc(rows, func(a, b []any) int {
		return cmp.Or(strings.Compare(a[0].(string), b[0].(string)), strings.Compare(a[1].(string), b[1].(string)))
	})
	return r.s.tabled(lang.L("Shifts"), []string{lang.L("Date"), lang.L("Staff number"), lang.L("Agent"), lang.L("Team"), lang.L("Duty"), lang.L("Begins"),
		lang.L("Ends"), lang.L("Project"), lang.L("Reasons to be not ready")}, rows)
}

func (l *list[T]) table() tablefile.Table {
	rows := make([][]any, len(l.rows))
	for i := range rows {
		rows[i] = l.grid.Values(i)
	}
	return l.s.tabled(l.s.tabWord(l.s.state.Tab), l.grid.Titles(), rows)
}
