package roleplay

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/training/knowledge"
	"shifu/training/roleplay"
)

// tool is what is open beside the caller.
type tool int

const (
	noTool tool = iota
	knowledgeTool
	orderTool
	handTool
)

// bench are the tools of the agent during a call: knowledge base, work order,
// hold, mute, help, and the queue of the simulated centre.
type bench struct {
	open    tool
	finding bool // the search of the knowledge base gets the keyboard
	find    *parts.Entry
	found   []knowledge.Hit
	article *knowledge.Article
	fields  []*parts.Entry
	hand    handing
	floor   *roleplay.Floor
	queue   *parts.Text
	bar     *parts.ProgressLine
}

func (c *call) equip() {
	b := &c.bench
	b.find = parts.NewEntry(lang.L("Words of the article")).WithIcon("search").Wide(200)
	b.find.OnFocus = func(on bool) { c.typing = on; c.s.d.Changed() }
	b.find.OnSubmitted = func(string) { c.search() }
	b.find.OnEscape = func() { c.s.d.Window.Canvas().Unfocus() }
	for i, f := range c.a.Scenario.Form {
		hint := ""
		if c.a.Level == roleplay.Script {
			hint = f.Value.In(c.a.Language)
		}
		e := parts.NewEntry(hint).Wide(200)
		e.SetText(c.a.Run.Entries[i])
		e.OnFocus = func(on bool) { c.typing = on; c.s.d.Changed() }
		e.OnSubmitted = func(string) { c.filled(i) }
		e.OnEscape = func() { c.s.d.Window.Canvas().Unfocus() }
		b.fields = append(b.fields, e)
	}
	b.queue, b.bar = parts.Label(""), parts.NewProgressLine(0, callSide-40)
	if c.s.seat != nil {
		return
	}
	floor, err := roleplay.NewFloor(c.a.Line, 95598)
	if err != nil {
		c.s.d.Fail(err)
		return
	}
	b.floor = floor
}

// press moves the queue behind the call.
func (c *call) press() {
	if c.s.seat != nil {
		n, longest := c.s.seat.centre.Waiting()
		c.queued(n, longest)
		return
	}
	if c.bench.floor == nil {
		return
	}
	waiting, longest, err := c.bench.floor.Waiting(c.now())
	if err != nil {
		c.bench.floor = nil
		c.s.d.Fail(err)
		return
	}
	c.queued(waiting, longest)
}

func (c *call) queued(waiting int, longest time.Duration) {
	c.bench.queue.Set(queueText(waiting, longest))
	c.bench.bar.Tone = pressureTone(waiting)
	c.bench.bar.Set(min(float64(waiting)/mostPressure, 1))
}

// mark sets a bookmark at this answer.
func (c *call) mark() {
	c.soon(func() {
		if c.a.Level != roleplay.Exam && !c.a.Run.Over() {
			c.move(roleplay.Move{Kind: roleplay.Mark}, func() {
				c.s.d.Toast(lang.L("Bookmark at answer {{.N}}: try again from here afterwards", map[string]any{"N": len(c.a.Run.Turns)}), nil)
			})
		}
	})
}

// fill keeps the entries of the work order that changed, one after the other.
func (c *call) fill(then func()) {
	for i, e := range c.bench.fields {
		if text := e.Text(); text != c.a.Run.Entries[i] {
			c.move(roleplay.Move{Kind: roleplay.Fill, Field: i, Text: text}, func() { c.fill(then) })
			return
		}
	}
	then()
}

// filled keeps the entries; after the call it goes on to the next one, and
// from the last one ends the wrap-up.
func (c *call) filled(i int) {
	switch {
	case !c.a.Run.Over():
		c.fill(func() {})
	case i+1 < len(c.bench.fields):
		c.bench.fields[i+1].Focus()
	default:
		c.finish()
	}
}

