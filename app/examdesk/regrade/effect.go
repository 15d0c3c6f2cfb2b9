package regrade

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/training/exam"
)

// effectTable lists what the key would do to each attempt.
func (s *Screen) effectTable() *parts.Table {
	return parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Examinee"), Least: 90}, {Title: lang.L("Old mark"), Width: 84, Right: true}, {Title: lang.L("New mark"), Width: 84, Right: true},
		{Title: lang.L("Old total"), Width: 84, Right: true}, {Title: lang.L("New total"), Width: 84, Right: true}, {Title: lang.L("Result"), Width: 170},
	}, func() int { return len(s.shifts) }, s.effectCell)
}

func (s *Screen) effectCell(row, column int) parts.Cell {
	if row >= len(s.shifts) {
		return parts.Cell{}
	}
	x := &s.shifts[row]
	bold, tone := x.Old != x.New, look.Ink3
	if bold {
		tone = look.Ink
	}
	switch column {
	case 0:
		return parts.Cell{Text: x.Person, Tone: tone, Bold: bold}
	case 1:
		return parts.Cell{Text: say.Points(x.Old), Tone: tone, Value: x.Old}
	case 2:
		return parts.Cell{Text: say.Points(x.New), Tone: tone, Bold: bold, Value: x.New}
	case 3:
		return parts.Cell{Text: say.Points(x.OldTotal), Tone: tone, Value: x.OldTotal}
	case 4:
		return parts.Cell{Text: say.Points(x.NewTotal), Tone: tone, Bold: bold, Value: x.NewTotal}
	}
	return turnCell(x)
}

// turnCell says who passes or fails otherwise.
func turnCell(x *exam.Shift) parts.Cell {
	switch {
	case !x.WasPass && x.IsPass:
		return parts.StateCell(lang.L("failed, now passes"), parts.StateGood)
	case x.WasPass && !x.IsPass:
		return parts.StateCell(lang.L("passed, now fails"), parts.StateBad)
	case x.IsPass:
		return parts.Cell{Text: lang.L("passes as before"), Tone: look.Ink3}
	}
	return parts.Cell{Text: lang.L("fails as before"), Tone: look.Ink3}
}

func (s *Screen) sentence(err error) string { return words.Sentence(s.d.Settings.Language, err) }

// askApply asks for the reason and marks everybody by the changed key.
func (s *Screen) askApply() {
	if !s.mayApply() {
		return
	}
	field := parts.NewEntry(lang.L("Reason")).Wide(440)
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(440)
	var dialog *parts.Dialog
	next := s.changed()
	try := func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]exam.Shift, error) {
			return s.d.Marker.Rekey(ctx, s.d.Actor, s.id, next, strings.TrimSpace(field.Text()))
		}, func(shifts []exam.Shift, err error) {
			field.SetWrong(err != nil)
			if err != nil {
				wrong.Set(s.sentence(err))
				return
			}
			dialog.Close()
			s.d.Toast(lang.L("Marked by the new key: {{.N}} attempts", map[string]any{"N": chart.Count(len(shifts))}), nil)
			s.d.Trace("rekeyed", map[string]any{"attempts": len(shifts)})
			s.read()
		})
	}
	field.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Mark everybody by the new key?"),
		Text: lang.L("{{.N}} marks change, {{.Turns}} people pass or fail otherwise. The key before stays in the versions of the question; those who sit from now on get the new one.",
			map[string]any{"N": chart.Count(s.changes()), "Turns": chart.Count(s.turns())}),
		Content: parts.Stack(6, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Apply"), Kind: parts.Main, Width: look.Scaled(480), First: field.Typing(),
		Check: func() bool { try(); return false }})
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.id}) }

func (s *Screen) askExport() { export.Table(s.d, lang.L("Effect of a changed key"), s.effect) }

// Actions are the key, its effect and the way back.
func (s *Screen) Actions() []desk.Action {
	const ctrl = fyne.KeyModifierShortcutDefault
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Apply"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.askApply, Off: !s.mayApply()},
		{Menu: desk.EditMenu, Label: lang.L("Accept another answer"), Key: fyne.KeyN, Mod: ctrl, Do: s.accept},
		{Menu: desk.EditMenu, Label: lang.L("Back to the key as it is"), Key: fyne.KeyR, Mod: ctrl, Do: s.again, Off: s.was.ID == ""},
		{Menu: desk.EditMenu, Label: lang.L("Find a question"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back},
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, len(s.shifts) == 0))
	}
	return append(acts, desk.Walk(s.list)...)
}
