package review

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
)

// roomView is what one sees of a room.
type roomView struct {
	r     *Room
	whole *fyne.Container

	bar, facts, calls *fyne.Container // tool bar, facts of the call, banners over the waveform
	measures          *fyne.Container // what was measured of the talk; empty if nothing was
	tabs              *parts.Tabs
	tools             *fyne.Container // at the right of the tabs
	panel             *fyne.Container
	panels            panels

	ring     *parts.ScoreRing
	why      *parts.Why
	form     *parts.Form
	banners  *fyne.Container // over the form
	sheet    *fyne.Container // form or derivation
	question *fyne.Container // asked in place: why skip, why revise
	foot     footer
}

func newRoomView(r *Room) *roomView {
	v := &roomView{r: r, ring: parts.NewScoreRing(), why: parts.NewWhy(), form: parts.NewForm(),
		bar: container.NewStack(), facts: container.NewStack(), calls: parts.Stack(8), measures: parts.Stack(0), tools: container.New(tail{gap: toolGap}),
		panel: container.NewStack(), banners: parts.Stack(6), sheet: container.NewStack(), question: parts.Stack(0)}
	v.tabs = parts.NewTabs(nil, 0, v.openPanel)
	v.foot = newFooter(r)
	v.connect()
	v.whole = container.NewStack(v.empty(parts.EmptyState("headset", lang.L("Opening the call"), "")))
	return v
}

// connect hands the form's events to the room.
func (v *roomView) connect() {
	r, f := v.r, v.form
	f.OnWake = r.woken
	f.OnAnswer = r.answer
	f.OnValue = r.value
	f.OnNote = r.note
	f.OnCause = r.cause
	f.OnBind = r.bind
	f.OnMoment = r.play
	f.OnTyping = r.setTyping
	f.OnAccept = func(ref string) { r.advice.accept(ref) }
	f.OnReject = func(ref string) { r.advice.reject(ref) }
	f.OnHit = func(ref string) { r.advice.play(ref) }
	v.why.OnQuestion = r.wake
	v.why.OnMoment = r.play
	v.why.OnWhole = r.derive
	l := r.sound
	l.transport.OnMark = func() { r.bind(r.awake) }
	l.wave.OnFlag = v.flagTapped
	l.wave.OnFlagMoved = v.flagMoved
}

func (v *roomView) empty(o fyne.CanvasObject) fyne.CanvasObject {
	back := parts.NewButton(lang.L("Queue"), parts.Quiet, v.r.leave).WithIcon("back").WithKey("Esc")
	return parts.Dock(parts.ToolBar([]fyne.CanvasObject{back}, nil), nil, nil, nil, o)
}

// showLost says why there is nothing to show.
func (v *roomView) showLost(why string) {
	v.whole.Objects = []fyne.CanvasObject{v.empty(parts.EmptyState("info", lang.L("This call can't be opened"), why))}
	v.whole.Refresh()
}

// show fills everything anew.
func (v *roomView) show() {
	v.showBar()
	v.showFacts()
	v.makePanels()
	v.showSheet()
	v.showBanners()
	v.showScore()
	v.foot.show()
	v.askNothing()
	v.form.Wake(v.r.awake)
	v.whole.Objects = []fyne.CanvasObject{parts.Dock(v.bar, nil, nil, nil,
		container.New(split{}, v.left(), parts.NewUpright(1), v.right()))}
	v.whole.Refresh()
	v.showKeys()
}

func (v *roomView) left() fyne.CanvasObject {
	l := v.r.sound
	top := parts.Stack(0, parts.Inset(9, 16, 9, 16, v.facts), parts.NewHairline(), v.calls)
	if !v.r.o.call.IsChat() {
		top.Add(parts.Inset(0, 16, 6, 16, l.wave))
		top.Add(l.transport)
		top.Add(v.measures)
	}
	return parts.Dock(top, nil, nil, nil, container.New(paged{}, v.tabs, v.tools, parts.NewHairline(), v.panel))
}

func (v *roomView) right() fyne.CanvasObject {
	if v.r.sheet == nil {
		return v.noSheet()
	}
	// As high as with three losses, so that no row moves when an answer costs.
	head := parts.High(128, parts.Inset(10, 16, 8, 14, parts.FullRow(14, v.ring, parts.Grow(v.why))))
	top := parts.Stack(0, head, parts.NewHairline(), v.banners)
	foot := parts.Stack(0, v.question, parts.NewHairline(), v.foot.content())
	return parts.Dock(top, foot, nil, nil, v.sheet)
}

// noSheet says why there is no form, and what may be done about it.
func (v *roomView) noSheet() fyne.CanvasObject {
	if len(v.r.o.rubrics) == 0 && v.r.d.Actor.May(scoreCalls) {
		return parts.EmptyState("document", lang.L("Nothing to score with"), lang.L("No rubric is active. Publish one under Rubrics."))
	}
	var buttons []*parts.Button
	for i, b := range v.r.beginnings() {
		kind := parts.Main
		if i > 0 {
			kind = parts.Plain
		}
		buttons = append(buttons, parts.NewButton(b.word, kind, func() { v.r.begin(b.purpose) }).WithKey(beginKeys[i]))
	}
	return parts.EmptyState("document", lang.L("Not scored yet"), lang.L("This call has not been scored yet."), buttons...)
}

// showScore shows what follows from the answers: form, ring, why.
func (v *roomView) showScore() {
	s := v.r.sheet
	if s == nil {
		return
	}
	v.ring.Set(s.ring())
	v.why.Set(s.why(v.key("W")))
	v.showForm()
	if v.r.deriving {
		v.showSheet()
	}
}

func (v *roomView) showForm() {
	if s := v.r.sheet; s != nil {
		v.form.SetModel(s.form(v.r.awake))
	}
}

// showSheet shows the form, or the derivation in its place.
func (v *roomView) showSheet() {
	if v.r.sheet == nil {
		return
	}
	shown := fyne.CanvasObject(v.form)
	if v.r.deriving {
		shown = v.derivation()
	}
	if len(v.sheet.Objects) == 1 && v.sheet.Objects[0] == shown {
		return
	}
	v.sheet.Objects = []fyne.CanvasObject{shown}
	v.sheet.Refresh()
}

// key is the key that works now for a plain letter.
func (v *roomView) key(letter string) string {
	if v.r.typing {
		return "Ctrl " + letter
	}
	return letter
}

// showKeys shows the keys that work now.
func (v *roomView) showKeys() {
	v.form.SetTyping(v.r.typing)
	v.r.sound.transport.SetTyping(v.r.typing)
	v.why.SetKey(v.key("W"))
	if v.r.deriving {
		v.showSheet()
	}
}

// follow moves what follows the needle.
func (v *roomView) follow(at time.Duration) { v.panels.follow(at) }

// width is that of the sheet, for what has to know its width beforehand.
func (v *roomView) width() float32 {
	if w := v.whole.Size().Width; w > 0 {
		return sheetWidth(w)
	}
	return look.Scaled(sheetLeast)
}
