package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// JoinedNode is one of the things at a side of a Joined: a name, facts below it,
// and words such as skills at the end of the second line.
type JoinedNode struct {
	Name, Note, Tail string
}

// Join is a line from a node at the left to one at the right.
type Join struct {
	From, To int
	Word     string // at its right end: the rank, perhaps a delay
	Strong   bool   // the first choice; others are dashed
}

// Joined shows what takes what: nodes at the left, nodes at the right, and
// lines between them. The mouse over a node leaves only its lines strong; a
// press opens it.
type Joined struct {
	widget.BaseWidget
	Left, Right         []JoinedNode
	Joins               []Join
	LeftHead, RightHead string
	OnTapped            func(left bool, node int)

	drawn   []fyne.CanvasObject
	overAt  int
	overRow bool // whether overAt counts at the left
}

// NewJoined makes a picture.
func NewJoined(left, right []JoinedNode, joins []Join) *Joined {
	j := &Joined{Left: left, Right: right, Joins: joins, overAt: -1}
	j.ExtendBaseWidget(j)
	return j
}

// CreateRenderer is for Fyne.
func (j *Joined) CreateRenderer() fyne.WidgetRenderer { return newDrawing(j) }

func (j *Joined) pieces() []fyne.CanvasObject { return j.drawn }
func (j *Joined) paint()                      {}

const (
	joinedTall = 44
	joinedGap  = 8
	joinedHead = 22
)

func (j *Joined) least() fyne.Size {
	n := max(len(j.Left), len(j.Right))
	return fyne.NewSize(look.Scaled(420), look.Scaled(joinedHead)+float32(n)*look.Scaled(joinedTall+joinedGap))
}

func (j *Joined) wide() float32 { return min(j.Size().Width*0.36, look.Scaled(280)) }

// top is where a node of a side begins; the shorter side stands in the middle.
func (j *Joined) top(n, of int) float32 {
	step := look.Scaled(joinedTall + joinedGap)
	room := float32(max(len(j.Left), len(j.Right))-of) * step / 2
	return look.Scaled(joinedHead) + room + float32(n)*step
}

func (j *Joined) lay(size fyne.Size) {
	j.drawn = nil
	wide := j.wide()
	j.say(j.LeftHead, look.TextLabel, look.Ink3, false, 0, 0, wide, look.Scaled(joinedHead), fyne.TextAlignLeading)
	j.say(j.RightHead, look.TextLabel, look.Ink3, false, size.Width-wide, 0, wide, look.Scaled(joinedHead), fyne.TextAlignLeading)
	for _, strong := range []bool{false, true} { // strong ones above
		for _, x := range j.Joins {
			if j.awake(x) == strong {
				j.join(x, wide, size.Width-wide)
			}
		}
	}
	for _, x := range j.Joins {
		j.rank(x, wide, size.Width-wide)
	}
	for i, n := range j.Left {
		j.node(n, 0, j.top(i, len(j.Left)), wide, j.overRow && j.overAt == i)
	}
	for i, n := range j.Right {
		j.node(n, size.Width-wide, j.top(i, len(j.Right)), wide, !j.overRow && j.overAt == i)
	}
}

// awake reports whether a line belongs to what the mouse is over.
func (j *Joined) awake(x Join) bool {
	return j.overAt < 0 || j.overRow && x.From == j.overAt || !j.overRow && x.To == j.overAt
}

// ends are the heights at which a line begins and ends.
func (j *Joined) ends(x Join) (left, right float32) {
	half := look.Scaled(joinedTall) / 2
	return j.top(x.From, len(j.Left)) + half, j.top(x.To, len(j.Right)) + half
}

