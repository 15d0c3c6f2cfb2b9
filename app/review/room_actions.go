package review

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/transcribing"
	"shifu/internal/people"
)

const (
	ctrl     = fyne.KeyModifierShortcutDefault
	alt      = fyne.KeyModifierAlt
	shift    = fyne.KeyModifierShift
	unlisted = desk.Unlisted
)

// Actions are everything that can be done in the room.
func (r *Room) Actions() []desk.Action {
	if r.o == nil {
		return []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the queue"), Bare: fyne.KeyEscape, Do: r.leave}}
	}
	all := r.playActions()
	all = append(all, r.stretchActions()...)
	all = append(all, r.soundActions()...)
	all = append(all, r.viewActions()...)
	all = append(all, r.wordActions()...)
	all = append(all, r.correctActions()...)
	all = append(all, r.scoreActions()...)
	all = append(all, r.wayActions()...)
	all = append(all, r.learnActions()...)
	return append(all, r.otherActions()...)
}

func (r *Room) playActions() []desk.Action {
	l := r.sound
	off := l.silent()
	step, far := l.step(), 3*l.step()
	back := func() { l.skip(-longer(step, far)) }
	forth := func() { l.skip(longer(step, far)) }
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Play or pause"), Key: fyne.KeyP, Mod: ctrl, Bare: fyne.KeySpace, Do: l.toggle, Off: off},
		{Menu: unlisted, Label: lang.L("Play or pause"), Bare: fyne.KeyF6, Do: l.toggle, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Back, with Shift further"), Bare: fyne.KeyLeft, Do: back, Off: off, GapBefore: true},
		{Menu: unlisted, Label: lang.L("Back, with Shift further"), Bare: fyne.KeyF5, Do: back, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Forward, with Shift further"), Bare: fyne.KeyRight, Do: forth, Off: off},
		{Menu: unlisted, Label: lang.L("Forward, with Shift further"), Bare: fyne.KeyF7, Do: forth, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("0.1 s back"), Key: fyne.KeyComma, Mod: ctrl, Bare: fyne.KeyComma, Do: func() { l.skip(-nudge) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("0.1 s forward"), Key: fyne.KeyPeriod, Mod: ctrl, Bare: fyne.KeyPeriod, Do: func() { l.skip(nudge) }, Off: off},
		{Menu: unlisted, Label: lang.L("To the beginning of the call"), Bare: fyne.KeyHome, Do: func() { l.seek(0) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Slower"), Key: fyne.KeyLeftBracket, Mod: ctrl, Bare: fyne.KeyLeftBracket, Do: func() { l.faster(-.25) }, Off: off, GapBefore: true},
		{Menu: desk.PlayMenu, Label: lang.L("Faster"), Key: fyne.KeyRightBracket, Mod: ctrl, Bare: fyne.KeyRightBracket, Do: func() { l.faster(.25) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Normal speed"), Key: fyne.KeyBackslash, Mod: ctrl, Bare: fyne.KeyBackslash, Do: func() { l.setSpeed(1) }, Off: off},
	}
}

// longer is far while Shift is held.
func longer(step, far time.Duration) time.Duration {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&shift != 0 {
		return far
	}
	return step
}

func (r *Room) stretchActions() []desk.Action {
	l, off := r.sound, r.sound.silent()
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Loop A to B"), Key: fyne.KeyL, Mod: ctrl, Bare: fyne.KeyL, Do: l.toggleLoop, Off: off, GapBefore: true},
		{Menu: desk.PlayMenu, Label: lang.L("Skip gaps"), Key: fyne.KeyJ, Mod: ctrl, Bare: fyne.KeyJ, Do: func() { l.skipGaps(!l.gapless) }, Off: off || l.track.Speech == nil},
		{Menu: desk.PlayMenu, Label: lang.L("Both voices equally loud"), Key: fyne.KeyV, Mod: ctrl | shift, Bare: fyne.KeyV, Do: l.turnLevel, Off: off || l.track.Speech == nil},
		{Menu: desk.PlayMenu, Label: lang.L("Walk in repeated steps"), Key: fyne.KeyH, Mod: ctrl | shift, Bare: fyne.KeyH, Do: l.turnWalk, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Marks allow for the reaction"), Key: fyne.KeyT, Mod: ctrl | shift, Bare: fyne.KeyT, Do: l.turnDelay, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Set A here"), Key: fyne.KeyA, Mod: alt, Bare: fyne.KeyA, Do: l.setA, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Set B here"), Key: fyne.KeyB, Mod: alt, Bare: fyne.KeyB, Do: l.setB, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Clear A and B"), Key: fyne.KeyBackspace, Mod: alt, Bare: fyne.KeyBackspace, Do: func() { l.stretch(0, 0) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Next moment"), Key: fyne.KeyN, Mod: alt, Bare: fyne.KeyN, Do: func() { r.step(1) }, Off: off, GapBefore: true},
		{Menu: desk.PlayMenu, Label: lang.L("Previous moment"), Key: fyne.KeyP, Mod: alt, Bare: fyne.KeyP, Do: func() { r.step(-1) }, Off: off},
	}
}

func (r *Room) viewActions() []desk.Action {
	w := r.sound.wave
	return []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Zoom in"), Key: fyne.KeyUp, Mod: ctrl | shift, Bare: fyne.KeyEqual, Do: w.ZoomIn},
		{Menu: unlisted, Label: lang.L("Zoom in"), Bare: fyne.KeyPlus, Do: w.ZoomIn},
		{Menu: desk.ViewMenu, Label: lang.L("Zoom out"), Key: fyne.KeyDown, Mod: ctrl | shift, Bare: fyne.KeyMinus, Do: w.ZoomOut},
		{Menu: desk.ViewMenu, Label: lang.L("Whole call"), Key: fyne.KeyF, Mod: ctrl | shift, Bare: fyne.KeyF, Do: w.Fit},
		{Menu: desk.ViewMenu, Label: lang.L("A to B in full width"), Key: fyne.KeyS, Mod: alt, Bare: fyne.KeyS, Do: w.FitSelection},
		{Menu: desk.ViewMenu, Label: lang.L("Derivation of the score"), Key: fyne.KeyW, Mod: ctrl, Bare: fyne.KeyW, Do: r.derive, Off: r.sheet == nil, GapBefore: true},
		{Menu: desk.ViewMenu, Label: lang.L("Next panel"), Key: fyne.KeyPageDown, Mod: ctrl, Do: func() { r.view.turnPanel(1) }},
		{Menu: desk.ViewMenu, Label: lang.L("Previous panel"), Key: fyne.KeyPageUp, Mod: ctrl, Do: func() { r.view.turnPanel(-1) }},
		{Menu: desk.EditMenu, Label: lang.L("Find in the transcript"), Key: fyne.KeyF, Mod: ctrl, Do: r.view.focusFind, Off: len(r.o.said) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Search in all calls"), Key: fyne.KeyF, Mod: ctrl | alt, Do: r.searchAll, Off: !r.d.Actor.May(people.ListenCalls)},
	}
}

// wordActions are about what is said: putting it right, taking it out, copying it.
func (r *Room) wordActions() []desk.Action {
	p := r.view.panels.privacy
	all := []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Edit this utterance"), Bare: fyne.KeyF2, Do: r.editWords, Off: !r.mayEditWords() || r.whole},
		{Menu: desk.EditMenu, Label: lang.L("Load a transcript"), Key: fyne.KeyT, Mod: ctrl | alt, Do: r.loadWords, Off: r.whole || !r.mayLoadWords()},
		{Menu: desk.EditMenu, Label: lang.L("Whose voice is which"), Key: fyne.KeyV, Mod: ctrl | alt, Do: r.askVoices, Off: !r.mayCast()},
		{Menu: desk.EditMenu, Label: lang.L("Have it transcribed"), Key: fyne.KeyR, Mod: ctrl | alt, Do: r.transcribe, Off: r.whole || r.sound.silent() || !transcribing.May(r.d)},
		{Menu: desk.EditMenu, Label: lang.L("Tags"), Key: fyne.KeyG, Mod: ctrl | alt, Do: r.askTags, Off: !r.mayTag()},
		{Menu: desk.ReviewMenu, Label: lang.L("Copy A to B as a clip"), Key: fyne.KeyC, Mod: ctrl | shift, Do: r.clip, Off: !r.mayClip() || r.whole},
	}
	if p == nil {
		return all
	}
	return append(all,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Mark A to B to be taken out"), Key: fyne.KeyX, Mod: ctrl | shift, Do: p.markStretch, Off: r.sound.silent(), GapBefore: true},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Take out what is marked"), Key: fyne.KeyK, Mod: ctrl | shift, Do: p.redact, Off: r.sound.silent()},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Undo the redaction"), Key: fyne.KeyK, Mod: ctrl | alt, Do: p.bringBack, Off: !p.mayBringBack()},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Hear the call as it was recorded"), Key: fyne.KeyU, Mod: ctrl | shift, Do: r.hearWhole, Off: !r.mayHearWhole()})
}

