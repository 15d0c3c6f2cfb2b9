package bank

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/bank"
)

// editing is the editor of a question, with what the candidate will see beside
// it.
type editing struct {
	s    *Screen
	was  bank.Question   // as it was opened
	q    bank.Question   // as it stands
	past []bank.Question // to go back to
	last string          // the field that was typed in last: one step back for all of it

	wrong       map[string]bool // fields in which something can't be read
	call        *recordings.Call
	evaluations []qa.Evaluation // of the call, to choose the expert's from
	article     string
	resting     *parts.Text // the article in the form
	feedback    bool        // to single options is shown

	head, form, sheet *fyne.Container
	text              *parts.Entry
	all               fyne.CanvasObject
}

// start begins a new question, about what the list is narrowed to.
func (s *Screen) start() {
	q := bank.Question{Text: "", Mark: 1, State: bank.Draft, Shuffle: true, Language: string(s.d.Settings.Language), Category: s.filter.Category,
		Tags: bank.Tags{Point: s.filter.Point, Difficulty: bank.Medium, Region: s.filter.Region}, Vendors: s.d.Actor.Kind == people.InHouse}
	kind := bank.Single
	if len(s.filter.Kinds) == 1 {
		kind = s.filter.Kinds[0]
	}
	q.Become(kind, s.rightWrong())
	if kind == bank.Single {
		q.Options[0].Fraction = 1
	}
	s.openEditor(q)
}

func (s *Screen) rightWrong() [2]string { return [2]string{lang.L("True"), lang.L("False")} }

// edit opens the chosen question.
func (s *Screen) edit() {
	if e := s.chosen(); e != nil && e.Mine {
		q := e.Question
		if q.State == bank.Frozen {
			q.State = bank.Active
		}
		s.openEditor(q)
	}
}

// duplicate opens a copy of the chosen question as a new one.
func (s *Screen) duplicate() {
	if e := s.chosen(); e != nil {
		q := e.Question
		q.ID, q.EntryID, q.Number, q.State = "", "", 0, bank.Draft
		if q.Name != "" {
			q.Name = lang.L("Copy of {{.Title}}", map[string]any{"Title": q.Name})
		}
		s.openEditor(q)
	}
}

func clone(q bank.Question) bank.Question {
	q.Options, q.Tags.Free = slices.Clone(q.Options), slices.Clone(q.Tags.Free)
	if q.Clip != nil {
		c := *q.Clip
		q.Clip = &c
	}
	return q
}

func (s *Screen) openEditor(q bank.Question) {
	e := &editing{s: s, was: clone(q), q: clone(q), wrong: map[string]bool{}, head: parts.Row(8), form: container.NewStack(), sheet: container.NewStack(), article: s.articleTitle(q.Tags.ArticleID)}
	e.feedback = slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Feedback != "" })
	top := parts.Stack(0, parts.Inset(12, 16, 10, 24, e.head), parts.NewHairline())
	e.all = parts.Dock(top, nil, nil, parts.FullRow(0, parts.NewUpright(1), parts.Fix(previewWide(), 0, parts.Over(parts.NewPlate(look.Well), e.sheet))), e.form)
	e.rebuild()
	s.enterRoom(e)
	if q.Text == "" {
		e.text.Focus()
	}
	e.readCall()
}

func (e *editing) content() fyne.CanvasObject { return e.all }
func (e *editing) close()                     {}

// type_ takes what was typed into a field; the first letter of it can be gone
// back from.
func (e *editing) typed(field string, set func(q *bank.Question)) {
	if e.last != field {
		e.past, e.last = append(e.past, clone(e.q)), field
	}
	set(&e.q)
	e.refresh()
}

// shape changes what fields there are.
func (e *editing) shape(set func(q *bank.Question)) {
	e.past, e.last = append(e.past, clone(e.q)), ""
	set(&e.q)
	e.rebuild()
}

// undo goes one step back.
func (e *editing) undo() {
	n := len(e.past)
	if n == 0 {
		return
	}
	e.q, e.past, e.last = e.past[n-1], e.past[:n-1], ""
	e.rebuild()
	e.readCall()
}

// rebuild lays the fields out anew.
func (e *editing) rebuild() {
	e.wrong = map[string]bool{}
	e.form.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(16, 24, 32, 24, parts.FullRow(0, parts.Fix(e.formWide(), 0, e.fields()), parts.Gap())))}
	e.form.Refresh()
	e.refresh()
}

// formWide is the width of the fields: as wide as there is room, at most 900.
func (e *editing) formWide() float32 {
	room := e.s.d.Window.Canvas().Size().Width - look.Scaled(64+52) - previewWide()
	return max(min(room, look.Scaled(900)), look.Scaled(480))
}

// refresh shows head and preview by what stands in the fields.
func (e *editing) refresh() {
	q := e.written()
	p := paper{d: e.s.d, q: &q, wide: previewWide() - look.Scaled(36), play: e.hear, key: "Ctrl Shift P"}
	if e.call != nil {
		p.clip = desk.CallName(*e.call)
	}
	if err := q.Check(); err != nil {
		p.added = append(p.added, parts.Banner(parts.TintWarn, e.s.sentence(err), "", nil))
	}
	e.sheet.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(14, 18, 16, 16, parts.Stack(8, parts.Label(lang.L("As the candidate sees it, with the key")), p.content())))}
	e.sheet.Refresh()
	e.showHead()
}

// written is the question as it would be kept.
func (e *editing) written() bank.Question {
	q := clone(e.q)
	q.Filled()
	q.Tidy()
	return q
}

