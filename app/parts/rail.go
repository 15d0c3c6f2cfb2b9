package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// RailItem is one place of the program. An empty ID is a gap between groups;
// with a word it heads the places below it, which fold into it where a rail has
// no room for all.
type RailItem struct {
	ID, Icon, Word string
	Count          string // what waits there, empty for nothing
}

// Rail is the list of places at the left: icon, word and count; 64 wide with
// the word below when folded. At its foot stands who is signed in.
type Rail struct {
	widget.BaseWidget
	Items    []RailItem
	Chosen   string
	Folded   bool
	Seal     string // the character of the seal, such as 师
	Name     string // of the program
	Person   string
	Role     string
	Face     string // one or two letters of the person
	OnChosen func(id string)
	OnPerson func()

	places       []*railPlace
	unfolded     []int // heads pressed, the last first
	seal, face   *canvas.Rectangle
	sealWord     *canvas.Text
	name         *canvas.Text
	faceWord     *canvas.Text
	person, role *canvas.Text
}

// NewRail makes a rail.
func NewRail(items []RailItem, chosen string, onChosen func(id string)) *Rail {
	r := &Rail{Items: items, Chosen: chosen, OnChosen: onChosen, Seal: "师", Name: "Shifu",
		seal: box(), face: box(), sealWord: word(), name: word(), faceWord: word(), person: word(), role: word()}
	r.sealWord.Alignment = fyne.TextAlignCenter
	r.faceWord.Alignment = fyne.TextAlignCenter
	r.ExtendBaseWidget(r)
	return r
}

// Choose marks a place as the one shown, without reporting it.
func (r *Rail) Choose(id string) {
	if r.Chosen != id {
		r.Chosen = id
		r.Refresh()
	}
}

// SetCount changes what waits at a place.
func (r *Rail) SetCount(id, count string) {
	for i := range r.Items {
		if r.Items[i].ID == id && r.Items[i].Count != count {
			r.Items[i].Count = count
			r.Refresh()
		}
	}
}

// Fold folds or unfolds the rail.
func (r *Rail) Fold(folded bool) {
	if r.Folded != folded {
		r.Folded = folded
		r.Refresh()
	}
}

// SetPerson changes who is signed in.
func (r *Rail) SetPerson(face, person, role string) {
	r.Face, r.Person, r.Role = face, person, role
	r.Refresh()
}

// Tapped on the foot asks about the person.
func (r *Rail) Tapped(e *fyne.PointEvent) {
	if e.Position.Y > r.Size().Height-look.Scaled(50) && r.OnPerson != nil {
		r.OnPerson()
	}
}

func (r *Rail) press(item RailItem) {
	switch {
	case item.ID == "":
		r.unfold(item.Word)
	case r.OnChosen != nil:
		r.OnChosen(item.ID)
	}
}

// CreateRenderer is for Fyne.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *Rail) pieces() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.seal, r.sealWord, r.name, r.face, r.faceWord, r.person, r.role}
	for _, p := range r.places {
		all = append(all, p)
	}
	return all
}

func (r *Rail) paint() {
	r.paintEnds()
	for len(r.places) < len(r.Items) {
		r.places = append(r.places, newRailPlace(r))
	}
	r.places = r.places[:len(r.Items)]
	for i, item := range r.Items {
		r.places[i].item = item
		if item.ID == "" {
			r.places[i].item.Count = r.waiting(i)
		}
		r.places[i].Refresh()
	}
}

func (r *Rail) paintEnds() {
	fill(r.seal, look.Fill, look.Clear, look.RadiusButton)
	write(r.sealWord, r.Seal, 14, look.OnFill, true)
	write(r.name, r.Name, look.TextPanel, look.Ink, true)
	fill(r.face, look.Line2, look.Clear, look.Scaled(28)/2)
	write(r.faceWord, r.Face, look.TextLabel, look.Ink, true)
	write(r.person, r.Person, look.TextBody, look.Ink, true)
	write(r.role, r.Role, look.TextLabel, look.Ink3, false)
	r.name.Hidden, r.person.Hidden, r.role.Hidden = r.Folded, r.Folded, r.Folded
	r.face.Hidden, r.faceWord.Hidden = r.Face == "", r.Face == ""
}

func (r *Rail) least() fyne.Size {
	w := look.WidthRail
	if r.Folded {
		w = look.WidthRailFolded
	}
	return fyne.NewSize(look.Scaled(w), look.Scaled(300))
}

func (r *Rail) lay(size fyne.Size) {
	r.layHead(size)
	side, y, step, gap := float32(8), 4+look.Scaled(40)+6, look.Scaled(32), look.Scaled(14)
	if r.Folded {
		side, step, gap = 4, look.Scaled(46), look.Scaled(8)
	}
	room := size.Height - y - look.Scaled(54)
	rows := r.rows(room, step+1, gap)
	squeeze := min(room/max(tall(rows, step+1, gap), 1), 1) // large text in a low window
	step, gap = float32(int(step*squeeze)), gap*squeeze
	for i, p := range r.places {
		p.Hidden = rows[i] != railRow
		switch rows[i] {
		case railGap:
			y += gap
		case railRow:
			place(p, side, y, size.Width-2*side, step)
			y += step + 1
		}
	}
	r.layFoot(size)
}

func (r *Rail) layHead(size fyne.Size) {
	edge, high := look.Scaled(24), look.Scaled(40)
	x := float32(16)
	if r.Folded {
		x = middle(size.Width, edge)
	}
	place(r.seal, x, 4+middle(high, edge), edge, edge)
	place(r.sealWord, x, 4+middle(high, edge), edge, edge)
	place(r.name, x+edge+10, 4, size.Width-x-edge-10, high)
}

func (r *Rail) layFoot(size fyne.Size) {
	edge, high := look.Scaled(28), look.Scaled(40)
	y := size.Height - 10 - high
	x := float32(14)
	if r.Folded {
		x = middle(size.Width, edge)
	}
	place(r.face, x, y+middle(high, edge), edge, edge)
	place(r.faceWord, x, y+middle(high, edge), edge, edge)
	left := x + edge + 10
	room := size.Width - left - 6
	r.person.Text = fit(r.Person, room, r.person.TextSize, r.person.TextStyle)
	r.role.Text = fit(r.Role, room, r.role.TextSize, r.role.TextStyle)
	place(r.person, left, y+middle(high, look.Scaled(34)), room, look.Scaled(17))
	place(r.role, left, y+middle(high, look.Scaled(34))+look.Scaled(17), room, look.Scaled(17))
}
