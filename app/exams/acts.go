package exams

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the chosen exam.
func (s *Screen) Actions() []desk.Action {
	o := s.chosen()
	word := lang.L("Begin the exam")
	if o != nil {
		word = s.actWord(o)
	}
	last := s.lastSeen()
	return []desk.Action{
		{Menu: desk.FileMenu, Label: word, Key: fyne.KeyReturn, Mod: ctrl, Do: s.act, Off: o == nil || o.Stands != nil},
		{Menu: desk.ViewMenu, Label: lang.L("Look at my last attempt"), Key: fyne.KeyO, Mod: ctrl, Bare: fyne.KeyO, Do: func() { s.d.Go(desk.Route{Place: desk.Answered, ID: last}) }, Off: last == ""},
	}
}

// lastSeen is the last attempt at the chosen exam that can be looked at.
func (s *Screen) lastSeen() string {
	o := s.chosen()
	if o == nil {
		return ""
	}
	for i := len(o.Attempts) - 1; i >= 0; i-- {
		if t := o.Attempts[i]; t.State.Ended() {
			return t.AttemptID
		}
	}
	return ""
}

// act begins the chosen exam, after saying what that means, or goes on with it.
func (s *Screen) act() {
	o := s.chosen()
	if o == nil || o.Stands != nil {
		return
	}
	sit := func() { s.d.Go(desk.Route{Place: desk.Sitting, ID: o.ExamID}) }
	if _, on := o.Running(); on {
		sit()
		return
	}
	text := lang.L("The exam takes the whole screen. Leaving the window is recorded with its time; a second device can't be seen by the program. Every answer is saved at once.")
	if o.Rules.Limit > 0 {
		text = lang.L("You have {{.Time}} from now on.", map[string]any{"Time": minutes(o.Rules.Limit + o.Extra.Time)}) + " " + text
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Begin {{.Name}}?", map[string]any{"Name": o.Name}), Text: text,
		Safe: lang.L("Not now"), Act: lang.L("Begin"), Kind: parts.Main, Width: look.Scaled(460), OnAct: sit})
}