func (j *Joined) join(x Join, from, to float32) {
	y1, y2 := j.ends(x)
	tone, stroke := look.Ink3, float32(1)
	if x.Strong {
		tone, stroke = look.Accent, 2
	}
	ink := look.Colour(tone)
	if !j.awake(x) {
		ink = look.Alpha(tone, 50)
	}
	if x.Strong {
		j.drawn = append(j.drawn, stretch(from, y1, to, y2, stroke, ink))
	} else {
		j.drawn = append(j.drawn, (&dasher{stroke: stroke, on: 5, off: 4, ink: ink}).draw(from, y1, to, y2)...)
	}
}

// rank writes the word of a line above all lines.
func (j *Joined) rank(x Join, from, to float32) {
	if x.Word == "" || !j.awake(x) {
		return
	}
	y1, y2 := j.ends(x)
	t, ground := word(), box()
	write(t, x.Word, look.TextDigit, look.Ink2, x.Strong)
	size := measure(t)
	const share = 0.65 // of the way: words of lines that cross in the middle, or meet at a node, stand apart
	cx, cy := from+(to-from)*share, y1+(y2-y1)*share
	fill(ground, look.Surface, look.Clear, 3)
	place(ground, cx-size.Width/2-3, cy-size.Height/2, size.Width+6, size.Height)
	place(t, cx-size.Width/2, cy-size.Height/2, size.Width, size.Height)
	j.drawn = append(j.drawn, ground, t)
}

func (j *Joined) node(n JoinedNode, x, y, wide float32, over bool) {
	frame := box()
	edge := look.Line2
	if over {
		edge = look.Accent
	}
	fill(frame, look.Well, edge, look.RadiusButton)
	tall := look.Scaled(joinedTall)
	place(frame, x, y, wide, tall)
	j.drawn = append(j.drawn, frame)
	j.say(n.Name, look.TextBody, look.Ink, true, x+10, y+2, wide-20, tall/2, fyne.TextAlignLeading)
	tail := float32(0)
	if n.Tail != "" {
		t := word()
		write(t, n.Tail, look.TextLabel, look.Agent, false)
		tail = min(measure(t).Width+8, wide/2)
		j.say(n.Tail, look.TextLabel, look.Agent, false, x+wide-10-tail, y+tall/2-2, tail, tall/2, fyne.TextAlignTrailing)
	}
	j.say(n.Note, look.TextLabel, look.Ink3, false, x+10, y+tall/2-2, wide-20-tail, tall/2, fyne.TextAlignLeading)
}

func (j *Joined) say(value string, size float32, tone look.Token, bold bool, x, y, wide, tall float32, align fyne.TextAlign) {
	t := word()
	write(t, value, size, tone, bold)
	t.Text = fit(value, wide, t.TextSize, t.TextStyle)
	t.Alignment = align
	place(t, x, y, wide, tall)
	j.drawn = append(j.drawn, t)
}

func (j *Joined) nodeAt(p fyne.Position) (left bool, node int) {
	left = p.X < j.wide()
	if !left && p.X < j.Size().Width-j.wide() {
		return false, -1
	}
	of := len(j.Right)
	if left {
		of = len(j.Left)
	}
	for i := range of {
		if y := j.top(i, of); p.Y >= y && p.Y < y+look.Scaled(joinedTall) {
			return left, i
		}
	}
	return left, -1
}

// MouseIn is for Fyne.
func (j *Joined) MouseIn(e *desktop.MouseEvent) { j.MouseMoved(e) }

// MouseMoved wakes the lines of the node under the mouse.
func (j *Joined) MouseMoved(e *desktop.MouseEvent) {
	left, at := j.nodeAt(e.Position)
	if left != j.overRow || at != j.overAt {
		j.overRow, j.overAt = left, at
		j.Refresh()
	}
}

// MouseOut wakes all lines.
func (j *Joined) MouseOut() {
	if j.overAt >= 0 {
		j.overAt = -1
		j.Refresh()
	}
}

// Tapped opens the node under the mouse.
func (j *Joined) Tapped(e *fyne.PointEvent) {
	if left, at := j.nodeAt(e.Position); at >= 0 && j.OnTapped != nil {
		j.OnTapped(left, at)
	}
}
