// Package ask asks for a line or a few in a dialog that stays open until
// what was said is accepted; what is wrong with it stands below the fields.
package ask

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
)

// Form asks a question with fields, the first of which (nil: none) has the keyboard. try
// does what was asked for and says how it went, on the UI thread: nil closes
// the dialog.
func Form(d *desk.Desk, q parts.Question, first *parts.Entry, fields fyne.CanvasObject, try func(done func(error))) {
	wrong := parts.Stack(0)
	var dialog *parts.Dialog
	act := func() {
		try(func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			if first != nil {
				first.SetWrong(fault.Is(err, fault.Invalid))
			}
			say := parts.NewParagraph(words.Sentence(d.Settings.Language, err), look.TextLabel, look.Bad)
			say.Width = q.Width - look.Scaled(40)
			wrong.Objects = []fyne.CanvasObject{say}
			wrong.Refresh()
			d.Trace("refused", map[string]any{"error": err.Error()})
		})
	}
	if q.Width == 0 {
		q.Width = look.Scaled(480)
	}
	if q.Safe == "" {
		q.Safe = lang.L("Cancel")
	}
	q.Content, q.Check = parts.Stack(8, fields, wrong), func() bool { act(); return false }
	dialog = parts.Ask(d.Window.Canvas(), q)
	if first != nil {
		first.OnSubmitted = func(string) { act() }
		first.Focus()
	}
}

// Line asks for one line.
func Line(d *desk.Desk, q parts.Question, hint, preset string, try func(line string, done func(error))) {
	field := parts.NewEntry(hint).Wide(440)
	field.SetText(preset)
	Form(d, q, field, field, func(done func(error)) { try(strings.TrimSpace(field.Text()), done) })
}
