package roleplay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/roleplay"
)

func errNoRubric() error {
	return fault.New(fault.NotFound, "There is no active rubric. Publish one, then review the call.", nil)
}

// Actions are everything that can be done here.
func (s *Screen) Actions() []desk.Action {
	switch {
	case s.call != nil:
		return s.call.actions()
	case s.seat != nil:
		return s.seat.actions()
	case s.result != nil:
		return s.result.actions()
	case s.worked != nil:
		return s.worked.actions()
	}
	acts := desk.Pages([]string{lang.L("role.scenarios"), lang.L("duty.shifts"), lang.L("role.attempts"), lang.L("My skills")}, s.turn)
	acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Bring a scenario"), Key: fyne.KeyO, Mod: fyne.KeyModifierShortcutDefault, Do: s.bring, Off: !s.d.Actor.May(people.KeepPractice)})
	switch s.page {
	case pageShifts:
		acts = append(acts, desk.Walk(s.shifts)...)
		return append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Read the shift"), Bare: fyne.KeyReturn, Do: s.readShift, Off: s.shifts.Chosen() < 0},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("duty.begin"), Bare: fyne.KeyN, Do: s.beginShift, Off: !s.plays()},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Another kind of shift"), Bare: fyne.KeyP, Do: s.nextPlan, Off: !s.plays()},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Next level of help"), Bare: fyne.KeyL, Do: s.nextLevel, Off: !s.plays()})
	case pageAttempts:
		acts = append(acts, desk.Walk(s.past)...)
		return append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Read the call"), Bare: fyne.KeyReturn, Do: s.openChosen, Off: s.past.Chosen() < 0})
	case pageSkills:
		acts = append(acts, desk.Walk(s.skills)...)
		return append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Practise it"), Bare: fyne.KeyReturn, Do: s.practise, Off: s.skills.Chosen() < 0})
	}
	acts = append(acts, desk.Walk(s.list)...)
	return append(acts,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Take the call"), Bare: fyne.KeyReturn, Do: s.take, Off: s.offer() == nil},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Next level of help"), Bare: fyne.KeyL, Do: s.cycle})
}

// actions of the call.
func (c *call) actions() []desk.Action {
	over := c.a.Run.Over()
	if c.bench.open == handTool && !over {
		return c.handActions()
	}
	away := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Hang up"), Bare: fyne.KeyEscape, Do: c.hangUp}}
	if c.working() {
		away[0].Bare = ""
		away = append(away, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Close what is open beside the call"), Bare: fyne.KeyEscape, Do: c.closeTool})
	}
	acts := append(away, []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Hear again"), Bare: fyne.KeyH, Do: c.again, Off: over},
		{Menu: desk.EditMenu, Label: lang.L("Type an answer"), Bare: fyne.KeyT, Do: c.entry.Focus, Off: over},
		{Menu: desk.ReviewMenu, Label: lang.L("Hold, or take the call back"), Bare: fyne.KeyP, Do: func() { c.wait(roleplay.Hold) }, Off: over},
		{Menu: desk.ReviewMenu, Label: lang.L("Mute, or take the call back"), Bare: fyne.KeyM, Do: func() { c.wait(roleplay.Mute) }, Off: over},
		{Menu: desk.ReviewMenu, Label: lang.L("Set a bookmark"), Bare: fyne.KeyK, Do: c.mark, Off: over || c.a.Level == roleplay.Exam},
		{Menu: desk.ReviewMenu, Label: lang.L("Ask for help"), Bare: fyne.KeyA, Do: c.help, Off: over}}...)
	if c.s.seat != nil {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A break after this call"), Bare: fyne.KeyB, Do: c.s.seat.restLater})
	}
	if over {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Finish the wrap-up"), Bare: fyne.KeyReturn, Do: c.finish})
	}
	for i := range c.order {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Say reply {{.N}}", map[string]any{"N": i + 1}), Bare: desk.Digits[i], Key: desk.Digits[i], Mod: fyne.KeyModifierShortcutDefault, Do: func() { c.choose(i) }, GapBefore: i == 0})
	}
	for i, x := range roleplay.Clicks {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: clickWords.Of(x), Bare: systemKeys[i], Do: func() { c.click(x) }, GapBefore: i == 0})
	}
	return acts
}

// systemKeys open the systems, also while an answer is typed.
var systemKeys = []fyne.KeyName{fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9}

// actions of the result.
func (r *result) actions() []desk.Action {
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: r.back}}
	if r.judge != nil {
		return append(acts, r.judge.actions()...)
	}
	return append(acts,
		desk.Action{Menu: desk.Unlisted, Bare: fyne.KeyDown, Do: func() { r.step(1) }}, desk.Action{Menu: desk.Unlisted, Bare: fyne.KeyUp, Do: func() { r.step(-1) }},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Try from this answer"), Bare: fyne.KeyR, Do: r.again, Off: !r.mine() || r.turn < 0 || r.a.Level == roleplay.Exam},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Take the call again"), Bare: fyne.KeyReturn, Do: r.anew, Off: !r.mine()},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Review with the rubric"), Bare: fyne.KeyReturn, Do: r.review, Off: r.mine() || !r.s.judges()})
}
