package exams

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/exam"
)

// Answered is one attempt of one's own with what the rules show of it now.
type Answered struct {
	d         *desk.Desk
	ctx       context.Context
	leave     context.CancelFunc
	attemptID string
	r         exam.Reviewed
	missed    bool // only what lost marks
	ear       ear
	middle    *fyne.Container
	bar       *fyne.Container
	all       fyne.CanvasObject
}

// NewAnswered opens the attempt of the route.
func NewAnswered(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Answered{d: d, attemptID: r.ID, middle: container.NewStack(), bar: parts.Row(12)}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.ear = ear{s: s, place: -1}
	head := parts.Stack(0, parts.High(56, parts.Inset(0, 24, 0, 16, s.bar)), parts.NewHairline())
	s.all = parts.Dock(head, nil, nil, nil, s.middle)
	background.Run(s.ctx, d.Stage, func(ctx context.Context) (exam.Reviewed, error) {
		return d.Sitter.Review(ctx, d.Actor, r.ID)
	}, func(v exam.Reviewed, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		s.r = v
		s.show()
		d.Changed()
	})
	return s
}

// Content is the page.
func (s *Answered) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Answered) Wide() bool { return false }

// Close ends it.
func (s *Answered) Close() {
	s.leave()
	s.ear.close()
}

// Actions are what can be done on the page.
func (s *Answered) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Only what lost marks"), Bare: fyne.KeyW, Key: fyne.KeyW, Mod: ctrl, Do: func() { s.only(!s.missed) }, Off: !s.r.View.Mark || len(s.r.Lines) == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back},
	}
}

func (s *Answered) back() { s.d.Go(desk.Route{Place: desk.Exams, ID: s.r.ExamID}) }

func (s *Answered) only(missed bool) {
	s.missed = missed
	s.show()
}

// columnWide is the width of what is read.
func (s *Answered) columnWide() float32 {
	return max(min(look.Scaled(768), s.d.Window.Canvas().Size().Width-look.Scaled(look.WidthRail)-72), 320)
}

func (s *Answered) show() {
	s.showBar()
	wide := s.columnWide()
	body := parts.Stack(20, s.summary(wide))
	shown := 0
	for i, l := range s.r.Lines {
		if s.missed && !lost(l) {
			continue
		}
		shown++
		body.Add(s.line(i, l, wide))
	}
	if s.missed && shown == 0 {
		body.Add(parts.Second(lang.L("Nothing lost a mark.")))
	}
	s.middle.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(20, 24, 24, 24, parts.Row(0, parts.Fix(wide, 0, body), parts.Gap())))}
	s.middle.Refresh()
	s.d.Trace("answered-shown", map[string]any{"lines": shown, "known": s.r.Known})
}

func (s *Answered) showBar() {
	title := lang.L("{{.Name}}, attempt {{.N}}", map[string]any{"Name": s.r.Name, "N": s.r.N})
	s.bar.Objects = []fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"), parts.Grow(parts.PageHead(title).Cutting())}
	if s.r.View.Mark && len(s.r.Lines) > 0 {
		only := parts.NewButton(lang.L("Only what lost marks"), parts.Plain, func() { s.only(!s.missed) }).WithKey("W")
		only.SetOn(s.missed)
		s.bar.Add(only)
	}
	s.bar.Refresh()
}

// summary is the result and what was recorded, and what the rules show now.
func (s *Answered) summary(wide float32) fyne.CanvasObject {
	r := s.r
	row := parts.Row(16)
	switch {
	case r.Known:
		row.Add(parts.Figure(desk.Marks(r.Points)))
		row.Add(parts.Second(lang.L("of {{.Most}} marks, {{.Pass}} to pass", map[string]any{"Most": desk.Marks(r.Most), "Pass": desk.Marks(r.PassShare * r.Most)})))
		row.Add(passPill(r.Passed))
	case r.State == exam.Submitted:
		row.Add(parts.PanelHead(lang.L("Some answers wait for a marker")))
	default:
		row.Add(parts.PanelHead(lang.L("The result is not shown now")))
	}
	facts := parts.Facts()
	facts.Objects = factList(parts.Second(s.d.Moment(r.Began)), parts.Second(lang.L("{{.Time}} used", map[string]any{"Time": chart.ClockWide(r.Used)})),
		parts.Second(lang.L("times out of the window: {{.N}}", map[string]any{"N": len(r.Away)})), formFact(r.Form))
	now := parts.NewParagraph(lang.L("You see {{.What}} ({{.When}}).", map[string]any{"What": viewText(r.View), "When": momentText(r.Moment)}), look.TextLabel, look.Ink2)
	now.Width = wide
	return parts.Stack(6, row, facts, now)
}

func formFact(form int) fyne.CanvasObject {
	if form == 0 {
		return nil
	}
	return parts.Second(lang.L("Form {{.Form}}", map[string]any{"Form": desk.FormLetter(form)}))
}

// factList divides facts by dots and leaves out those that are not there.
func factList(facts ...fyne.CanvasObject) []fyne.CanvasObject {
	var have []fyne.CanvasObject
	for _, f := range facts {
		if f != nil {
			have = append(have, f)
		}
	}
	return parts.Facts(have...).Objects
}

// lost reports whether an answer has lost marks.
func lost(l exam.Line) bool {
	return l.Known && l.Question.Kind != bank.Description && l.Points < l.Item.Mark
}
