package retraining

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/retrain"
)

// head is the title, with filters and the export at its right.
func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(lang.L("Retraining")), parts.Gap())
	if s.tab != tabPlans && s.tab != tabRules && overlooks(s.d.Actor) {
		row.Add(s.examFilter())
		if len(s.f.orgs) > 1 {
			row.Add(s.orgFilter())
		}
		if export.May(s.d) {
			row.Add(export.Button(s.askExport))
		}
	}
	if s.tab == tabPlans && s.d.Actor.May(people.KeepExams) {
		row.Add(parts.NewButton(lang.L("New joint plan"), parts.Main, s.newPlan).WithIcon("add").WithKey("N"))
	}
	return parts.Inset(12, 24, 8, 24, parts.High(30, row))
}

func (s *Screen) orgFilter() fyne.CanvasObject {
	names, ids := []string{lang.L("All organisations")}, []string{""}
	for _, o := range s.f.orgs {
		names, ids = append(names, o.Name), append(ids, o.ID)
	}
	return parts.NewSelect(names, max(slices.Index(ids, s.org), 0), func(i int) { s.org = ids[i]; s.show() }).Wide(150)
}

func (s *Screen) examFilter() fyne.CanvasObject {
	names, ids := []string{lang.L("All exams")}, []string{""}
	for _, c := range s.f.cases {
		if !slices.Contains(ids, c.ExamID) {
			names, ids = append(names, c.Exam), append(ids, c.ExamID)
		}
	}
	return parts.NewSelect(names, max(slices.Index(ids, s.exam), 0), func(i int) { s.exam = ids[i]; s.show() }).Wide(200)
}

// page is what stands below the tabs.
func (s *Screen) page() fyne.CanvasObject {
	switch {
	case !s.loaded:
		return parts.Room(0, 0)
	case s.tab == tabPlans:
		return s.plans.page()
	case s.tab == tabRules:
		return s.rulesPage()
	case len(s.rows()) == 0:
		return s.empty()
	}
	s.board.List().Chosen = max(min(s.board.List().Chosen, len(s.rows())-1), 0)
	return parts.Dock(s.reminder(), nil, nil, nil, s.board)
}

// reminder tells a trainer that no exam opens cases yet; nil for nothing.
func (s *Screen) reminder() fyne.CanvasObject {
	if s.tab != tabBoard || len(s.f.rules) == 0 || slices.ContainsFunc(s.f.rules, func(r retrain.Ruled) bool { return r.Rules.On }) {
		return nil
	}
	return parts.Inset(8, 24, 8, 24, parts.Banner(parts.TintInfo, lang.L("Failing an exam opens no case yet. Switch it on for the exams that certify."), lang.L("Rules of exams"), func() { s.tab = tabRules; s.show() }))
}

func (s *Screen) empty() fyne.CanvasObject {
	if s.org != "" || s.exam != "" {
		return parts.EmptyState("funnel", lang.L("Nobody matches the filters"), lang.L("Choose all organisations and all exams to see everybody."),
			parts.NewButton(lang.L("Show all"), parts.Plain, func() { s.org, s.exam = "", ""; s.show() }))
	}
	switch {
	case s.tab == tabOff:
		return parts.EmptyState("okcircle", lang.L("Nobody is off duty"), lang.L("Who fails an exam too often goes off duty, and comes back by passing it."))
	case s.tab == tabClosed:
		return parts.EmptyState("okcircle", lang.L("No case is closed yet"), lang.L("Passed cases stand here with what retraining brought."))
	case !overlooks(s.d.Actor):
		return parts.EmptyState("okcircle", lang.L("Nothing to retrain"), lang.L("If you fail an exam that certifies, what to study for the resit stands here."))
	}
	return parts.EmptyState("okcircle", lang.L("Nobody is in retraining"), lang.L("A failed exam opens a case here by itself, once its rules say so."),
		s.rulesButton()...)
}

func (s *Screen) rulesButton() []*parts.Button {
	if !slices.Contains(s.all, tabRules) {
		return nil
	}
	return []*parts.Button{parts.NewButton(lang.L("Rules of exams"), parts.Main, func() { s.tab = tabRules; s.show() }).WithIcon("settings")}
}

// wide is how much room the page has.
func (s *Screen) wide() float32 {
	return max(s.d.Window.Canvas().Size().Width-look.Scaled(184), look.Scaled(600))
}
