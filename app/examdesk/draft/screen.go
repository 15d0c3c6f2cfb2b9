// Package draft is the place where an exam is made: what it asks, by which
// rules, of whom, and what it will be once it is published. Every change is
// kept by itself.
package draft

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/who"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
)

// resting is how long typing rests before a change is kept.
const resting = 400 * time.Millisecond

// panelWidth is the width of the panel that tells what will be, at 100 %.
const panelWidth = 288

// The tabs.
const (
	tabQuestions = iota
	tabRules
	tabReview
	tabPersons
)

// Screen is one open draft.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	line  *background.Line

	id      string
	exam    exam.Exam
	points  []string // knowledge points of the bank
	all     []people.Person
	ahead   *exam.Prospect // nil: not known yet
	asked   int            // numbers the questions for it: only the last one is shown
	changed bool           // not kept yet
	saved   time.Time
	wrong   error // the last change could not be kept
	fields  []*field

	tab   int
	top   *fyne.Container
	form  *fyne.Container
	panel *fyne.Container
	whole fyne.CanvasObject
	cells []*fyne.Container // what the bank holds beside each row
}

// New opens a draft, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, line: d.Stage.NewLine(), top: parts.Over(), form: parts.Over(), panel: parts.Over()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(panelWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(s.panel))))
	s.whole = parts.Dock(s.top, nil, nil, right, s.form)
	s.read()
	return s
}

// Content is the draft.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close keeps what was typed last.
func (s *Screen) Close() { s.keep(); s.leave() }

// first is what the screen needs before it can show anything.
type first struct {
	exam   exam.Exam
	points []string
	all    []people.Person
}

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f first, err error) {
		all, err := s.d.ExamKeeper.Exams(ctx, s.d.Actor)
		if err != nil {
			return f, err
		}
		err = fault.New(fault.NotFound, "This exam is not in the workspace.", nil)
		for _, e := range all {
			if e.ID == s.id && e.State == exam.Draft {
				f.exam, err = e.Exam, nil
			}
		}
		if err != nil {
			return f, err
		}
		pool, err := s.d.Bank.Pool(ctx, s.d.Actor)
		if err != nil {
			return f, err
		}
		f.points = pointsOf(pool)
		f.all, err = who.Sitters(ctx, s.d.People, s.d.Actor, &exam.Exam{})
		return f, err
	}, func(f first, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.exam, s.points, s.all = f.exam, f.points, f.all
		s.show()
		s.foresee()
		s.d.Trace("loaded", map[string]any{"place": "examdraft", "rows": len(s.exam.Blueprint)})
	})
}

// pointsOf are the knowledge points of questions in their order.
func pointsOf(pool []bank.Question) []string {
	seen, out := map[string]bool{}, []string{}
	for _, q := range pool {
		if p := q.Tags.Point; p != "" && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// show draws the bar, the open tab and the panel.
func (s *Screen) show() {
	s.showTop()
	s.showForm()
	s.showPanel()
	s.d.Changed()
}

func (s *Screen) showTop() {
	saved := lang.L("Kept by itself")
	switch {
	case s.wrong != nil:
		saved = lang.L("Not kept yet")
	case !s.saved.IsZero():
		saved = lang.L("Kept at {{.Time}}", map[string]any{"Time": s.saved.In(s.d.Zone).Format("15:04:05")})
	}
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"), parts.NewText(s.exam.Name, look.TextPanel, look.Ink, true),
		parts.NewPill(lang.L("Draft"), parts.StateOpen)},
		[]fyne.CanvasObject{parts.Label(saved), parts.NewButton(lang.L("Publish the exam"), parts.Main, s.askPublish).WithIcon("check").WithKey("Ctrl Enter")})
	tabs := parts.NewTabs([]parts.Tab{{Word: lang.L("Questions")}, {Word: lang.L("Rules")}, {Word: lang.L("What is shown afterwards")}, {Word: lang.L("Persons"), Count: s.personCount()}}, s.tab, s.open)
	s.top.Objects = []fyne.CanvasObject{parts.Stack(0, bar, parts.Inset(2, 24, 0, 24, tabs), parts.NewHairline())}
	s.top.Refresh()
}

func (s *Screen) open(tab int) {
	s.tab = tab
	s.show()
}

func (s *Screen) showForm() {
	s.fields, s.cells = nil, nil
	var rows fyne.CanvasObject
	switch s.tab {
	case tabRules:
		rows = s.rulesForm()
	case tabReview:
		rows = s.reviewForm()
	case tabPersons:
		s.form.Objects = []fyne.CanvasObject{s.personsForm()}
		s.form.Refresh()
		return
	default:
		rows = s.questionsForm()
	}
	s.form.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(14, 24, 24, 24, rows))}
	s.form.Refresh()
}

// change is what every field calls: the draft is kept and foreseen anew once
// typing rests.
func (s *Screen) change() {
	s.changed = true
	s.asked++
	asked := s.asked
	s.d.Stage.After(s.ctx, resting, func() {
		if s.asked == asked {
			s.keep()
			s.foresee()
		}
	})
}

// keep keeps the draft if anything changed since.
func (s *Screen) keep() {
	if !s.changed || s.exam.ID == "" {
		return
	}
	s.changed = false
	e := copied(s.exam)
	s.line.Do(func() error {
		_, err := s.d.ExamKeeper.Save(context.Background(), s.d.Actor, e)
		return err
	}, func(err error) {
		if s.wrong = err; err == nil {
			s.saved = s.d.Now()
		}
		if s.ctx.Err() == nil {
			s.showTop()
			s.showPanel()
		}
		s.d.Trace("kept", map[string]any{"ok": err == nil})
	})
}

// copied is an exam that shares nothing with the one being typed.
func copied(e exam.Exam) exam.Exam {
	e.Blueprint = append(exam.Blueprint{}, e.Blueprint...)
	e.Persons = append([]string{}, e.Persons...)
	review := map[exam.Moment]exam.View{}
	for m, v := range e.Rules.Review {
		review[m] = v
	}
	e.Rules.Review = review
	return e
}

// foresee asks what would be published now.
func (s *Screen) foresee() {
	asked, e := s.asked, copied(s.exam)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (exam.Prospect, error) {
		return s.d.ExamKeeper.Prospect(ctx, s.d.Actor, e)
	}, func(p exam.Prospect, err error) {
		if s.asked != asked {
			return
		}
		s.d.Fail(err)
		if err == nil {
			s.ahead = &p
			s.showCells()
			s.showPanel()
			s.d.Trace("foreseen", map[string]any{"problem": p.Problem != nil, "forms": len(p.Forms)})
		}
	})
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.ExamDesk, ID: s.id}) }
