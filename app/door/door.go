// Package door is what stands before the work: the first run in an empty
// workspace, signing in, and the confidentiality statement.
package door

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
)

// Doorway is what the door needs of the program.
type Doorway struct {
	Door     people.Door
	Stage    *background.Stage
	Window   fyne.Window
	Language words.Language
	Hint     words.Text           // shown below the form for signing in; zero: none
	Known    []Known              // who is offered to be pressed
	Speak    func(words.Language) // switches the language of the window
}

// Known is somebody who can be offered at the door: who signed in on this
// machine before, or who is who in a demo.
type Known struct{ Login, Note string }

// formWidth is the width of what is filled in, at 100 %.
const formWidth = 320

// leaf is a page before the work: the seal, a title, what to do, and a way to
// switch the language at its foot.
func leaf(d Doorway, title, sentence string, content ...fyne.CanvasObject) fyne.CanvasObject {
	say := parts.NewParagraph(sentence, look.TextBody, look.Ink2)
	say.Width = look.Scaled(formWidth)
	form := parts.Stack(12, seal(), parts.Room(0, 12), parts.NewText(title, look.TextFigure, look.Ink, true), say, parts.Room(0, 4))
	for _, o := range content {
		form.Add(o)
	}
	// A third of the free height stands above the form, two thirds below.
	column := parts.Stack(0, parts.Gap(), form, parts.Gap(), parts.Gap(), parts.Row(0, language(d), parts.Gap()))
	page := parts.Inset(48, 24, 32, 24, parts.FullRow(0, parts.Grow(parts.Room(0, 0)), parts.Fix(look.Scaled(formWidth), 0, column), parts.Grow(parts.Room(0, 0))))
	return parts.NewPage(page)
}

func seal() fyne.CanvasObject {
	ground := parts.NewFrame(look.Fill, look.Clear, look.RadiusBlock)
	mark := parts.NewText("师", look.TextFigure, look.OnFill, true)
	mark.Align = fyne.TextAlignCenter
	plate := parts.Fix(look.Scaled(44), look.Scaled(44), parts.Over(ground, mark))
	return parts.Row(12, plate, parts.NewText("Shifu", look.TextPage, look.Ink, true))
}

func language(d Doorway) fyne.CanvasObject {
	other, word := words.Chinese, "中文"
	if d.Language == words.Chinese {
		other, word = words.English, "English"
	}
	return parts.NewLink(word, func() { d.Speak(other) })
}

// wrong is the line below a form that says what was refused; empty at first.
type wrong struct {
	room *fyne.Container
}

func newWrong() *wrong { return &wrong{room: parts.Stack(0)} }

func (w *wrong) say(l words.Language, err error) {
	w.room.Objects = nil
	if err != nil {
		w.room.Add(parts.FieldError(words.Sentence(l, err)))
	}
	w.room.Refresh()
}

// SignIn asks who works and hands the actor to done.
func SignIn(d Doorway, done func(people.Actor)) fyne.CanvasObject {
	name := parts.NewEntry(lang.L("Login")).WithIcon("account").Wide(formWidth)
	password := parts.NewPassword(lang.L("Password")).WithIcon("lock").Wide(formWidth)
	refused := newWrong()
	try := func() {
		login, secret := name.Text(), password.Text() // fields are read on the UI thread only
		background.Run(context.Background(), d.Stage, func(ctx context.Context) (people.Actor, error) {
			return d.Door.SignIn(ctx, login, secret)
		}, func(by people.Actor, err error) {
			refused.say(d.Language, err)
			if err != nil {
				password.SetText("")
				password.Focus()
				return
			}
			done(by)
		})
	}
	name.OnSubmitted = func(string) { password.Focus() }
	password.OnSubmitted = func(string) { try() }
	enter := parts.NewButton(lang.L("Sign in"), parts.Main, try).WithKey("Enter")
	first := name
	if len(d.Known) > 0 {
		name.SetText(d.Known[0].Login)
		first = password
	}
	d.Stage.After(context.Background(), focusSoon, first.Focus)
	content := []fyne.CanvasObject{name, password, refused.room, parts.Row(8, enter, parts.Gap())}
	if len(d.Known) > 1 {
		content = append(content, parts.Room(0, 8), parts.Label(lang.L("Who works here")), offered(d.Known, name, password))
	}
	sentence := lang.L("Your login and password come from your administrator.")
	if !d.Hint.IsZero() {
		sentence = d.Hint.In(d.Language)
	}
	return leaf(d, lang.L("Sign in"), sentence, content...)
}

// offered lists those who can be pressed instead of typed, one a line.
func offered(known []Known, name, password *parts.Entry) fyne.CanvasObject {
	list := parts.Stack(2)
	for _, k := range known {
		link := parts.NewLink(k.Login, func() { name.SetText(k.Login); password.Focus() })
		list.Add(parts.Row(0, parts.Fix(look.Scaled(150), 0, parts.Row(0, link, parts.Gap())), parts.Label(k.Note)))
	}
	return list
}
