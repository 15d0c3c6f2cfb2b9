package parts

import (
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/chart"
)

func scores() *LineChart {
	own := ChartSeries{Name: "own 88", Tone: look.Accent, Ink: look.Accent, Points: []ChartPoint{
		{X: 0, Y: 80, Low: 78, High: 82, Few: true}, {X: 1, Y: 85, Low: 84, High: 86}, {X: 2, Y: 88, Low: 86, High: 90}}}
	goal := ChartSeries{Name: "goal 88", Tone: look.GoodM, Ink: look.Good, Dashed: true, Points: []ChartPoint{{X: 0, Y: 88}, {X: 2, Y: 88}}}
	return NewLineChart(own, goal)
}

func drawnOf[T fyne.CanvasObject](all []fyne.CanvasObject) []T {
	var got []T
	for _, o := range all {
		if t, ok := o.(T); ok {
			got = append(got, t)
		}
	}
	return got
}

func TestLineChart_TooFewIsAHollowDot(t *testing.T) {
	c := scores()
	onWindow(t, c, 400, 120)
	dots := drawnOf[*canvas.Circle](c.drawn)
	if len(dots) != 1 || dots[0].StrokeWidth == 0 || dots[0].FillColor != look.Colour(look.Surface) {
		t.Errorf("%d dots", len(dots))
	}
}

func TestLineChart_IntervalIsABand(t *testing.T) {
	c := scores()
	onWindow(t, c, 400, 120)
	bands := drawnOf[*canvas.Image](c.drawn)
	if len(bands) != 1 {
		t.Fatalf("%d bands", len(bands))
	}
	b := bands[0].Image.Bounds()
	inside := b.Dy() * (90 - 85) / (90 - 78) // at 85, the middle of the second point's interval
	if _, _, _, a := bands[0].Image.At(b.Dx()/2, inside).RGBA(); a == 0 {
		t.Error("the middle of the band is empty")
	}
}

func TestLineChart_NamesAtTheEndsDoNotTouch(t *testing.T) {
	c := scores()
	onWindow(t, c, 400, 120)
	var y []float32
	for _, text := range drawnOf[*canvas.Text](c.drawn) {
		if text.TextStyle.Bold {
			y = append(y, text.Position().Y)
		}
	}
	if len(y) != 2 || y[1]-y[0] < 14 {
		t.Errorf("names at %v", y)
	}
}

func TestLineChart_TapOpensTheNearestPoint(t *testing.T) {
	c := scores()
	onWindow(t, c, 400, 120)
	series, point := -1, -1
	c.OnTapped = func(s, p int) { series, point = s, p }
	c.Tapped(at(c.area.px(1)+3, c.area.py(85)+3))
	if series != 0 || point != 1 {
		t.Errorf("opened %d.%d", series, point)
	}
	series = -1
	c.Tapped(at(1, 1))
	if series != -1 {
		t.Error("a press far from any point opens one")
	}
}

func TestLineChart_TellsUnderTheMouse(t *testing.T) {
	c := scores()
	c.Tell = func(int, int) string { return "85, n 12" }
	onWindow(t, c, 400, 120)
	c.MouseMoved(mouse(c.area.px(1), c.area.py(85)))
	if c.tip.word.Hidden || c.tip.word.Text != "85, n 12" {
		t.Error("tells nothing")
	}
	c.MouseOut()
	if !c.tip.plate.Hidden {
		t.Error("the plate stays")
	}
}

func TestLineChart_WithoutPointsDrawsOnlyItsGrid(t *testing.T) {
	c := NewLineChart()
	onWindow(t, c, 400, 120)
	c.MouseMoved(mouse(10, 10))
	c.Tapped(at(10, 10))
	if n := len(drawnOf[*canvas.Line](c.drawn)); n != 0 {
		t.Errorf("%d lines", n)
	}
}

func TestDasher_RunsOnOverJoints(t *testing.T) {
	d := dasher{stroke: 2, on: 6, off: 4, ink: color.Black}
	n := len(d.draw(0, 0, 8, 0)) // ends in a gap
	second := d.draw(8, 0, 20, 0)
	first := second[0].(*canvas.Line)
	if n != 1 || first.Position1.X != 10 {
		t.Errorf("the second piece begins at %v, want 10", first.Position1.X)
	}
}

