package roleplay

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/roleplay"
)

// handing is the transfer that is being prepared.
type handing struct {
	to, why int
	blind   bool
}

var targetWords = desk.Words[roleplay.Target]{
	roleplay.ToConnection: "desk.connection", roleplay.ToMetering: "desk.metering", roleplay.ToBilling: "desk.billing",
	roleplay.ToRepair: "desk.repair", roleplay.ToLead: "desk.lead",
}

var whyWords = desk.Words[roleplay.Why]{
	roleplay.WhyAsked: "The caller asks for it", roleplay.WhyRemit: "Beyond what I may decide",
	roleplay.WhyExpert: "A specialist has to answer", roleplay.WhyOther: "Another business line",
}

// handView asks to whom the call goes, why and how.
func (c *call) handView() fyne.CanvasObject {
	h := &c.bench.hand
	column := parts.Stack(0, parts.Room(0, 12), c.toolHead(lang.L("Transfer")), parts.Room(0, 6))
	for i, t := range roleplay.Targets {
		column.Add(c.choice(targetWords.Of(t), n(i+1), i == h.to, func() { h.to = i; c.s.show() }))
	}
	column.Add(parts.Room(0, 10))
	column.Add(parts.Row(8, parts.Label(lang.L("Reason")), parts.Gap(), parts.NewKeyBadge("R")))
	column.Add(parts.Room(0, 2))
	for i, w := range roleplay.Whys {
		column.Add(c.choice(whyWords.Of(w), "", i == h.why, func() { h.why = i; c.s.show() }))
	}
	chosen, note := 0, lang.L("The desk is asked first, {{.N}} s on hold. A wrong desk hands the call back.", map[string]any{"N": int(roleplay.WarmTakes.Seconds())})
	if h.blind {
		chosen, note = 1, lang.L("The caller is put through at once, and tells it all again there.")
	}
	column.Add(parts.Room(0, 10))
	column.Add(parts.Row(8, parts.NewSegments([]string{lang.L("transfer.warm"), lang.L("transfer.blind")}, chosen, func(i int) { h.blind = i == 1; c.s.show() }), parts.NewKeyBadge("W")))
	text := parts.NewParagraph(note, look.TextLabel, look.Ink3)
	text.Width = look.Scaled(callSide - 40)
	column.Add(parts.Room(0, 6))
	column.Add(text)
	column.Add(parts.Room(0, 10))
	column.Add(parts.Row(0, parts.NewButton(lang.L("Transfer the call"), parts.Main, c.handOver).WithIcon("forward").WithKey("Enter")))
	return column
}

// choice is one line of a list of which one is chosen.
func (c *call) choice(word, key string, on bool, do func()) fyne.CanvasObject {
	ground, icon, tone := look.Clear, "ring", look.Ink3
	if on {
		ground, icon, tone = look.Sel, "okcircle", look.Accent
	}
	row := parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Body(word).Cutting()))
	if key != "" {
		row.Add(parts.NewKeyBadge(key))
	}
	return parts.NewTile(ground, look.Clear, parts.High(28, parts.Inset(0, 6, 0, 6, row)), do)
}

// handOver transfers the call as it was prepared.
func (c *call) handOver() {
	h := c.bench.hand
	c.soon(func() {
		c.move(roleplay.Move{Kind: roleplay.Hand, To: roleplay.Targets[h.to], Text: string(roleplay.Whys[h.why]), Warm: !h.blind}, func() {
			passes := c.a.Run.Passes
			c.bench.open = noTool
			c.s.d.Trace("transfer", map[string]any{"to": string(passes[len(passes)-1].To), "right": passes[len(passes)-1].Right})
		})
	})
}

// handActions are the keys while a transfer is prepared.
func (c *call) handActions() []desk.Action {
	h := &c.bench.hand
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Leave it"), Bare: fyne.KeyEscape, Do: c.closeTool},
		{Menu: desk.ReviewMenu, Label: lang.L("Transfer the call"), Bare: fyne.KeyReturn, Do: c.handOver},
		{Menu: desk.ReviewMenu, Label: lang.L("Another reason"), Bare: fyne.KeyR, Do: func() { h.why = (h.why + 1) % len(roleplay.Whys); c.s.show() }},
		{Menu: desk.ReviewMenu, Label: lang.L("Ask the desk first, or not"), Bare: fyne.KeyW, Do: func() { h.blind = !h.blind; c.s.show() }}}
	for i, t := range roleplay.Targets {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: targetWords.Of(t), Bare: desk.Digits[i], Do: func() { h.to = i; c.s.show() }, GapBefore: i == 0})
	}
	return acts
}

