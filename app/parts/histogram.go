package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Bar is one bar of a Histogram.
type Bar struct {
	Value  float64
	Hits   float64 // the dark part at the foot, at most Value
	Word   string  // below the bar; leave most empty
	Strong bool    // the word in ink: a day to remember
}

// Histogram is a row of bars in which a span is chosen by dragging: how many
// calls came on which day, and which days are shown. A press chooses one bar,
// its handles drag, a press on the only chosen bar frees the span.
type Histogram struct {
	widget.BaseWidget
	Bars     []Bar
	Title    string // in the upper left corner
	From, To int    // chosen bars, both ends included; -1 for none
	// OnChosen reports a span when the drag ends; (-1, -1) for none.
	OnChosen func(from, to int)
	Tell     func(bar int) string // beside the bar under the mouse
	Height   float32              // at 100 %

	drawn  []fyne.CanvasObject
	tip    chartTip
	start  int // bar where the drag began
	moving bool
}

// NewHistogram makes a histogram without a chosen span.
func NewHistogram(bars []Bar) *Histogram {
	h := &Histogram{Bars: bars, From: -1, To: -1, Height: 62, tip: newChartTip()}
	h.ExtendBaseWidget(h)
	return h
}

// Set changes bars and span without reporting it.
func (h *Histogram) Set(bars []Bar, from, to int) {
	h.Bars, h.From, h.To = bars, from, to
	h.Refresh()
}

// CreateRenderer is for Fyne.
func (h *Histogram) CreateRenderer() fyne.WidgetRenderer { return newDrawing(h) }

func (h *Histogram) pieces() []fyne.CanvasObject { return append(h.drawn, h.tip.pieces()...) }
func (h *Histogram) least() fyne.Size            { return fyne.NewSize(200, look.Scaled(h.Height)) }
func (h *Histogram) paint()                      { h.tip.paint() }

func (h *Histogram) chosen() bool { return h.From >= 0 && h.To >= h.From }

func (h *Histogram) barWide() float32 {
	return h.Size().Width / float32(max(len(h.Bars), 1))
}

// foot is where the bars stand.
func (h *Histogram) foot() float32 { return h.Size().Height - look.Scaled(18) }

func (h *Histogram) lay(fyne.Size) {
	h.drawn = nil
	if h.chosen() {
		ground := box()
		fill(ground, look.Sel, look.Clear, look.RadiusBadge)
		place(ground, float32(h.From)*h.barWide(), 1, float32(h.To-h.From+1)*h.barWide(), h.foot()-1)
		h.drawn = append(h.drawn, ground)
	}
	most := 0.0
	for _, b := range h.Bars {
		most = max(most, b.Value)
	}
	for i := range h.Bars {
		h.drawBar(i, most)
	}
	h.drawWords()
	h.drawHandles()
}

func (h *Histogram) drawBar(i int, most float64) {
	b := h.Bars[i]
	if most <= 0 || b.Value <= 0 {
		return
	}
	inside := !h.chosen() || i >= h.From && i <= h.To
	room := h.foot() - look.Scaled(9)
	if h.Title != "" {
		room = h.foot() - look.Scaled(18) // the title stands above the bars
	}
	gap := min(4, h.barWide()/5)
	x, wide := float32(i)*h.barWide()+gap, max(h.barWide()-2*gap, 1)
	bar := box()
	fill(bar, look.Line2, look.Clear, min(2, wide/3))
	if inside {
		bar.FillColor = look.Alpha(look.Accent, 140)
	}
	tall := max(float32(b.Value/most)*room, 1)
	place(bar, x, h.foot()-tall, wide, tall)
	h.drawn = append(h.drawn, bar)
	if hits := float32(b.Hits/most) * room; inside && b.Hits > 0 {
		dark := box()
		fill(dark, look.Accent, look.Clear, 0)
		place(dark, x, h.foot()-max(hits, 1), wide, max(hits, 1))
		h.drawn = append(h.drawn, dark)
	}
}

