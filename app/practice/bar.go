package practice

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// bar is the line at the top: the way out, the clock and its speed, moments to
// go back to, and what was lost beside the reference.
type bar struct {
	r       *room
	clock   *parts.Text
	day     *parts.Pill
	disc    *parts.PlayDisc
	speeds  *parts.Segments
	lost    *parts.Text
	their   *parts.Text
	line    *fyne.Container
	back    *parts.Button
	wide    float32 // of what changes in the line
	content fyne.CanvasObject
}

func newBar(r *room) *bar {
	b := &bar{r: r, clock: parts.PageHead(""), day: parts.NewPill("", parts.StatePlain), lost: parts.PanelHead(""), their: parts.PanelHead("")}
	x := r.p.session
	b.disc = parts.NewPlayDisc(r.toggle)
	words := make([]string, len(speeds))
	for i, v := range speeds {
		words[i] = strconv.Itoa(v) + "x"
	}
	b.speeds = parts.NewSegments(words, r.speed, r.setSpeed)
	mark := parts.NewButton(lang.L("Bookmark"), parts.Plain, r.bookmark).AsSmall().WithKey("B")
	b.back = parts.NewButton(lang.L("Go back to"), parts.Plain, r.offerMoments).AsSmall().WithKey("U")
	title, roomy := parts.Strong(say(x.Scenario().Name)), r.s.d.Window.Canvas().Size().Width > look.Scaled(1360)
	if roomy {
		mark.WithIcon("flag")
		b.back.WithIcon("undo")
		title = parts.PanelHead(title.Value)
	}
	left := parts.Row(10, parts.NewButton(lang.L("Finish"), parts.Quiet, r.s.end).WithIcon("back").WithKey("Esc"), parts.NewUpright(24), parts.Grow(title.Cutting()))
	if name := x.Begun().Name; name != "" {
		left.Add(parts.NewPill(name, parts.StatePlain))
	}
	if roomy { // below, the strip of days tells which it is
		if x.Scenario().Length > engine.Day {
			left.Add(b.day)
		}
		left.Add(parts.NewPill(lang.L("seed {{.N}}", map[string]any{"N": strconv.FormatUint(x.Seed(), 10)}), parts.StatePlain))
	}
	score := parts.Row(6, parts.Label(lang.L("Lost")), b.lost, parts.Room(4, 0), parts.Label(lang.L("Reference")), b.their)
	b.line = parts.Row(10, parts.Grow(left), b.clock, b.disc, parts.NewKeyBadge("Space"), b.speeds, parts.Room(2, 0),
		mark, b.back, parts.NewUpright(24), score)
	b.content = parts.High(look.HeightToolBar, parts.Inset(0, 16, 0, 12, b.line))
	return b
}

func (b *bar) show() {
	f := b.r.pic.frame
	b.clock.Set(timeText(f))
	b.day.Set(lang.L("day {{.N}}", map[string]any{"N": f.Day}), parts.StatePlain)
	tone := look.Ink
	if f.Lost > f.Their+f.Their/10+5 {
		tone = look.Warn
	}
	b.lost.SetTone(chart.Count(f.Lost), tone)
	b.their.Set(chart.Count(f.Their))
	if wide := b.clock.MinSize().Width + b.day.MinSize().Width + b.lost.MinSize().Width + b.their.MinSize().Width; wide != b.wide {
		b.wide = wide
		b.line.Refresh()
	}
}

func (b *bar) showPlay() { b.disc.SetPlaying(b.r.runs) }

// offerMoments lists bookmarks and automatic backtracks.
func (r *room) offerMoments() {
	r.pause()
	var items []*fyne.MenuItem
	for _, m := range r.p.moments() {
		at := r.p.session.Scenario().Begins + m.At
		word := weekday(weekdayAt(r.p.session.Scenario(), at)) + " " + hour(at)
		if m.Name != "" {
			word = lang.L("Bookmark {{.Time}}", map[string]any{"Time": m.Name})
		}
		items = append(items, fyne.NewMenuItem(word, func() { r.goBack(m) }))
	}
	if len(items) == 0 {
		return
	}
	where := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.bar.back)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), r.s.d.Window.Canvas(), where.AddXY(0, r.bar.back.Size().Height+2))
}

// goBack goes back to a moment and waits there.
func (r *room) goBack(m engine.Mark) {
	if err := r.p.with(func(x *engine.Session) error { return x.Return(r.ctx, m) }); err != nil {
		r.s.d.Fail(err)
		return
	}
	r.kept = logbook.Session{}
	r.landed(m.At)
}

// landed shows the floor as it stands after going back, and waits.
func (r *room) landed(at time.Duration) {
	r.pause()
	r.asks, r.opened = nil, false
	r.target, r.fresh, r.due, r.dueFor = at, true, nil, ""
	r.pic = picture{}
	r.look()
	r.showActs()
	r.keep()
	r.s.d.Trace("returned", map[string]any{"at": int(at.Seconds())})
}
