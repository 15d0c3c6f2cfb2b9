package knowledge

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what the person may do with articles.
func (s *Screen) Actions() []desk.Action {
	if s.edit != nil {
		return s.edit.actions()
	}
	none := s.open == nil
	acts := []desk.Action{{Menu: desk.EditMenu, Label: lang.L("Search"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }}}
	if s.keeps() {
		mine := !none && s.ours()
		acts = append(acts,
			desk.Action{Menu: desk.FileMenu, Label: lang.L("New article"), Key: fyne.KeyN, Mod: ctrl, Do: s.start},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Edit the article"), Key: fyne.KeyE, Mod: ctrl, Bare: fyne.KeyE, Do: s.editOpen, Off: !mine, GapBefore: true},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Ask for reading"), Key: fyne.KeyM, Mod: ctrl, Bare: fyne.KeyM, Do: s.askReading, Off: !mine},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Relate an article"), Key: fyne.KeyL, Mod: ctrl, Bare: fyne.KeyL, Do: s.askRelated, Off: !mine},
			desk.Action{Menu: desk.EditMenu, Label: s.archiveWord(), Do: s.archive, Off: !mine})
	}
	if s.keeps() || s.learns() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Make a card"), Key: fyne.KeyT, Mod: ctrl, Bare: fyne.KeyC, Do: s.askCard, Off: none})
	}
	return append(acts,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Verify"), Key: fyne.KeyV, Mod: ctrl | fyne.KeyModifierShift, Bare: fyne.KeyV, Do: s.verify, Off: none || !s.open.a.MayVerify(s.d.Actor)},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Doubt"), Key: fyne.KeyD, Mod: ctrl, Bare: fyne.KeyD, Do: s.askDoubt, Off: none},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("I have read it"), Key: fyne.KeyR, Mod: ctrl, Bare: fyne.KeyR, Do: s.confirm, Off: none || s.demanded() == nil})
}

// ours tells whether the open article may be changed by the actor's organisation.
func (s *Screen) ours() bool {
	return s.open.a.OrganisationID == s.d.Actor.OrganisationID || s.d.Actor.Scope().All
}

func (s *Screen) archiveWord() string {
	if s.open != nil && s.open.a.Archived {
		return lang.L("Bring back")
	}
	return lang.L("Archive")
}

// showBar offers what can be done in the place.
func (s *Screen) showBar() {
	s.bar.Objects = nil
	icons := map[string]string{lang.L("New article"): "add", lang.L("Edit the article"): "edit", lang.L("Ask for reading"): "flag", lang.L("Make a card"): "cards", lang.L("Verify"): "check", lang.L("Doubt"): "tri",
		lang.L("Save"): "check", lang.L("Save and verify"): "okcircle", lang.L("Discard"): "cancel"}
	for _, a := range s.Actions() {
		icon, shown := icons[a.Label]
		if !shown || a.Off {
			continue
		}
		kind := parts.Plain
		if a.Label == lang.L("Save") || a.Label == lang.L("Verify") && !s.open.a.Standing(s.d.Now()).Trusted() {
			kind = parts.Main
		}
		s.bar.Add(parts.NewButton(a.Label, kind, a.Do).WithIcon(icon).WithKey(a.Badge(s.typing || s.edit != nil)))
	}
	s.bar.Refresh()
	s.all.(*fyne.Container).Refresh()
	s.d.Changed()
}

// does runs a change, says that it is done, or what went wrong.
func (s *Screen) does(what func(ctx context.Context) error, done string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, what(ctx) }, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(done, nil)
		}
	})
}

func (s *Screen) verify() {
	if s.open == nil {
		return
	}
	id := s.open.a.ID
	s.does(func(ctx context.Context) error { return s.d.ArticleKeeper.Verify(ctx, s.d.Actor, id) }, lang.L("Verified"))
}

// archive takes the article out of search, and can be undone.
func (s *Screen) archive() {
	id, archived := s.open.a.ID, !s.open.a.Archived
	set := func(archived bool) func(context.Context) error {
		return func(ctx context.Context) error { return s.d.ArticleKeeper.Archive(ctx, s.d.Actor, id, archived) }
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, set(archived)(ctx) }, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("Archived or brought back"), func() { s.does(set(!archived), lang.L("Undone")) })
		}
	})
}

func (s *Screen) askDoubt() {
	id := s.open.a.ID
	why := parts.NewNote(lang.L("What is wrong or out of date?"), 3)
	why.Most = 400
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Doubt this article?"), Text: lang.L("It stays readable, with a banner, until its verifier has looked at it."), Content: why,
		Safe: lang.L("Leave it"), Act: lang.L("Doubt"), Kind: parts.Main, First: why.Typing(),
		Check: func() bool { why.SetWrong(why.Text() == ""); return why.Text() != "" },
		OnAct: func() {
			text := why.Text()
			s.does(func(ctx context.Context) error { return s.d.ArticleKeeper.Doubt(ctx, s.d.Actor, id, text) }, lang.L("Marked as doubtful"))
		}})
}
