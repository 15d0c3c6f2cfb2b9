package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestSegments_TapAndArrowsChoose(t *testing.T) {
	var got []int
	s := NewSegments([]string{"1x", "1.25x", "1.5x"}, 1, func(i int) { got = append(got, i) })
	onWindow(t, s, 200, 26)
	s.Tapped(at(8, 10))
	s.TypedKey(press(fyne.KeyLeft)) // already at the end
	s.TypedKey(press(fyne.KeyRight))
	s.Tapped(at(s.MinSize().Width-8, 10))
	if len(got) != 3 || got[0] != 0 || got[1] != 1 || got[2] != 2 {
		t.Errorf("reported %v", got)
	}
}

func TestSegments_WidthDoesNotChangeWithTheChoice(t *testing.T) {
	s := NewSegments([]string{"Today", "This week"}, 0, nil)
	onWindow(t, s, 300, 26)
	before := s.MinSize()
	s.Choose(1)
	if s.MinSize() != before {
		t.Error("the segments moved")
	}
}

func TestTabs_TapAndArrowsOpen(t *testing.T) {
	opened := -1
	tabs := NewTabs([]Tab{{"All", ""}, {"Complaints", "318"}, {"Examples", "42"}}, 0, func(i int) { opened = i })
	onWindow(t, tabs, 400, 36)
	tabs.Tapped(at(tabs.width(0)+tabGap+4, 10))
	if opened != 1 || tabs.Chosen != 1 {
		t.Errorf("opened %d", opened)
	}
	tabs.TypedKey(press(fyne.KeyRight))
	if opened != 2 {
		t.Errorf("Right opened %d", opened)
	}
	tabs.SetItems([]Tab{{"All", ""}})
	if tabs.Chosen != 0 {
		t.Error("the choice is outside the tabs")
	}
}

func TestCheck_TapAndSpaceTickAndReport(t *testing.T) {
	var got []bool
	c := NewCheck("Follow", false, func(on bool) { got = append(got, on) })
	onWindow(t, c, 120, 20)
	test.Tap(c)
	c.TypedKey(press(fyne.KeySpace))
	c.Set(false)
	if len(got) != 2 || !got[0] || got[1] {
		t.Errorf("reported %v", got)
	}
}

func TestSelect_OpensAListAndReportsTheChoice(t *testing.T) {
	chosen := -1
	s := NewSelect([]string{"All teams", "Team 2"}, 0, func(i int) { chosen = i })
	w := onWindow(t, s, 300, 200)
	s.TypedKey(press(fyne.KeyDown))
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("no list opened")
	}
	s.Choose(1)
	if chosen != 1 || s.Value() != "Team 2" {
		t.Errorf("chose %d, shows %q", chosen, s.Value())
	}
	s.SetOptions(nil, -1)
	if s.Value() != "" {
		t.Error("shows a word that is no option any more")
	}
}

func TestSlider_HoldsValuesOnStepsWithinItsEnds(t *testing.T) {
	var got []float64
	s := NewSlider(-12, 12, 3, 0, func(v float64) { got = append(got, v) })
	onWindow(t, s, 110, 20)
	s.Set(4)
	s.TypedKey(press(fyne.KeyEnd))
	s.TypedKey(press(fyne.KeyRight))
	s.Tapped(at(0, 5))
	if len(got) != 3 || got[0] != 3 || got[1] != 12 || got[2] != -12 {
		t.Errorf("reported %v", got)
	}
}
