package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Tab is one word of Tabs, with a count behind it if wished.
type Tab struct{ Word, Count string }

// Tabs is a line of words of which one is open, underlined in the accent. It
// holds no pages: the screen shows what belongs to the word. Left and Right
// move.
type Tabs struct {
	touch
	Items     []Tab
	Chosen    int
	OnChanged func(chosen int)

	words, counts []*canvas.Text
	rule, ring    *canvas.Rectangle
	over          int // under the mouse, -1 for none
}

// NewTabs makes tabs with one of them open.
func NewTabs(items []Tab, chosen int, changed func(int)) *Tabs {
	t := &Tabs{Items: items, Chosen: chosen, OnChanged: changed, rule: box(), ring: newRing(), over: -1}
	t.touchable(t, nil)
	return t
}

// SetItems changes the words and counts.
func (t *Tabs) SetItems(items []Tab) {
	t.Items = items
	t.Chosen = min(t.Chosen, len(items)-1)
	t.Refresh()
}

// Choose opens a tab and reports it.
func (t *Tabs) Choose(i int) {
	if i < 0 || i >= len(t.Items) || i == t.Chosen {
		return
	}
	t.Chosen = i
	t.Refresh()
	if t.OnChanged != nil {
		t.OnChanged(i)
	}
}

// Tapped opens the tab under the mouse.
func (t *Tabs) Tapped(at *fyne.PointEvent) {
	x, gap := float32(0), t.gap(t.Size().Width)
	for i := range t.Items {
		x += t.shown(i, t.Size().Width) + gap
		if at.Position.X < x-gap/2 {
			t.Choose(i)
			return
		}
	}
}

// TypedKey moves between tabs.
func (t *Tabs) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		t.Choose(t.Chosen - 1)
	case fyne.KeyRight:
		t.Choose(t.Chosen + 1)
	default:
		passKey(t, key)
	}
}

const (
	tabGap   = 20
	leastGap = 8 // where tabs get less room than they ask for
)

// gap is the room between two words in a line so wide.
func (t *Tabs) gap(width float32) float32 {
	between := len(t.Items) - 1
	if between < 1 {
		return tabGap
	}
	short := t.least().Width - width
	if t.crowded(width) {
		for i := range t.Items {
			short -= t.width(i) - t.wordWidth(i)
		}
	}
	return max(leastGap, min(tabGap, tabGap-short/float32(between)))
}

// crowded reports whether a line so wide has no room for the counts.
func (t *Tabs) crowded(width float32) bool {
	return width > 0 && t.least().Width-float32(len(t.Items)-1)*(tabGap-leastGap) > width
}

// shown is how wide a tab is in a line so wide.
func (t *Tabs) shown(i int, width float32) float32 {
	if t.crowded(width) {
		return t.wordWidth(i)
	}
	return t.width(i)
}

func (t *Tabs) wordWidth(i int) float32 {
	style := fyne.TextStyle{Bold: true} // as for bold, so that nothing moves
	return roundUp(fyne.MeasureText(t.Items[i].Word, look.Text(look.TextBody), style).Width)
}

func (t *Tabs) width(i int) float32 {
	w := t.wordWidth(i)
	if c := t.Items[i].Count; c != "" {
		w += 6 + fyne.MeasureText(c, look.Text(look.TextLabel), fyne.TextStyle{}).Width
	}
	return w
}

func (t *Tabs) pieces() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i := range t.words {
		all = append(all, t.words[i], t.counts[i])
	}
	return append(all, t.rule, t.ring)
}

func (t *Tabs) paint() {
	for len(t.words) < len(t.Items) {
		t.words = append(t.words, word())
		t.counts = append(t.counts, word())
	}
	t.words, t.counts = t.words[:len(t.Items)], t.counts[:len(t.Items)]
	for i, item := range t.Items {
		tone := look.Ink2
		if i == t.Chosen {
			tone = look.Ink
		}
		write(t.words[i], item.Word, look.TextBody, tone, i == t.Chosen)
		write(t.counts[i], item.Count, look.TextLabel, look.Ink3, false)
	}
	fill(t.rule, look.Accent, look.Clear, 1)
	t.rule.Hidden = t.Chosen < 0 || len(t.Items) == 0
	showRing(t.ring, t.focused, look.RadiusBadge)
}

func (t *Tabs) least() fyne.Size {
	w := float32(0)
	for i := range t.Items {
		w += t.width(i) + tabGap
	}
	return fyne.NewSize(max(w-tabGap, 0), look.Scaled(look.HeightTabs))
}

func (t *Tabs) lay(size fyne.Size) {
	x, gap := float32(0), t.gap(size.Width)
	for i := range t.words {
		wide, w := t.wordWidth(i), t.shown(i, size.Width)
		t.counts[i].Hidden = w == wide
		place(t.words[i], x, 0, wide, size.Height)
		place(t.counts[i], x+wide+6, 0, w-wide, size.Height)
		if i == t.Chosen {
			place(t.rule, x, size.Height-2, w, 2)
			place(t.ring, x-6, 4, w+12, size.Height-8)
		}
		x += w + gap
	}
}
