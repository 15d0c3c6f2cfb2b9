// Package today is the first page: what waits for whoever works, the one thing
// to do first, and how the scores have gone.
package today

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
	"shifu/internal/people"
)

// Screen is the page.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	f      facts
	loaded bool
	all    []item
	list   []item // of them, what stands below the block at the top
	first  int    // which item stands in the block at the top
	main   *fyne.Container
	side   *fyne.Container
	foot   *fyne.Container
	whole  fyne.CanvasObject
}

// sideWidth is the width of the right panel at 100 %.
const sideWidth = 372

// New opens the page.
func New(d *desk.Desk, _ desk.Route) desk.Screen {
	s := &Screen{d: d, main: parts.Stack(0), side: parts.Stack(0), foot: parts.Row(20)}
	s.ctx, s.leave = d.Stay(desk.Soon, func(n notice.Notice) bool { return n.Subject != notice.Settings }, s.load)
	s.whole = s.frame()
	s.load()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

// Actions are doing the first thing and passing it by.
func (s *Screen) Actions() []desk.Action {
	none := len(s.all) == 0
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Do the first thing"), Bare: fyne.KeyReturn, Do: s.begin, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Another one"), Bare: fyne.KeyN, Do: s.another, Off: len(s.all) < 2},
	}
}

func (s *Screen) frame() fyne.CanvasObject {
	main := parts.Scrolling(parts.Inset(20, 20, 16, 24, s.main))
	line := parts.Inset(0, 20, 0, 24, parts.Stack(0, parts.NewHairline(), parts.High(52, s.foot)))
	panel := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(s.side))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWidth(), 0, panel))
	return parts.Dock(nil, nil, nil, right, parts.Dock(nil, line, nil, nil, main))
}

// sideWidth leaves the middle its room where the text is large.
func (s *Screen) sideWidth() float32 {
	wide := look.Scaled(sideWidth)
	if window := s.d.Window.Canvas().Size().Width; window > 2*sideWidth {
		wide = min(wide, window*.34)
	}
	return wide
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (facts, error) { return read(ctx, s.d) },
		func(f facts, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.f, s.loaded, s.first = f, true, 0
			s.show()
			s.d.Changed()
			s.d.Trace("loaded", map[string]any{"place": "today", "waiting": len(s.all), "weak": len(f.weak)})
		})
}

func (s *Screen) show() {
	s.all = s.items()
	s.list = slices.DeleteFunc(slices.Clone(s.all), func(it item) bool { return len(it.shares) > 0 })
	s.main.Objects = []fyne.CanvasObject{s.greeting(), parts.Room(0, 16), s.firstBlock(), parts.Room(0, 20)}
	s.main.Objects = append(s.main.Objects, s.waitingBlock()...)
	s.main.Objects = append(s.main.Objects, parts.Room(0, 24))
	if s.d.Actor.Has(people.Trainee) && s.loaded {
		s.main.Objects = append(s.main.Objects, s.trailBlock()...)
	} else {
		s.main.Objects = append(s.main.Objects, s.weakBlock()...)
	}
	s.main.Refresh()
	s.side.Objects = s.sideBlocks()
	s.side.Refresh()
	s.foot.Objects = s.footParts()
	s.foot.Refresh()
}

func (s *Screen) begin() {
	if s.first < len(s.all) {
		s.d.Go(s.all[s.first].to)
	}
}

// another offers the next thing instead of the most urgent one.
func (s *Screen) another() {
	if len(s.all) > 0 {
		s.first = (s.first + 1) % len(s.all)
		s.show()
		s.d.Changed()
	}
}
