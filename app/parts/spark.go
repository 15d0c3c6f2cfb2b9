package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
	"shifu/internal/chart"
)

// Sparkline is a line without axes, as large as a word, with a dot at its end.
type Sparkline struct {
	widget.BaseWidget
	Values []float64
	Scale  chart.Scale // empty for the values' own
	Tone   look.Token
	Least  fyne.Size

	drawn []fyne.CanvasObject
}

// NewSparkline makes a line of 64 by 18.
func NewSparkline(values []float64) *Sparkline {
	s := &Sparkline{Values: values, Tone: look.Accent, Least: fyne.NewSize(64, 18)}
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the values.
func (s *Sparkline) Set(values []float64) {
	s.Values = values
	s.Refresh()
}

// CreateRenderer is for Fyne.
func (s *Sparkline) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *Sparkline) pieces() []fyne.CanvasObject { return s.drawn }
func (s *Sparkline) paint()                      {}
func (s *Sparkline) least() fyne.Size {
	return fyne.NewSize(look.Scaled(s.Least.Width), look.Scaled(s.Least.Height))
}

func (s *Sparkline) lay(size fyne.Size) {
	s.drawn = nil
	if len(s.Values) == 0 {
		return
	}
	scale := s.Scale
	if scale == (chart.Scale{}) {
		scale = chart.Around(s.Values, 2)
	}
	const side = 3 // room for the dot
	px := func(i int) float32 {
		return side + float32(i)/float32(max(len(s.Values)-1, 1))*(size.Width-2*side)
	}
	py := func(v float64) float32 { return side + (1-float32(scale.At(v)))*(size.Height-2*side) }
	for i := 1; i < len(s.Values); i++ {
		s.drawn = append(s.drawn, jointed(px(i-1), py(s.Values[i-1]), px(i), py(s.Values[i]), 1.5, look.Colour(s.Tone)))
	}
	last := len(s.Values) - 1
	dot := canvas.NewCircle(look.Colour(s.Tone))
	place(dot, px(last)-2.5, py(s.Values[last])-2.5, 5, 5)
	s.drawn = append(s.drawn, dot)
}

// Interval shows a value with its interval on a track, and perhaps a mark to
// reach: "82, likely 76 to 88, pass 80".
type Interval struct {
	widget.BaseWidget
	Scale     chart.Scale
	Value     float64
	Low, High float64
	Mark      float64 // shown where Marked
	Marked    bool
	Width     float32
	Thick     float32 // of the track

	track, span, pin *canvas.Rectangle
	dot              *canvas.Circle
}

// NewInterval makes an interval on a scale.
func NewInterval(scale chart.Scale, value, low, high float64) *Interval {
	v := &Interval{Scale: scale, Value: value, Low: low, High: high, Width: 110, Thick: 3,
		track: box(), span: box(), pin: box(), dot: canvas.NewCircle(nil)}
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer is for Fyne.
func (v *Interval) CreateRenderer() fyne.WidgetRenderer { return newDrawing(v) }

func (v *Interval) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.track, v.span, v.dot, v.pin}
}

func (v *Interval) least() fyne.Size { return fyne.NewSize(v.Width, 18) }

func (v *Interval) paint() {
	fill(v.track, look.Line2, look.Clear, v.Thick/2)
	fill(v.span, look.Accent, look.Clear, v.Thick/2)
	v.span.FillColor = look.Alpha(look.Accent, 120)
	fill(v.pin, look.Ink, look.Clear, 0)
	v.pin.Hidden = !v.Marked
	v.dot.FillColor = look.Colour(look.Accent)
}

func (v *Interval) lay(size fyne.Size) {
	x := func(value float64) float32 { return max(min(float32(v.Scale.At(value)), 1), 0) * size.Width }
	y := middle(size.Height, v.Thick)
	place(v.track, 0, y, size.Width, v.Thick)
	place(v.span, x(v.Low), y, max(x(v.High)-x(v.Low), v.Thick), v.Thick)
	edge := v.Thick + 5
	place(v.dot, x(v.Value)-edge/2, middle(size.Height, edge), edge, edge)
	place(v.pin, x(v.Mark)-1, 0, 2, size.Height)
}