func (e *editing) changed() bool {
	return len(e.q.Compare(&e.was)) > 0 || e.q.Vendors != e.was.Vendors || e.q.Shuffle != e.was.Shuffle || e.q.ExpertID != e.was.ExpertID
}

func (e *editing) title() string {
	if e.was.EntryID == "" {
		return lang.L("New question")
	}
	return e.was.Title()
}

// standing says what saving will make of it.
func (e *editing) standing() string {
	switch {
	case e.was.EntryID == "":
		return lang.L("a new draft")
	case e.was.State == bank.Draft:
		return lang.L("draft of version {{.N}}", map[string]any{"N": e.was.Number})
	}
	return lang.L("saving makes version {{.N}}; version {{.Before}} stays as it is", map[string]any{"N": e.was.Number + 1, "Before": e.was.Number})
}

func (e *editing) showHead() {
	title := parts.NewText(e.title(), look.TextPanel, look.Ink, true).Cutting()
	e.head.Objects = []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Quiet, e.leave).WithIcon("back").WithKey("Esc"), parts.Grow(title), parts.Second(e.standing())}
	for _, a := range e.actions() {
		kind := map[string]parts.Kind{lang.L("Save"): parts.Plain, lang.L("Save and activate"): parts.Main}
		if k, shown := kind[a.Label]; shown {
			b := parts.NewButton(a.Label, k, a.Do).WithKey(a.Badge(true))
			if a.Off {
				b.Disable()
			}
			e.head.Add(b)
		}
	}
	e.head.Refresh()
	e.s.d.Changed()
}

func (e *editing) actions() []desk.Action {
	q := e.written()
	choice := e.q.Chosen()
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: func() { e.save(false) }, Off: q.CheckDraft() != nil},
		{Menu: desk.FileMenu, Label: lang.L("Save and activate"), Key: fyne.KeyReturn, Mod: ctrl, Do: func() { e.save(true) }, Off: q.Check() != nil},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: e.undo, Off: len(e.past) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Add an option"), Key: fyne.KeyO, Mod: ctrl | shift, Do: e.addOption, Off: !e.q.HasOptions()},
		{Menu: desk.PlayMenu, Label: lang.L("Choose a call"), Key: fyne.KeyL, Mod: ctrl, Do: e.chooseCall, Off: !e.q.NeedsCall()},
		{Menu: desk.PlayMenu, Label: lang.L("Hear the clip"), Key: fyne.KeyP, Mod: ctrl | shift, Bare: fyne.KeyP, Do: e.hear, Off: e.q.Clip == nil || e.q.Clip.CallID == ""},
		{Menu: desk.PlayMenu, Label: lang.L("The clip begins here"), Key: fyne.KeyB, Mod: ctrl, Do: func() { e.here(false) }, Off: e.q.Clip == nil},
		{Menu: desk.PlayMenu, Label: lang.L("The clip ends here"), Key: fyne.KeyE, Mod: ctrl, Do: func() { e.here(true) }, Off: e.q.Clip == nil},
		{Menu: desk.EditMenu, Label: lang.L("Choose an article"), Key: fyne.KeyR, Mod: ctrl, Do: e.chooseArticle},
		{Menu: desk.EditMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: e.leave, GapBefore: true},
	}
	for i := range e.q.Options {
		if choice && i < 9 {
			acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Option {{.Letter}} is right", map[string]any{"Letter": letter(&e.q, i)}),
				Key: desk.Digits[i], Mod: ctrl, Do: func() { e.shape(func(q *bank.Question) { q.Choose(i) }) }})
		}
	}
	return acts
}

// save keeps the question, and activates it if wished.
func (e *editing) save(activate bool) {
	if len(e.wrong) > 0 {
		e.s.d.Fail(fault.New(fault.Invalid, "A field holds something that can't be read. It has a red edge.", nil))
		return
	}
	s, q := e.s, e.written()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (bank.Question, error) {
		kept, err := s.d.Bank.Save(ctx, s.d.Actor, q)
		if err == nil && activate {
			_, err = s.d.Bank.SetState(ctx, s.d.Actor, []string{kept.EntryID}, bank.Active, lang.L("Checked"))
		}
		return kept, err
	}, func(kept bank.Question, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.wanted = kept.EntryID
		s.enterRoom(nil)
		s.load()
		s.d.Toast(lang.L("Saved version {{.N}}", map[string]any{"N": kept.Number}), func() { s.unsave(e.was, kept, activate) })
		s.d.Trace("saved", map[string]any{"entry": kept.EntryID, "number": kept.Number, "active": activate})
	})
}

// unsave takes back what was saved: the draft goes, or says again what it said.
func (s *Screen) unsave(was, kept bank.Question, activated bool) {
	s.does(func(ctx context.Context) error {
		if activated {
			if err := s.d.Bank.Restore(ctx, s.d.Actor, []bank.Standing{{VersionID: kept.ID, State: bank.Draft}}); err != nil {
				return err
			}
		}
		if kept.ID != was.ID {
			return s.d.Bank.Drop(ctx, s.d.Actor, []string{kept.ID})
		}
		_, err := s.d.Bank.Save(ctx, s.d.Actor, was)
		return err
	})
}

// leave goes back to the lists, after asking if something was written.
func (e *editing) leave() {
	if !e.changed() {
		e.s.enterRoom(nil)
		return
	}
	parts.Ask(e.s.d.Window.Canvas(), parts.Question{Title: lang.L("Discard what you wrote?"), Text: lang.L("The question stays as it was saved last."),
		Safe: lang.L("Go on writing"), Act: lang.L("Discard"), Kind: parts.Delete, OnAct: func() { e.s.enterRoom(nil) }})
}
