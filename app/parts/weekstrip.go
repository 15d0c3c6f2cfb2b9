package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// StripDay is a day of a WeekStrip: two figures beside each other.
type StripDay struct {
	Word         string
	First, Later float64
	Now          bool
	Mark         string // a line before the day, with this word
}

// WeekStrip shows how two demands move over the days of a week.
type WeekStrip struct {
	widget.BaseWidget
	Days        []StripDay
	FirstTone   look.Token
	LaterTone   look.Token
	drawn       []fyne.CanvasObject
	TallAtScale float32
}

// NewWeekStrip makes a strip.
func NewWeekStrip(first, later look.Token) *WeekStrip {
	s := &WeekStrip{FirstTone: first, LaterTone: later, TallAtScale: 46}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows other days.
func (s *WeekStrip) Set(days []StripDay) {
	s.Days = days
	s.Refresh()
}

// CreateRenderer is for Fyne.
func (s *WeekStrip) CreateRenderer() fyne.WidgetRenderer { return newDrawing(s) }

func (s *WeekStrip) pieces() []fyne.CanvasObject { return s.drawn }
func (s *WeekStrip) paint()                      {}
func (s *WeekStrip) least() fyne.Size {
	return fyne.NewSize(look.Scaled(240), look.Scaled(s.TallAtScale))
}

func (s *WeekStrip) lay(size fyne.Size) {
	s.drawn = nil
	most := 0.0
	for _, d := range s.Days {
		most = max(most, d.First, d.Later)
	}
	if most == 0 {
		return
	}
	per := size.Width / float32(len(s.Days))
	foot := size.Height - look.Scaled(18)
	for i, d := range s.Days {
		x := float32(i) * per
		for k, v := range []float64{d.First, d.Later} {
			r := box()
			fill(r, []look.Token{s.FirstTone, s.LaterTone}[k], look.Clear, 0)
			tall := float32(v/most) * (foot - 2)
			place(r, x+float32(k)*per*.45, foot-tall, per*.43, tall)
			s.drawn = append(s.drawn, r)
		}
		w := word()
		ink := look.Ink3
		if d.Now {
			ink = look.Ink
		}
		write(w, d.Word, look.TextLabel, ink, false)
		place(w, x, foot+1, measure(w).Width, look.Scaled(17))
		s.drawn = append(s.drawn, w)
		if d.Mark != "" {
			s.mark(d.Mark, x-per*.06, size.Height)
		}
	}
}

func (s *WeekStrip) mark(text string, x, tall float32) {
	r, w := box(), word()
	fill(r, look.WarnM, look.Clear, 0)
	place(r, x, 0, 2, tall-look.Scaled(2))
	write(w, text, look.TextLabel, look.Warn, false)
	wide := measure(w).Width
	ground := canvas.NewRectangle(look.Colour(look.Surface))
	place(ground, x-wide-8, 0, wide+4, look.Scaled(17))
	place(w, x-wide-6, 0, wide, look.Scaled(17))
	s.drawn = append(s.drawn, r, ground, w)
}