func (h *Histogram) drawWords() {
	line := look.Text(look.TextDigit) * look.LineHeight
	title := word()
	write(title, h.Title, look.TextDigit, look.Ink3, false)
	place(title, 4, 1, measure(title).Width, line)
	h.drawn = append(h.drawn, title)
	h.drawWordsOf(false, h.drawWordsOf(true, nil))
}

// drawWordsOf writes the strong words or the others, leaving out those that
// would touch one written already, and returns what is taken.
func (h *Histogram) drawWordsOf(strong bool, taken []span) []span {
	for i, b := range h.Bars {
		if b.Word == "" || b.Strong != strong {
			continue
		}
		t, tone := word(), look.Ink3
		if strong {
			tone = look.Ink
		}
		write(t, b.Word, look.TextDigit, tone, false)
		wide := measure(t).Width
		x := (float32(i)+0.5)*h.barWide() - wide/2
		s := span{max(min(x, h.Size().Width-wide), 0), wide}
		if touches(s, taken) {
			continue
		}
		taken = append(taken, s)
		place(t, s.x, h.foot()+2, wide, look.Text(look.TextDigit)*look.LineHeight)
		h.drawn = append(h.drawn, t)
	}
	return taken
}

func touches(s span, taken []span) bool {
	for _, t := range taken {
		if s.x < t.x+t.width+4 && t.x < s.x+s.width+4 {
			return true
		}
	}
	return false
}

func (h *Histogram) drawHandles() {
	if !h.chosen() {
		return
	}
	ends := []float32{float32(h.From) * h.barWide(), float32(h.To+1)*h.barWide() - 1}
	for _, x := range ends {
		stem, knob := box(), box()
		fill(stem, look.Accent, look.Clear, 0)
		fill(knob, look.Accent, look.Clear, 3)
		place(stem, round(x)-1, 1, 2, h.foot()-1)
		place(knob, round(x)-3, middle(h.foot(), 16), 6, 16)
		h.drawn = append(h.drawn, stem, knob)
	}
}

func (h *Histogram) barAt(x float32) int {
	return max(min(int(x/h.barWide()), len(h.Bars)-1), 0)
}

// Tapped chooses one bar, or frees the span on the only chosen one.
func (h *Histogram) Tapped(e *fyne.PointEvent) {
	i := h.barAt(e.Position.X)
	if h.From == i && h.To == i {
		h.choose(-1, -1)
	} else {
		h.choose(i, i)
	}
	h.report()
}

// Dragged draws a span, or moves the end that was taken hold of.
func (h *Histogram) Dragged(e *fyne.DragEvent) {
	if !h.moving {
		h.moving = true
		h.start = h.anchor(e.Position.X - e.Dragged.DX)
	}
	i := h.barAt(e.Position.X)
	h.choose(min(h.start, i), max(h.start, i))
}

// anchor is the end of the span that stays while dragging from x.
func (h *Histogram) anchor(x float32) int {
	const grip = 7
	if h.chosen() {
		if abs(x-float32(h.From)*h.barWide()) < grip {
			return h.To
		}
		if abs(x-float32(h.To+1)*h.barWide()) < grip {
			return h.From
		}
	}
	return h.barAt(x)
}

func abs(v float32) float32 { return max(v, -v) }

// DragEnd reports the span.
func (h *Histogram) DragEnd() {
	h.moving = false
	h.report()
}

func (h *Histogram) choose(from, to int) {
	if h.From != from || h.To != to {
		h.From, h.To = from, to
		h.Refresh()
	}
}

func (h *Histogram) report() {
	if h.OnChosen != nil {
		h.OnChosen(h.From, h.To)
	}
}

// MouseIn is for Fyne.
func (h *Histogram) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved tells about the bar under the mouse.
func (h *Histogram) MouseMoved(e *desktop.MouseEvent) {
	if h.Tell == nil || len(h.Bars) == 0 {
		return
	}
	i := h.barAt(e.Position.X)
	h.tip.show(h.Tell(i), (float32(i)+0.5)*h.barWide(), h.foot(), h.Size())
	canvas.Refresh(h)
}

// MouseOut hides what was told.
func (h *Histogram) MouseOut() {
	if h.tip.hide() {
		canvas.Refresh(h)
	}
}
