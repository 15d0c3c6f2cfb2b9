package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/words"
)

// passwordPage is where one's own password is changed.
type passwordPage struct {
	old, first, second *parts.Entry
	said               *fyne.Container
}

func (s *Screen) passwordContent() fyne.CanvasObject {
	p := &s.password
	p.old, p.first, p.second = parts.NewPassword(lang.L("Old password")).Wide(320), parts.NewPassword(lang.L("New password")).Wide(320), parts.NewPassword(lang.L("New one once more")).Wide(320)
	p.said = parts.Stack(0)
	p.old.OnSubmitted, p.first.OnSubmitted = func(string) { p.first.Focus() }, func(string) { p.second.Focus() }
	p.second.OnSubmitted = func(string) { s.changePassword() }
	s.keepTyped(pagePassword, entries(p.old, p.first, p.second))
	act := parts.NewButton(lang.L("Change the password"), parts.Main, s.changePassword)
	narrow := func(o fyne.CanvasObject) fyne.CanvasObject { return parts.Row(0, o) }
	return block(lang.L("My password"), lang.L("At least 8 characters. Nobody can read it, not even an administrator; one can only set a new one."),
		parts.Stack(8, narrow(p.old), narrow(p.first), narrow(p.second), p.said, narrow(act)))
}

func (s *Screen) changePassword() {
	p := &s.password
	if p.first.Text() != p.second.Text() {
		s.passwordSaid(lang.L("The two don't match. Type them again."), p.second)
		return
	}
	if p.first.Text() == "" {
		s.passwordSaid(lang.L("Type a new password first."), p.first)
		return
	}
	old, fresh := p.old.Text(), p.first.Text()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Door.SetPassword(ctx, s.d.Actor, s.d.Actor.PersonID, old, fresh)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.passwordSaid(words.Sentence(s.d.Settings.Language, err), p.old)
			return
		}
		for _, e := range []*parts.Entry{p.old, p.first, p.second} {
			e.SetText("")
		}
		s.saved(pagePassword)
		s.passwordSaid("", nil)
		s.d.Toast(lang.L("Password changed"), nil)
		s.d.Trace("password", nil)
	})
}

// passwordSaid says what was refused and marks the field; empty: nothing.
func (s *Screen) passwordSaid(sentence string, field *parts.Entry) {
	p := &s.password
	for _, e := range []*parts.Entry{p.old, p.first, p.second} {
		e.SetWrong(e == field)
	}
	p.said.Objects = nil
	if sentence != "" {
		p.said.Objects = []fyne.CanvasObject{parts.FieldError(sentence)}
		field.Focus()
		s.d.Trace("refused", map[string]any{"field": "password"})
	}
	p.said.Refresh()
}

// licences are the works that Shifu stands on.
var licences = [][2]string{
	{"Fyne", "BSD-3-Clause"}, {"Noto Sans SC", "OFL-1.1"}, {"Material Icons", "Apache-2.0"}, {"beep", "MIT"}, {"Oto", "Apache-2.0"},
	{"go-mp3", "Apache-2.0"}, {"oggvorbis", "MIT"}, {"SQLite, go-sqlite3", "public domain, MIT"}, {"Bun", "BSD-2-Clause"}, {"goose", "MIT"},
	{"fpdf", "MIT"}, {"excelize", "BSD-3-Clause"}, {"go-yaml", "MIT"}, {"gonum", "BSD-3-Clause"}, {"argon2id", "MIT"}, {"uuid", "BSD-3-Clause"}, {"kong", "MIT"},
}

// about is the version and the licences.
func (s *Screen) about() fyne.CanvasObject {
	version := fyne.CurrentApp().Metadata().Version
	if version == "" {
		version = lang.L("built from source")
	}
	box := parts.Stack(0)
	for _, l := range licences {
		box.Add(parts.High(26, parts.Row(0, parts.Grow(parts.Body(l[0])), parts.Second(l[1]))))
		box.Add(parts.NewHairline())
	}
	return parts.Stack(0,
		block("Shifu 师傅", lang.L("Listens to a hotline's calls, scores them fairly and helps people get better."),
			parts.FactLine(parts.Fact{Label: lang.L("Version"), Value: version}), parts.FactLine(parts.Fact{Label: lang.L("Licence"), Value: "MIT"})),
		block(lang.L("Stands on"), lang.L("With thanks to their authors."), box))
}
