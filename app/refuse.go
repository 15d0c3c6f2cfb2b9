package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
)

// Refuse shows, in a window of its own, why the workspace can't be opened and
// what to do, and returns when it is closed. It returns err, so that a script
// that started the program sees it too.
func Refuse(a fyne.App, l words.Language, err error) error {
	if e := speak(l); e != nil {
		return e
	}
	a.Settings().SetTheme(look.New(look.ModeSystem, 100))
	w := a.NewWindow("Shifu")
	say := parts.NewParagraph(words.Sentence(l, err), look.TextBody, look.Ink)
	say.Width = 520
	quit := parts.NewButton(lang.L("Quit"), parts.Main, a.Quit)
	w.SetContent(parts.Over(parts.NewPlate(look.Surface), parts.Inset(24, 24, 24, 24,
		parts.Stack(12, parts.Row(10, parts.NewIcon("tri", 24, look.Warn), parts.PageHead(lang.L("The workspace can't be opened"))),
			say, parts.Row(8, quit, parts.Gap())))))
	w.Resize(fyne.NewSize(600, 220))
	w.SetPadded(false)
	w.ShowAndRun()
	return err
}
