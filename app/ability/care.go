package ability

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/ability"
)

func whyName(h ability.Hardness) string {
	if h == ability.Abuse {
		return lang.L("Insult or threat")
	}
	return lang.L("Long outage call")
}

func levelName(l ability.Level) (string, parts.State) {
	switch l {
	case ability.High:
		return lang.L("heavy"), parts.StateBad
	case ability.Raised:
		return lang.L("raised"), parts.StateWarn
	}
	return lang.L("light"), parts.StateGood
}

// carePage are one's own hard calls.
func (s *Screen) carePage() (middle, side fyne.CanvasObject) {
	if len(s.mine) == 0 {
		return parts.EmptyState("okcircle", lang.L("No hard calls in two weeks"), lang.L("If somebody insults or threatens you, press R here and choose the call: a break is offered at once, and nobody learns of it unless you wish."),
			parts.NewButton(lang.L("Report a call"), parts.Main, s.askReport).WithIcon("flag").WithKey("R")), nil
	}
	load := ability.Load(s.mine, s.d.Now())
	word, state := levelName(ability.LevelOf(load))
	bar := parts.Row(10, parts.Second(lang.L("Load of hard calls")), parts.Strong(chart.Number(load, 1)), parts.NewPill(word, state), parts.Gap(), parts.Label(lang.L("Insult 3, long outage call 1; halves every two days. Only you see this.")))
	top := parts.Stack(0, parts.Inset(10, 24, 8, 24, bar), parts.NewHairline())
	if h := s.offer(); h != nil {
		banner := parts.Banner(parts.TintInfo, lang.L("That was a hard call. Take {{.N}} minutes?", map[string]any{"N": int(ability.Break.Minutes())}), lang.L("Take the break"), func() { s.answerBreak(h, true) })
		top = parts.Stack(0, parts.Inset(10, 24, 0, 24, banner), top)
	}
	s.hard.Refresh()
	middle = parts.Dock(top, nil, nil, nil, s.hard)
	if h := s.chosenHard(); h != nil {
		return middle, container.NewVScroll(parts.Inset(12, 16, 16, 16, s.hardSide(h)))
	}
	return middle, nil
}

// offer is the latest abuse whose break waits for an answer: heard or told in
// the last day, or of an earlier call and told just now.
func (s *Screen) offer() *ability.Hard {
	for i := range s.mine {
		if h := &s.mine[i]; h.Why == ability.Abuse && h.Answer == ability.Offered && (h.CallID == s.told || s.d.Now().Sub(h.At) < offerFor) {
			return h
		}
	}
	return nil
}

func (s *Screen) chosenHard() *ability.Hard {
	if at := s.hard.Chosen(); at >= 0 && at < len(s.mine) {
		return &s.mine[at]
	}
	return nil
}

func (s *Screen) hardTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Call"), Width: 110}, {Title: lang.L("What it was about"), Least: 120}, {Title: lang.L("Length"), Width: 70, Right: true}, {Title: lang.L("Why it was hard"), Width: 160}, {Title: lang.L("Break"), Width: 90}, {Title: lang.L("Quiet note"), Width: 110}},
		func() int { return len(s.mine) }, func(row, column int) parts.Cell { return s.hardCell(&s.mine[row], column) })
	t.OnChosen = func(int) { s.show() }
	return t
}

func (s *Screen) hardCell(h *ability.Hard, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(h.At), Value: h.At}
	case 1:
		return parts.Cell{Text: h.Title}
	case 2:
		return parts.Cell{Text: chart.Clock(h.Length), Value: h.Length}
	case 3:
		if h.Why == ability.Abuse {
			return parts.Cell{Text: whyName(h.Why), Icon: "tri", IconTone: look.Warn}
		}
		return parts.Cell{Text: whyName(h.Why), Icon: "clock", IconTone: look.Ink3}
	case 4:
		return parts.Cell{Text: map[ability.BreakAnswer]string{ability.Taken: lang.L("taken"), ability.Declined: lang.L("declined")}[h.Answer], Tone: look.Ink2}
	}
	switch {
	case h.SentAt.IsZero():
		return parts.Cell{Text: lang.L("not sent"), Tone: look.Ink3}
	case h.SeenAt.IsZero():
		return parts.Cell{Text: lang.L("sent"), Tone: look.Ink2}
	}
	return parts.StateCell(lang.L("answered"), parts.StateGood)
}

