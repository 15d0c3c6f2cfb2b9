package operations

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa/indicators"
)

func (s *Screen) build() {
	head := parts.Row(8, parts.PageHead(lang.L("Operations")), parts.Gap())
	if export.May(s.d) {
		head.Add(export.Button(s.export))
	}
	if s.mayKeep() {
		head.Add(parts.NewButton(lang.L("Set targets"), parts.Plain, s.askTargets).WithIcon("flag").WithKey("Ctrl G"))
		head.Add(parts.NewButton(lang.L("Import figures"), parts.Plain, s.openImport).WithIcon("upload").WithKey("Ctrl I"))
	}
	s.tabs = parts.NewTabs([]parts.Tab{{Word: lang.L("Overview")}}, 0, func(i int) { s.showTab(s.tabList()[i]) })
	var words []string
	for _, span := range indicators.Spans {
		words = append(words, spanWord(span))
	}
	s.spans = parts.NewSegments(words, 2, func(i int) { s.setSpan(indicators.Spans[i]) })
	s.period, s.until = parts.Strong(""), parts.Label("")
	s.scope = parts.NewSelect([]string{lang.L("All I see")}, 0, func(int) {}).Wide(190)
	s.scope.Small = true
	earlier := parts.NewButton(lang.L("Earlier"), parts.Quiet, func() { s.move(-1) }).WithKey("[").AsSmall()
	later := parts.NewButton(lang.L("Later"), parts.Quiet, func() { s.move(+1) }).WithKey("]").AsSmall()
	s.bar = parts.Row(8, s.spans, parts.Room(4, 0), earlier, s.period, later, s.until, parts.Gap(), s.scope)
	top := parts.Stack(0, parts.Inset(12, 24, 4, 24, head), parts.Inset(0, 24, 0, 24, s.tabs), parts.NewHairline(),
		parts.Inset(7, 24, 7, 24, s.bar), parts.NewHairline())
	s.whole = parts.Dock(top, nil, nil, nil, s.middle)
}

func spanWord(span indicators.Span) string {
	switch span {
	case indicators.DaySpan:
		return lang.L("Day")
	case indicators.WeekSpan:
		return lang.L("Week")
	case indicators.MonthSpan:
		return lang.L("Month")
	case indicators.QuarterSpan:
		return lang.L("Quarter")
	case indicators.YearSpan:
		return lang.L("Year")
	}
	return lang.L("Shift cycle")
}

// showScopes offers what the figures can be narrowed to.
func (s *Screen) showScopes() {
	ids, names := []string{""}, []string{lang.L("All I see")}
	add := func(id, name string) { ids, names = append(ids, id), append(names, name) }
	if len(s.staff.orgs) > 1 {
		for _, o := range s.staff.orgs {
			add("organisation:"+o.ID, o.Name)
		}
	}
	for _, t := range s.staff.teams {
		add("team:"+t.ID, s.staff.teamText(t.ID))
	}
	if len(s.staff.projects) > 1 {
		for _, p := range s.staff.projects {
			add("project:"+p, lang.L("Project {{.Name}}", map[string]any{"Name": p}))
		}
	}
	at := max(slices.Index(ids, s.state.Scope), 0)
	s.state.Scope = ids[at]
	s.scope.OnChanged = func(i int) {
		s.state.Scope = ids[i]
		s.remember()
		s.reload()
	}
	s.scope.SetOptions(names, at)
	s.scope.Hidden = len(ids) == 1
}

// showTab opens a tab.
func (s *Screen) showTab(t tab) {
	if !s.ready || s.tabWord(t) == "" {
		return
	}
	at := slices.Index(s.tabList(), t)
	if at < 0 {
		at, t = 0, tabOverview
	}
	s.state.Tab = t
	s.remember()
	var v view
	switch t {
	case tabTable:
		v = newSheet(s)
	case tabShifts:
		v = newRoster(s)
	case tabComplaints:
		v = newComplaints(s)
	case tabOrders:
		v = newOrders(s)
	default:
		v = newOverview(s)
	}
	s.open(v)
}

// open shows a view, and reads what it shows.
func (s *Screen) open(v view) {
	s.now = v
	var items []parts.Tab
	for _, t := range s.tabList() {
		items = append(items, parts.Tab{Word: s.tabWord(t)})
	}
	s.tabs.Chosen = slices.Index(s.tabList(), s.state.Tab)
	s.tabs.SetItems(items)
	s.reload()
}

// reload reads the figures of the open view.
func (s *Screen) reload() {
	if s.now == nil {
		return
	}
	s.spans.Chosen = slices.Index(indicators.Spans, s.state.Span)
	s.spans.Refresh()
	s.period.Set(s.periodText(s.state.Span, s.shown()))
	s.until.Set("")
	if p := s.shown(); s.extent.Until > p.From && s.extent.Until < p.Until {
		s.until.Set(lang.L("figures until {{.Date}}", map[string]any{"Date": s.date(s.extent.Until-1, false)}))
	}
	s.bar.Refresh()
	s.now.load()
	s.d.Changed()
}

// show puts what a view has read onto the screen.
func (s *Screen) show(v view) {
	if s.now != v {
		return // another tab was opened meanwhile
	}
	s.middle.Objects = []fyne.CanvasObject{v.content()}
	s.middle.Refresh()
	s.d.Changed()
}

// nothing says that there are no figures at all, and what to do.
func (s *Screen) nothing() fyne.CanvasObject {
	if s.mayKeep() {
		return parts.EmptyState("speed", lang.L("No figures yet"), lang.L("Import the daily figures of the telephone system: one row for each agent and day."),
			parts.NewButton(lang.L("Import figures"), parts.Main, s.openImport).WithIcon("upload").WithKey("Ctrl I"))
	}
	return parts.EmptyState("speed", lang.L("No figures yet"), lang.L("They stand here as soon as the daily figures are imported."))
}

// scaled is a size at the text's scale.
func scaled(w, h float32) fyne.Size { return fyne.NewSize(look.Scaled(w), look.Scaled(h)) }
