package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/chart"
)

func heat() *HeatMap {
	return NewHeatMap([]string{"1.1", "2.2"}, []string{"林小满", "周谷雨", "何惊蛰"}, [][]HeatCell{
		{{Share: .1, Word: "10"}, {Share: .9, Word: "90"}, {}},
		{{Share: .5, Word: "50", Few: true}, {Word: "0"}, {Share: 1, Word: "100"}}})
}

func typed(w fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestHeatMap_ArrowsMoveAndEnterOpensWhatIsKnown(t *testing.T) {
	h := heat()
	var opened [][2]int
	h.OnOpened = func(r, c int) { opened = append(opened, [2]int{r, c}) }
	h.Tell = func(r, c int) string { return h.Rows[r] + " " + h.Columns[c] }
	onWindow(t, h, 460, 90)
	h.FocusGained()
	typed(h, fyne.KeyUp, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	if len(opened) != 1 || opened[0] != [2]int{1, 2} {
		t.Errorf("opened %v", opened)
	}
	if h.tip.word.Text != "1.1 何惊蛰" || h.ring.Hidden {
		t.Errorf("tells %q", h.tip.word.Text)
	}
	h.FocusLost()
	if !h.tip.word.Hidden || !h.ring.Hidden {
		t.Error("tip or ring stays")
	}
}

func TestHeatMap_TooFewIsHatchedAndDarknessFollowsTheShare(t *testing.T) {
	h := heat()
	onWindow(t, h, 460, 90)
	if n := len(drawnOf[*canvas.Image](h.drawn)); n != 1 {
		t.Errorf("%d hatched cells, want 1", n)
	}
	alpha := func(i int) uint32 {
		_, _, _, a := drawnOf[*canvas.Rectangle](h.drawn)[i].FillColor.RGBA()
		return a
	}
	if !(alpha(0) < alpha(1) && alpha(1) < alpha(5)) {
		t.Errorf("darkness %d %d %d", alpha(0), alpha(1), alpha(5))
	}
}

func TestHeatMap_PressOpensTheCellUnderIt(t *testing.T) {
	h := heat()
	got := [2]int{-1, -1}
	h.OnOpened = func(r, c int) { got = [2]int{r, c} }
	onWindow(t, h, 460, 90)
	h.Tapped(&fyne.PointEvent{Position: fyne.NewPos(look.Scaled(h.RowWide)+h.columnWide()*1.5, h.headTall()+h.rowTall()*.5)})
	if got != [2]int{0, 1} {
		t.Errorf("opened %v", got)
	}
	h.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1, 1)}})
}

func rows() *RowChart {
	return NewRowChart(chart.Scale{Low: -10, High: 10}, []RowMark{
		{Name: "严", Note: "n 40", Value: -4, Span: true, Low: -6, High: -2, Text: "−4.0"}, {Name: "宽", Value: 3, Span: true, Low: 1, High: 5, Few: true},
		{Name: "条", Value: 8, Mark: 9, Marked: true, Whole: 10}})
}

func TestRowChart_BarsBeginAtZeroAndSpansHoldTheirDot(t *testing.T) {
	c := rows()
	onWindow(t, c, 800, 110)
	dots := drawnOf[*canvas.Circle](c.drawn)
	if len(dots) != 2 || dots[1].StrokeWidth == 0 || dots[0].StrokeWidth != 0 {
		t.Fatalf("%d dots", len(dots))
	}
	if x := dots[0].Position().X + 5; x < c.x(-6) || x > c.x(-2) {
		t.Errorf("the dot stands at %v, outside its span", x)
	}
	found := false
	for _, r := range drawnOf[*canvas.Rectangle](c.drawn) {
		found = found || near32(r.Position().X, c.x(0)) && near32(r.Size().Width, c.x(8)-c.x(0))
	}
	if !found {
		t.Error("no bar from zero to its value")
	}
}

func near32(a, b float32) bool { return abs(a-b) < .5 }

func TestRowChart_KeysAndPressesOpenRows(t *testing.T) {
	c := rows()
	var opened []int
	c.OnOpened = func(i int) { opened = append(opened, i) }
	c.Tell = func(i int) string { return c.Rows[i].Name }
	onWindow(t, c, 800, 110)
	c.FocusGained()
	typed(c, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 3)})
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 105)})
	if len(opened) != 3 || opened[0] != 1 || opened[1] != 2 || opened[2] != 0 {
		t.Errorf("opened %v", opened)
	}
}

func TestLineChart_OutsideIsADiamondWithAWordAndLimitsAreStairs(t *testing.T) {
	own := ChartSeries{Tone: look.Accent, Dots: true, Points: []ChartPoint{{X: 0, Y: .1}, {X: 1, Y: .6, Out: "超限"}, {X: 2, Y: .2}}}
	limit := ChartSeries{Tone: look.Ink3, Thin: true, Stairs: true, Points: []ChartPoint{{X: 0, Y: .3}, {X: 1, Y: .4}, {X: 2, Y: .3}}}
	c := NewLineChart(own, limit)
	onWindow(t, c, 400, 160)
	if n := len(drawnOf[*canvas.Circle](c.drawn)); n != 2 {
		t.Errorf("%d dots, want 2", n)
	}
	if n := len(drawnOf[*canvas.Image](c.drawn)); n != 1 {
		t.Errorf("%d diamonds, want 1", n)
	}
	said := false
	for _, w := range drawnOf[*canvas.Text](c.drawn) {
		said = said || strings.Contains(w.Text, "超限")
	}
	if !said {
		t.Error("no word beside the diamond")
	}
	for _, l := range drawnOf[*canvas.Line](c.drawn) {
		if l.StrokeWidth == 1 {
			t.Error("a limit runs askew")
		}
	}
}

func TestLineChart_KeysWalkAlongPointsAndOpenThem(t *testing.T) {
	c := scores()
	if !c.Disabled() {
		t.Error("a chart with nothing behind it takes the focus")
	}
	var got [][2]int
	c.OnTapped = func(s, p int) { got = append(got, [2]int{s, p}) }
	c.Tell = func(s, p int) string { return c.Series[s].Name }
	onWindow(t, c, 400, 160)
	c.FocusGained()
	if c.Disabled() || c.keys.ring.Hidden || c.tip.word.Hidden {
		t.Error("no ring or tip with the focus")
	}
	typed(c, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyReturn, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if len(got) != 3 || got[0] != [2]int{0, 2} || got[1] != [2]int{0, 1} || got[2] != [2]int{0, 2} {
		t.Errorf("opened %v", got)
	}
	c.FocusLost()
	if !c.keys.ring.Hidden {
		t.Error("the ring stays")
	}
}

func TestFigures_Markup(t *testing.T) {
	test.AssertRendersToMarkup(t, "heat.xml", onWindow(t, heat(), 460, 90).Canvas())
	test.AssertRendersToMarkup(t, "rowchart.xml", onWindow(t, rows(), 800, 110).Canvas())
}
