package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Segments offers a few words of which one is chosen. Left and Right move the
// choice.
type Segments struct {
	touch
	Words     []string
	Chosen    int
	OnChanged func(chosen int)

	trough, plate, ring *canvas.Rectangle
	words               []*canvas.Text
}

// NewSegments makes segments with one word chosen.
func NewSegments(words []string, chosen int, changed func(int)) *Segments {
	s := &Segments{Words: words, Chosen: chosen, OnChanged: changed,
		trough: box(), plate: box(), ring: newRing()}
	for range words {
		w := word()
		w.Alignment = fyne.TextAlignCenter
		s.words = append(s.words, w)
	}
	s.touchable(s, nil)
	return s
}

// Choose changes the choice and reports it; outside the words it does nothing.
func (s *Segments) Choose(i int) {
	if s.off || i < 0 || i >= len(s.Words) || i == s.Chosen {
		return
	}
	s.Chosen = i
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// Tapped chooses the word under the mouse.
func (s *Segments) Tapped(at *fyne.PointEvent) {
	x := float32(2)
	for i := range s.Words {
		x += s.width(i)
		if at.Position.X < x {
			s.Choose(i)
			return
		}
	}
}

// TypedKey moves the choice.
func (s *Segments) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		s.Choose(s.Chosen - 1)
	case fyne.KeyRight:
		s.Choose(s.Chosen + 1)
	default:
		passKey(s, key)
	}
}

// width is as for bold, so that nothing moves when the choice does.
func (s *Segments) width(i int) float32 {
	style := fyne.TextStyle{Bold: true}
	return roundUp(fyne.MeasureText(s.Words[i], look.Text(look.TextLabel), style).Width) + 18
}

func (s *Segments) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.trough, s.plate}
	for _, w := range s.words {
		all = append(all, w)
	}
	return append(all, s.ring)
}

func (s *Segments) paint() {
	fill(s.trough, look.Hover, look.Clear, look.RadiusButton)
	fill(s.plate, look.Surface, look.Line2, look.RadiusBadge)
	for i, w := range s.words {
		tone := look.Ink2
		if i == s.Chosen {
			tone = look.Ink
		}
		write(w, s.Words[i], look.TextLabel, tone, i == s.Chosen)
	}
	s.plate.Hidden = s.Chosen < 0 || s.Chosen >= len(s.words)
	showRing(s.ring, s.focused, look.RadiusButton)
}

func (s *Segments) least() fyne.Size {
	w := float32(4)
	for i := range s.Words {
		w += s.width(i)
	}
	return fyne.NewSize(w, look.Scaled(look.HeightSmall))
}

func (s *Segments) lay(size fyne.Size) {
	h := look.Scaled(look.HeightSmall)
	y := middle(size.Height, h)
	place(s.trough, 0, y, s.least().Width, h)
	layRing(s.ring, fyne.NewSize(s.least().Width, size.Height))
	x := float32(2)
	for i, w := range s.words {
		wide := s.width(i)
		place(w, x, y, wide, h)
		if i == s.Chosen {
			place(s.plate, x, y+2, wide, h-4)
		}
		x += wide
	}
}
