package parts

import (
	"testing"

	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

func TestDemandChart_WordsOfWhatHappenedDoNotCross(t *testing.T) {
	c := NewDemandChart()
	c.Points = make([]DemandPoint, 48)
	for i := range c.Points {
		c.Points[i] = DemandPoint{Planned: 100, Actual: 120}
	}
	for _, at := range []float64{4, 4, 11, 11.5, 12, 40} {
		c.Marks = append(c.Marks, DemandMark{At: at, Word: "09:00 a storm begins", Tone: look.WarnM, Ink: look.Warn})
	}
	onWindow(t, c, 900, 180)
	var words []*canvas.Text
	for _, o := range c.drawn {
		if w, ok := o.(*canvas.Text); ok && w.Text == c.Marks[0].Word {
			words = append(words, w)
		}
	}
	if len(words) < 4 {
		t.Errorf("%d words", len(words))
	}
	for i, a := range words {
		for _, b := range words[:i] {
			if a.Position().Y == b.Position().Y && a.Position().X < b.Position().X+measure(b).Width && b.Position().X < a.Position().X+measure(a).Width {
				t.Errorf("%v and %v cross", a.Position(), b.Position())
			}
		}
		if a.Position().Y+a.Size().Height > c.head.Position().Y && !c.head.Hidden {
			t.Error("the needle crosses a word")
		}
	}
}