func TestHistogram_TapDragAndHandlesChooseASpan(t *testing.T) {
	bars := make([]Bar, 10)
	for i := range bars {
		bars[i].Value = float64(i + 1)
	}
	h := NewHistogram(bars)
	from, to := -2, -2
	h.OnChosen = func(f, l int) { from, to = f, l }
	onWindow(t, h, 500, 62)
	h.Tapped(at(120, 20))
	if from != 2 || to != 2 {
		t.Fatalf("a press chose %d to %d", from, to)
	}
	h.Tapped(at(120, 20))
	if from != -1 || to != -1 {
		t.Fatalf("a second press chose %d to %d", from, to)
	}
	drag := func(x, dx float32) {
		h.Dragged(&fyne.DragEvent{PointEvent: *at(x, 20), Dragged: fyne.NewDelta(dx, 0)})
	}
	drag(330, 10)
	drag(120, -210)
	h.DragEnd()
	if from != 2 || to != 6 {
		t.Fatalf("dragging back chose %d to %d", from, to)
	}
	drag(110, 8) // takes hold of the left handle at 100
	drag(210, 100)
	h.DragEnd()
	if from != 4 || to != 6 {
		t.Errorf("the handle chose %d to %d", from, to)
	}
}

func TestHistogram_WordsDoNotTouchAndStrongOnesWin(t *testing.T) {
	h := NewHistogram([]Bar{{Value: 1, Word: "11-11"}, {Value: 2, Word: "11-12 storm", Strong: true}, {Value: 1, Word: "11-13"}})
	onWindow(t, h, 110, 62)
	var shown []string
	for _, text := range drawnOf[*canvas.Text](h.drawn) {
		if text.Text != "" {
			shown = append(shown, text.Text)
		}
	}
	if len(shown) != 1 || shown[0] != "11-12 storm" {
		t.Errorf("shown %v", shown)
	}
}

func TestBarChart_StandsOnZeroAndOpensABar(t *testing.T) {
	c := NewBarChart([]BarGroup{{Word: "8", Parts: []float64{300, 100}}, {Word: "9", Parts: []float64{200}}}, look.AgentM, look.WarnM)
	opened := -1
	c.OnTapped = func(i int) { opened = i }
	onWindow(t, c, 300, 140)
	var foot float32
	for _, r := range drawnOf[*canvas.Rectangle](c.drawn) {
		foot = max(foot, r.Position().Y+r.Size().Height)
	}
	if foot > c.foot+1 {
		t.Errorf("a bar reaches %v, below the foot at %v", foot, c.foot)
	}
	c.Tapped(at(290, 50))
	if opened != 1 {
		t.Errorf("opened %d", opened)
	}
}

func TestInterval_StaysOnItsTrack(t *testing.T) {
	v := NewInterval(chart.Scale{Low: 0, High: 100}, 50, -20, 120)
	onWindow(t, v, 110, 20)
	if v.span.Position().X < 0 || v.span.Position().X+v.span.Size().Width > 110 {
		t.Errorf("span %v wide from %v", v.span.Size().Width, v.span.Position().X)
	}
}

func TestSparkline_OneValueIsADot(t *testing.T) {
	s := NewSparkline([]float64{3})
	onWindow(t, s, 64, 18)
	if len(drawnOf[*canvas.Circle](s.drawn)) != 1 {
		t.Error("no dot")
	}
	s.Set(nil)
	if len(s.drawn) != 0 {
		t.Error("nothing to draw, yet something is drawn")
	}
}

func TestHatch_HasStripesAndGaps(t *testing.T) {
	m := Hatch(40, 20, 10, 2.4, color.Black)
	full, empty := 0, 0
	for x := range 40 {
		switch m.RGBAAt(x, 10).A {
		case 255:
			full++
		case 0:
			empty++
		}
	}
	if full == 0 || empty == 0 {
		t.Errorf("%d full, %d empty", full, empty)
	}
}

// Fyne lays a widget again whenever one of its pieces is new: a part that made
// new ones then would be drawn for ever.
func TestDrawing_IsLaidOnceForASize(t *testing.T) {
	c := NewDemandChart()
	c.Points = []DemandPoint{{Planned: 4, Actual: 3, New: 4, Low: 2, High: 6, Carried: 5}, {Planned: 5, Actual: 2, New: 4, Low: 2, High: 6, Carried: 5}}
	c.Resize(fyne.NewSize(400, 160))
	r := test.WidgetRenderer(c)
	r.Refresh()
	was := r.Objects()
	r.Layout(c.Size())
	if now := r.Objects(); !slices.Equal(was, now) {
		t.Error("laid again for the same size, the chart has other pieces")
	}
	c.Points = c.Points[:1]
	r.Refresh()
	if now := r.Objects(); slices.Equal(was, now) {
		t.Error("refreshed, the chart keeps its old pieces")
	}
	r.Layout(fyne.NewSize(500, 160))
	if now := r.Objects(); slices.Equal(was, now) {
		t.Error("for another size it is not laid")
	}
}
