package parts

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
)

// AnswerMark is how an Answer shows that it is chosen.
type AnswerMark uint8

// The marks: one of several, any of several, a place in an order.
const (
	AnswerOne AnswerMark = iota
	AnswerMany
	AnswerPlace
)

// Answer is one way to answer a question of an exam: its mark, the key that
// chooses it, and its text over as many lines as it needs. The screen makes the
// key work. In a review it is not pressed, and says beside the text how it fared.
type Answer struct {
	touch
	Key    string
	Word   string
	Mark   AnswerMark
	Chosen bool
	Place  int // with AnswerPlace: 1, 2, 3 …; 0 for none
	// Note stands at the right with the shape and colour of State.
	Note  string
	State State
	Bound bool // it can't be pressed, and is not grey for that
	Small bool // 38 high, text 14

	plate, veil, ring *canvas.Rectangle
	icon              *canvas.Image
	disc              *canvas.Circle
	digit             *canvas.Text
	face              keycap
	text              *Paragraph
	noteIcon          *canvas.Image
	note              *canvas.Text
}

// NewAnswer makes an answer with text of 16.
func NewAnswer(key, caption string, mark AnswerMark, tapped func()) *Answer {
	a := &Answer{Key: key, Word: caption, Mark: mark, plate: box(), veil: box(), ring: newRing(), icon: picture(), disc: canvas.NewCircle(nil),
		digit: word(), face: newKeycap(), text: NewParagraph(caption, look.TextExam, look.Ink), noteIcon: picture(), note: word()}
	a.digit.Alignment = fyne.TextAlignCenter
	a.text.Width = 80
	a.touchable(a, func() {
		if tapped != nil && !a.Bound {
			tapped()
		}
	})
	return a
}

// Set shows whether the answer is chosen, and its place in an order.
func (a *Answer) Set(chosen bool, place int) {
	if a.Chosen == chosen && a.Place == place {
		return
	}
	a.Chosen, a.Place = chosen, place
	a.Refresh()
}

func (a *Answer) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{a.plate, a.veil, a.icon, a.disc, a.digit, a.text, a.noteIcon, a.note, a.ring}
	return append(all, a.face.pieces()...)
}

func (a *Answer) paint() {
	fill(a.plate, look.Surface, look.Line2, look.RadiusBlock)
	if a.Chosen {
		fill(a.plate, look.Sel, look.Accent, look.RadiusBlock)
		a.plate.StrokeWidth = 2
	}
	a.veil.FillColor, a.veil.CornerRadius = look.Alpha(look.Ink, 16), look.RadiusBlock
	a.veil.Hidden = !a.hovered || a.Bound
	a.paintMark()
	a.face.paint(a.Key, look.Surface, look.Line2, look.Ink2)
	a.text.Value, a.text.Bold, a.text.TextSize = a.Word, a.Chosen, a.textSize()
	a.text.Refresh()
	icon, tone := a.State.Mark()
	if a.Note == "" {
		icon = ""
	}
	draw(a.noteIcon, icon, tone)
	write(a.note, a.Note, look.TextLabel, tone, false)
	showRing(a.ring, a.focused, look.RadiusBlock)
}

// paintMark draws the mark: a ring, a box, or a disc with the place.
func (a *Answer) paintMark() {
	tone := look.Edge
	if a.Chosen {
		tone = look.Accent
	}
	name := map[AnswerMark]string{AnswerOne: "ring", AnswerMany: "box"}[a.Mark]
	if a.Chosen && a.Mark == AnswerMany {
		name = "boxon"
	}
	if a.Mark == AnswerPlace && a.Place == 0 {
		name = "ring"
	}
	draw(a.icon, name, tone)
	a.disc.FillColor = look.Colour(look.Accent)
	if a.Mark == AnswerPlace {
		a.disc.FillColor = look.Colour(look.Fill)
	}
	a.disc.Hidden = a.Mark == AnswerMany || a.Mark == AnswerOne && !a.Chosen || a.Mark == AnswerPlace && a.Place == 0
	write(a.digit, strconv.Itoa(a.Place), look.TextLabel, look.OnFill, true)
	a.digit.Hidden = a.Mark != AnswerPlace || a.Place == 0
}

const answerSide = 16

// textAt is where the text begins.
func (a *Answer) textAt() float32 {
	x := answerSide + look.Scaled(20) + 12
	if k := capSize(a.Key).Width; k > 0 {
		x += k + 12
	}
	return x
}

// noteRoom is what the note takes at the right.
func (a *Answer) noteRoom() float32 {
	if a.Note == "" {
		return answerSide
	}
	return roundUp(measure(a.note).Width) + look.Scaled(14) + 6 + 2*answerSide
}

func (a *Answer) textSize() float32 {
	if a.Small {
		return look.TextReading
	}
	return look.TextExam
}

func (a *Answer) least() fyne.Size {
	around, high := look.Scaled(26), look.Scaled(50)
	if a.Small {
		around, high = look.Scaled(14), look.Scaled(38)
	}
	return fyne.NewSize(a.textAt()+80+a.noteRoom(), max(a.text.MinSize().Height+around, high))
}

func (a *Answer) lay(size fyne.Size) {
	place(a.plate, 0, 0, size.Width, size.Height)
	place(a.veil, 0, 0, size.Width, size.Height)
	layRing(a.ring, size)
	e := look.Scaled(20)
	y := middle(size.Height, e)
	place(a.icon, answerSide, y, e, e)
	a.layDisc(answerSide, y, e)
	k := capSize(a.Key)
	a.face.lay(answerSide+e+12, middle(size.Height, k.Height), k.Width)
	x := a.textAt()
	wide := max(size.Width-x-a.noteRoom(), 20)
	a.text.Resize(fyne.NewSize(wide, a.text.MinSize().Height)) // the text breaks, its height follows
	high := a.text.MinSize().Height
	place(a.text, x, middle(size.Height, high), wide, high)
	n := look.Scaled(14)
	place(a.noteIcon, x+wide+answerSide, middle(size.Height, n), n, n)
	place(a.note, x+wide+answerSide+n+6, 0, max(size.Width-x-wide, 0), size.Height)
}

func (a *Answer) layDisc(x, y, edge float32) {
	inner := edge * .45
	if a.Mark == AnswerPlace {
		inner = edge
	}
	place(a.disc, x+(edge-inner)/2, y+(edge-inner)/2, inner, inner)
	place(a.digit, x, y, edge, edge)
}
