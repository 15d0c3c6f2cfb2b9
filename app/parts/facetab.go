package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// FaceTab is a person as a tab: a face, the name, and how they stand.
type FaceTab struct {
	touch
	Face, Name string
	Icon, Note string
	Tone       look.Token // of icon and note
	Chosen     bool

	plate, ring *canvas.Rectangle
	face        *canvas.Circle
	icon        *canvas.Image
	words       [3]*canvas.Text // face, name, note
}

// NewFaceTab makes a tab; tapped chooses it.
func NewFaceTab(name, icon, note string, tone look.Token, tapped func()) *FaceTab {
	t := &FaceTab{Name: name, Icon: icon, Note: note, Tone: tone, plate: box(), ring: newRing(), face: canvas.NewCircle(nil), icon: picture()}
	if r := []rune(name); len(r) > 0 {
		t.Face = string(r[min(1, len(r)-1)])
		if r[0] < 0x2E80 {
			t.Face = string(r[0])
		}
	}
	for i := range t.words {
		t.words[i] = word()
	}
	t.words[0].Alignment = fyne.TextAlignCenter
	t.touchable(t, tapped)
	return t
}

func (t *FaceTab) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.plate, t.face, t.words[0], t.words[1], t.icon, t.words[2], t.ring}
}

func (t *FaceTab) paint() {
	ground := look.Clear
	switch {
	case t.Chosen:
		ground = look.Sel
	case t.hovered:
		ground = look.Hover
	}
	fill(t.plate, ground, look.Clear, look.RadiusBlock)
	t.face.FillColor = look.Colour(look.Line2)
	write(t.words[0], t.Face, look.TextLabel, look.Ink, false)
	write(t.words[1], t.Name, look.TextBody, look.Ink, true)
	write(t.words[2], t.Note, look.TextLabel, t.Tone, false)
	draw(t.icon, t.Icon, t.Tone)
	showRing(t.ring, t.focused, look.RadiusBlock)
}

func (t *FaceTab) least() fyne.Size {
	wide := max(textWidth(t.Name, look.TextBody, true), textWidth(t.Note, look.TextLabel, false)+look.Scaled(16))
	return fyne.NewSize(roundUp(wide)+look.Scaled(28)+31, look.Scaled(44))
}

func (t *FaceTab) lay(size fyne.Size) {
	place(t.plate, 0, 0, size.Width, size.Height)
	edge := look.Scaled(28)
	place(t.face, 8, middle(size.Height, edge), edge, edge)
	place(t.words[0], 8, middle(size.Height, edge), edge, edge)
	x, half := 8+edge+9, round(size.Height/2)
	place(t.words[1], x, half-look.Scaled(19), size.Width-x, look.Scaled(20))
	small := look.Scaled(12)
	place(t.icon, x, half+middle(look.Scaled(18), small), small, small)
	place(t.words[2], x+small+4, half, size.Width-x, look.Scaled(18))
	layRing(t.ring, size)
}