func (r *Room) scoreActions() []desk.Action {
	if r.sheet == nil {
		return nil
	}
	f, off := r.view.form, !r.open()
	bind := func() { r.bind(r.awake) }
	all := []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Undo"), Key: fyne.KeyZ, Mod: ctrl, Do: r.undo},
		{Menu: desk.ReviewMenu, Label: lang.L("Next question"), Key: fyne.KeyDown, Mod: alt, Bare: fyne.KeyDown, Do: f.Next},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous question"), Key: fyne.KeyUp, Mod: alt, Bare: fyne.KeyUp, Do: f.Prev},
		{Menu: desk.ReviewMenu, Label: lang.L("Bind this moment"), Key: fyne.KeyM, Mod: ctrl, Bare: fyne.KeyM, Do: bind, Off: off || r.sound.nowhere(), GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Write a note"), Bare: fyne.KeyC, Do: f.FocusNote, Off: off},
		{Menu: unlisted, Label: lang.L("Write a note"), Bare: fyne.KeyReturn, Do: f.FocusNote, Off: off},
		{Menu: unlisted, Label: lang.L("Write a note"), Bare: fyne.KeyEnter, Do: f.FocusNote, Off: off},
		{Menu: desk.ReviewMenu, Label: lang.L("Remove the chosen moment"), Bare: fyne.KeyDelete, Do: r.view.panels.moments.remove, Off: off || r.view.shownPanel() != panelMoments},
		{Menu: desk.ReviewMenu, Label: lang.L("Rulings on this question"), Key: fyne.KeyU, Mod: ctrl, Bare: fyne.KeyU, Do: f.ToggleRulings, Off: len(r.o.rulings) == 0},
		{Menu: desk.ReviewMenu, Label: lang.L("Accept the suggestion"), Key: fyne.KeyY, Mod: alt, Bare: fyne.KeyY, Do: func() { r.advice.accept(r.awake) }, Off: off || !r.advice.pending(r.awake), GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Reject the suggestion"), Key: fyne.KeyX, Mod: alt, Bare: fyne.KeyX, Do: func() { r.advice.reject(r.awake) }, Off: off || !r.advice.pending(r.awake)},
		{Menu: desk.ReviewMenu, Label: lang.L("Root cause"), Key: fyne.KeyR, Mod: ctrl, Bare: fyne.KeyR, Do: f.ToggleCauses, Off: off},
	}
	for i, k := range desk.Digits[:r.mostOptions()] {
		key := string(k)
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Answer {{.N}}", map[string]any{"N": i + 1}),
			Key: k, Mod: ctrl, Bare: k, Do: func() { r.press(key) }, Off: off, GapBefore: i == 0})
	}
	return append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Not applicable"), Key: fyne.Key0, Mod: ctrl,
		Bare: fyne.Key0, Do: func() { r.press("0") }, Off: off})
}

