package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// TransportKeys are the keys that the badges of a Transport show.
type TransportKeys struct{ Back, Forward, Skip, Loop, Mark string }

// Transport is the row that plays a call: skip back, play, skip forward, time,
// speed, and what to do on the way. It plays nothing: it reports and shows.
type Transport struct {
	widget.BaseWidget

	OnPlay    func() // play or pause
	OnBack    func()
	OnForward func()
	OnSpeed   func(speed float64)
	OnSkip    func(on bool) // skip gaps
	OnLoop    func(on bool)
	OnMark    func()

	// Keys and TypingKeys are shown in turn, see SetTyping.
	Keys, TypingKeys TransportKeys
	// Speeds are offered, the slowest first; narrow rows show fewer.
	Speeds []float64

	speed    float64
	typing   bool
	ground   *Plate
	rules    [2]*Plate
	back     *skipButton
	forward  *skipButton
	disc     *playDisc
	at, all  *Text
	segments *Segments
	offered  []float64
	skip     *Button
	loop     *Button
	mark     *Button
}

// NewTransport makes a paused transport at 00:00.0.
func NewTransport() *Transport {
	t := &Transport{
		Keys:       TransportKeys{"←", "→", "J", "L", "M"},
		TypingKeys: TransportKeys{"F5", "F7", "Ctrl J", "Ctrl L", "Ctrl M"},
		Speeds:     []float64{.75, 1, 1.25, 1.5, 2}, speed: 1,
		ground: NewPlate(look.Well), rules: [2]*Plate{NewHairline(), NewHairline()},
		at:  NewText(ClockTenths(0), look.TextPanel, look.Ink, true),
		all: NewText("/ "+Clock(0), look.TextBody, look.Ink3, false),
	}
	t.back = newSkipButton("rew", false, func() { run(t.OnBack) })
	t.forward = newSkipButton("ff", true, func() { run(t.OnForward) })
	t.disc = newPlayDisc(func() { run(t.OnPlay) })
	t.skip = NewButton(lang.L("Skip gaps"), Quiet, func() { t.SetSkip(!t.skip.On); tell(t.OnSkip, t.skip.On) }).WithIcon("ff").AsSmall()
	t.loop = NewButton(lang.L("Loop"), Quiet, func() { t.SetLoop(!t.loop.On); tell(t.OnLoop, t.loop.On) }).WithIcon("loop").AsSmall()
	t.mark = NewButton(lang.L("Mark"), Quiet, func() { run(t.OnMark) }).WithIcon("flag").AsSmall()
	t.offer(t.Speeds)
	t.SetTyping(false)
	t.ExtendBaseWidget(t)
	return t
}

func run(f func()) {
	if f != nil {
		f()
	}
}

// SetPlaying shows the pause sign while the call plays, else the play sign.
func (t *Transport) SetPlaying(on bool) {
	if t.disc.playing != on {
		t.disc.playing = on
		t.disc.Refresh()
	}
}

// SetTime shows where the call is. It is cheap: only the digits change.
func (t *Transport) SetTime(at, all time.Duration) {
	now := ClockTenths(at)
	if all < time.Hour && at >= time.Hour {
		now = ClockTenths(all)
	}
	wide := len(now) != len(t.at.Value)
	t.at.Set(now)
	if whole := "/ " + Clock(all); whole != t.all.Value {
		wide = wide || len(whole) != len(t.all.Value)
		t.all.Set(whole)
	}
	if wide {
		t.Refresh()
	}
}

// SetSpeed shows the speed; one that isn't offered is added.
func (t *Transport) SetSpeed(speed float64) {
	if t.speed == speed {
		return
	}
	t.speed = speed
	t.Refresh()
}

// Speed is the speed shown.
func (t *Transport) Speed() float64 { return t.speed }

// SetSkip shows whether gaps are skipped.
func (t *Transport) SetSkip(on bool) { t.skip.SetOn(on) }

// ShowSkip shows the toggle for gaps, or takes it away while nobody knows where
// they are.
func (t *Transport) ShowSkip(on bool) {
	setHidden(t.skip, !on)
	t.Refresh()
}

