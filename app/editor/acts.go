package editor

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/revision"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	alt   = fyne.KeyModifierAlt
	shift = fyne.KeyModifierShift
)

// Actions are everything that can be done with the draft.
func (s *Screen) Actions() []desk.Action {
	if s.history == nil {
		return nil
	}
	section, question := s.chosen.Section >= 0, s.question() != nil
	return append([]desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Publish"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.askPublish},
		{Menu: desk.FileMenu, Label: lang.L("Import into this draft"), Key: fyne.KeyI, Mod: ctrl, Do: s.askImport},
		{Menu: desk.FileMenu, Label: lang.L("Export this draft"), Key: fyne.KeyE, Mod: ctrl, Do: s.askExport, Off: !s.d.Actor.May(people.Export)},
		{Menu: desk.FileMenu, Label: lang.L("Discard this draft"), Do: s.askDiscard, GapBefore: true},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: s.undo, Off: !s.history.CanUndo()},
		{Menu: desk.EditMenu, Label: lang.L("Redo"), Key: fyne.KeyY, Mod: ctrl, Do: s.redo, Off: !s.history.CanRedo()},
		{Menu: desk.EditMenu, Label: lang.L("Add a section"), Key: fyne.KeyN, Mod: ctrl | shift, Do: s.addSection, GapBefore: true},
		{Menu: desk.EditMenu, Label: lang.L("Add a question"), Key: fyne.KeyN, Mod: ctrl, Do: s.addQuestion},
		{Menu: desk.EditMenu, Label: lang.L("Add an option"), Key: fyne.KeyO, Mod: ctrl, Do: s.addOption, Off: !question},
		{Menu: desk.EditMenu, Label: lang.L("Duplicate"), Key: fyne.KeyD, Mod: ctrl, Do: s.double, Off: !question},
		{Menu: desk.EditMenu, Label: lang.L("Delete"), Key: fyne.KeyDelete, Mod: ctrl, Do: s.remove, Off: !section},
		{Menu: desk.EditMenu, Label: lang.L("Move up"), Key: fyne.KeyUp, Mod: alt, Do: func() { s.step(-1) }, Off: !section, GapBefore: true},
		{Menu: desk.EditMenu, Label: lang.L("Move down"), Key: fyne.KeyDown, Mod: alt, Do: func() { s.step(1) }, Off: !section},
		{Menu: desk.EditMenu, Label: lang.L("Scales"), Key: fyne.KeyG, Mod: ctrl, Do: s.askScales, GapBefore: true},
		{Menu: desk.ViewMenu, Label: lang.L("Next problem"), Bare: fyne.KeyF8, Do: s.nextProblem, Off: len(s.problems) == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Outline, fields, preview in turn"), Bare: fyne.KeyF6, Do: s.turnFocus},
		{Menu: desk.ViewMenu, Label: lang.L("Compare with the version in use"), Key: fyne.KeyM, Mod: ctrl, Do: s.compare, Off: s.base == nil},
		{Menu: desk.ViewMenu, Label: lang.L("Clear the preview"), Key: fyne.KeyR, Mod: ctrl, Do: s.preview.clear},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the rubrics"), Bare: fyne.KeyEscape, Do: s.escape},
	}, s.previewActions()...)
}

// previewActions are the keys of the preview, which work while neither a field
// nor the outline has the focus.
func (s *Screen) previewActions() []desk.Action {
	f := s.preview.form
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Next question"), Bare: fyne.KeyDown, Do: f.Next},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous question"), Bare: fyne.KeyUp, Do: f.Prev},
		{Menu: desk.ReviewMenu, Label: lang.L("Bind this moment"), Bare: fyne.KeyM, Do: func() { f.OnBind(f.Awake()) }, Off: f.Awake() == ""},
		{Menu: desk.ReviewMenu, Label: lang.L("Write a note"), Bare: fyne.KeyC, Do: f.FocusNote},
		{Menu: desk.ReviewMenu, Label: lang.L("Root cause"), Bare: fyne.KeyR, Do: f.ToggleCauses},
	}
	for i, key := range []fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		label := lang.L("Answer {{.N}}", map[string]any{"N": i})
		if i == 0 {
			label = lang.L("Not applicable")
		}
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: func() { f.Press(string(key)) }})
	}
	return acts
}

// escape leaves a field for the outline, and the outline for the rubrics.
func (s *Screen) escape() {
	c := s.d.Window.Canvas()
	if f := c.Focused(); f != nil && f != fyne.Focusable(s.outline.list) {
		c.Focus(s.outline.list)
		return
	}
	s.d.Back()
}