// mostOptions is how many options a question has at the most, as far as keys go.
func (r *Room) mostOptions() int {
	most := 0
	for _, q := range r.sheet.version.All {
		most = max(most, len(q.Choices()))
	}
	return min(most, len(desk.Digits))
}

func (r *Room) wayActions() []desk.Action {
	_, after := r.o.after()
	_, before := r.o.before()
	all := []desk.Action{
		{Menu: desk.WindowMenu, Label: lang.L("Back to the queue"), Bare: fyne.KeyEscape, Do: r.escape},
		{Menu: desk.ReviewMenu, Label: lang.L("Next call"), Key: fyne.KeyDown, Mod: ctrl, Do: r.nextCall, Off: !after, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous call"), Key: fyne.KeyUp, Mod: ctrl, Do: r.previousCall, Off: !before},
	}
	if r.o.task() != nil {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Skip this call"), Bare: fyne.KeyF8, Do: r.view.askSkip})
	}
	if r.sheet != nil && r.sheet.open {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: r.submitWord(), Key: fyne.KeyReturn, Mod: ctrl, Do: r.submit, Off: r.busy})
	}
	if r.mayRevise() {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Revise"), Key: fyne.KeyE, Mod: ctrl, Do: r.view.askRevise})
	}
	if r.mayPrint() {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Report as PDF"), Key: fyne.KeyR, Mod: ctrl | shift, Do: r.report, GapBefore: true})
	}
	return all
}

func (r *Room) mayPrint() bool {
	return r.sheet != nil && r.sheet.e.ID != "" && r.d.Reports != nil && r.d.Actor.May(people.Print)
}

// escape folds what is open in place, and then goes back.
func (r *Room) escape() {
	switch {
	case r.view.foldQuestion():
	case r.deriving:
		r.derive()
	default:
		r.leave()
	}
}

// derive shows the derivation of the score in place of the form, or the form again.
func (r *Room) derive() {
	if r.sheet == nil {
		return
	}
	r.deriving = !r.deriving
	r.view.showSheet()
}

// wake wakes a question and shows the form.
func (r *Room) wake(ref string) {
	if r.deriving {
		r.derive()
	}
	r.view.form.Wake(ref)
	r.woken(ref)
}
