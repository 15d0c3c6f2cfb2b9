package roleplay

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/roleplay"
)

// bar is what stands above the call: title, level, clocks.
func (c *call) bar() fyne.CanvasObject {
	over := c.a.Run.Over()
	leave := lang.L("Hang up")
	if over {
		leave = lang.L("Finish the wrap-up")
	}
	away := parts.NewButton(leave, parts.Quiet, c.hangUp).WithIcon("back")
	if !c.working() {
		away = away.WithKey("Esc")
	}
	left := []fyne.CanvasObject{away,
		parts.PanelHead(c.a.Title.In(c.a.Language)), parts.NewPill(levelWords.Of(c.a.Level), parts.StatePlain)}
	if c.a.OfID != "" {
		left = append(left, parts.NewPill(lang.L("from answer {{.N}}", map[string]any{"N": c.a.FromTurn + 1}), parts.StateChosen))
	}
	if c.s.seat != nil {
		left = append(left, c.s.seat.left)
		if c.s.seat.shown.Rest != "" {
			left = append(left, parts.NewPill(lang.L("busy after this call"), parts.StateWarn))
		}
	}
	if over {
		return parts.ToolBar(left, []fyne.CanvasObject{parts.NewIcon("clock", 16, look.Ink3), c.time})
	}
	right := []fyne.CanvasObject{parts.NewButton(lang.L("Hold"), parts.Quiet, func() { c.wait(roleplay.Hold) }).WithKey("P"), parts.NewButton(lang.L("call.mute"), parts.Quiet, func() { c.wait(roleplay.Mute) }).WithKey("M"),
		parts.NewButton(lang.L("Ask for help"), parts.Quiet, c.help).WithKey("A"), c.late, parts.NewIcon("clock", 16, look.Ink3), c.time, parts.NewButton(lang.L("Hear again"), parts.Quiet, c.again).WithKey("H")}
	return parts.ToolBar(left, right)
}

// talk is what was said so far, the newest in view.
func (c *call) talk() fyne.CanvasObject {
	column := parts.Stack(0)
	for i := range c.a.Run.Turns {
		for _, o := range turnLines(&c.a, i, c.width(), c.a.Language == c.s.d.Settings.Language) {
			column.Add(o)
		}
	}
	inside := parts.Inset(16, 24, 16, 24, column)
	scroll, bring := parts.ScrollingTo(inside)
	height := inside.MinSize().Height
	c.s.d.Stage.After(c.s.ctx, laidOut, func() { bring(height-1, 1) })
	return scroll
}

// laidOut is after how long what was just shown has its size.
const laidOut = 30 * time.Millisecond

func (c *call) width() float32 {
	return c.s.d.Window.Canvas().Size().Width - look.Scaled(64+callSide+72)
}

const callSide = 320

// turnLines are the lines of one exchange: the customer's, then the answer.
func turnLines(a *roleplay.Attempt, i int, width float32, _ bool) []fyne.CanvasObject {
	t := &a.Run.Turns[i]
	words := t.Spoken
	if state := a.Scenario.State(t.State); words == "" && state != nil {
		words = state.Says.In(a.Language)
	}
	from := t.From // hold and mute move it on
	if i > 0 {
		from = a.Run.Turns[i-1].At
	}
	out := []fyne.CanvasObject{said(clock(from), a.Scenario.Persona.Name.In(a.Language), words, look.CustomerM, look.Customer, width), parts.Room(0, 8)}
	out = append(out, passLines(a, i, width)...)
	if t.Reply != "" {
		out = append(out, said(clock(t.At), lang.L("You"), t.Reply, look.AgentM, look.Agent, width), parts.Room(0, 8))
	}
	return out
}

// said is one thing that was said: time, lane bar, name, words.
func said(at, who, words string, bar, tone look.Token, width float32) fyne.CanvasObject {
	text := parts.NewParagraph(words, look.TextReading, look.Ink)
	text.Width = width - look.Scaled(150)
	lane := parts.Fix(3, 0, parts.NewPlate(bar))
	return parts.FullRow(10, parts.Fix(look.Scaled(40), 0, parts.Stack(0, parts.Label(at))), lane,
		parts.Fix(look.Scaled(72), 0, parts.Stack(0, parts.NewText(who, look.TextLabel, tone, true).Cutting())), parts.Stack(0, text))
}

