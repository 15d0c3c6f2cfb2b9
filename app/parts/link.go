package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// Link is a word in the accent that leads somewhere. Hovered, it is
// underlined.
type Link struct {
	touch
	Word     string
	TextSize float32 // at 100 %
	Icon     string  // behind the word, small
	OnTapped func()

	word *canvas.Text
	icon *canvas.Image
	rule *canvas.Rectangle
	ring *canvas.Rectangle
}

// NewLink makes a link of 12.
func NewLink(caption string, tapped func()) *Link {
	l := &Link{Word: caption, TextSize: look.TextLabel, OnTapped: tapped,
		word: word(), icon: picture(), rule: box(), ring: newRing()}
	l.touchable(l, func() {
		if l.OnTapped != nil {
			l.OnTapped()
		}
	})
	return l
}

// Set changes the word.
func (l *Link) Set(caption string) {
	if l.Word != caption {
		l.Word = caption
		l.Refresh()
	}
}

func (l *Link) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.word, l.icon, l.rule, l.ring}
}

func (l *Link) paint() {
	tone := look.Accent
	if l.off {
		tone = look.Ink3
	}
	write(l.word, l.Word, l.TextSize, tone, false)
	draw(l.icon, l.Icon, tone)
	fill(l.rule, tone, look.Clear, 0)
	l.rule.Hidden = !l.hovered
	showRing(l.ring, l.focused, look.RadiusBadge)
}

func (l *Link) wordSize() fyne.Size {
	return fyne.MeasureText(l.Word, look.Text(l.TextSize), fyne.TextStyle{})
}

func (l *Link) least() fyne.Size {
	s := l.wordSize()
	if l.Icon != "" {
		s.Width += look.Scaled(14) + 2
	}
	return s
}

func (l *Link) lay(size fyne.Size) {
	wide := l.wordSize()
	place(l.word, 0, 0, wide.Width, size.Height)
	edge := look.Scaled(14)
	place(l.icon, wide.Width+2, middle(size.Height, edge), edge, edge)
	place(l.rule, 0, middle(size.Height, wide.Height)+wide.Height-3, wide.Width, 1)
	layRing(l.ring, size)
}