// passText says what a transfer came to.
func passText(p roleplay.Pass) string {
	v := map[string]any{"Desk": targetWords.Of(p.To), "Why": whyWords.Of(p.Why)}
	switch {
	case p.Right && p.Warm:
		return lang.L("Transferred to {{.Desk}}, which was asked first. Reason: {{.Why}}", v)
	case p.Right:
		return lang.L("Transferred to {{.Desk}} at once. Reason: {{.Why}}", v)
	case p.Warm:
		return lang.L("{{.Desk}} is the wrong desk: the call came back. Reason: {{.Why}}", v)
	}
	return lang.L("Put through to {{.Desk}}, the wrong desk. Reason: {{.Why}}", v)
}

// passLines are the transfers of a turn: what became of them, and the caller's words.
func passLines(a *roleplay.Attempt, turn int, width float32) (out []fyne.CanvasObject) {
	for _, p := range a.Run.Passes {
		if p.Turn != turn {
			continue
		}
		icon, tone := "forward", look.Ink2
		if !p.Right {
			icon, tone = "xcircle", look.Bad
		}
		line := parts.NewParagraph(passText(p), look.TextLabel, tone)
		line.Width = width - look.Scaled(170)
		out = append(out, parts.FullRow(8, parts.Fix(look.Scaled(40), 0, parts.Stack(0, parts.Label(clock(p.At)))), parts.Fix(look.Scaled(90), 0, parts.Room(0, 0)), parts.Stack(0, parts.NewIcon(icon, 14, tone)), line), parts.Room(0, 6),
			said("", a.Scenario.Persona.Name.In(a.Language), p.Said.In(a.Language), look.CustomerM, look.Customer, width), parts.Room(0, 8))
	}
	return out
}

// aside tells whether a colleague is on the line, and for how much longer.
func (c *call) aside() (left time.Duration, on bool) {
	left = c.a.Run.AsideTo - c.now()
	return left, left > 0
}

// asideBanner says who is on the line.
func (c *call) asideBanner() fyne.CanvasObject {
	word := lang.L("You are talking to the lead. The caller is on hold.")
	if passes := c.a.Run.Passes; len(passes) > 0 && passes[len(passes)-1].At+roleplay.WarmTakes == c.a.Run.AsideTo {
		word = lang.L("You are talking to {{.Desk}}. The caller is on hold.", map[string]any{"Desk": targetWords.Of(passes[len(passes)-1].To)})
	}
	return parts.Inset(8, 24, 0, 24, parts.Banner(parts.TintInfo, word, "", nil))
}

// addAdvice adds what the lead has said; in an exam only that they were asked.
func (c *call) addAdvice(column *fyne.Container) {
	run := c.a.Run
	if len(run.Helps) == 0 || run.Over() {
		return
	}
	note := func(text string) {
		line := parts.NewParagraph(text, look.TextBody, look.Ink2)
		line.Width = look.Scaled(callSide - 40)
		column.Add(parts.Room(0, 6))
		column.Add(line)
	}
	if c.a.Level == roleplay.Exam {
		note(lang.L("In an exam the lead tells nothing. Asked {{.N}} times: the assessors see it.", map[string]any{"N": len(run.Helps)}))
		return
	}
	if !run.HelpedHere(c.now()) {
		return
	}
	a := run.Advise()
	if len(a.Say)+len(a.Do) > 0 {
		note(lang.L("The lead: say what stands open below, and open what is ringed."))
	} else {
		note(lang.L("The lead: you have it all. Answer, and go on."))
	}
	if a.Read != (roleplay.Text{}) {
		note(lang.L("The lead: look up \"{{.Word}}\" in the knowledge base.", map[string]any{"Word": a.Read.In(c.s.d.Settings.Language)}))
	}
	if a.Pass != "" {
		note(lang.L("The lead: this may go to {{.Desk}}.", map[string]any{"Desk": targetWords.Of(a.Pass)}))
	}
}