// wait puts the caller on hold or mutes them, or takes the call back.
func (c *call) wait(kind roleplay.Kind) {
	c.soon(func() {
		if c.a.Run.Waiting != "" {
			kind = roleplay.Back
		}
		if !c.a.Run.Over() {
			c.move(roleplay.Move{Kind: kind}, func() {})
		}
	})
}

// help asks the lead, who tells what this answer lacks. In an exam it is noted.
func (c *call) help() {
	c.soon(func() {
		if !c.a.Run.Over() {
			c.bench.open = noTool // what the lead says stands there
			c.move(roleplay.Move{Kind: roleplay.Help}, func() {})
		}
	})
}

// finish ends the wrap-up.
func (c *call) finish() {
	c.soon(func() { c.fill(func() { c.move(roleplay.Move{Kind: roleplay.Wrap}, func() {}) }) })
}

// hinted tells whether the points of the answer are shown.
func (c *call) hinted() bool {
	return c.a.Level == roleplay.Script || c.a.Level == roleplay.Hints || c.a.Level != roleplay.Exam && c.a.Run.HelpedHere(c.now())
}

// benchView is the open tool.
func (c *call) benchView() fyne.CanvasObject {
	switch c.bench.open {
	case knowledgeTool:
		return c.knowledgeView()
	case orderTool:
		return c.orderView()
	case handTool:
		return c.handView()
	}
	column := parts.Stack(0)
	c.addAdvice(column)
	c.addPoints(column)
	c.addClicks(column)
	return column
}

func (c *call) toolHead(title string) fyne.CanvasObject {
	row := parts.Row(8, parts.PanelHead(title), parts.Gap())
	if c.working() {
		row.Add(parts.NewButton(lang.L("Close"), parts.Quiet, c.closeTool).AsSmall().WithKey("Esc"))
	}
	return row
}

// working tells whether a tool is open during the call; Escape closes it then,
// and hangs up without one.
func (c *call) working() bool { return c.bench.open != noTool && !c.a.Run.Over() }

func (c *call) closeTool() {
	c.bench.open = noTool
	c.s.show()
}

func (c *call) orderView() fyne.CanvasObject {
	column := parts.Stack(0, parts.Room(0, 12), c.toolHead(lang.L("Work order")), parts.Room(0, 6))
	for i, f := range c.a.Scenario.Form {
		column.Add(parts.Label(f.Name.In(c.s.d.Settings.Language)))
		column.Add(parts.Room(0, 2))
		column.Add(c.bench.fields[i])
		column.Add(parts.Room(0, 8))
	}
	if !c.a.Run.Over() {
		column.Add(parts.Row(0, parts.NewButton(lang.L("Keep the entries"), parts.Plain, func() { c.fill(c.s.show) }).AsSmall().WithKey("Enter")))
	}
	return column
}

// wrapView stands below the talk after the call: the work order is still open.
func (c *call) wrapView() fyne.CanvasObject {
	row := parts.Row(12, parts.NewPill(endingWords.Of(c.a.Run.Ended), endingState(c.a.Run.Ended)), parts.Grow(c.spent), parts.NewButton(lang.L("Finish the wrap-up"), parts.Main, c.finish).WithKey("Enter"))
	return parts.Stack(0, parts.NewHairline(), parts.High(64, parts.Inset(0, 24, 0, 24, row)))
}

// waiting says that the caller hears music or nothing.
func (c *call) waitingBanner() fyne.CanvasObject {
	word, key := lang.L("The caller is on hold. Beyond 30 s it costs mood."), "P"
	if c.a.Run.Waiting == roleplay.Mute {
		word, key = lang.L("You are on mute: the caller hears nothing, and it costs mood."), "M"
	}
	return parts.Inset(8, 24, 0, 24, parts.Banner(parts.TintWarn, word, lang.L("Take the call back")+"  "+key, func() { c.wait(roleplay.Back) }))
}

// wants tells whether a click is asked for now, where hints are shown.
func (c *call) wants(x roleplay.Click) bool {
	state := c.a.Run.State()
	return c.hinted() && state != nil && slices.Contains(state.Clicks, x)
}
