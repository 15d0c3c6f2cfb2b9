package parts

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// StepState says how far a step is.
type StepState int

// The states of a step: still to come, done, the one to do now, or one that
// does not count here.
const (
	StepOpen StepState = iota
	StepDone
	StepNow
	StepNone
)

// Step is one station of Steps, with a word below it.
type Step struct {
	State StepState
	Word  string
}

// Steps is a way of several stations on one line: a tick for what is done, a
// filled disc with its number for what is to do now, rings for the rest.
type Steps struct {
	widget.BaseWidget
	Steps []Step

	lines, rings []fyne.CanvasObject
	words        []fyne.CanvasObject
}

// NewSteps makes a way.
func NewSteps(steps ...Step) *Steps {
	s := &Steps{Steps: steps}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Steps) pieces() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, s.lines...), s.rings...), s.words...)
}
func (s *Steps) paint() {}

const stepDisc = 22 // at 100 %

func (s *Steps) least() fyne.Size {
	return fyne.NewSize(look.Scaled(48)*float32(len(s.Steps)), look.Scaled(stepDisc)+look.Scaled(20))
}

func (s *Steps) lay(size fyne.Size) {
	s.lines, s.rings, s.words = nil, nil, nil
	cell, disc := size.Width/float32(max(len(s.Steps), 1)), look.Scaled(stepDisc)
	for i, step := range s.Steps {
		x := (float32(i) + .5) * cell
		if i > 0 {
			s.line(x-cell+disc/2+3, x-disc/2-3, disc/2, step.State == StepDone || step.State == StepNow && s.Steps[i-1].State == StepDone)
		}
		s.disc(i, step.State, x-disc/2, disc)
		t := word()
		tone := map[StepState]look.Token{StepNow: look.Accent, StepDone: look.Ink2}[step.State]
		if tone == "" {
			tone = look.Ink3
		}
		write(t, step.Word, look.TextLabel, tone, step.State == StepNow)
		t.Text = fit(step.Word, cell-4, t.TextSize, t.TextStyle)
		t.Alignment = fyne.TextAlignCenter
		place(t, x-cell/2, disc+2, cell, look.Scaled(18))
		s.words = append(s.words, t)
	}
}

func (s *Steps) line(from, to, y float32, done bool) {
	r, tone := box(), look.Line2
	if done {
		tone = look.GoodM
	}
	fill(r, tone, look.Clear, 0)
	place(r, from, y-1, to-from, 2)
	s.lines = append(s.lines, r)
}

func (s *Steps) disc(i int, state StepState, x, disc float32) {
	ring := canvas.NewCircle(look.Colour(look.Clear))
	ring.StrokeWidth, ring.StrokeColor = 1, look.Colour(look.Edge)
	number := word()
	write(number, strconv.Itoa(i+1), look.TextDigit, look.Ink3, state == StepNow)
	number.Alignment = fyne.TextAlignCenter
	switch state {
	case StepDone:
		ring.FillColor, ring.StrokeColor = look.Colour(look.GoodT), look.Colour(look.GoodM)
		number = nil
	case StepNow:
		ring.FillColor, ring.StrokeWidth = look.Colour(look.Fill), 0
		number.Color = look.Colour(look.OnFill)
	case StepNone:
		ring.StrokeColor = look.Colour(look.Line2)
		number.Text = "–"
	}
	place(ring, x, 0, disc, disc)
	s.rings = append(s.rings, ring)
	if number != nil {
		place(number, x, 0, disc, disc)
		s.rings = append(s.rings, number)
		return
	}
	tick := NewIcon("check", stepDisc-8, look.Good)
	tick.Resize(fyne.NewSize(disc-8, disc-8))
	tick.Move(fyne.NewPos(x+4, 4))
	s.rings = append(s.rings, tick)
}

// StepNames are the heads of the stations of Steps that stand below.
type StepNames struct {
	widget.BaseWidget
	Names []string

	words []fyne.CanvasObject
}

// NewStepNames makes the heads.
func NewStepNames(names ...string) *StepNames {
	s := &StepNames{Names: names}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *StepNames) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *StepNames) pieces() []fyne.CanvasObject { return s.words }
func (s *StepNames) paint()                      {}
func (s *StepNames) least() fyne.Size {
	return fyne.NewSize(look.Scaled(48)*float32(len(s.Names)), look.Scaled(18))
}

func (s *StepNames) lay(size fyne.Size) {
	s.words = nil
	cell := size.Width / float32(max(len(s.Names), 1))
	for i, name := range s.Names {
		t := word()
		write(t, name, look.TextLabel, look.Ink3, false)
		t.Text = fit(name, cell-4, t.TextSize, t.TextStyle)
		t.Alignment = fyne.TextAlignCenter
		place(t, float32(i)*cell, 0, cell, size.Height)
		s.words = append(s.words, t)
	}
}
