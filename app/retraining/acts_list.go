package retraining

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/export"
)

// pageActs open the pages by their digits.
func (s *Screen) pageActs() []desk.Action {
	names := make([]string, len(s.all))
	for i, t := range s.all {
		names[i] = tabWord(t)
	}
	return desk.Pages(names, func(i int) { s.tab = s.all[i]; s.show() })
}

func (s *Screen) listActs() []desk.Action {
	if s.tab == tabPlans {
		return s.plans.actions()
	}
	none := s.tab == tabRules || len(s.rows()) == 0
	out := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Open the case"), Bare: fyne.KeyReturn, Do: s.openChosen, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Next person"), Bare: fyne.KeyDown, Do: func() { s.choose(1) }, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Person before"), Bare: fyne.KeyUp, Do: func() { s.choose(-1) }, Off: none}}
	if export.May(s.d) && overlooks(s.d.Actor) {
		out = append(out, export.Action(lang.L("Export the board"), s.askExport, none))
	}
	return out
}
