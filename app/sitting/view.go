package sitting

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
)

// view is what is drawn around the question.
type view struct {
	s        *Screen
	saved    *fyne.Container
	left     *parts.Text
	leftWord *parts.Text
	progress *parts.ProgressLine
	submit   *parts.Button
	side     *side
	banner   *fyne.Container
	middle   *fyne.Container
	foot     *parts.Text
	prev     *parts.Button
	next     *parts.Button
	flag     *parts.Button
	all      *fyne.Container
}

func newView(s *Screen) *view {
	v := &view{s: s, saved: parts.Row(6), left: parts.NewText("", look.TextPage, look.Ink, true), leftWord: parts.Label(""), progress: parts.NewProgressLine(0, 1),
		banner: container.NewStack(), middle: container.NewStack(), foot: parts.Second("")}
	v.submit = parts.NewButton(lang.L("Hand in"), parts.Plain, s.askSubmit).WithKey("Ctrl Enter")
	v.prev = parts.NewButton(lang.L("Previous one"), parts.Plain, s.prev).WithKey("←")
	v.next = parts.NewButton(lang.L("Next one"), parts.Main, s.next).WithKey("→")
	v.flag = parts.NewButton(lang.L("Doubtful"), parts.Plain, s.flag).WithIcon("flag").WithKey("F")
	v.side = newSide(s)
	head := parts.Stack(0, parts.High(61, parts.Inset(0, 24, 0, 24, v.head())), parts.Fix(0, 4, v.progress))
	foot := parts.Stack(0, parts.NewHairline(), parts.High(60, parts.Inset(0, 24, 0, 24,
		parts.Row(8, parts.NewIcon("lock", 14, look.Ink2), parts.Grow(v.foot.Cutting()), v.prev, v.next))))
	middle := parts.Dock(v.banner, nil, nil, nil, v.middle)
	v.all = container.NewStack(parts.NewPlate(look.Surface), parts.Dock(head, foot, v.side.all, nil, middle))
	return v
}

// head is the name of the exam at the left, saving, time and the way out at the
// right.
func (v *view) head() fyne.CanvasObject {
	s := v.s
	logo := parts.NewFrame(look.Fill, look.Clear, look.RadiusButton)
	face := parts.NewText("师", look.TextPanel, look.OnFill, true)
	face.Align = fyne.TextAlignCenter
	title := parts.Stack(0, parts.NewText(s.sit.Name, look.TextPanel, look.Ink, true).Cutting(), parts.Second(s.facts()).Cutting())
	clock := parts.Row(10, parts.NewIcon("clock", 20, look.Ink2), parts.Stack(0, v.leftWord, v.left))
	return parts.Row(16, parts.Fix(look.Scaled(28), look.Scaled(28), parts.Over(logo, face)), parts.Grow(title),
		v.saved, parts.NewUpright(look.Scaled(32)), clock, parts.NewUpright(look.Scaled(32)), v.submit)
}

// facts are form, questions, marks and pass mark in a line.
func (s *Screen) facts() string {
	values := map[string]any{"Form": desk.FormLetter(s.a.Paper.Form), "N": s.count(), "Marks": desk.Marks(s.a.Paper.Marks()), "Pass": desk.Marks(s.sit.PassShare * s.a.Paper.Marks())}
	if s.a.Paper.Form == 0 {
		return lang.L("{{.N}} questions, {{.Marks}} marks, {{.Pass}} to pass", values)
	}
	return lang.L("Form {{.Form}}, {{.N}} questions, {{.Marks}} marks, {{.Pass}} to pass", values)
}

// show brings everything but the question up to date.
func (v *view) show() {
	if v.s.phase == over {
		return
	}
	v.showPaper()
	v.showTime()
	v.showSaved()
	v.showFoot()
	v.notice()
	if v.s.busy {
		v.submit.Disable()
	} else {
		v.submit.Enable()
	}
}

// showPaper shows the map, the progress and what depends on where one is.
func (v *view) showPaper() {
	s := v.s
	done, all := s.answered()
	v.progress.Set(float64(done) / float64(max(all, 1)))
	v.side.show()
	v.flag.SetOn(s.a.Flags[s.a.Here])
	able(v.prev, s.a.Here > 0 && !s.sit.Rules.Sequential)
	v.prev.Hidden = s.sit.Rules.Sequential
	able(v.next, s.a.Here+1 < s.count())
	if s.asked != nil {
		s.asked.show()
	}
}

func able(b *parts.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// soon is when the time left turns amber.
const soon = 5 * time.Minute

// showTime shows what is left of the time, without a limit what was used.
func (v *view) showTime() {
	s := v.s
	word, tone := lang.L("Time left"), look.Ink
	left, limited := s.a.Remains(s.sit.Rules)
	switch {
	case !limited:
		word, left = lang.L("Time used"), s.a.Meter.Used
	case s.phase == grace:
		word, tone = lang.L("Hand in within"), look.Bad
	case left <= soon:
		tone = look.Warn
	}
	if limited { // the last second is shown until it is over
		left = (left + time.Second - 1).Truncate(time.Second)
	}
	v.leftWord.Set(word)
	v.left.SetTone(chart.ClockWide(left), tone)
}

// showSaved says since when everything is safe, or that it is not.
func (v *view) showSaved() {
	s := v.s
	clock, waiting := s.keeper.state()
	icon, tone, say := "check", look.Good, lang.L("Saved {{.Time}}", map[string]any{"Time": clock.SavedAt.In(s.d.Zone).Format("15:04:05")})
	switch {
	case s.busy:
		icon, tone, say = "upload", look.Ink2, lang.L("Being handed in")
	case s.trouble != nil:
		icon, tone, say = "tri", look.Bad, lang.L("changes not saved: {{.N}}", map[string]any{"N": max(waiting, 1)})
	}
	v.saved.Objects = []fyne.CanvasObject{parts.NewIcon(icon, 14, tone), parts.NewText(say, look.TextLabel, tone, false)}
	v.saved.Refresh()
}

// showFoot says how often the window was left.
func (v *view) showFoot() {
	n := len(v.s.a.Away)
	v.foot.Set(lang.L("Full-screen exam. Leaving the window is recorded with its time: {{.N}} so far", map[string]any{"N": n}))
}

// notice shows in place what keeps changes from being safe, or what was refused.
func (v *view) notice() {
	s := v.s
	var o fyne.CanvasObject
	say := func(err error) string { return words.Sentence(s.d.Settings.Language, err) }
	switch {
	case s.trouble != nil:
		o = parts.Banner(parts.TintBad, lang.L("Your last changes are held in memory and are tried again each second; what was saved before is safe.")+" "+say(s.trouble), "", nil)
	case s.phase == grace:
		o = parts.Banner(parts.TintWarn, lang.L("The time is up. You can hand in, but answer no more."), lang.L("Hand in"), s.askSubmit)
	case s.said != nil:
		o = parts.Banner(parts.TintWarn, say(s.said), "", nil)
	case s.sit.Rules.Sequential:
		o = parts.Banner(parts.TintInfo, lang.L("The questions come one after another. There is no way back to one that you leave."), "", nil)
	}
	v.banner.Objects = nil
	if o != nil {
		v.banner.Objects = []fyne.CanvasObject{parts.Inset(12, 24, 0, 24, o)}
	}
	v.banner.Refresh()
	v.all.Refresh()
}

// number is the number of a place as people count.
func number(place int) string { return strconv.Itoa(place + 1) }

func share(done, all int) string { return fmt.Sprintf("%d / %d", done, all) }
