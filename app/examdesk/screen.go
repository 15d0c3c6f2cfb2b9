// Package examdesk is the trainer's side of exams: which there are, who sat
// them and how, and the ways to their drafts, marks, statistics and cut score,
// each a screen of its own in a folder below.
package examdesk

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
)

// settle is how long notices are gathered before the exams are read again.
const settle = 500 * time.Millisecond

// sideWidth is the width of the list of exams at 100 %.
const sideWidth = 264

// The tabs of an exam.
const (
	tabAttempts = iota
	tabBlueprint
	tabConcessions
)

// found is what one look at an exam gave.
type found struct {
	id          string
	results     []exam.Result
	concessions []exam.Concession
	analysis    *analysis.Analysis // nil: nothing was marked
	names       map[string]string  // of persons
}

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	wanted string // the exam to choose once they are read
	loaded bool

	exams  []exam.Standing
	list   *parts.List
	f      found
	tab    int
	tables [3]*parts.Table
	side   *fyne.Container
	page   *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the place; the route may name an exam.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, side: parts.Over(), page: parts.Over()}
	s.ctx, s.leave = d.Stay(settle, desk.About(notice.Exams), s.load)
	s.list = parts.NewList(func() int { return len(s.exams) }, newExamRow, s.fillExam)
	s.list.RowHeight = examRowHeight
	s.list.OnChosen = s.choose
	s.tables = [3]*parts.Table{s.attemptTable(), s.blueprintTable(), s.concessionTable()}
	ground := parts.Over(parts.NewPlate(look.Well), s.side)
	s.whole = parts.Dock(nil, nil, parts.FullRow(0, parts.Fix(look.Scaled(sideWidth), 0, ground), parts.NewUpright(1)), nil, s.page)
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

// load reads the exams, and the chosen one.
func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]exam.Standing, error) {
		return s.d.ExamKeeper.Exams(ctx, s.d.Actor)
	}, func(exams []exam.Standing, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if e := s.exam(); s.wanted == "" && e != nil {
			s.wanted = e.ID
		}
		s.exams, s.loaded = exams, true
		s.showSide()
		s.list.Chosen = -1
		if len(exams) == 0 {
			s.showPage()
		} else {
			s.list.Choose(max(slices.IndexFunc(exams, func(e exam.Standing) bool { return e.ID == s.wanted }), 0))
		}
		s.wanted = ""
		s.d.Trace("loaded", map[string]any{"place": "examdesk", "exams": len(exams)})
	})
}

// exam is the chosen exam, nil if there is none.
func (s *Screen) exam() *exam.Standing {
	if i := s.list.Chosen; i >= 0 && i < len(s.exams) {
		return &s.exams[i]
	}
	return nil
}

// ready tells whether what was read is that of the chosen exam.
func (s *Screen) ready() bool { e := s.exam(); return e != nil && s.f.id == e.ID }

// choose reads what came of an exam.
func (s *Screen) choose(row int) {
	if row < 0 || row >= len(s.exams) {
		return
	}
	e := s.exams[row]
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (found, error) { return s.read(ctx, &e) }, func(f found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if now := s.exam(); now == nil || now.ID != f.id {
			return // another one was chosen meanwhile
		}
		if s.f.id != f.id {
			s.startAt(&e)
		}
		s.f = f
		s.sortAttempts(s.tables[tabAttempts].Sorted, s.tables[tabAttempts].Descending)
		s.showPage()
		s.d.Trace("exam", map[string]any{"id": f.id, "attempts": len(f.results)})
	})
}

// startAt opens the tab that tells most of an exam: a draft has no attempts.
func (s *Screen) startAt(e *exam.Standing) {
	for _, t := range s.tables {
		t.List().Chosen = -1
	}
	s.tab = tabAttempts
	if e.State == exam.Draft {
		s.tab = tabBlueprint
	}
}

func (s *Screen) read(ctx context.Context, e *exam.Standing) (f found, err error) {
	f.id, f.names = e.ID, map[string]string{}
	if f.concessions, err = s.d.ExamKeeper.Concessions(ctx, s.d.Actor, e.ID); err != nil {
		return f, err
	}
	if len(f.concessions) > 0 {
		for _, c := range f.concessions {
			p, err := s.d.People.Person(ctx, s.d.Actor, c.PersonID)
			if err != nil {
				return f, err
			}
			f.names[p.ID] = p.Name
		}
	}
	if e.State == exam.Draft {
		return f, nil
	}
	if f.results, err = s.d.Invigilator.Results(ctx, s.d.Actor, e.ID); err != nil || len(f.results) == 0 {
		return f, err
	}
	record, err := s.d.Invigilator.Record(ctx, s.d.Actor, e.ID)
	if err == nil && len(record.Sat) > 0 {
		f.analysis = analysis.Make(&record, analysis.Ask{})
	}
	return f, err
}

// showPage shows the chosen exam, or that there is none.
func (s *Screen) showPage() {
	var content fyne.CanvasObject
	switch {
	case s.exam() == nil && !s.loaded:
		content = parts.Room(0, 0)
	case s.exam() == nil:
		content = parts.EmptyState("badge", lang.L("No exam yet"),
			lang.L("An exam says which questions of the bank are asked, of whom, when, and from which mark it is passed."),
			parts.NewButton(lang.L("New exam"), parts.Main, s.newExam).WithIcon("add").WithKey("N"))
	case !s.ready():
		content = parts.Room(0, 0) // being read
	default:
		content = s.examPage()
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.d.Changed()
}
