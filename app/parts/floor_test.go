package parts

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/internal/chart"
)

func TestSeatWall_SaysWhenItMayBeHigher(t *testing.T) {
	w := NewSeatWall()
	seats := []WallSeat{{Tone: look.AgentM}, {Tone: look.GoodM, Lent: true}}
	if !w.Set(seats) || w.Set(seats) {
		t.Error("two people came once")
	}
	if w.Set([]WallSeat{{Tone: look.GoodM}, {Tone: look.GoodM, Lent: true}}) {
		t.Error("another state makes no wall higher")
	}
}

func TestDemandChart_TheNeedleIsOnlyThereWithinTheShownTime(t *testing.T) {
	c := NewDemandChart()
	c.Points = []DemandPoint{{Actual: 3, Lost: 1, Planned: 2, New: math.NaN(), Carried: 3}, {Actual: math.NaN(), New: 4, Low: 2, High: 6, Planned: 3, Carried: 3}}
	c.Resize(fyne.NewSize(400, 160))
	c.Refresh()
	for now, hidden := range map[float64]bool{-1: true, 0: false, 1.5: false, 3: true} {
		c.SetNow(now)
		if c.needle.Hidden != hidden {
			t.Errorf("at %v hidden is %v", now, c.needle.Hidden)
		}
	}
}

func TestLoadScale_ThePointerStaysOnTheScale(t *testing.T) {
	s := NewLoadScale(chart.Scale{Low: .6, High: 2.4}, ScaleStep{From: 1.2, Word: "1.2", Tone: look.WarnM})
	s.Resize(fyne.NewSize(200, 40))
	for _, v := range []float64{-3, 1, 99} {
		s.Set(v)
		for _, o := range s.drawn {
			if o.Position().X < -8 || o.Position().X > 208 {
				t.Errorf("at %v something is drawn at %v", v, o.Position())
			}
		}
	}
}

func TestJoined_ThePressedNodeIsNamed(t *testing.T) {
	j := NewJoined([]JoinedNode{{Name: "a"}, {Name: "b"}}, []JoinedNode{{Name: "x"}}, []Join{{From: 0, To: 0, Strong: true, Word: "1"}, {From: 1, To: 0, Word: "2"}})
	j.Resize(j.MinSize())
	left, node := false, -1
	j.OnTapped = func(l bool, n int) { left, node = l, n }
	j.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, j.top(1, 2)+5)})
	if !left || node != 1 {
		t.Error(left, node)
	}
	j.Tapped(&fyne.PointEvent{Position: fyne.NewPos(j.Size().Width/2, 40)})
	if node != 1 {
		t.Error("between the nodes is none")
	}
}
