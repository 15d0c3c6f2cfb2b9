package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Select shows the chosen one of some words and opens the list of them. Enter,
// Space and Down open it.
type Select struct {
	touch
	Options     []string
	Chosen      int // -1 for none
	Placeholder string
	Width       float32
	Small       bool
	OnChanged   func(chosen int)

	plate, veil, ring *canvas.Rectangle
	word              *canvas.Text
	arrow             *canvas.Image
}

// NewSelect makes a select; chosen -1 shows the placeholder.
func NewSelect(options []string, chosen int, changed func(int)) *Select {
	s := &Select{Options: options, Chosen: chosen, OnChanged: changed, Width: 120,
		plate: box(), veil: box(), ring: newRing(), word: word(), arrow: picture()}
	s.touchable(s, s.open)
	return s
}

// Wide sets the least width.
func (s *Select) Wide(width float32) *Select {
	s.Width = width
	return s
}

// SetOptions changes the words and the choice without reporting it.
func (s *Select) SetOptions(options []string, chosen int) {
	s.Options, s.Chosen = options, chosen
	s.Refresh()
}

// Choose changes the choice and reports it.
func (s *Select) Choose(i int) {
	if i < 0 || i >= len(s.Options) || i == s.Chosen {
		return
	}
	s.Chosen = i
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// Value is the chosen word, empty for none.
func (s *Select) Value() string {
	if s.Chosen < 0 || s.Chosen >= len(s.Options) {
		return ""
	}
	return s.Options[s.Chosen]
}

// TypedKey opens the list on Down as well.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDown {
		s.open()
		return
	}
	s.touch.TypedKey(key)
}

func (s *Select) open() {
	c := canvasOf(s)
	if c == nil || len(s.Options) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(s.Options))
	for i, option := range s.Options {
		items[i] = fyne.NewMenuItem(option, func() { s.Choose(i) })
		items[i].Checked = i == s.Chosen
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtPosition(at.AddXY(0, s.Size().Height+2))
	menu.Resize(menu.MinSize().Max(fyne.NewSize(s.Size().Width, 0)))
}

func (s *Select) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.plate, s.veil, s.word, s.arrow, s.ring}
}

func (s *Select) paint() {
	ink, value := look.Ink, s.Value()
	if value == "" {
		ink, value = look.Ink3, s.Placeholder
	}
	if s.off {
		ink = look.Ink3
	}
	fill(s.plate, look.Surface, look.RoundEdge, look.RadiusButton)
	s.veil.FillColor = look.Alpha(look.Ink, 16)
	s.veil.CornerRadius = look.RadiusButton
	s.veil.Hidden = !s.hovered
	write(s.word, value, s.textSize(), ink, false)
	draw(s.arrow, "drop", look.Ink2)
	showRing(s.ring, s.focused, look.RadiusButton)
}

func (s *Select) textSize() float32 {
	if s.Small {
		return look.TextLabel
	}
	return look.TextBody
}

func (s *Select) least() fyne.Size {
	h := look.HeightButton
	if s.Small {
		h = look.HeightSmall
	}
	return fyne.NewSize(look.Scaled(s.Width), look.Scaled(h))
}

func (s *Select) lay(size fyne.Size) {
	place(s.plate, 0, 0, size.Width, size.Height)
	place(s.veil, 0, 0, size.Width, size.Height)
	layRing(s.ring, size)
	edge := look.Scaled(18)
	place(s.arrow, size.Width-edge-4, middle(size.Height, edge), edge, edge)
	room := size.Width - edge - 14
	s.word.Text = fit(s.word.Text, room, s.word.TextSize, s.word.TextStyle)
	place(s.word, 9, 0, room, size.Height)
}