// foot is where the answer is given: the words to say if they are shown, the
// replies by digit, and the field to type in.
func (c *call) foot() fyne.CanvasObject {
	column := parts.Stack(6)
	state := c.a.Run.State()
	width := c.width()
	if c.a.Level == roleplay.Script && state != nil {
		words := parts.NewParagraph(state.Replies[0].In(c.a.Language), look.TextReading, look.Ink)
		words.Width = width - look.Scaled(80)
		column.Add(parts.Over(parts.NewFrame(look.Sel, look.Clear, look.RadiusBlock), parts.Inset(8, 12, 8, 12, parts.FullRow(10, parts.Fix(look.Scaled(40), 0, parts.Label(lang.L("Say"))), words))))
	}
	for i, reply := range c.order {
		words := parts.NewParagraph(state.Replies[reply].In(c.a.Language), look.TextBody, look.Ink)
		words.Width = width - look.Scaled(60)
		row := parts.FullRow(10, parts.Stack(0, parts.NewKeyBadge(n(i+1))), words)
		column.Add(parts.NewTile(look.Surface, look.Line2, parts.Inset(7, 12, 7, 10, row), func() { c.choose(i) }))
	}
	send := parts.NewButton(lang.L("Say it"), parts.Main, func() { c.say(c.entry.Text()) }).WithKey("Enter")
	column.Add(parts.Row(8, parts.Grow(c.entry), send))
	return parts.Stack(0, parts.NewHairline(), parts.Inset(10, 24, 14, 24, column))
}

// side is who calls, what the answer must hold, and the systems.
func (c *call) side() fyne.CanvasObject {
	p, l := &c.a.Scenario.Persona, c.a.Language
	mood, state := moodWord(c.a.Run.Mood)
	bar := parts.NewProgressLine(float64(c.a.Run.Mood)/100, callSide-40)
	column := parts.Stack(0, parts.Row(8, parts.PanelHead(p.Name.In(l)), parts.Gap(), parts.NewPill(mood, state)), parts.Room(0, 4),
		parts.Second(p.Number+"  "+p.Region.In(l)), parts.Room(0, 8), bar, parts.Label(lang.L("Mood {{.N}} of 100", map[string]any{"N": c.a.Run.Mood})))
	for _, h := range p.History {
		line := parts.NewParagraph(h.In(l), look.TextLabel, look.Ink2)
		line.Width = look.Scaled(callSide - 40)
		column.Add(parts.Room(0, 4))
		column.Add(line)
	}
	column.Add(parts.Room(0, 10))
	column.Add(c.split.row())
	column.Add(parts.Room(0, 10))
	column.Add(c.bench.bar)
	column.Add(c.bench.queue)
	column.Add(c.benchView())
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(callSide), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(14, 20, 14, 20, column)))))
}

// addPoints lists what the answer must hold, unless nothing is shown.
func (c *call) addPoints(column *fyne.Container) {
	state := c.a.Run.State()
	if !c.hinted() || state == nil || c.a.Run.Over() {
		return
	}
	column.Add(parts.Room(0, 14))
	column.Add(parts.Label(lang.L("The answer holds")))
	column.Add(parts.Room(0, 4))
	for _, id := range state.Need {
		point := c.a.Scenario.Point(id)
		icon, tone := "ring", look.Ink3
		if _, had := c.a.Run.Hits[id]; had {
			icon, tone = "okcircle", look.Good
		}
		row := parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Body(point.What.In(c.s.d.Settings.Language)).Cutting()))
		if point.Critical {
			row.Add(parts.NewPill(lang.L("role.critical"), parts.StateWarn))
		}
		column.Add(parts.High(26, row))
	}
}

// addClicks lists the systems; with hints, those that are wanted now.
func (c *call) addClicks(column *fyne.Container) {
	column.Add(parts.Room(0, 14))
	column.Add(parts.Label(lang.L("Systems")))
	column.Add(parts.Room(0, 4))
	for i, x := range roleplay.Clicks {
		icon, tone := "remove", look.Ink3
		switch {
		case c.clicked(x):
			icon, tone = "okcircle", look.Good
		case c.wants(x):
			icon, tone = "ring", look.Accent
		}
		row := parts.High(28, parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Body(clickWords.Of(x)).Cutting()), parts.NewKeyBadge("F"+n(i+2))))
		column.Add(parts.NewTile(look.Clear, look.Clear, row, func() { c.click(x) }))
	}
	c.addAside(column)
}

// addAside adds what is done beside the call: a bookmark, and a break after it.
func (c *call) addAside(column *fyne.Container) {
	add := func(icon, word, key string, do func()) {
		row := parts.High(28, parts.Row(8, parts.NewIcon(icon, 16, look.Ink3), parts.Grow(parts.Body(word).Cutting()), parts.NewKeyBadge(key)))
		column.Add(parts.NewTile(look.Clear, look.Clear, row, do))
	}
	column.Add(parts.Room(0, 8))
	if c.a.Level != roleplay.Exam && !c.a.Run.Over() {
		add("flag", lang.L("Set a bookmark"), "K", c.mark)
	}
	if c.s.seat != nil {
		add("pause", lang.L("A break after this call"), "B", c.s.seat.restLater)
	}
}
