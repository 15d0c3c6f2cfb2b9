package bank

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/training/bank"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
)

// Actions are what can be done now: in the lists, or in what took their place.
func (s *Screen) Actions() []desk.Action {
	if s.room != nil {
		return s.room.actions()
	}
	return s.listActions()
}

func (s *Screen) listActions() []desk.Action {
	e, targets := s.chosen(), s.targets()
	mine := e != nil && e.Mine
	any := func(ok func(*bank.Entry) bool) bool {
		for _, t := range targets {
			if t.Mine && ok(t) {
				return true
			}
		}
		return false
	}
	return []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("New question"), Key: fyne.KeyN, Mod: ctrl, Do: s.start},
		{Menu: desk.FileMenu, Label: lang.L("Import questions"), Key: fyne.KeyI, Mod: ctrl, Do: s.askImport},
		{Menu: desk.FileMenu, Label: lang.L("Export questions"), Key: fyne.KeyE, Mod: ctrl, Do: s.askExport, Off: !s.exports() || len(s.rows) == 0},
		{Menu: desk.FileMenu, Label: lang.L("Save the Excel template"), Key: fyne.KeyT, Mod: ctrl | shift, Do: s.askTemplate},
		{Menu: desk.EditMenu, Label: lang.L("Search"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }},
		{Menu: desk.EditMenu, Label: lang.L("Clear the filter"), Bare: fyne.KeyEscape, Do: s.clear},
		{Menu: desk.EditMenu, Label: lang.L("Edit"), Key: fyne.KeyReturn, Mod: ctrl, Bare: fyne.KeyE, Do: s.edit, Off: !mine, GapBefore: true},
		{Menu: desk.EditMenu, Label: lang.L("Duplicate"), Key: fyne.KeyD, Mod: ctrl, Do: s.duplicate, Off: e == nil},
		{Menu: desk.EditMenu, Label: lang.L("Take the draft out"), Bare: fyne.KeyDelete, Do: s.drop, Off: !mine || e.State != bank.Draft},
		{Menu: desk.ReviewMenu, Label: lang.L("Activate"), Key: fyne.KeyA, Mod: ctrl | shift, Bare: fyne.KeyA, Do: s.activate, Off: !any(func(t *bank.Entry) bool { return t.State == bank.Draft || t.State == bank.Retired })},
		{Menu: desk.ReviewMenu, Label: lang.L("Retire"), Key: fyne.KeyR, Mod: ctrl | shift, Bare: fyne.KeyR, Do: s.askRetire, Off: !any(func(t *bank.Entry) bool { return t.State != bank.Retired })},
		{Menu: desk.ViewMenu, Label: lang.L("Versions"), Key: fyne.KeyM, Mod: ctrl, Bare: fyne.KeyV, Do: s.compare, Off: e == nil || e.Number < 2},
		{Menu: desk.ViewMenu, Label: lang.L("Open the article"), Key: fyne.KeyO, Mod: ctrl, Do: s.openArticle, Off: e == nil || e.Tags.ArticleID == ""},
		{Menu: desk.PlayMenu, Label: lang.L("Hear the clip"), Key: fyne.KeyP, Mod: ctrl | shift, Bare: fyne.KeyP, Do: s.hear, Off: e == nil || e.Clip == nil || e.Clip.CallID == ""},
	}
}

// showBar offers what can be done in the lists.
func (s *Screen) showBar() {
	s.bar.Objects = nil
	icons := map[string]string{lang.L("New question"): "add", lang.L("Import questions"): "upload", lang.L("Export questions"): "download", lang.L("Activate"): "check", lang.L("Retire"): "remove"}
	short := map[string]string{lang.L("Import questions"): lang.L("Import"), lang.L("Export questions"): lang.L("Export")}
	if n := len(s.marked); n > 0 {
		s.bar.Add(parts.Second(lang.L("{{.N}} marked", map[string]any{"N": n})))
	}
	for _, a := range s.listActions() {
		icon, shown := icons[a.Label]
		if !shown || a.Off {
			continue
		}
		kind, word := parts.Plain, a.Label
		if a.Label == lang.L("New question") {
			kind = parts.Main
		}
		if short[word] != "" {
			word = short[word]
		}
		s.bar.Add(parts.NewButton(word, kind, a.Do).WithIcon(icon).WithKey(a.Badge(s.typing)))
	}
	s.bar.Refresh()
	if box, ok := s.lists.(*fyne.Container); ok {
		box.Refresh()
	}
	s.d.Changed()
}