func paragraph(text string, tone look.Token) *parts.Paragraph {
	p := parts.NewParagraph(text, look.TextLabel, tone)
	p.Width = look.Scaled(sideWide - 36)
	return p
}

// hardSide is what can be said and was said of a hard call.
func (s *Screen) hardSide(h *ability.Hard) fyne.CanvasObject {
	all := parts.Stack(6, parts.PanelHead(whyName(h.Why)), parts.Label(s.d.Moment(h.At)+"  "+chart.Clock(h.Length)))
	if h.Heard && !h.Told {
		all.Add(paragraph(lang.L("Found in the transcript. Nothing is counted against anybody by it."), look.Ink2))
	}
	if !h.SentAt.IsZero() {
		all.Add(parts.Strong(lang.L("Your note")))
		all.Add(paragraph(h.Note, look.Ink))
	}
	if h.Reply != "" {
		all.Add(parts.Strong(h.Seen))
		all.Add(paragraph(h.Reply, look.Ink))
	}
	if h.SentAt.IsZero() && h.Why == ability.Abuse {
		all.Add(paragraph(lang.L("Your supervisor knows nothing of it until you send a note."), look.Ink2))
	}
	return all
}

// notesPage are the notes that a supervisor was sent, and how heavy hard calls
// weigh on the team.
func (s *Screen) notesPage() (middle, side fyne.CanvasObject) {
	if len(s.sent)+len(s.loads) == 0 {
		return parts.EmptyState("okcircle", lang.L("Nothing waits"), lang.L("Notes that people of your team send after a hard call come here. What they don't send stays theirs."), nil), nil
	}
	s.notes.Refresh()
	loads := parts.Stack(0, parts.PanelHead(lang.L("Load of hard calls")), parts.Room(0, 4))
	for _, l := range s.loads {
		word, state := levelName(ability.LevelOf(l.Load))
		loads.Add(parts.High(28, parts.Row(8, parts.Grow(parts.Body(l.Person).Cutting()), parts.Label(lang.L("{{.N}} calls", map[string]any{"N": l.Calls})), parts.NewPill(word, state))))
	}
	loads.Add(parts.Room(0, 8))
	loads.Add(paragraph(lang.L("Long outage calls, and insults of which a note was sent, in two weeks; by name."), look.Ink3))
	return s.notes, container.NewVScroll(parts.Inset(12, 16, 16, 16, loads))
}

func (s *Screen) noteTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Who"), Width: 90}, {Title: lang.L("Call"), Width: 110}, {Title: lang.L("Quiet note"), Least: 160}, {Title: lang.L("Break"), Width: 80}, {Title: lang.L("Answer"), Width: 170}},
		func() int { return len(s.sent) }, func(row, column int) parts.Cell { return s.noteCell(&s.sent[row], column) })
	t.OnChosen = func(int) { s.d.Changed() }
	return t
}

func (s *Screen) noteCell(n *ability.Note, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: n.Person, Bold: n.RepliedAt.IsZero()}
	case 1:
		return parts.Cell{Text: s.d.Moment(n.CallAt), Value: n.CallAt}
	case 2:
		return parts.Cell{Text: n.Text}
	case 3:
		if n.TookBreak {
			return parts.Cell{Text: lang.L("taken"), Tone: look.Ink2}
		}
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	if n.RepliedAt.IsZero() {
		return parts.StateCell(lang.L("waits for you"), parts.StateDueSoon)
	}
	return parts.Cell{Text: n.Reply, Tone: look.Ink2}
}
