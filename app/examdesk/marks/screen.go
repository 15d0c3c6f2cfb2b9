// Package marks is the place where essays are marked: one answer after another,
// without names, by keyboard. Two markers mark each; a third decides where they
// differ.
package marks

import (
	"context"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/exam"
)

// wide is the width of the column of text at 100 %.
const wide = 720

// Screen is the queue of one exam's essays.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	id    string

	name  string
	rules exam.Rules
	queue []exam.Script
	at    int
	done  int // marked in this sitting
	ready bool
	busy  bool

	points, note *parts.Entry
	wrong        *parts.Paragraph
	top, page    *fyne.Container
	whole        fyne.CanvasObject
}

// New opens the essays of an exam, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, top: parts.Over(), page: parts.Over()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.points = parts.NewEntry("0").Wide(72)
	s.points.OnSubmitted = func(string) { s.give() }
	s.points.Claims = s.claim
	s.note = parts.NewEntry(lang.L("Note to the other markers and the trainer")).Wide(420)
	s.note.OnSubmitted = func(string) { s.give() }
	s.wrong = parts.NewParagraph("", look.TextLabel, look.Bad)
	s.wrong.Width = look.Scaled(wide)
	s.whole = parts.Dock(s.top, nil, nil, nil, s.page)
	s.read()
	return s
}

// Content is the queue.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading.
func (s *Screen) Close() { s.leave() }

// queued is what one reading found.
type queued struct {
	name  string
	rules exam.Rules
	all   []exam.Script
}

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (q queued, err error) {
		exams, err := s.d.ExamKeeper.Exams(ctx, s.d.Actor)
		if err != nil {
			return q, err
		}
		for _, e := range exams {
			if e.ID == s.id {
				q.name, q.rules = e.Name, e.Rules
			}
		}
		q.all, err = s.d.Marker.Essays(ctx, s.d.Actor, s.id)
		return q, err
	}, func(q queued, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.name, s.rules, s.queue, s.ready = q.name, q.rules, q.all, true
		s.at = min(s.at, max(len(s.queue)-1, 0))
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "exammarks", "essays": len(q.all)})
	})
}

func (s *Screen) show() {
	s.top.Objects = []fyne.CanvasObject{parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.NewText(lang.L("Mark essays"), look.TextPanel, look.Ink, true), parts.Second(s.name)},
		[]fyne.CanvasObject{parts.Label(lang.L("{{.Done}} marked, {{.Left}} left", map[string]any{"Done": s.done, "Left": len(s.queue)}))})}
	s.top.Refresh()
	var content fyne.CanvasObject
	switch {
	case !s.ready:
		content = parts.Room(0, 0)
	case len(s.queue) == 0:
		content = parts.EmptyState("okcircle", lang.L("No essay waits for your mark"), lang.L("What you have marked waits for a second marker; you mark nothing twice."),
			parts.NewButton(lang.L("Back to the exams"), parts.Main, s.back).WithKey("Esc"))
	default:
		content = s.script(&s.queue[s.at])
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.d.Changed()
	if s.ready && len(s.queue) > 0 {
		s.points.Focus()
	}
}

// script is the answer to be marked, with the fields for its mark at the foot.
func (s *Screen) script(x *exam.Script) fyne.CanvasObject {
	text := func(value string, size float32, tone look.Token) fyne.CanvasObject {
		p := parts.NewParagraph(value, size, tone)
		p.Width = look.Scaled(wide)
		return p
	}
	box := parts.Stack(0, parts.Label(lang.L("Exam question")), text(x.Question.Text, look.TextReading, look.Ink))
	if x.Question.Feedback != "" {
		box.Add(parts.Room(0, 8))
		box.Add(parts.Label(lang.L("What a good answer says")))
		box.Add(text(x.Question.Feedback, look.TextBody, look.Ink2))
	}
	box.Add(parts.Room(0, 14))
	box.Add(parts.NewHairline())
	box.Add(parts.Room(0, 14))
	box.Add(parts.Label(lang.L("Answer, without a name; {{.N}} characters", map[string]any{"N": len([]rune(x.Text))})))
	box.Add(text(x.Text, look.TextExam, look.Ink))
	column := parts.Row(0, parts.Gap(), parts.Fix(look.Scaled(wide), 0, box), parts.Gap())
	return parts.Dock(nil, s.foot(x), nil, nil, parts.Scrolling(parts.Inset(20, 24, 24, 24, column)))
}