// turnFocus goes from the outline to the fields to the preview.
func (s *Screen) turnFocus() {
	c := s.d.Window.Canvas()
	switch {
	case c.Focused() == fyne.Focusable(s.outline.list):
		s.fields.focusFirst()
	case c.Focused() == nil && s.preview.form.Awake() != "":
		s.preview.sleep()
		c.Focus(s.outline.list)
	default:
		c.Unfocus()
		s.preview.rouse()
	}
}

func (s *Screen) undo() { s.turn(s.history.Undo, "undone") }
func (s *Screen) redo() { s.turn(s.history.Redo, "redone") }

func (s *Screen) turn(how func(), event string) {
	how()
	s.restructured()
	s.saveSoon()
	s.d.Trace(event, nil)
}

func (s *Screen) addSection() {
	at := s.chosen.Section + 1
	s.chosen = qa.QuestionAt{Section: at, Question: -1}
	s.reshape(func(v *qa.Version) { revision.AddSection(v, at) })
	s.fields.focusFirst()
}

// addQuestion adds one behind the chosen one, like the one before it.
func (s *Screen) addQuestion() {
	v := s.now()
	if len(v.Sections) == 0 {
		s.addSection()
		return
	}
	at := qa.QuestionAt{Section: max(s.chosen.Section, 0), Question: s.chosen.Question + 1}
	q := qa.Question{Weight: qa.Whole(1), Comment: qa.CommentLost, Kind: qa.KindSingle, Options: s.fields.startingOptions(v.Language)}
	if like := s.question(); like != nil && len(like.Options) > 0 {
		q.Scale, q.Options, q.Kind = like.Scale, slices.Clone(like.Options), like.Kind
	} else if scale := s.scaleLike(q.Options); scale != nil {
		scale.Apply(&q)
	}
	s.chosen = at
	s.reshape(func(v *qa.Version) { revision.AddQuestion(v, at, q) })
	s.fields.focusFirst()
}

// scaleLike is the scale with these options, nil for none.
func (s *Screen) scaleLike(options []qa.Option) *revision.Scale {
	for i := range s.scales {
		if s.scales[i].Fits(options) {
			return &s.scales[i]
		}
	}
	return nil
}

// addOption adds an option, or a range to a number.
func (s *Screen) addOption() {
	q, at := s.question(), s.chosen
	switch {
	case q == nil || q.Scale != "" || q.Kind == qa.KindText || q.Kind == qa.KindDate:
		return
	case q.Kind == qa.KindNumeric:
		n := len(q.Ranges)
		s.reshape(asked(at, func(q *qa.Question) { q.Ranges = append(q.Ranges, qa.Range{Score: qa.Whole(0)}) }))
		s.fields.focusOn(revision.Spot{Field: spotOf("ranges", n, "from")})
	default:
		n := len(q.Choices())
		s.reshape(asked(at, func(q *qa.Question) {
			q.Options = append(slices.Clone(q.Choices()), qa.Option{Score: qa.Whole(0)})
			if q.Kind == qa.KindYesNo {
				q.Kind = qa.KindSingle
			}
		}))
		s.fields.focusOn(revision.Spot{Field: spotOf("options", n, "label")})
	}
}

func (s *Screen) double() {
	if s.question() == nil {
		return
	}
	at := s.chosen
	s.chosen.Question++
	s.reshape(func(v *qa.Version) { revision.Double(v, at) })
}

// remove takes the chosen section or question out; it can be undone.
func (s *Screen) remove() {
	at := s.chosen
	switch {
	case at.Section < 0:
		return
	case at.Question < 0:
		s.reshape(func(v *qa.Version) { revision.RemoveSection(v, at.Section) })
	default:
		s.reshape(func(v *qa.Version) { revision.RemoveQuestion(v, at) })
	}
	s.d.Toast(lang.L("Taken out"), s.undo)
}

// step moves the chosen section or question by one place.
func (s *Screen) step(by int) {
	at := s.chosen
	switch {
	case at.Section < 0:
	case at.Question < 0:
		if to := at.Section + by; to >= 0 && to < len(s.now().Sections) {
			s.moveSection(at.Section, to)
		}
	default:
		probe := revision.Clone(s.now())
		if to := revision.StepQuestion(&probe, at, by); to != at {
			s.chosen = to
			s.reshape(func(v *qa.Version) { revision.StepQuestion(v, at, by) })
		}
	}
}

func (s *Screen) moveSection(from, to int) {
	if from == to {
		return
	}
	s.chosen = qa.QuestionAt{Section: to, Question: -1}
	s.reshape(func(v *qa.Version) { revision.MoveSection(v, from, to) })
}

func (s *Screen) moveQuestion(from, to qa.QuestionAt) {
	if from == to {
		return
	}
	s.chosen = to
	s.reshape(func(v *qa.Version) { revision.MoveQuestion(v, from, to) })
}
