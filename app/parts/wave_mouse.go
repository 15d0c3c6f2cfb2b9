package parts

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// waveMouse lies over a waveSurface and takes the mouse for it. It is apart
// because Fyne clips what is drawn in a widget that takes the wheel.
type waveMouse struct {
	widget.BaseWidget
	s *waveSurface
}

func newWaveMouse(s *waveSurface) *waveMouse {
	m := &waveMouse{s: s}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer is for Fyne.
func (m *waveMouse) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// waveDrag is what the mouse is pulling.
type waveDrag struct {
	what  dragKind
	flag  string        // of dragFlag
	fixed time.Duration // the other end of a selection
	to    time.Duration // where the mouse is
}

type dragKind uint8

const (
	dragNone dragKind = iota
	dragSelect
	dragFlag
	dragNeedle
)

const grip = 5 // how near to an edge of the selection the mouse takes it

// Tapped chooses the flag under the mouse, or plays from there.
func (m *waveMouse) Tapped(ev *fyne.PointEvent) {
	s := m.s
	if s.of.model.Source == nil {
		return
	}
	if f := s.flagAt(ev.Position); f != nil {
		tell(s.of.OnFlag, f.flag.ID)
		return
	}
	tell(s.of.OnSeek, s.time(ev.Position.X))
}

// Dragged selects, moves an end of the selection, or moves a flag.
func (m *waveMouse) Dragged(ev *fyne.DragEvent) {
	s := m.s
	if s.of.model.Source == nil {
		return
	}
	if s.drag.what == dragNone {
		s.startDrag(ev.Position.Subtract(ev.Dragged))
	}
	s.drag.to = s.time(min(max(ev.Position.X, 0), s.Size().Width))
	switch s.drag.what {
	case dragSelect:
		s.of.from, s.of.to = min(s.drag.fixed, s.drag.to), max(s.drag.fixed, s.drag.to)
	case dragNeedle:
		s.of.SetPosition(s.drag.to)
		tell(s.of.OnScrub, s.drag.to)
	}
	s.showRuler(ev.Position.X)
	s.restyle()
}

func (s *waveSurface) startDrag(start fyne.Position) {
	if f := s.flagAt(start); f != nil && s.of.OnFlagMoved != nil {
		s.drag = waveDrag{what: dragFlag, flag: f.flag.ID}
		return
	}
	s.drag = waveDrag{what: dragSelect, fixed: s.time(start.X)}
	switch near := func(x float32) bool { return start.X > x-grip && start.X < x+grip }; {
	case s.takesNeedle(start):
		s.drag.what = dragNeedle
	case s.of.to <= s.of.from:
	case near(s.x(s.of.from)):
		s.drag.fixed = s.of.to
	case near(s.x(s.of.to)):
		s.drag.fixed = s.of.from
	}
}

// takesNeedle tells whether a drag that begins at a place pulls the needle: on
// the axis anywhere, over the lanes where the needle is and no end of the selection.
func (s *waveSurface) takesNeedle(at fyne.Position) bool {
	near := func(x float32) bool { return at.X > x-grip && at.X < x+grip }
	top, height := s.lanes()
	switch {
	case s.of.OnScrub == nil:
		return false
	case at.Y > top+height+nameHeight():
		return true
	case s.of.to > s.of.from && (near(s.x(s.of.from)) || near(s.x(s.of.to))):
		return false
	}
	return near(s.x(s.of.at))
}

// DragEnd reports what the drag did.
func (m *waveMouse) DragEnd() {
	s := m.s
	was := s.drag
	s.drag = waveDrag{}
	switch was.what {
	case dragSelect:
		if s.of.OnSelect != nil {
			s.of.OnSelect(s.of.from, s.of.to)
		}
	case dragFlag:
		s.of.moveFlag(was.flag, was.to)
		s.of.OnFlagMoved(was.flag, was.to)
	case dragNeedle:
		tell(s.of.OnSeek, was.to)
	}
	s.restyle()
}

// Scrolled zooms around the mouse, and moves sideways with a sideways wheel.
func (m *waveMouse) Scrolled(ev *fyne.ScrollEvent) {
	s := m.s
	if s.of.model.Source == nil {
		return
	}
	w := max(s.Size().Width, 1)
	if dx := ev.Scrolled.DX; dx != 0 {
		s.of.show(s.of.view.shown(s.of.view.from-float64(dx/w)*s.of.view.span(), s.of.view.span()))
	}
	if dy := ev.Scrolled.DY; dy != 0 {
		factor := 1.25
		if dy < 0 {
			factor = .8
		}
		s.of.show(s.of.view.zoom(factor, s.of.view.frame(ev.Position.X, w)))
	}
}

// MouseIn shows the time under the mouse.
func (m *waveMouse) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved moves the time under the mouse.
func (m *waveMouse) MouseMoved(ev *desktop.MouseEvent) {
	s := m.s
	if s.of.model.Source != nil {
		s.showRuler(ev.Position.X)
	}
}

// MouseOut hides it.
func (m *waveMouse) MouseOut() {
	s := m.s
	for _, o := range []fyne.CanvasObject{s.ruler, s.rulerBox, s.rulerText} {
		o.Hide()
	}
}

func (s *waveSurface) showRuler(x float32) {
	top, height := s.lanes()
	x = min(max(x, 0), s.Size().Width)
	s.rulerText.Text = ClockTenths(s.time(x))
	size := measure(s.rulerText)
	w := size.Width + 8
	left := min(max(x-w/2, 0), max(s.Size().Width-w, 0))
	y := top + height + 2 + nameHeight() + 6
	place(s.ruler, x, top, 1, height)
	place(s.rulerBox, left, y, w, ticksHeight()+2)
	place(s.rulerText, left+4, y, size.Width, ticksHeight()+2)
	for _, o := range []fyne.CanvasObject{s.ruler, s.rulerBox, s.rulerText} {
		o.Show()
	}
	canvas.Refresh(s.rulerText)
}

// Cursor is a hand over flags and an arrow elsewhere.
func (m *waveMouse) Cursor() desktop.Cursor {
	if m.s.drag.what == dragFlag {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func tell[T any](f func(T), with T) {
	if f != nil {
		f(with)
	}
}
