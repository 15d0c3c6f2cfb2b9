package sitting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are the keys of the exam. There is no menu: each act shows its key.
func (s *Screen) Actions() []desk.Action {
	if s.phase != running && s.phase != grace {
		return []desk.Action{{Label: lang.L("Back to the exams"), Bare: fyne.KeyReturn, Do: s.toExams}, {Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.toExams}}
	}
	acts := []desk.Action{
		{Label: lang.L("Hand in"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.askSubmit, Off: s.busy},
		{Label: lang.L("Next one"), Key: fyne.KeyPageDown, Mod: ctrl, Bare: fyne.KeyRight, Do: s.next},
		{Label: lang.L("Next one"), Bare: fyne.KeyPageDown, Do: s.next},
		{Label: lang.L("Previous one"), Key: fyne.KeyPageUp, Mod: ctrl, Bare: fyne.KeyLeft, Do: s.prev},
		{Label: lang.L("Previous one"), Bare: fyne.KeyPageUp, Do: s.prev},
		{Label: lang.L("Doubtful"), Key: fyne.KeyF, Mod: ctrl, Bare: fyne.KeyF, Do: s.flag},
		{Label: lang.L("Larger text"), Key: fyne.KeyEqual, Mod: ctrl, Do: func() { s.scale(10) }},
		{Label: lang.L("Smaller text"), Key: fyne.KeyMinus, Mod: ctrl, Do: func() { s.scale(-10) }},
	}
	return append(acts, s.asked.actions()...)
}

// scale makes the text larger or smaller.
func (s *Screen) scale(by int) {
	next := s.d.Settings
	next.Percent = min(max(next.Percent+by, look.ScaleLeast), look.ScaleMost)
	if next.Percent != s.d.Settings.Percent {
		s.d.Apply(next)
	}
}

// typing shows the keys that work while text is typed.
func (v *view) typing(on bool) {
	keys := [3]string{"←", "→", "F"}
	if on {
		keys = [3]string{"Ctrl PgUp", "Ctrl PgDn", "Ctrl F"}
	}
	for i, b := range []*parts.Button{v.prev, v.next, v.flag} {
		b.SetKey(keys[i])
	}
}

func (s *Screen) toExams() { s.d.Go(desk.Route{Place: desk.Exams, ID: s.examID}) }
