package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

// spotNamed is the place of a drawing with a name.
func spotNamed(t testing.TB, s *sheet, name string) spot {
	t.Helper()
	var names []string
	for _, sp := range s.pen.spots {
		if sp.name == name {
			return sp
		}
		names = append(names, sp.name)
	}
	t.Fatalf("no place %q, but %q", name, names)
	return spot{}
}

// tapSpot clicks in the middle of such a place.
func tapSpot(t testing.TB, s *sheet, name string) {
	t.Helper()
	sp := spotNamed(t, s, name)
	s.Tapped(&fyne.PointEvent{Position: sp.at.AddXY(sp.size.Width/2, sp.size.Height/2)})
}

// allText is every text in view, in the order in which it is drawn.
func allText(o fyne.CanvasObject) string {
	var out []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return strings.Join(out, "|")
}

func hoverAt(at fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}}
}

func TestWrapped_BreaksBetweenWordsAndChineseButNotBeforeAMark(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	cases := []struct {
		name, text string
		width      float32
		want       string
	}{
		{"short", "hello", 200, "hello"},
		{"words", "one two three", 50, "one two |three"},
		{"chinese", "一二三四五六", 13 * 3, "一二三|四五六"},
		{"mark stays with its word", "一二三，四五六", 13 * 3, "一二|三，四|五六"},
		{"one long word", "aaaaaaaaaa", 30, "aaaa|aaaa|aa"},
		{"lines", "a\nb", 100, "a|b"},
		{"empty", "", 100, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range wrapped(c.text, inkBody, c.width) {
				got = append(got, c.text[p.from:p.to])
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestWrapped_LosesNothing(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	text := "栖云市望溪路 12 号 3 栋，户号 4417。Wangxi Road 12, block 3 (Qiyun): account number."
	for width := float32(5); width < 400; width += 7 {
		var b strings.Builder
		for _, p := range wrapped(text, inkRead, width) {
			b.WriteString(text[p.from:p.to])
		}
		if b.String() != text {
			t.Fatalf("at %v: %q", width, b.String())
		}
	}
}

func FuzzWrapped(f *testing.F) {
	studio(f, look.ModeLight, 100, words.English)
	f.Add("一二三，four five", float32(40))
	f.Add("\n\n a", float32(-1))
	f.Add("\xff\xfe", float32(3))
	f.Fuzz(func(t *testing.T, text string, width float32) {
		at := 0
		for _, p := range wrapped(text, inkBody, width) {
			if p.from < at || p.to < p.from || p.to > len(text) {
				t.Fatalf("%q at %v: %+v after %d", text, width, p, at)
			}
			at = p.to
		}
	})
}

func TestSheet_HoverShowsAHandOverWhatCanBeClicked(t *testing.T) {
	w, _ := newTestWave(t)
	mute := spotNamed(t, &w.heads[0].sheet, "Mute")
	w.heads[0].MouseMoved(hoverAt(mute.at.AddXY(4, 4)))
	if w.heads[0].Cursor() != desktop.PointerCursor {
		t.Error("no hand over Mute")
	}
	w.heads[0].MouseMoved(hoverAt(fyne.NewPos(2, 2)))
	if w.heads[0].Cursor() != desktop.DefaultCursor {
		t.Error("a hand over the name")
	}
}
