package review

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings/speech"
)

const panelSpans = "spans"

// spanRow is a stretch behind a figure of the talk, or a correction.
type spanRow struct {
	speech.Span
	word string
	note string
	tone parts.State
	id   string // of the correction, empty for what was found
}

// spanList is the page with the stretches behind the figures: what the detector
// found, and what reviewers made of it.
type spanList struct {
	r         *Room
	corrected []speech.Correction
	rows      []spanRow
	table     *parts.Table
	remove    *parts.Button
	state     *parts.Text
	content   *fyne.Container
	none      fyne.CanvasObject
	shown     fyne.CanvasObject
}

func newSpanList(r *Room) *spanList {
	l := &spanList{r: r}
	l.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Span"), Width: 132}, {Title: lang.L("Length"), Width: 64, Right: true}, {Title: lang.L("What it is"), Width: 168}, {Title: lang.L("Found by")}},
		func() int { return len(l.rows) }, l.cell)
	l.table.Left = 16
	l.table.OnChosen = l.chosen
	l.table.OnOpened = func(row int) { r.playFrom(l.rows[row].From) }
	l.remove = parts.NewButton(lang.L("Take back the correction"), parts.Quiet, l.withdraw).WithIcon("undo").WithKey("Ctrl Alt X").AsSmall()
	l.state = parts.Label("").Cutting()
	foot := parts.Inset(2, 12, 2, 12, parts.Row(8, parts.Grow(l.state), l.remove))
	l.shown = parts.Dock(nil, parts.Stack(0, parts.NewHairline(), foot), nil, nil, l.table)
	l.none = plainNote(lang.L("Neither silence, talk-over nor hold was found. Set A and B on the waveform to correct who speaks."))
	l.content = container.NewStack(l.none)
	return l
}

func (l *spanList) cell(row, column int) parts.Cell {
	s := l.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: chart.ClockTenths(s.From) + " – " + chart.ClockTenths(s.To), Tone: look.Accent}
	case 1:
		return parts.Cell{Text: lang.L("{{.S}} s", seconds(s.Length(), 1)), Tone: look.Ink2}
	case 2:
		return parts.StateCell(s.word, s.tone)
	}
	return parts.Cell{Text: s.note, Tone: look.Ink3}
}

// chosen goes to a stretch and lays A and B around it.
func (l *spanList) chosen(row int) {
	s := l.rows[row]
	l.r.sound.stretch(s.From, s.To)
	l.r.sound.seek(s.From)
	enable(l.remove, l.mayCorrect() && s.id != "")
}

// load reads what was corrected, and lists everything anew.
func (l *spanList) load() {
	r := l.r
	if r.d.Spans == nil {
		return
	}
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]speech.Correction, error) {
		return r.d.Spans.Corrections(ctx, r.d.Actor, r.o.call.ID)
	}, func(cs []speech.Correction, err error) {
		if err != nil {
			r.d.Fail(err)
			return
		}
		l.corrected = cs
		l.show()
		r.view.countPanels()
		r.view.showMeasures()
		r.d.Changed()
	})
}

func (l *spanList) show() {
	l.rows = l.all()
	o := l.shown
	if len(l.rows) == 0 {
		o = l.none
	}
	l.content.Objects = []fyne.CanvasObject{o}
	l.state.Set(lang.L("Enter plays a stretch; choosing it lays A and B around it."))
	enable(l.remove, false)
	l.table.Refresh()
	l.content.Refresh()
}

// all are the corrections and what is in force after them, in the order of time.
func (l *spanList) all() []spanRow {
	var out []spanRow
	for _, c := range l.corrected {
		out = append(out, spanRow{Span: c.Span, word: verdictWord(c, l.r.o.call.Audio.AgentLane), tone: parts.StateChosen, id: c.ID,
			note: lang.L("Corrected by {{.Name}}, {{.Time}}", map[string]any{"Name": c.By, "Time": when(l.r.d, c.At)})})
	}
	if t := l.r.sound.track; t != nil && t.Speech != nil {
		out = append(out, l.found(t.Speech)...)
	}
	slices.SortStableFunc(out, func(a, b spanRow) int { return cmp.Compare(a.From, b.From) })
	return out
}

func (l *spanList) found(a *speech.Activity) (out []spanRow) {
	note := lang.L("Detector {{.V}}", map[string]any{"V": a.Version})
	if a.Corrected {
		note = lang.L("Detector {{.V}}, with the corrections", map[string]any{"V": a.Version})
	}
	add := func(s speech.Span, word string, tone parts.State) {
		out = append(out, spanRow{Span: s, word: word, note: note, tone: tone})
	}
	for _, s := range a.Hold {
		add(s, lang.L("Hold"), parts.StatePlain)
		if a.IsTold(s) {
			out[len(out)-1].note = lang.L("Told by the recorder")
		}
	}
	for _, s := range a.Silences {
		tone := parts.StatePlain
		if s.Length() >= speech.DeadAirFrom {
			tone = parts.StateWarn
		}
		add(s, lang.L("Silence"), tone)
	}
	for _, o := range a.Overlaps {
		if !slices.ContainsFunc(a.Interruptions, func(i speech.Interruption) bool { return i.At == o.From }) {
			add(o.Span, lang.L("Talk-over"), parts.StatePlain)
		}
	}
	for _, i := range a.Interruptions {
		word, tone := lang.L("Agent interrupts"), parts.StateWarn
		if i.ByLane != a.AgentLane {
			word, tone = lang.L("Customer interrupts"), parts.StatePlain
		}
		add(speech.Span{From: i.At, To: i.Until}, word, tone)
	}
	return out
}

// verdictWord words a correction.
func verdictWord(c speech.Correction, agentLane int) string {
	agent := c.Lane == agentLane
	switch {
	case c.Is == speech.IsHold:
		return lang.L("Hold or music")
	case c.Is == speech.IsTalk && agent:
		return lang.L("Agent speaks")
	case c.Is == speech.IsTalk:
		return lang.L("Customer speaks")
	case c.Lane == speech.AllLanes:
		return lang.L("Nobody speaks")
	case agent:
		return lang.L("Agent is silent")
	}
	return lang.L("Customer is silent")
}

// correctors are who corrected something, for the strip of figures.
func (l *spanList) correctors() string {
	var names []string
	for _, c := range l.corrected {
		if !slices.Contains(names, c.By) {
			names = append(names, c.By)
		}
	}
	out := ""
	for i, n := range names {
		if i > 0 {
			out += lang.L(", ")
		}
		out += n
	}
	return out
}
