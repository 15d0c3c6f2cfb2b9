package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// State is what a pill says: shape, word and colour go together.
type State int

// States of pills.
const (
	StatePlain    State = iota // a neutral fact
	StateGood                  // met: disc with a tick
	StatePartly                // half disc
	StateWarn                  // triangle
	StateBad                   // not met: disc with a cross
	StateCritical              // fails all: octagon on a solid pill
	StateNA                    // not applicable: dash in an empty pill
	StateOpen                  // unanswered: ring in an empty pill
	StateFew                   // too few to tell: hatched
	StateAgent                 // the agent's voice
	StateCustomer              // the customer's voice
	StateChosen                // mine, now: accent
	StateDue                   // a date: clock on neutral
	StateDueSoon               // a near date: clock on amber
)

// stateLook is the drawing of a state.
type stateLook struct {
	icon              string
	ground, edge, ink look.Token
	bold              bool
}

var stateLooks = map[State]stateLook{
	StatePlain:    {"", look.Hover, look.Clear, look.Ink2, false},
	StateGood:     {"okcircle", look.GoodT, look.Clear, look.Good, false},
	StatePartly:   {"half", look.WarnT, look.Clear, look.Warn, false},
	StateWarn:     {"tri", look.WarnT, look.Clear, look.Warn, false},
	StateBad:      {"xcircle", look.BadT, look.Clear, look.Bad, false},
	StateCritical: {"octagon", look.CritF, look.Clear, look.OnCrt, true},
	StateNA:       {"remove", look.Clear, look.Line2, look.Ink3, false},
	StateOpen:     {"ring", look.Clear, look.Line2, look.Ink3, false},
	StateFew:      {"", look.Clear, look.Clear, look.Ink2, true},
	StateAgent:    {"", look.AgentT, look.Clear, look.Agent, false},
	StateCustomer: {"", look.CustomerT, look.Clear, look.Customer, false},
	StateChosen:   {"", look.Sel, look.Clear, look.Accent, false},
	StateDue:      {"clock", look.Hover, look.Clear, look.Ink2, false},
	StateDueSoon:  {"clock", look.WarnT, look.Clear, look.Warn, false},
}

// Mark is the icon and text colour of a state where it stands without a pill,
// as in a list: red for not met, and so on.
func (s State) Mark() (icon string, tone look.Token) {
	l := stateLooks[s]
	if s == StateCritical {
		return l.icon, look.Crit
	}
	return l.icon, l.ink
}

// Pill shows a state as shape, word and colour. At most two stand in a row.
type Pill struct {
	widget.BaseWidget
	Word  string
	State State
	Icon  string // instead of the state's own

	plate *canvas.Rectangle
	hatch *canvas.Image
	icon  *canvas.Image
	word  *canvas.Text
}

// NewPill makes a pill.
func NewPill(caption string, state State) *Pill {
	p := &Pill{Word: caption, State: state, plate: box(), icon: picture(), word: word(),
		hatch: &canvas.Image{FillMode: canvas.ImageFillStretch}}
	p.ExtendBaseWidget(p)
	return p
}

// WithIcon replaces the state's icon.
func (p *Pill) WithIcon(name string) *Pill {
	p.Icon = name
	return p
}

// Set changes word and state.
func (p *Pill) Set(caption string, state State) {
	if p.Word == caption && p.State == state {
		return
	}
	p.Word, p.State = caption, state
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *Pill) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.plate, p.hatch, p.icon, p.word}
}

func (p *Pill) look() stateLook {
	l := stateLooks[p.State]
	if p.Icon != "" {
		l.icon = p.Icon
	}
	return l
}

func (p *Pill) paint() {
	l := p.look()
	fill(p.plate, l.ground, l.edge, look.Scaled(look.HeightPill)/2)
	write(p.word, p.Word, look.TextLabel, l.ink, l.bold)
	draw(p.icon, l.icon, l.ink)
	p.hatch.Hidden = p.State != StateFew
}

func (p *Pill) least() fyne.Size {
	l := p.look()
	w := 16 + fyne.MeasureText(p.Word, look.Text(look.TextLabel), fyne.TextStyle{Bold: l.bold}).Width
	if l.icon != "" {
		w += look.Scaled(12) + 4
	}
	return fyne.NewSize(roundUp(w), look.Scaled(look.HeightPill))
}

func (p *Pill) lay(size fyne.Size) {
	h := look.Scaled(look.HeightPill)
	y := middle(size.Height, h)
	place(p.plate, 0, y, size.Width, h)
	if p.State == StateFew {
		p.layHatch(y, size.Width, h)
	}
	x := float32(8)
	if p.look().icon != "" {
		e := look.Scaled(12)
		place(p.icon, x, y+middle(h, e), e, e)
		x += e + 4
	}
	p.word.Text = fit(p.Word, size.Width-x-6, p.word.TextSize, p.word.TextStyle)
	place(p.word, x, y, size.Width-x, h)
}

func (p *Pill) layHatch(y, width, height float32) {
	place(p.hatch, 0, y, width, height)
	p.hatch.CornerRadius = height / 2
	p.hatch.Image = Hatch(int(width*2), int(height*2), 10, 2.4, look.Alpha(look.NaM, 150))
	p.hatch.Refresh()
}
