package practice

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	engine "shifu/routing/practice"
)

// onBar are the acts of the action bar, by the digits 1 to 9: what a button
// thinks about, its icon and its word, a short one where there is little room.
type onBar struct {
	word, short, icon string
	deeds             []engine.Deed
}

func barActs() []onBar {
	return []onBar{
		{lang.L("Lend people"), lang.L("Lend"), "people", []engine.Deed{engine.Lend, engine.GiveBack}},
		{lang.L("Open a tier"), lang.L("Tiers"), "group", []engine.Deed{engine.OpenTier, engine.CloseTier}},
		{lang.L("Breaks and training"), lang.L("Breaks"), "undo", []engine.Deed{engine.RecallBreaks, engine.MoveBreaks, engine.PutOffStudy}},
		{lang.L("Put off call-backs"), lang.L("Put off"), "clock", []engine.Deed{engine.PutOff}},
		{lang.L("Publish a notice"), lang.L("Notice"), "chat", []engine.Deed{engine.Announce}},
		{lang.L("Offer to call back"), lang.L("Call back"), "phone", []engine.Deed{engine.CallBacks}},
		{lang.L("Change routing"), lang.L("Routing"), "loop", []engine.Deed{engine.Preset}},
		{lang.L("Overtime"), lang.L("Overtime"), "calendar", []engine.Deed{engine.KeepLonger}},
		{lang.L("Calls first"), lang.L("First"), "up", []engine.Deed{engine.Urgent}},
	}
}

// showActs draws the action bar: the supervisor's acts and, where there is no
// room behind them, the instructor's on a line of their own.
func (r *room) showActs() {
	wide := max(r.s.d.Window.Canvas().Size().Width-look.Scaled(298)-look.WidthRailFolded-40, 700)
	var acts, below []fyne.CanvasObject
	for i, a := range barActs() {
		b := parts.NewButton(a.short, parts.Plain, func() { r.propose(a.deeds...) }).AsSmall().WithKey(string(desk.Digits[i]))
		if wide > look.Scaled(1240) {
			b.WithIcon(a.icon).SetWord(a.word)
		}
		acts = append(acts, b)
	}
	switch own := r.instructorActs(); {
	case parts.Row(7, append(acts, own...)...).MinSize().Width <= wide:
		acts = append(acts, own...)
	case len(own) > 0:
		below = []fyne.CanvasObject{parts.Lines(7, wide, own...)}
	}
	lines := parts.Stack(6, append([]fyne.CanvasObject{parts.Lines(7, wide, acts...)}, below...)...)
	swap(r.acts, parts.Stack(0, parts.NewHairline(), parts.Inset(7, 16, 7, 16, lines)))
}

// instructorActs are the buttons of whoever instructs.
func (r *room) instructorActs() []fyne.CanvasObject {
	if !r.s.instructs() {
		return nil
	}
	return []fyne.CanvasObject{parts.NewButton(lang.L("Instructor"), parts.Tinted, r.askHappening).AsSmall().WithIcon("bolt").WithKey("I"),
		parts.NewButton(lang.L("Record"), parts.Plain, r.record).AsSmall().WithKey("S"),
		parts.NewButton(lang.L("Starting state"), parts.Plain, r.keepStart).AsSmall().WithKey("K")}
}

func (r *room) actions() []desk.Action {
	if r.reviews != nil {
		return r.reviews.actions()
	}
	if p := r.asks; p != nil {
		return []desk.Action{
			{Menu: desk.PlayMenu, Label: lang.L("Order it"), Bare: fyne.KeyReturn, Do: p.give},
			{Menu: desk.PlayMenu, Label: lang.L("Leave it"), Bare: fyne.KeyEscape, Do: p.drop},
		}
	}
	over := r.pic.frame == nil || r.pic.frame.Over
	acts := []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Run or freeze"), Bare: fyne.KeySpace, Do: r.toggle, Off: over},
		{Menu: desk.PlayMenu, Label: lang.L("Faster"), Bare: fyne.KeyEqual, Do: func() { r.setSpeed(r.speed + 1) }},
		{Menu: desk.PlayMenu, Label: lang.L("Slower"), Bare: fyne.KeyMinus, Do: func() { r.setSpeed(r.speed - 1) }},
		{Menu: desk.PlayMenu, Label: lang.L("Bookmark"), Bare: fyne.KeyB, Do: r.bookmark, GapBefore: true},
		{Menu: desk.PlayMenu, Label: lang.L("Go back to"), Bare: fyne.KeyU, Do: r.offerMoments},
		{Menu: desk.ViewMenu, Label: lang.L("Critical tasks"), Bare: fyne.KeyT, Do: r.askTasks, GapBefore: true},
		{Menu: desk.ViewMenu, Label: lang.L("Review the shift"), Bare: fyne.KeyR, Do: r.review},
		{Menu: desk.ViewMenu, Label: lang.L("Finish"), Bare: fyne.KeyEscape, Do: r.s.end},
	}
	for i, a := range barActs() {
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: a.word, Bare: desk.Digits[i], Do: func() { r.propose(a.deeds...) }, Off: over, GapBefore: i == 0})
	}
	if r.s.instructs() {
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: lang.L("Instructor"), Bare: fyne.KeyI, Do: r.askHappening, Off: over, GapBefore: true},
			desk.Action{Menu: desk.FileMenu, Label: lang.L("Record as a scenario"), Bare: fyne.KeyS, Do: r.record},
			desk.Action{Menu: desk.FileMenu, Label: lang.L("Keep as a starting state"), Bare: fyne.KeyK, Do: r.keepStart, Off: over})
	}
	return append(acts, desk.Walk(r.floor.table)...)
}