// targets are the marked entries, or the chosen one.
func (s *Screen) targets() (out []*bank.Entry) {
	for i := range s.all {
		if s.marked[s.all[i].EntryID] {
			out = append(out, &s.all[i])
		}
	}
	if e := s.chosen(); len(out) == 0 && e != nil {
		out = append(out, e)
	}
	return out
}

// ownTargets are the IDs of the targets that the actor may change and that ok takes.
func (s *Screen) ownTargets(ok func(*bank.Entry) bool) (ids []string) {
	for _, t := range s.targets() {
		if t.Mine && ok(t) {
			ids = append(ids, t.EntryID)
		}
	}
	return ids
}

func (s *Screen) sentence(err error) string { return words.Sentence(s.d.Settings.Language, err) }

// turn gives entries a state, with a way back.
func (s *Screen) turn(ids []string, to bank.State, why, done string) {
	if len(ids) == 0 {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]bank.Standing, error) {
		return s.d.Bank.SetState(ctx, s.d.Actor, ids, to, why)
	}, func(was []bank.Standing, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.marked = map[string]bool{}
		s.d.Toast(done, func() { s.restore(was) })
		s.showBar()
		s.d.Trace("turned", map[string]any{"entries": len(ids), "to": string(to)})
	})
}

func (s *Screen) restore(was []bank.Standing) {
	s.does(func(ctx context.Context) error { return s.d.Bank.Restore(ctx, s.d.Actor, was) })
}

// does runs a change of which only failing needs words.
func (s *Screen) does(what func(context.Context) error) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, what(ctx) }, func(_ struct{}, err error) { s.d.Fail(err) })
}

func (s *Screen) activate() {
	ids := s.ownTargets(func(t *bank.Entry) bool { return t.State == bank.Draft || t.State == bank.Retired })
	s.turn(ids, bank.Active, lang.L("Checked"), lang.L("{{.N}} activated", map[string]any{"N": len(ids)}))
}

func (s *Screen) askRetire() {
	ids := s.ownTargets(func(t *bank.Entry) bool { return t.State != bank.Retired })
	if len(ids) == 0 {
		return
	}
	why := parts.NewNote(lang.L("Why? For example: the tariff has changed."), 2)
	why.Most = 400
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Retire {{.N}} questions?", map[string]any{"N": len(ids)}),
		Text: lang.L("Exams published from now on don't draw them. Exams and attempts that hold them keep them."), Content: why, First: why.Typing(),
		Safe: lang.L("Keep them"), Act: lang.L("Retire"), Kind: parts.Main,
		Check: func() bool { why.SetWrong(why.Text() == ""); return why.Text() != "" },
		OnAct: func() {
			s.turn(ids, bank.Retired, why.Text(), lang.L("{{.N}} retired", map[string]any{"N": len(ids)}))
		}})
}

// drop takes the chosen draft out; a first version is kept aside for the way back.
func (s *Screen) drop() {
	e := s.chosen()
	if e == nil {
		return
	}
	q := e.Question
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Bank.Drop(ctx, s.d.Actor, []string{q.ID})
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		delete(s.marked, q.EntryID)
		s.d.Toast(lang.L("Draft taken out"), func() { s.bringBack(q) })
	})
}

// bringBack saves a draft that was taken out again.
func (s *Screen) bringBack(q bank.Question) {
	if q.Number--; q.Number == 0 {
		q.EntryID = ""
	}
	s.does(func(ctx context.Context) error { _, err := s.d.Bank.Save(ctx, s.d.Actor, q); return err })
}

// openArticle goes to the article that the question rests on.
func (s *Screen) openArticle() {
	if e := s.chosen(); e != nil && e.Tags.ArticleID != "" {
		s.d.Go(desk.Route{Place: desk.Knowledge, ID: e.Tags.ArticleID})
	}
}
