package certificates

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/chart"
)

func (s *Screen) build() {
	s.own, s.holders, s.courses = s.ownTable(), s.holderTable(), s.programmeTable()
	s.search = parts.NewEntry(lang.L("Name or number")).WithIcon("search").WithKey("Ctrl F").Wide(200)
	s.search.OnChanged = func(text string) { s.find.text = text; s.narrow() }
	s.search.OnSubmitted = func(string) { s.holders.Focus() }
	s.search.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	s.tabs = parts.NewTabs(s.tabWords(), max(slices.Index(s.shown, s.tab), 0), func(i int) { s.turn(s.shown[i]) })
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, s.head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, s.side, s.middle)
	s.show()
}

func (s *Screen) turn(t tab) {
	s.tab, s.edit = t, nil
	s.show()
	if t == tabRate {
		s.loadRate()
	}
}

func (s *Screen) tabWords() []parts.Tab {
	count := map[tab]int{tabMine: len(s.mine), tabHolders: len(s.holdings), tabProgrammes: len(s.programmes)}
	var out []parts.Tab
	for _, t := range s.shown {
		word := parts.Tab{Word: tabName(t)}
		if n, ok := count[t]; ok && s.loaded {
			word.Count = chart.Count(n)
		}
		out = append(out, word)
	}
	return out
}

// show shows the view that is chosen.
func (s *Screen) show() {
	s.tabs.SetItems(s.tabWords())
	s.tabs.Chosen = max(slices.Index(s.shown, s.tab), 0)
	s.tabs.Refresh()
	s.showHead()
	s.middle.Objects = []fyne.CanvasObject{s.view()}
	s.middle.Refresh()
	s.showSide()
	s.d.Changed()
}

func (s *Screen) showHead() {
	s.head.Objects = []fyne.CanvasObject{parts.PageHead(lang.L("Certificates")), parts.Gap()}
	if s.tab != tabMine && export.May(s.d) {
		s.head.Add(export.Button(s.askExport))
	}
	if s.keeps() && s.edit == nil {
		switch s.tab {
		case tabHolders:
			s.head.Add(parts.NewButton(lang.L("Issue by hand"), parts.Plain, s.askIssue).WithIcon("edit").WithKey("I"))
			s.head.Add(parts.NewButton(lang.L("Ask of people"), parts.Main, s.askAssign).WithIcon("people").WithKey("A"))
		case tabProgrammes:
			s.head.Add(parts.NewButton(lang.L("New certificate"), parts.Main, s.newProgramme).WithIcon("add").WithKey("N"))
		}
	}
	s.head.Refresh()
}

// view is what stands below the tabs.
func (s *Screen) view() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.tab == tabMine:
		return s.ownView()
	case s.tab == tabRate:
		return s.rateView()
	case s.tab == tabProgrammes:
		return s.programmeView()
	}
	return s.holderView()
}
