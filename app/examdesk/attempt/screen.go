// Package attempt shows one attempt at an exam to its trainer: the paper with
// answers and marks, and what was noticed while it was sat.
package attempt

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam"
)

// panelWidth is the width of what belongs to the chosen question, at 100 %.
const panelWidth = 420

// Screen is one open attempt.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	id    string
	o     exam.Opened
	ready bool

	table *parts.Table
	top   *fyne.Container
	panel *fyne.Container
	whole fyne.CanvasObject
	names map[string]string // of markers
}

// answerWidth is the width of the column of answers, at 100 %: a wide window
// shows more of each.
func answerWidth(d *desk.Desk) float32 {
	if d.Window.Canvas().Size().Width >= look.Scaled(1600) {
		return 420
	}
	return 210
}

// New opens an attempt, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, top: parts.Over(), panel: parts.Over(), names: map[string]string{}}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("No."), Width: 40, Right: true}, {Title: lang.L("Exam question"), Least: 120}, {Title: lang.L("Kind"), Width: 112, Yield: 2},
		{Title: lang.L("Answer given"), Width: answerWidth(d), Yield: 1}, {Title: lang.L("Points got"), Width: 104},
	}, func() int { return len(s.o.Lines) }, s.cell)
	s.table.OnChosen = func(int) { s.showPanel() }
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(panelWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(s.panel))))
	s.whole = parts.Dock(s.top, nil, nil, right, s.table)
	s.read()
	return s
}

// Content is the attempt.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading.
func (s *Screen) Close() { s.leave() }

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (o exam.Opened, err error) {
		if o, err = s.d.Invigilator.Opened(ctx, s.d.Actor, s.id); err != nil {
			return o, err
		}
		for _, l := range o.Lines {
			for _, j := range l.Judgements {
				if p, err := s.d.People.Person(ctx, s.d.Actor, j.MarkerID); err == nil {
					s.names[j.MarkerID] = p.Name // a marker of elsewhere stays without a name
				}
			}
		}
		return o, nil
	}, func(o exam.Opened, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.o, s.ready = o, true
		s.showTop()
		s.table.Choose(0)
		s.table.Focus()
		s.d.Changed()
		s.d.Trace("loaded", map[string]any{"place": "examattempt", "lines": len(o.Lines)})
	})
}

func (s *Screen) showTop() {
	r := &s.o.Result
	word, state := say.Attempt(r.State)
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.NewText(r.Person, look.TextPanel, look.Ink, true), parts.NewPill(word, state)}, s.barEnd())
	facts := []fyne.CanvasObject{parts.Second(r.Organisation), parts.Second(lang.L("attempt {{.N}}", map[string]any{"N": r.N}))}
	if r.Form > 0 {
		facts = append(facts, parts.Second(lang.L("Form {{.Name}}", map[string]any{"Name": say.Letter(r.Form - 1)})))
	}
	facts = append(facts, parts.Second(lang.L("from {{.From}}, {{.Length}} used", map[string]any{"From": s.d.Moment(r.Began), "Length": chart.ClockWide(r.Used)})))
	if s.o.Attempt.Late {
		facts = append(facts, parts.Second(lang.L("ended because the time was up")))
	}
	stack := parts.Stack(0, bar, parts.Inset(8, 24, 8, 24, parts.Facts(facts...)))
	if noticed := s.noticed(); noticed != "" {
		stack.Add(parts.Inset(0, 24, 8, 24, parts.Banner(parts.TintWarn, noticed, "", nil)))
	}
	stack.Add(parts.NewHairline())
	s.top.Objects = []fyne.CanvasObject{stack}
	s.top.Refresh()
}

// barEnd is what came of the attempt.
func (s *Screen) barEnd() []fyne.CanvasObject {
	r := &s.o.Result
	var end []fyne.CanvasObject
	if r.Known {
		word, state := lang.L("Failed"), parts.StateBad
		if r.Passed {
			word, state = lang.L("Passed"), parts.StateGood
		}
		end = append(end, parts.Strong(lang.L("{{.Points}} of {{.Most}}", map[string]any{"Points": say.Points(r.Points), "Most": say.Points(r.Most)})), parts.NewPill(word, state))
	}
	if export.May(s.d) {
		end = append(end, export.Button(s.askExport))
	}
	return end
}

// noticed says what should not have happened while the exam was sat.
func (s *Screen) noticed() string {
	a := &s.o.Attempt
	if len(a.Away)+len(a.Jumps) == 0 {
		return ""
	}
	text := ""
	if n := len(a.Away); n > 0 {
		long := a.Away[0].For
		for _, w := range a.Away {
			long += w.For
		}
		long -= a.Away[0].For
		text = lang.L("Left the window {{.N}} times, {{.Length}} in all.", map[string]any{"N": n, "Length": chart.ClockWide(long)})
	}
	if n := len(a.Jumps); n > 0 {
		text += " " + lang.L("The clock jumped {{.N}} times, the last time by {{.By}}.", map[string]any{"N": n, "By": chart.ClockWide(a.Jumps[n-1].By)})
	}
	return text
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.o.Lines) {
		return parts.Cell{}
	}
	l := &s.o.Lines[row]
	switch column {
	case 0:
		return parts.Cell{Text: chart.Count(row + 1), Tone: look.Ink3, Value: row + 1}
	case 1:
		return parts.Cell{Text: s.d.QuestionTitle(&l.Question)}
	case 2:
		return parts.Cell{Text: say.Kind(s.d.Settings.Language, l.Question.Kind), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: say.Answer(&l.Question, l.Answer), Tone: look.Ink2}
	}
	return pointsCell(l)
}

func pointsCell(l *exam.Judged) parts.Cell {
	text := lang.L("{{.Points}} of {{.Most}}", map[string]any{"Points": say.Points(l.Points), "Most": say.Points(l.Item.Mark)})
	state := parts.StatePartly
	switch {
	case !l.Known:
		return parts.StateCell(lang.L("waits"), parts.StateOpen)
	case l.Points >= l.Item.Mark:
		state = parts.StateGood
	case l.Points <= 0:
		state = parts.StateBad
	}
	c := parts.StateCell(text, state)
	c.Value = l.Points
	return c
}

func (s *Screen) askExport() {
	export.Table(s.d, lang.L("Paper of {{.Name}}", map[string]any{"Name": s.o.Person}), s.table)
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.o.Attempt.ExamID}) }

// Actions lead back, along the paper, and into a file.
func (s *Screen) Actions() []desk.Action {
	acts := append([]desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back}}, desk.Walk(s.table)...)
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, !s.ready))
	}
	return acts
}
