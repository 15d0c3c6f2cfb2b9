// Package sampling is the place of sampling plans: which calls are scored, how
// far each agent has come, what was drawn, and who scores it.
package sampling

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/qa/sampling"
)

// sideWidth is the width of the list of plans at 100 %.
const sideWidth = 264

// The tabs of a plan.
const (
	tabPace = iota
	tabCalls
	tabCover
	tabDraws
)

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	wanted string // the plan to choose once the plans are read

	plans  []sampling.Standing
	list   *parts.List
	board  sampling.Board
	draws  []sampling.Draw
	tab    int
	replay *sampling.Replay // of the chosen draw, nil: none was made

	tables  [4]*parts.Table
	side    *fyne.Container
	page    *fyne.Container
	drawing *drawing // the preview that is open, nil: none
	editing *editing // the form that is open, nil: none
	whole   fyne.CanvasObject
}

// New opens the place; the route may name a plan.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, side: parts.Over(), page: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Sampling, notice.Evaluations), s.load)
	s.list = parts.NewList(func() int { return len(s.plans) }, newPlanRow, s.fillPlan)
	s.list.RowHeight = planRowHeight
	s.list.OnChosen = s.choose
	s.tables = [4]*parts.Table{s.paceTable(), s.callTable(), s.coverTable(), s.drawTable()}
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

// load reads the plans, and the chosen one.
func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]sampling.Standing, error) {
		return s.d.Sampling.Plans(ctx, s.d.Actor)
	}, func(plans []sampling.Standing, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if p := s.plan(); s.wanted == "" && p != nil {
			s.wanted = p.ID
		}
		s.plans = plans
		s.showSide()
		s.list.Chosen = -1
		if len(plans) == 0 {
			s.showPage()
		} else {
			s.list.Choose(max(slices.IndexFunc(plans, func(p sampling.Standing) bool { return p.ID == s.wanted }), 0))
		}
		s.wanted = ""
		s.d.Trace("loaded", map[string]any{"place": "sampling", "plans": len(plans)})
	})
}

// plan is the chosen plan, nil if there is none.
func (s *Screen) plan() *sampling.Standing {
	if i := s.list.Chosen; i >= 0 && i < len(s.plans) {
		return &s.plans[i]
	}
	return nil
}

// ready tells whether the board is that of the chosen plan: what is done then
// is done to the plan that one sees.
func (s *Screen) ready() bool { p := s.plan(); return p != nil && s.board.Plan.ID == p.ID }

// read is what one look at a plan found.
type read struct {
	board sampling.Board
	draws []sampling.Draw
}

// choose reads the board and the draws of a plan.
func (s *Screen) choose(row int) {
	if row < 0 || row >= len(s.plans) {
		return
	}
	id := s.plans[row].ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		if r.board, err = s.d.Sampling.Board(ctx, s.d.Actor, id); err != nil {
			return r, err
		}
		r.draws, err = s.d.Drawer.Draws(ctx, s.d.Actor, id)
		return r, err
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if p := s.plan(); p == nil || p.ID != id {
			return // another plan was chosen meanwhile
		}
		if s.board.Plan.ID != id {
			s.replay = nil
			for _, t := range s.tables {
				t.List().Chosen = -1
			}
		}
		s.board, s.draws = r.board, r.draws
		s.showPage()
		s.d.Trace("plan", map[string]any{"id": id})
	})
}

// showPage shows the form, the preview, the plan, or that there is none.
func (s *Screen) showPage() {
	var content fyne.CanvasObject
	switch {
	case s.editing != nil:
		content = s.editing.content
	case s.drawing != nil:
		content = s.drawing.content
	case s.plan() == nil:
		content = parts.EmptyState("funnel", lang.L("No plan yet"),
			lang.L("A plan says which calls of a month are scored, how they are chosen, and by whom."),
			parts.NewButton(lang.L("New plan"), parts.Main, s.newPlan).WithIcon("add").WithKey("N"))
	case !s.ready():
		content = parts.Room(0, 0) // being read
	default:
		content = s.planPage()
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.d.Changed()
}
