// Package exams is the place of one's own exams: what can be sat now, what is
// coming, how one did, and an attempt with what the rules show of it.
package exams

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/training/exam"
)

// panelWide is the width of what is said of one exam, at 100 %.
const panelWide = 420

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	stop  func()

	wanted string // the exam to choose once they are read
	rows   []row
	list   *parts.List
	middle *fyne.Container
	panel  *fyne.Container
	all    fyne.CanvasObject
}

// New opens the place; the route may name an exam.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, middle: container.NewStack(), panel: container.NewStack()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.list = parts.NewList(func() int { return len(s.rows) }, newRow, s.fill)
	s.list.RowHeight = 58
	s.list.OnChosen = s.choose
	s.list.OnOpened = func(int) { s.act() }
	head := parts.Stack(0, parts.Inset(12, 16, 12, 24, parts.Row(8, parts.PageHead(s.title()), parts.Gap())), parts.NewHairline())
	panel := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(panelWide), 0, s.panel))
	s.all = parts.Dock(head, nil, nil, panel, s.middle)
	s.load()
	d.Stage.Every(s.ctx, time.Minute, s.load) // an exam opens, another closes
	return s
}

func (s *Screen) title() string { return lang.L("Exams") }

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops listening.
func (s *Screen) Close() {
	s.leave()
	s.stop()
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Exams {
		s.d.Stage.Show(s.load)
	}
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]exam.Offer, error) {
		return s.d.Sitter.Offers(ctx, s.d.Actor)
	}, func(all []exam.Offer, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if o := s.chosen(); o != nil && s.wanted == "" {
			s.wanted = o.ExamID
		}
		s.rows = s.grouped(all)
		s.show()
	})
}

// show lays the list out and keeps the choice.
func (s *Screen) show() {
	if len(s.rows) == 0 {
		s.middle.Objects = []fyne.CanvasObject{parts.EmptyState("timer", lang.L("No exam yet"), lang.L("What your trainer publishes for you is listed here, with the day on which it opens."))}
		s.panel.Objects = nil
		s.middle.Refresh()
		s.panel.Refresh()
		return
	}
	at := -1
	for i, r := range s.rows {
		if r.offer != nil && (at < 0 || r.offer.ExamID == s.wanted) {
			at = i
		}
	}
	s.wanted = ""
	s.middle.Objects = []fyne.CanvasObject{parts.Inset(4, 0, 0, 0, s.list)}
	s.middle.Refresh()
	s.list.Chosen = at
	s.list.Refresh()
	s.showPanel()
	s.d.Trace("exams", map[string]any{"rows": len(s.rows)})
	s.d.Changed()
}

// chosen is the exam that is looked at, nil for none.
func (s *Screen) chosen() *exam.Offer {
	if i := s.list.Chosen; i >= 0 && i < len(s.rows) {
		return s.rows[i].offer
	}
	return nil
}

func (s *Screen) choose(i int) {
	if s.rows[i].offer == nil { // a heading
		return
	}
	s.showPanel()
	s.d.Changed()
}
