package library

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings"
)

// saidLines is the list of utterances in which the searched words stand, in
// place of the list of calls while on.
type saidLines struct {
	s       *Screen
	on      bool
	lines   []recordings.Line
	next    int // call from which to read on, 0: that was all
	reading bool
	wanted  int // line to choose at first
	table   *parts.Table
}

// linesAtOnce is how many lines are read at once.
const linesAtOnce = 60

func newSaidLines(s *Screen) *saidLines {
	l := &saidLines{s: s}
	l.table = parts.NewTable(make([]parts.TableColumn, 5), func() int { return len(l.lines) }, l.cell)
	l.table.OnChosen = func(row int) { s.preview.show(l.lines[row].Row) }
	l.table.OnOpened = func(int) { l.open() }
	l.table.Columns = []parts.TableColumn{{Title: lang.L("At"), Width: 60, Right: true}, {Title: lang.L("Who speaks"), Width: 92},
		{Title: lang.L("What was said")}, {Title: lang.L("Agent"), Width: 88, Yield: 1}, {Title: lang.L("Start"), Width: 124}}
	return l
}

func (l *saidLines) cell(row, col int) parts.Cell {
	if row >= len(l.lines)-1 && l.next > 0 {
		l.readOn()
	}
	n := l.lines[row]
	switch col {
	case 0:
		return parts.Cell{Text: chart.ClockWide(n.Utterance.Start), Tone: look.Ink2}
	case 1:
		return speakerCell(n)
	case 2:
		return parts.Cell{Text: n.Utterance.Text}
	case 3:
		return dashed(or(n.Row.AgentName, n.Row.StaffNumber))
	}
	return startCell(l.s, &n.Row)
}

// speakerCell names who speaks, by colour and word.
func speakerCell(n recordings.Line) parts.Cell {
	voice, name := parts.VoiceUnknown, lang.L("Unknown")
	switch n.Utterance.Lane {
	case n.Row.Audio.AgentLane:
		voice, name = parts.VoiceAgent, lang.L("Agent")
	case 1 - n.Row.Audio.AgentLane:
		voice, name = parts.VoiceCustomer, lang.L("Customer")
	}
	return parts.Cell{Text: name, Tone: voice.Ink()}
}

// turn changes between calls and lines; the words stay.
func (l *saidLines) turn(on bool) {
	if l.on == on {
		return
	}
	q := l.s.asks
	q.Text, q.Said = q.Said, ""
	if on {
		q.Text, q.Said = "", l.s.asks.Text
	}
	l.on = on
	l.s.askFor(q)
}

// ask reads the first lines of another question.
func (l *saidLines) ask(f recordings.Filter, o recordings.Order) {
	l.lines, l.next, l.reading = nil, 0, false
	if l.on && f.Said != "" {
		l.read(f, o, 0)
	}
}

func (l *saidLines) readOn() {
	if !l.reading {
		l.read(l.s.filter(), l.s.order, l.next)
	}
}

func (l *saidLines) read(f recordings.Filter, o recordings.Order, from int) {
	type read struct {
		lines []recordings.Line
		next  int
	}
	l.reading = true
	s, wanted := l.s, l.wanted
	l.wanted = 0
	background.Run(s.question, s.d.Stage, func(ctx context.Context) (r read, err error) {
		r.lines, r.next, err = s.d.Calls.Said(ctx, s.d.Actor, f, o, from, linesAtOnce+wanted)
		return r, err
	}, func(r read, err error) {
		l.reading = false
		if err != nil {
			s.d.Fail(err)
			return
		}
		l.lines, l.next = append(l.lines, r.lines...), r.next
		if from == 0 {
			l.table.List().ScrollTo(0)
			l.table.Choose(min(wanted, len(l.lines)-1))
		}
		l.table.Refresh()
		s.drawMiddle()
		s.d.Trace("said", map[string]any{"lines": len(l.lines), "more": l.next > 0})
	})
}

// content is the list, or what to do when there is nothing in it.
func (l *saidLines) content() fyne.CanvasObject {
	switch {
	case len(l.lines) > 0 || l.reading:
		return l.table
	case l.s.asks.Said == "":
		return parts.EmptyState("chat", lang.L("Search what was said in all calls"), lang.L("Two characters are enough. Several words with spaces between must all be said in the call."))
	}
	return parts.EmptyState("search", lang.L("Nobody said this"), lang.L("Search for a shorter word, or take a condition away. Calls without a transcript aren't found."),
		parts.NewButton(lang.L("Clear conditions"), parts.Main, l.s.clearConditions))
}

// open goes to the second at which the chosen line is said.
func (l *saidLines) open() bool {
	i := l.table.Chosen()
	if i < 0 || i >= len(l.lines) {
		return false
	}
	n := l.lines[i]
	l.s.d.Go(desk.Route{Place: desk.Room, ID: n.Row.ID, From: n.Utterance.Start, Words: l.s.asks.Said})
	return true
}

// searchSaid turns to what was said and puts the caret into the search.
func (s *Screen) searchSaid() {
	s.said.turn(true)
	s.search.Focus()
}
