package parts

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/internal/words"
)

func TestTabs_DrawTogetherWhereThereIsLessRoom(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	chosen := -1
	tabs := NewTabs([]Tab{{Word: "Transcript"}, {Word: "Notes"}, {Word: "Moments", Count: "3"}, {Word: "Agent lately"}}, 0, func(i int) { chosen = i })
	full := tabs.MinSize().Width
	right := func() float32 { last := tabs.words[3]; return last.Position().X + last.MinSize().Width }
	for _, width := range []float32{full + 200, full, full - 30} {
		tabs.Resize(fyne.NewSize(width, 37))
		tabs.lay(fyne.NewSize(width, 37))
		if right() > min(width, full)+1 {
			t.Errorf("in %v px the last word ends at %v", width, right())
		}
		tabs.Choose(0)
		tabs.Tapped(&fyne.PointEvent{Position: fyne.NewPos(tabs.words[3].Position().X+5, 10)})
		if chosen != 3 {
			t.Errorf("in %v px a press on the last word opens %d", width, chosen)
		}
	}
}

func TestTabs_CountsGiveWayWhereTheWordsAloneFit(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	tabs := NewTabs([]Tab{{Word: "Transcript", Count: "120"}, {Word: "Moments", Count: "33"}, {Word: "Same caller", Count: "12"}, {Word: "Agent lately"}}, 0, nil)
	width := tabs.MinSize().Width - 3*(tabGap-leastGap) - 40
	tabs.Resize(fyne.NewSize(width, 37))
	tabs.lay(fyne.NewSize(width, 37))
	if last := tabs.words[3]; last.Position().X+last.MinSize().Width > width+1 || tabs.counts[0].Visible() {
		t.Errorf("in %v px the last word ends at %v, counts shown: %v", width, last.Position().X+last.MinSize().Width, tabs.counts[0].Visible())
	}
	tabs.lay(tabs.MinSize())
	if !tabs.counts[0].Visible() {
		t.Error("with room the counts don't come back")
	}
}