// foot holds the fields of the mark.
func (s *Screen) foot(x *exam.Script) fyne.CanvasObject {
	others := lang.L("nobody else has marked it yet")
	if x.Marked > 0 {
		others = lang.L("marked by {{.N}} others, unseen by you", map[string]any{"N": x.Marked})
	}
	line := parts.Row(8, parts.Strong(lang.L("Points got")), s.points, parts.Second(lang.L("of {{.Most}}", map[string]any{"Most": say.Points(x.Most)})),
		parts.NewButton("", parts.Quiet, func() { s.step(-1) }).WithIcon("remove").WithKey("↓").AsSmall(), parts.NewButton("", parts.Quiet, func() { s.step(+1) }).WithIcon("add").WithKey("↑").AsSmall(),
		parts.Grow(s.note), parts.NewButton(lang.L("Mark it later"), parts.Plain, s.skip).WithKey("PgDn"),
		parts.NewButton(lang.L("Give and go on"), parts.Main, s.give).WithIcon("check").WithKey("Enter"))
	return parts.Stack(0, parts.NewHairline(), parts.Over(parts.NewPlate(look.Well), parts.Inset(10, 24, 6, 24, parts.Stack(4, line, parts.Row(8, parts.Label(others), parts.Grow(s.wrong))))))
}

// claim takes the keys that change the points or leaf through the queue.
func (s *Screen) claim(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyUp:
		s.step(+1)
	case fyne.KeyDown:
		s.step(-1)
	case fyne.KeyPageDown:
		s.skip()
	default:
		return false
	}
	return true
}

// step gives one step more or less.
func (s *Screen) step(by float64) {
	if s.at >= len(s.queue) {
		return
	}
	now, _ := strconv.ParseFloat(strings.TrimSpace(s.points.Text()), 64)
	size := s.rules.Step
	if size == 0 {
		size = .5
	}
	s.points.SetText(say.Typed(math.Min(math.Max(s.rules.Round(now+by*size), 0), s.queue[s.at].Most)))
}

// skip puts the answer behind the others.
func (s *Screen) skip() {
	if len(s.queue) < 2 {
		return
	}
	s.at = (s.at + 1) % len(s.queue)
	s.clear()
	s.show()
}

func (s *Screen) clear() {
	s.points.SetText("")
	s.note.SetText("")
	s.wrong.Set("")
}

// give keeps the mark and shows the next answer.
func (s *Screen) give() {
	if s.busy || s.at >= len(s.queue) {
		return
	}
	x := s.queue[s.at]
	points, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s.points.Text()), "，", "."), 64)
	if err != nil || math.IsNaN(points) {
		s.refuse(fault.New(fault.Invalid, "Type the points first: 0 to {{.Most}}.", fault.Values{"Most": say.Points(x.Most)}))
		return
	}
	s.busy = true
	note := s.note.Text()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Marker.Judge(ctx, s.d.Actor, x.AttemptID, x.Place, points, note)
	}, func(_ struct{}, err error) {
		s.busy = false
		if err != nil {
			s.refuse(err)
			return
		}
		s.done++
		s.queue = append(s.queue[:s.at:s.at], s.queue[s.at+1:]...)
		if s.at >= len(s.queue) {
			s.at = 0
		}
		s.clear()
		s.show()
		s.d.Trace("marked", map[string]any{"left": len(s.queue)})
	})
}

func (s *Screen) refuse(err error) {
	s.points.SetWrong(true)
	s.wrong.Set(words.Sentence(s.d.Settings.Language, err))
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.id}) }

// Actions are what the keys of the queue do.
func (s *Screen) Actions() []desk.Action {
	none := len(s.queue) == 0
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Give and go on"), Bare: fyne.KeyReturn, Do: s.give, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Mark it later"), Bare: fyne.KeyPageDown, Do: s.skip, Off: len(s.queue) < 2},
		{Menu: desk.ReviewMenu, Label: lang.L("A step more"), Bare: fyne.KeyUp, Do: func() { s.step(+1) }, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("A step less"), Bare: fyne.KeyDown, Do: func() { s.step(-1) }, Off: none},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back},
	}
}
