package draft

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
)

// personCount is how many may sit the exam.
func (s *Screen) personCount() string {
	if len(s.exam.Persons) == 0 {
		return lang.L("all")
	}
	return chart.Count(len(s.exam.Persons))
}

// personsForm is who may sit the exam: everybody, or those that are ticked.
func (s *Screen) personsForm() fyne.CanvasObject {
	shown := s.all
	table := parts.NewTable([]parts.TableColumn{{Title: lang.L("Name"), Width: 150}, {Title: lang.L("Staff number"), Width: 120}, {Title: lang.L("Roles"), Least: 120}},
		func() int { return len(shown) }, func(row, column int) parts.Cell {
			if row >= len(shown) {
				return parts.Cell{}
			}
			p := shown[row]
			return []parts.Cell{{Text: p.Name, Bold: true}, {Text: p.StaffNumber, Tone: look.Ink2}, {Text: roles(p), Tone: look.Ink2}}[column]
		})
	table.Marked = func(row int) bool { return row < len(shown) && slices.Contains(s.exam.Persons, shown[row].ID) }
	table.OnMarked = func(row int, on bool) { s.mark(shown[row:row+1], on); table.Refresh() }
	table.AllMarked = func() bool {
		return len(shown) > 0 && !slices.ContainsFunc(shown, func(p people.Person) bool { return !slices.Contains(s.exam.Persons, p.ID) })
	}
	table.OnAllMarked = func(on bool) { s.mark(shown, on); table.Refresh() }
	search := parts.NewEntry(lang.L("Name or staff number")).WithIcon("search").WithKey("Ctrl F").Wide(220)
	search.OnChanged = func(text string) {
		text = strings.ToLower(strings.TrimSpace(text))
		shown = nil
		for _, p := range s.all {
			if strings.Contains(strings.ToLower(p.Name+" "+p.StaffNumber), text) {
				shown = append(shown, p)
			}
		}
		table.Refresh()
	}
	say := parts.Label(lang.L("Nobody ticked: everybody there may sit it. Ticked persons: only they may."))
	return parts.Dock(parts.Inset(10, 24, 10, 24, parts.Row(12, search, parts.Grow(say.Cutting()))), nil, nil, nil, table)
}

func roles(p people.Person) string {
	var out []string
	for _, r := range p.Roles {
		out = append(out, desk.RoleName(r))
	}
	return strings.Join(out, lang.L(", "))
}

// mark lets persons sit the exam, or not.
func (s *Screen) mark(all []people.Person, on bool) {
	for _, p := range all {
		s.exam.Persons = slices.DeleteFunc(s.exam.Persons, func(id string) bool { return id == p.ID })
		if on {
			s.exam.Persons = append(s.exam.Persons, p.ID)
		}
	}
	s.showTop()
	s.change()
}
