package reviewers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/qa/severity"
)

// Actions are the tabs, the times, the evaluation behind a row, and the export.
func (s *Screen) Actions() []desk.Action {
	table, _ := s.table()
	acts := []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Reviewers"), Bare: fyne.Key1, Do: func() { s.open(tabReviewers) }},
		{Menu: desk.ViewMenu, Label: lang.L("Agreement"), Bare: fyne.Key2, Do: func() { s.open(tabAgreement) }},
		{Menu: desk.ViewMenu, Label: lang.L("Fair scores"), Bare: fyne.Key3, Do: func() { s.open(tabFair) }},
		{Menu: desk.ViewMenu, Label: lang.L("Longer or shorter time"), Bare: fyne.KeyT, Do: func() { s.segments.Choose((s.period + 1) % len(periods)) }},
		{Menu: desk.HelpMenu, Label: lang.L("What do these mean"), Bare: fyne.KeyW, Do: s.explain},
	}
	acts = append(acts, desk.Walk(table)...)
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, !s.loaded || table.Length() == 0))
	}
	return acts
}

// table is what the open tab lists, and the name of its export.
func (s *Screen) table() (*parts.Table, string) {
	switch s.tab {
	case tabAgreement:
		return s.doubles, lang.L("Scored twice")
	case tabFair:
		return s.fair, lang.L("Fair scores")
	}
	return s.reviewers, lang.L("Reviewers")
}

func (s *Screen) askExport() {
	table, name := s.table()
	export.Table(s.d, name, table)
}

// openEvaluation opens the evaluation in the list of scores.
func (s *Screen) openEvaluation(e *severity.Evaluation) {
	s.d.Go(desk.Route{Place: desk.Scores, Evaluation: e.ID})
}
