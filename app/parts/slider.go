package parts

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Slider is a thin line with a knob. Left and Right move it by Step, Home and
// End to the ends.
type Slider struct {
	touch
	Least, Most, Step float64
	Value             float64
	Width             float32
	Tone              look.Token
	OnChanged         func(value float64)

	track, part, ring *canvas.Rectangle
	knob              *canvas.Circle
}

// NewSlider makes a slider.
func NewSlider(least, most, step, value float64, changed func(float64)) *Slider {
	s := &Slider{Least: least, Most: most, Step: step, Value: value, OnChanged: changed, Width: 80,
		Tone: look.Accent, track: box(), part: box(), ring: newRing(), knob: canvas.NewCircle(nil)}
	s.touchable(s, nil)
	return s
}

// Set moves the knob and reports a change. The value is held within the ends
// and on a step.
func (s *Slider) Set(value float64) {
	if s.Step > 0 {
		value = s.Least + math.Round((value-s.Least)/s.Step)*s.Step
	}
	value = max(min(value, s.Most), s.Least)
	if value == s.Value {
		return
	}
	s.Value = value
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(value)
	}
}

// Tapped moves the knob there.
func (s *Slider) Tapped(e *fyne.PointEvent) { s.setAt(e.Position.X) }

// Dragged moves the knob.
func (s *Slider) Dragged(e *fyne.DragEvent) { s.setAt(e.Position.X) }

// DragEnd is for Fyne.
func (s *Slider) DragEnd() {}

func (s *Slider) setAt(x float32) {
	if s.off {
		return
	}
	share := float64((x - knobEdge/2) / (s.Size().Width - knobEdge))
	s.Set(s.Least + share*(s.Most-s.Least))
}

// TypedKey moves the knob.
func (s *Slider) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		s.Set(s.Value - s.Step)
	case fyne.KeyRight:
		s.Set(s.Value + s.Step)
	case fyne.KeyHome:
		s.Set(s.Least)
	case fyne.KeyEnd:
		s.Set(s.Most)
	default:
		passKey(s, key)
	}
}

const knobEdge = 10

func (s *Slider) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.track, s.part, s.knob, s.ring}
}

func (s *Slider) paint() {
	tone := s.Tone
	if s.off {
		tone = look.NaM
	}
	fill(s.track, look.Line2, look.Clear, 1)
	fill(s.part, tone, look.Clear, 1)
	s.knob.FillColor = look.Colour(look.Surface)
	s.knob.StrokeColor = look.Colour(look.Edge)
	if s.hovered || s.focused {
		s.knob.StrokeColor = look.Colour(tone)
	}
	s.knob.StrokeWidth = 1.5
	showRing(s.ring, s.focused, look.RadiusBadge)
}

func (s *Slider) least() fyne.Size { return fyne.NewSize(look.Scaled(s.Width), look.Scaled(16)) }

func (s *Slider) lay(size fyne.Size) {
	y := middle(size.Height, 2)
	share := float32(0)
	if s.Most > s.Least {
		share = float32((s.Value - s.Least) / (s.Most - s.Least))
	}
	x := share * (size.Width - knobEdge)
	place(s.track, 0, y, size.Width, 2)
	place(s.part, 0, y, x+knobEdge/2, 2)
	place(s.knob, x, middle(size.Height, knobEdge), knobEdge, knobEdge)
	layRing(s.ring, size)
}
