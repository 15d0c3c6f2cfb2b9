package library

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/tagging"
	"shifu/app/transcribing"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are everything that can be done here.
func (s *Screen) Actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Search calls"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }},
		{Menu: desk.EditMenu, Label: lang.L("Search what was said"), Key: fyne.KeyF, Mod: ctrl | fyne.KeyModifierAlt, Do: s.searchSaid, Off: !s.mayListen()},
		{Menu: desk.EditMenu, Label: lang.L("Tick the call"), Bare: fyne.KeyX, Do: s.toggleMark},
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: s.undo, Off: len(s.undos) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Set facts"), Bare: fyne.KeyE, Off: !s.mayImport(), Do: s.askFacts},
		{Menu: desk.EditMenu, Label: lang.L("How the recording is read"), Bare: fyne.KeyR, Off: !s.mayReread(), Do: s.askReread},
		{Menu: desk.EditMenu, Label: lang.L("Give to a reviewer"), Bare: fyne.KeyG, Off: !s.mayDeal(), Do: s.askReviewer},
		{Menu: desk.EditMenu, Label: lang.L("Add to my queue"), Bare: fyne.KeyQ, Off: !s.mayDeal(), Do: s.dealMarked},
		{Menu: desk.EditMenu, Label: lang.L("Tags"), Bare: fyne.KeyT, Off: !tagging.May(s.d), Do: s.askTags},
		{Menu: desk.EditMenu, Label: lang.L("Keep from deletion"), Bare: fyne.KeyH, Off: !s.mayHold(), Do: s.holdMarked},
		{Menu: desk.EditMenu, Label: lang.L("Lift the holds"), Key: fyne.KeyH, Mod: ctrl | fyne.KeyModifierAlt, Off: !s.mayHold(), Do: s.askRelease},
		{Menu: desk.EditMenu, Label: lang.L("Analyse speech again"), Key: fyne.KeyA, Mod: ctrl | fyne.KeyModifierAlt, Off: !s.mayAnalyse(), Do: s.analyse},
		{Menu: desk.EditMenu, Label: lang.L("Copy the facts"), Key: fyne.KeyC, Mod: ctrl | fyne.KeyModifierShift, Off: !s.mayCopy(), Do: s.copyFacts},
		{Menu: desk.ViewMenu, Label: lang.L("Add condition"), Bare: fyne.KeyF, Do: s.offerConditions},
		{Menu: desk.ViewMenu, Label: lang.L("Clear conditions"), Key: fyne.KeyBackspace, Mod: ctrl, Do: s.clearConditions},
		{Menu: desk.ViewMenu, Label: lang.L("Save as view"), Key: fyne.KeyS, Mod: ctrl, Do: s.askView},
		{Menu: desk.ViewMenu, Label: lang.L("Columns"), Bare: fyne.KeyC, Do: s.chooseColumns},
		{Menu: desk.ViewMenu, Label: lang.L("Next call"), Bare: fyne.KeyDown, Do: func() { s.step(+1) }},
		{Menu: desk.ViewMenu, Label: lang.L("Call before"), Bare: fyne.KeyUp, Do: func() { s.step(-1) }},
	}
	if transcribing.May(s.d) {
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: lang.L("Have them transcribed"), Key: fyne.KeyR, Mod: ctrl | fyne.KeyModifierAlt, Do: s.transcribe})
	}
	if s.mayImport() {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Import calls"), Key: fyne.KeyI, Mod: ctrl, Do: s.openImport})
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export these calls"), s.askExport, s.rows.count == 0))
	}
	if s.mayListen() {
		acts = append(acts,
			desk.Action{Menu: desk.PlayMenu, Label: lang.L("Listen or pause"), Bare: fyne.KeySpace, Do: s.preview.play},
			desk.Action{Menu: desk.PlayMenu, Label: lang.L("Back"), Bare: fyne.KeyLeft, Do: func() { s.preview.skip(-1) }},
			desk.Action{Menu: desk.PlayMenu, Label: lang.L("Forward"), Bare: fyne.KeyRight, Do: func() { s.preview.skip(+1) }})
	}
	if s.mayReview() || s.mayListen() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open review"), Bare: fyne.KeyReturn, Do: s.open})
	}
	return acts
}

func (s *Screen) mayReview() bool { return s.d.Actor.May(people.ScoreCalls) }
func (s *Screen) mayListen() bool { return s.d.Actor.May(people.ListenCalls) }

// step moves the choice while the list hasn't the keyboard.
func (s *Screen) step(by int) {
	if s.said.on {
		s.said.table.Choose(max(min(s.said.table.Chosen()+by, len(s.said.lines)-1), 0))
		return
	}
	s.table.Choose(max(min(s.table.Chosen()+by, s.rows.count-1), 0))
}

// open opens the review room for the call in the preview: to score it, to read
// what was made of it, or for an evaluation of one's own.
func (s *Screen) open() {
	if s.said.on && s.said.open() {
		return
	}
	if id := s.preview.row.ID; id != "" {
		s.d.Go(desk.Route{Place: desk.Room, ID: id})
	}
}

// rubric is the newest rubric in the window's language, any other if there is none.
func (s *Screen) rubric(ctx context.Context) (string, error) {
	vs, err := s.d.Quality.Rubrics(ctx, s.d.Actor)
	if err != nil {
		return "", err
	}
	for _, v := range vs {
		if words.Parse(v.Language) == s.d.Settings.Language {
			return v.ID, nil
		}
	}
	if len(vs) > 0 {
		return vs[0].ID, nil
	}
	return "", fault.New(fault.NotFound, "There is no rubric yet. Import one under Rubrics.", nil)
}
