package parts

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/look"
)

func TestText_CutEndsInAnEllipsisAndComesBack(t *testing.T) {
	long := NewText("95598 general rubric, third version", look.TextBody, look.Ink, false).Cutting()
	w := onWindow(t, long, 90, 20)
	if !strings.HasSuffix(long.Shown(), ellipsis) {
		t.Errorf("shows %q", long.Shown())
	}
	w.Resize(fyne.NewSize(600, 20))
	if long.Shown() != long.Value {
		t.Errorf("with room it shows %q", long.Shown())
	}
}

func TestFit_NeverWiderThanItsRoom(t *testing.T) {
	lightApp()
	for _, s := range []string{"不超出公布时限作承诺", "No promise beyond commitments", "x", ""} {
		for _, room := range []float32{14, 30, 77, 400} {
			got := fit(s, room, 13, fyne.TextStyle{})
			if wide := fyne.MeasureText(got, 13, fyne.TextStyle{}).Width; wide > room+0.5 && got != ellipsis {
				t.Errorf("%q is %v wide in %v", got, wide, room)
			}
		}
	}
}

func TestBreakLines_KeepsWordsAndClosingPunctuation(t *testing.T) {
	lightApp()
	lines := breakLines("先复述地址，再查工单。Repeat the address first.", 70, 13, fyne.TextStyle{})
	for _, l := range lines {
		if strings.HasPrefix(l, "，") || strings.HasPrefix(l, "。") {
			t.Errorf("a line begins with %q", l)
		}
	}
	if joined := strings.Join(lines, "|"); strings.Contains(joined, "addr|") {
		t.Errorf("a word is broken: %s", joined)
	}
	if got := breakLines("a\nb", 500, 13, fyne.TextStyle{}); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("newlines: %q", got)
	}
}

func TestParagraph_LinesFollowTheWidth(t *testing.T) {
	p := NewParagraph("Say what happened and what to do about it.", look.TextBody, look.Ink)
	w := onWindow(t, p, 400, 200)
	one := len(p.lines)
	w.Resize(fyne.NewSize(125, 200))
	if one != 1 || len(p.lines) < 3 {
		t.Errorf("%d lines wide, %d narrow", one, len(p.lines))
	}
	p.Most = 2
	p.Set("Say what happened and what to do about it, once more.")
	if len(p.lines) != 2 || !strings.HasSuffix(p.lines[1].Text, ellipsis) {
		t.Errorf("%d lines, the last %q", len(p.lines), p.lines[len(p.lines)-1].Text)
	}
}

func TestStack_HeightFollowsTheWidthOfAParagraph(t *testing.T) {
	text := NewParagraph("Say what happened and what to do about it.", look.TextBody, look.Ink)
	below := Body("below")
	s := Stack(4, text, below)
	onWindow(t, s, 500, 300)
	if y := below.Position().Y; y != text.lineHeight()+4 {
		t.Errorf("what stands below one line is at %v", y)
	}
}

func TestRow_GrowTakesWhatIsLeft(t *testing.T) {
	lightApp()
	a, b := NewButton("A", Plain, nil), NewButton("B", Plain, nil)
	row := Row(8, a, Grow(Body("x")), b)
	row.Resize(fyne.NewSize(300, 40))
	if end := b.Position().X + b.Size().Width; end != 300 {
		t.Errorf("the last ends at %v", end)
	}
	if a.Size().Height != 30 || a.Position().Y != 5 {
		t.Errorf("objects keep their height in the middle: %v at %v", a.Size(), a.Position())
	}
}

func TestRow_HiddenObjectsTakeNoGap(t *testing.T) {
	lightApp()
	a, b, c := NewDot(), NewDot(), NewDot()
	row := Row(8, a, b, c)
	b.Hide()
	if got := row.MinSize().Width; got != 14 {
		t.Errorf("width %v, want 14", got)
	}
}

func TestDock_MiddleGetsTheRestWithoutGaps(t *testing.T) {
	lightApp()
	top, left, mid := Room(10, 20), Room(30, 10), Room(5, 5)
	d := Dock(top, nil, left, nil, mid)
	d.Resize(fyne.NewSize(200, 100))
	if mid.Position() != fyne.NewPos(30, 20) || mid.Size() != fyne.NewSize(170, 80) {
		t.Errorf("the middle is %v at %v", mid.Size(), mid.Position())
	}
}
