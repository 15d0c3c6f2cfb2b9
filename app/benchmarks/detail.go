package benchmarks

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/benchmark"
)

// opened is the call that is shown in place of the list.
type opened struct {
	s       *Screen
	b       benchmark.Standing
	heard   *heard
	redact  *redacting // nil where there is nothing to check
	content *fyne.Container
}

func (s *Screen) enter(b benchmark.Standing) {
	s.shut()
	s.form = nil
	s.open = &opened{s: s, b: b, content: parts.Over()}
	s.open.heard = newHeard(s.open)
	s.open.lay()
	s.open.readMarks()
	s.show()
	s.d.Trace("benchmark", map[string]any{"id": b.ID, "state": string(b.State)})
}

// renew shows what has changed; what is heard goes on.
func (o *opened) renew(b benchmark.Standing) {
	clip := o.b.From != b.From || o.b.Until != b.Until
	checked := (o.b.State == benchmark.Proposed) != (b.State == benchmark.Proposed)
	if o.b = b; clip {
		o.heard.close()
		o.heard = newHeard(o)
	}
	if clip || checked || !o.checks() {
		o.redact = nil
		o.readMarks()
	}
	o.lay()
}

func (o *opened) close() { o.heard.close() }

// checks reports whether the actor may look after the redaction now.
func (o *opened) checks() bool {
	return o.s.keeps() && o.b.CallID != "" && (o.b.State == benchmark.Proposed || o.b.State == benchmark.Checked)
}

const sideWide = 300

// columnWide is the room of what stands left of the side.
func (o *opened) columnWide() float32 {
	return max(o.s.d.Window.Canvas().Size().Width-look.Scaled(look.WidthRail+sideWide+34)-60, look.Scaled(320))
}

func (o *opened) lay() {
	why := parts.NewParagraph(o.b.Why, look.TextReading, look.Ink)
	why.Width = o.columnWide()
	top := parts.Stack(12, why, o.heard.row())
	if o.redact != nil {
		top.Add(o.redact.block())
	}
	top.Add(parts.Row(8, parts.PanelHead(lang.L("What is said")), parts.Second(lang.L("as listeners read it"))))
	column := parts.Inset(14, 24, 0, 24, parts.Dock(parts.Stack(6, top), nil, nil, nil, o.heard.words))
	side := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, parts.Stack(0, o.sideParts()...))))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWide), 0, side))
	bar := parts.Stack(0, o.bar(), parts.NewHairline())
	o.content.Objects = []fyne.CanvasObject{parts.Dock(bar, nil, nil, right, column)}
	o.content.Refresh()
}

func (o *opened) bar() fyne.CanvasObject {
	word, state := o.s.stateOf(&o.b)
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Benchmark calls"), parts.Quiet, o.s.back).WithIcon("back").WithKey("Esc"),
		parts.PanelHead(o.b.Title), parts.NewPill(word, state)}
	return parts.ToolBar(left, desk.Buttons(o.buttons()))
}

// sideParts are the facts, who approved it, with whom it is shared.
func (o *opened) sideParts() []fyne.CanvasObject {
	b, d := &o.b, o.s.d
	var out []fyne.CanvasObject
	fact := func(label, value string) {
		out = append(out, parts.High(24, parts.Row(0, parts.Fix(look.Scaled(88), 0, parts.Label(label)), parts.Grow(parts.Body(value).Cutting()))))
	}
	head := func(word string) { out = append(out, parts.Room(0, 14), parts.Strong(word), parts.Room(0, 4)) }
	if b.State == benchmark.Returned || b.State == benchmark.Withdrawn {
		why := parts.NewParagraph(b.Reason, look.TextBody, look.Ink)
		why.Width = look.Scaled(sideWide - 40)
		out = append(out, parts.Strong(lang.L("Reason")), parts.Room(0, 2), why, parts.Room(0, 10))
	}
	fact(lang.L("Business line"), b.Line)
	fact(lang.L("Skill"), b.Skill)
	fact(lang.L("Difficulty"), hardWord(b.Difficulty))
	fact(lang.L("Length"), chart.Clock(b.Until-b.From))
	fact(lang.L("Unit"), b.Organisation)
	if b.Agent != "" {
		fact(lang.L("Agent"), b.Agent)
	}
	fact(lang.L("Proposed by"), b.By+"  "+d.Day(b.At))
	out = append(out, o.rule()...)
	at, expires := b.Ends()
	fact(map[bool]string{true: lang.L("Expires"), false: lang.L("Review on")}[expires], d.Day(at))
	if !b.ReviewedAt.IsZero() {
		fact(lang.L("Reviewed"), b.ReviewedBy+"  "+d.Day(b.ReviewedAt))
	}
	head(lang.L("Redaction and approvals"))
	out = append(out, o.steps()...)
	head(lang.L("Shared with"))
	for _, name := range slices.Concat([]string{b.Organisation}, b.SharedNames) {
		out = append(out, parts.High(24, parts.Row(8, parts.NewIcon("people", 14, look.Ink3), parts.Grow(parts.Body(name).Cutting()))))
	}
	head(lang.L("Heard"))
	fact(lang.L("Plays"), chart.Count(b.Plays))
	fact(lang.L("People"), chart.Count(b.Hearers))
	fact(lang.L("Copied out"), chart.Count(b.Copies))
	return out
}

// rule is the article that the call explains.
func (o *opened) rule() []fyne.CanvasObject {
	if o.b.Article == nil {
		return nil
	}
	link := parts.NewLink(shortened(o.b.Article.Title, 20), func() { o.s.d.Go(desk.Route{Place: desk.Knowledge, ID: o.b.ArticleID}) })
	link.TextSize = look.TextBody
	return []fyne.CanvasObject{parts.High(20, parts.Label(lang.L("Explains"))), parts.High(22, parts.Row(0, link))}
}

// steps are the check and both approvals, done or still to do.
func (o *opened) steps() (out []fyne.CanvasObject) {
	b, d := &o.b, o.s.d
	step := func(done bool, text, note string) {
		icon, tone := "ring", look.Ink3
		if done {
			icon, tone = "okcircle", look.Good
		}
		out = append(out, parts.High(24, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(text).Cutting()), parts.Label(note))))
	}
	if r := b.Redaction; r != nil {
		step(true, lang.L("{{.Name}}, silenced: {{.N}}", map[string]any{"Name": r.By, "N": len(r.Marks)}), d.Day(r.At))
	} else {
		step(false, lang.L("Redaction not checked yet"), "")
	}
	for _, a := range b.Approvals {
		step(true, a.By, d.Day(a.At))
		if a.Note != "" {
			note := parts.NewParagraph(a.Note, look.TextLabel, look.Ink2)
			note.Width = look.Scaled(sideWide - 66)
			out = append(out, parts.Inset(0, 0, 4, 22, note))
		}
	}
	for i := len(b.Approvals); i < benchmark.Needed && b.State != benchmark.Withdrawn; i++ {
		step(false, cmp.Or(map[int]string{0: lang.L("First approval open")}[i], lang.L("Second approval open")), "")
	}
	return out
}

// shortened is a title that fits into the side.
func shortened(title string, most int) string {
	if rs := []rune(title); len(rs) > most {
		return string(rs[:most-1]) + "…"
	}
	return title
}
