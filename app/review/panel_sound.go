package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

const panelSound = "sound"

const (
	gainStep = 3 // dB a key
	leanStep = .25
)

// soundPage is the page with everything about how the call is heard: volume,
// mute and solo of each lane, balance, and what makes hard calls easier.
type soundPage struct {
	r       *Room
	content *fyne.Container
}

func newSoundPage(r *Room) *soundPage {
	p := &soundPage{r: r, content: parts.Over()}
	r.sound.onHeard = p.show
	p.show()
	return p
}

// laneKeys are those of the agent's lane and the customer's: they lie below one
// another on the keyboard, the agent's at the left.
var laneKeys = []struct{ mute, solo, softer, louder string }{
	{"Q", "Z", "Alt PgDn", "Alt PgUp"}, {"E", "D", "Alt Shift PgDn", "Alt Shift PgUp"},
}

// show fills the page anew.
func (p *soundPage) show() {
	l := p.r.sound
	if l.silent() {
		p.content.Objects = []fyne.CanvasObject{plainNote(lang.L("There is no recording to be heard."))}
		p.content.Refresh()
		return
	}
	box := parts.Stack(0)
	for i, lane := range l.wave.Model().Lanes {
		box.Add(p.lane(i, lane))
		box.Add(parts.NewHairline())
	}
	box.Add(p.balance())
	box.Add(parts.NewHairline())
	box.Add(parts.High(look.HeightRow+4, parts.Row(8, p.eases()...)))
	if more := p.stretchButtons(); len(more) > 0 {
		box.Add(parts.NewHairline())
		box.Add(parts.High(look.HeightRow+4, parts.Row(8, more...)))
	}
	p.content.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(4, 16, 8, 16, box))}
	p.content.Refresh()
}

func (p *soundPage) lane(i int, lane parts.Lane) fyne.CanvasObject {
	l, k := p.r.sound, laneKeys[i]
	toggle := func(word string, on bool, key string, do func()) fyne.CanvasObject {
		b := parts.NewButton(word, parts.Plain, do).AsSmall().WithKey(key)
		b.SetOn(on)
		return b
	}
	volume := parts.NewSlider(parts.GainLeast, parts.GainMost, 1, lane.Gain, func(dB float64) { l.gain(i, dB) })
	volume.Width, volume.Tone = 110, lane.Voice.Mark()
	return parts.High(look.HeightRow+4, parts.Row(8, parts.Fix(look.Scaled(64), 0, parts.NewText(lane.Name, look.TextBody, lane.Voice.Ink(), true)),
		toggle(lang.L("Mute"), lane.Mute, k.mute, func() { l.mute(i) }), toggle(lang.L("Solo"), lane.Solo, k.solo, func() { l.solo(i) }),
		parts.Fix(look.Scaled(108), 0, parts.Row(0, parts.Gap(), parts.NewKeyBadge(k.softer))), volume, parts.Fix(look.Scaled(108), 0, parts.Row(0, parts.NewKeyBadge(k.louder))), parts.Label(decibels(lane.Gain))))
}

func decibels(dB float64) string {
	if dB > 0 {
		return "+" + chart.Number(dB, 0) + " dB"
	}
	return chart.Number(dB, 0) + " dB"
}

func (p *soundPage) balance() fyne.CanvasObject {
	l := p.r.sound
	slider := parts.NewSlider(-1, 1, leanStep, l.balance, l.lean)
	slider.Width = 110
	return parts.High(look.HeightRow+4, parts.Row(8, parts.Fix(look.Scaled(64), 0, parts.Strong(lang.L("Balance"))),
		parts.Label(lang.L("left ear")), parts.NewKeyBadge("Alt Shift ←"), slider, parts.NewKeyBadge("Alt Shift →"), parts.Label(lang.L("right ear"))))
}

// eases are what makes hard calls easier to hear.
func (p *soundPage) eases() []fyne.CanvasObject {
	l := p.r.sound
	known := l.track.Speech != nil
	var out []fyne.CanvasObject
	add := func(word, key string, on, may bool, do func()) {
		if !may {
			return
		}
		b := parts.NewButton(word, parts.Plain, do).AsSmall().WithKey(key)
		b.SetOn(on)
		out = append(out, b)
	}
	add(lang.L("Equally loud"), "V", l.choices.Level, known, l.turnLevel)
	add(lang.L("Skip gaps"), "J", l.gapless, known, func() { l.skipGaps(!l.gapless) })
	add(lang.L("Walk"), "H", l.walking, true, l.turnWalk)
	add(lang.L("Reaction time"), "T", l.choices.Delay, true, l.turnDelay)
	return out
}

// stretchButtons are what can be made of the call, or of it from A to B.
func (p *soundPage) stretchButtons() []fyne.CanvasObject {
	r := p.r
	var out []fyne.CanvasObject
	if r.mayClip() && !r.whole {
		out = append(out, parts.NewButton(lang.L("Clip from A to B"), parts.Plain, r.clip).AsSmall().WithKey("Ctrl Shift C"))
	}
	return append(out, r.learnButtons()...)
}

// soundActions are volume, mute, solo and balance by key.
func (r *Room) soundActions() []desk.Action {
	l, off := r.sound, r.sound.silent()
	two := !off && len(l.wave.Model().Lanes) == 2
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Mute the agent"), Key: fyne.KeyQ, Mod: alt, Bare: fyne.KeyQ, Do: func() { l.mute(0) }, Off: off, GapBefore: true},
		{Menu: desk.PlayMenu, Label: lang.L("Mute the customer"), Key: fyne.KeyE, Mod: alt, Bare: fyne.KeyE, Do: func() { l.mute(1) }, Off: !two},
		{Menu: desk.PlayMenu, Label: lang.L("Hear the agent alone"), Key: fyne.KeyZ, Mod: alt, Bare: fyne.KeyZ, Do: func() { l.solo(0) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Hear the customer alone"), Key: fyne.KeyD, Mod: alt, Bare: fyne.KeyD, Do: func() { l.solo(1) }, Off: !two},
		{Menu: desk.PlayMenu, Label: lang.L("Agent louder"), Key: fyne.KeyPageUp, Mod: alt, Do: func() { l.louder(0, gainStep) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Agent softer"), Key: fyne.KeyPageDown, Mod: alt, Do: func() { l.louder(0, -gainStep) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("Customer louder"), Key: fyne.KeyPageUp, Mod: alt | shift, Do: func() { l.louder(1, gainStep) }, Off: !two},
		{Menu: desk.PlayMenu, Label: lang.L("Customer softer"), Key: fyne.KeyPageDown, Mod: alt | shift, Do: func() { l.louder(1, -gainStep) }, Off: !two},
		{Menu: desk.PlayMenu, Label: lang.L("More in the left ear"), Key: fyne.KeyLeft, Mod: alt | shift, Do: func() { l.lean(l.balance - leanStep) }, Off: off},
		{Menu: desk.PlayMenu, Label: lang.L("More in the right ear"), Key: fyne.KeyRight, Mod: alt | shift, Do: func() { l.lean(l.balance + leanStep) }, Off: off},
	}
}
