package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/internal/chart"
)

// ScaleStep is where another tone of a LoadScale begins, with the word below.
type ScaleStep struct {
	From float64
	Word string
	Tone look.Token
}

// LoadScale is a track in steps with a pointer at a value: how near a figure is
// to its thresholds.
type LoadScale struct {
	widget.BaseWidget
	Scale chart.Scale
	Steps []ScaleStep
	Value float64

	drawn []fyne.CanvasObject
}

// NewLoadScale makes a scale.
func NewLoadScale(scale chart.Scale, steps ...ScaleStep) *LoadScale {
	s := &LoadScale{Scale: scale, Steps: steps}
	s.ExtendBaseWidget(s)
	return s
}

// Set moves the pointer.
func (s *LoadScale) Set(value float64) {
	if value != s.Value {
		s.Value = value
		s.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (s *LoadScale) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *LoadScale) pieces() []fyne.CanvasObject { return s.drawn }
func (s *LoadScale) paint()                      {}
func (s *LoadScale) least() fyne.Size            { return fyne.NewSize(look.Scaled(120), look.Scaled(40)) }

func (s *LoadScale) lay(size fyne.Size) {
	s.drawn = nil
	x := func(v float64) float32 { return float32(min(max(s.Scale.At(v), 0), 1)) * size.Width }
	top := look.Scaled(12)
	track := box()
	fill(track, look.Line2, look.Clear, 3)
	place(track, 0, top, size.Width, look.Scaled(6))
	s.drawn = append(s.drawn, track)
	for i, step := range s.Steps {
		until := size.Width
		if i+1 < len(s.Steps) {
			until = x(s.Steps[i+1].From)
		}
		piece, w := box(), word()
		fill(piece, step.Tone, look.Clear, 0)
		place(piece, x(step.From), top, until-x(step.From), look.Scaled(6))
		write(w, step.Word, look.TextLabel, look.Ink2, false)
		wide := measure(w).Width
		place(w, min(x(step.From)-wide/2, size.Width-wide), top+look.Scaled(9), wide, look.Scaled(18))
		s.drawn = append(s.drawn, piece, w)
	}
	at := x(s.Value)
	s.drawn = append(s.drawn, polygon([]fyne.Position{{X: at - 5, Y: top - 9}, {X: at + 5, Y: top - 9}, {X: at, Y: top - 2}}, look.Colour(look.Ink)))
}
