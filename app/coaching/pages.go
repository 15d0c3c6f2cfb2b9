package coaching

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
)

// tab is one of the pages.
type tab int

const (
	tabBoard tab = iota
	tabFirst
	tabEffect
	tabTogether
)

func (s *Screen) showPage() {
	s.strip.Objects = []fyne.CanvasObject{s.head()}
	s.strip.Refresh()
	var items []parts.Tab
	for _, t := range s.tabs {
		item := parts.Tab{Word: tabWord(t)}
		switch t {
		case tabBoard:
			item.Count = chart.Count(len(s.shown()))
		case tabTogether:
			item.Count = chart.Count(len(s.together.all))
		}
		items = append(items, item)
	}
	s.heads.SetItems(items)
	s.heads.Chosen = slices.Index(s.tabs, s.tab)
	s.heads.Refresh()
	s.middle.Objects = []fyne.CanvasObject{s.page()}
	s.middle.Refresh()
}

func tabWord(t tab) string {
	switch t {
	case tabFirst:
		return lang.L("What first")
	case tabEffect:
		return lang.L("What it brought")
	case tabTogether:
		return lang.L("Joint listening")
	}
	return lang.L("Board")
}

func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.tab == tabFirst:
		return s.first.page()
	case s.tab == tabEffect:
		return s.gains.page()
	case s.tab == tabTogether:
		return s.together.page()
	}
	return s.board.page()
}

// head is the title, with the filter and the main act at its right.
func (s *Screen) head() fyne.CanvasObject {
	title := lang.L("Coaching")
	row := parts.Row(8, parts.PageHead(title), parts.Gap())
	if len(s.teams) > 1 {
		names, ids := []string{lang.L("All teams")}, []string{""}
		for _, t := range s.teams {
			names, ids = append(names, t.Name), append(ids, t.ID)
		}
		row.Add(parts.NewSelect(names, max(slices.Index(ids, s.team), 0), func(i int) {
			s.team, s.first.stale, s.gains.stale = ids[i], true, true
			s.show()
		}).Wide(170))
	}
	if s.keeps() && s.tab == tabBoard {
		row.Add(parts.NewButton(lang.L("New plan"), parts.Main, func() { s.draft("") }).WithIcon("add").WithKey("N"))
	}
	return parts.Inset(12, 24, 8, 24, parts.High(30, row))
}