// SetLoop shows whether the selection is looped.
func (t *Transport) SetLoop(on bool) { t.loop.SetOn(on) }

// SetTyping shows the keys that work while a note is typed, or the plain ones.
func (t *Transport) SetTyping(on bool) {
	t.typing = on
	keys := t.Keys
	if on {
		keys = t.TypingKeys
	}
	t.back.setKey(keys.Back)
	t.forward.setKey(keys.Forward)
	t.skip.SetKey(keys.Skip)
	t.loop.SetKey(keys.Loop)
	t.mark.SetKey(keys.Mark)
	t.Refresh()
}

// SetEnabled greys the row out for a call without sound.
func (t *Transport) SetEnabled(on bool) {
	for _, part := range []interface {
		Enable()
		Disable()
	}{t.back, t.disc, t.forward, t.segments, t.skip, t.loop, t.mark} {
		if on {
			part.Enable()
		} else {
			part.Disable()
		}
	}
}

// CreateRenderer is for Fyne.
func (t *Transport) CreateRenderer() fyne.WidgetRenderer { return &transportRenderer{t} }

type transportRenderer struct{ t *Transport }

func (r *transportRenderer) Destroy() {}

func (r *transportRenderer) Objects() []fyne.CanvasObject {
	t := r.t
	return []fyne.CanvasObject{t.ground, t.rules[0], t.rules[1], t.back, t.disc, t.forward, t.at, t.all, t.segments, t.skip, t.loop, t.mark}
}

func transportHeight() float32 { return look.Scaled(50) }

func (r *transportRenderer) MinSize() fyne.Size { return fyne.NewSize(360, transportHeight()) }

func (r *transportRenderer) Refresh() {
	r.Layout(r.t.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
	canvas.Refresh(r.t)
}

const (
	transportSide = 16
	toggleGap     = 6
)

// Layout sets play and time to the left, speed and toggles to the right; what
// has no room goes: the slowest speed, all but three, all but the current, then
// the length of the call, the speed, then the loop, which L still switches.
func (r *transportRenderer) Layout(size fyne.Size) {
	t := r.t
	place(t.ground, 0, 0, size.Width, size.Height)
	place(t.rules[0], 0, 0, size.Width, 1)
	place(t.rules[1], 0, size.Height-1, size.Width, 1)
	x := float32(transportSide - 4)
	for _, o := range []fyne.CanvasObject{t.back, t.disc, t.forward} {
		x = r.set(o, x, size) + 8
	}
	x = r.set(t.at, x+4, size) + 5
	setHidden(t.loop, false)
	setHidden(t.loop, size.Width-transportSide+8-x < r.toggles())
	free := size.Width - transportSide + 8 - x - t.all.MinSize().Width - 6
	for _, speeds := range [][]float64{t.Speeds, t.Speeds[min(1, len(t.Speeds)):], t.fewer(), {t.speed}} {
		if t.offer(speeds); r.right() <= free {
			break
		}
	}
	setHidden(t.all, free < r.right())
	r.set(t.all, x, size)
	setHidden(t.segments, free+t.all.MinSize().Width < r.right())
	x = size.Width - transportSide + 8 - r.right()
	x = r.set(t.segments, x, size) + toggleGap
	for _, o := range []fyne.CanvasObject{t.skip, t.loop, t.mark} {
		if o.Visible() {
			x = r.set(o, x, size)
		}
	}
}

func (r *transportRenderer) set(o fyne.CanvasObject, x float32, size fyne.Size) float32 {
	least := o.MinSize()
	place(o, x, middle(size.Height, least.Height), least.Width, least.Height)
	return x + least.Width
}

// right is the room of everything right of the time.
func (r *transportRenderer) right() float32 {
	t := r.t
	return t.segments.MinSize().Width + toggleGap + r.toggles()
}

// toggles is the room of what stands right of the speed.
func (r *transportRenderer) toggles() float32 {
	wide := float32(0)
	for _, o := range []fyne.CanvasObject{r.t.skip, r.t.loop, r.t.mark} {
		if o.Visible() {
			wide += o.MinSize().Width
		}
	}
	return wide
}
