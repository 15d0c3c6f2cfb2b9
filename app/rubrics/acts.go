package rubrics

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/revision"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what the person may do with rubrics.
func (s *Screen) Actions() []desk.Action {
	var acts []desk.Action
	r, h := s.chosen(), s.head()
	if s.d.Actor.May(people.KeepRubrics) {
		mine := r != nil && r.Mine
		acts = append(acts,
			desk.Action{Menu: desk.FileMenu, Label: lang.L("New rubric"), Key: fyne.KeyN, Mod: ctrl, Do: s.start},
			desk.Action{Menu: desk.FileMenu, Label: lang.L("Import a rubric"), Key: fyne.KeyI, Mod: ctrl, Do: s.askImport},
			desk.Action{Menu: desk.EditMenu, Label: s.editWord(), Key: fyne.KeyReturn, Mod: ctrl, Bare: fyne.KeyE, Do: s.edit, Off: !mine, GapBefore: true},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Duplicate"), Key: fyne.KeyD, Mod: ctrl, Do: s.double, Off: s.version == nil},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Retire this version"), Do: s.askRetire, Off: !mine || h.State != qa.VersionActive})
	}
	if s.d.Actor.May(people.Export) {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Export"), Key: fyne.KeyE, Mod: ctrl, Do: s.askExport, Off: s.version == nil})
	}
	return append(acts, desk.Action{Menu: desk.ViewMenu, Label: lang.L("Compare"), Key: fyne.KeyM, Mod: ctrl, Do: s.compare, Off: r == nil || len(r.Versions) < 2})
}

// editWord says whether editing opens a draft or begins one.
func (s *Screen) editWord() string {
	if r := s.chosen(); r != nil && r.Draft() != nil {
		return lang.L("Open the draft")
	}
	return lang.L("Edit the next version")
}

// showBar offers what can be done in the place.
func (s *Screen) showBar() {
	s.bar.Objects = nil
	icons := map[fyne.KeyName]string{fyne.KeyN: "add", fyne.KeyI: "upload", fyne.KeyReturn: "edit"}
	for _, b := range s.buttons(icons) {
		s.bar.Add(b)
	}
	s.bar.Refresh()
	s.all.(*fyne.Container).Refresh()
	s.d.Changed()
}

// buttons are the actions with these keys that can be done now.
func (s *Screen) buttons(icons map[fyne.KeyName]string) (out []fyne.CanvasObject) {
	for _, a := range s.Actions() {
		icon, shown := icons[a.Key]
		if !shown || a.Off {
			continue
		}
		kind := parts.Plain
		if a.Key == fyne.KeyReturn {
			kind = parts.Main
		}
		out = append(out, parts.NewButton(a.Label, kind, a.Do).WithIcon(icon).WithKey(a.Badge(false)))
	}
	return out
}

// opens runs what makes or finds a draft, and opens it in the editor.
func (s *Screen) opens(how func(ctx context.Context) (revision.Draft, error), done func(error)) {
	background.Run(s.ctx, s.d.Stage, how, func(d revision.Draft, err error) {
		done(err)
		if err == nil {
			s.d.Go(desk.Route{Place: desk.Editor, ID: d.ID})
		}
	})
}

// start begins a new rubric.
func (s *Screen) start() {
	v := revision.Blank(lang.L("New rubric"), lang.L("First section"), lang.L("First question"), string(s.d.Settings.Language))
	s.opens(func(ctx context.Context) (revision.Draft, error) { return s.d.Revisions.Start(ctx, s.d.Actor, v) }, s.d.Fail)
}

// edit opens the draft of the next version, made from the version shown where
// there is none.
func (s *Screen) edit() {
	r, h := s.chosen(), s.head()
	if r == nil || !r.Mine {
		return
	}
	if d := r.Draft(); d != nil {
		s.d.Go(desk.Route{Place: desk.Editor, ID: d.ID})
		return
	}
	s.opens(func(ctx context.Context) (revision.Draft, error) { return s.d.Revisions.Revise(ctx, s.d.Actor, h.ID) }, s.d.Fail)
}

// double begins a new rubric with the content of the version shown.
func (s *Screen) double() {
	if s.version == nil {
		return
	}
	v := revision.Clone(s.version)
	v.RubricID, v.Title = "", lang.L("Copy of {{.Title}}", map[string]any{"Title": v.Title})
	s.opens(func(ctx context.Context) (revision.Draft, error) { return s.d.Revisions.Start(ctx, s.d.Actor, v) }, s.d.Fail)
}

// compare sets the version shown beside the one before it, or the oldest one
// beside the next.
func (s *Screen) compare() {
	r, h := s.chosen(), s.head()
	if r == nil || len(r.Versions) < 2 {
		return
	}
	for i := range r.Versions {
		if r.Versions[i].ID == h.ID {
			left := min(i+1, len(r.Versions)-1)
			s.d.Go(desk.Route{Place: desk.Compared, ID: r.Versions[left-1].ID, Beside: r.Versions[left].ID})
			return
		}
	}
}

func (s *Screen) askRetire() {
	h := s.head()
	if h == nil {
		return
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Retire {{.Title}}?", map[string]any{"Title": h.Title}),
		Text: lang.L("Nobody can begin an evaluation with it any more. Evaluations that were made keep it. A new version brings the rubric back."),
		Safe: lang.L("Keep it in use"), Act: lang.L("Retire"), Kind: parts.Delete, OnAct: func() { s.retire(h.ID) }})
}

func (s *Screen) retire(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Revisions.Retire(ctx, s.d.Actor, id)
	}, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("Retired"), nil)
			s.d.Trace("retired", map[string]any{"version": id})
		}
	})
}
