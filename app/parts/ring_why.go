package parts

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
)

// WhyModel is what stands beside a score: what it is of, how far it has got,
// what was lost on which question, and a line of facts.
type WhyModel struct {
	Title      string // "95598 general rubric v3"
	Mode       string // "section percent"; goes first where it is narrow
	Done, All  int    // questions answered
	Progress   string // "12 of 17 answered"
	Losses     []WhyLoss
	Facts      []WhyFact
	Derivation string // "Derivation"; empty hides the link
	Key        string // "W"
}

// WhyLoss is one question that cost points.
type WhyLoss struct {
	Amount   string // "-8.0"
	Ref      string // names the question in the callbacks
	Number   string // "3.1"
	Question string
	Moment   string // "00:27"; empty without one
}

// WhyFact is one fact with its sign: "Fail-all 0 of 2".
type WhyFact struct {
	State State
	Text  string
}

// Why says why a score is what it is. Every part of it leads somewhere.
type Why struct {
	sheet
	OnQuestion func(ref string)
	OnMoment   func(ref string)
	OnWhole    func() // the derivation
	// Most is how many losses are shown; 0 is three.
	Most int

	model WhyModel
}

// NewWhy makes an empty block.
func NewWhy() *Why {
	w := &Why{}
	w.drawnBy(w, w.paintBlock, w.leastSize)
	return w
}

// Set shows another model.
func (w *Why) Set(m WhyModel) {
	w.model = m
	w.Refresh()
}

// SetKey changes the key of the derivation.
func (w *Why) SetKey(key string) {
	if w.model.Key != key {
		w.model.Key = key
		w.Refresh()
	}
}

func (w *Why) shown() []WhyLoss {
	most := w.Most
	if most == 0 {
		most = 3
	}
	return w.model.Losses[:min(len(w.model.Losses), most)]
}

func whyLine() float32 { return look.Scaled(21) }

func (w *Why) leastSize() fyne.Size {
	return fyne.NewSize(220, look.Scaled(24)+float32(len(w.shown())+1)*whyLine())
}

func (w *Why) paintBlock(p *pen, size fyne.Size) {
	head := look.Scaled(24)
	w.paintHead(p, size, head)
	y := head
	for _, loss := range w.shown() {
		w.paintLoss(p, loss, y, size.Width)
		y += whyLine()
	}
	w.paintFacts(p, y, size.Width)
}

func (w *Why) paintHead(p *pen, size fyne.Size, h float32) {
	m, track := w.model, look.Scaled(56)
	right := size.Width - p.ends(m.Progress, size.Width, 0, h, inkLabel)
	if m.All > 0 && right-track-20 >= widthOf(m.Title, inkBody.heavy()) {
		right -= track + 8
		p.box(right, middle(h, 4), track, 4, look.Line, 2)
		p.box(right, middle(h, 4), track*float32(min(m.Done, m.All))/float32(m.All), 4, look.Accent, 2)
	}
	x := p.cut(m.Title, 0, 0, right-12, h, inkBody.heavy()) + 8
	how := inkLabel.in(look.Ink3)
	if x+widthOf(m.Mode, how) < right-8 {
		p.text(m.Mode, x, 0, h, how)
	}
}

func (w *Why) paintLoss(p *pen, loss WhyLoss, y, width float32) {
	h := whyLine()
	right := width - p.ends(loss.Moment, width, y, h, inkLabel.in(look.Accent)) - 10
	amount := max(look.Scaled(36), widthOf(loss.Amount, inkLabel.heavy()))
	p.text(loss.Amount, 0, y, h, inkLabel.in(look.Bad).heavy())
	x := amount + 8
	x += max(p.text(loss.Number, x, y, h, inkLabel.in(look.Ink3)), look.Scaled(18)) + 6
	wide := p.cut(loss.Question, x, y, right-x, h, inkLabel.in(look.Ink))
	name := "q" + loss.Ref
	if p.hovered == name {
		p.box(x, y+h-4, wide, 1, look.Ink2, 0)
	}
	p.on(name, 0, y, right, h, func() { tell(w.OnQuestion, loss.Ref) })
	if loss.Moment != "" {
		name = "m" + loss.Ref
		if p.hovered == name {
			p.box(right+10, y+h-4, width-right-10, 1, look.Accent, 0)
		}
		p.on(name, right+4, y, width-right-4, h, func() { tell(w.OnMoment, loss.Ref) })
	}
}

func (w *Why) paintFacts(p *pen, y, width float32) {
	h, right := whyLine(), width
	if m := w.model; m.Derivation != "" {
		right -= capSize(m.Key).Width
		p.badge(m.Key, right, y, h)
		word := inkLabel.in(look.Accent)
		right -= widthOf(m.Derivation, word) + 6
		wide := p.text(m.Derivation, right, y, h, word)
		if p.hovered == "whole" {
			p.box(right, y+h-4, wide, 1, look.Accent, 0)
		}
		p.on("whole", right, y, width-right, h, func() { run(w.OnWhole) })
		right -= 12
	}
	x := float32(0)
	for i, f := range w.model.Facts {
		icon, tone := f.State.Mark()
		if f.State == StateCritical || f.State == StatePlain || f.State == StateOpen {
			tone = look.Ink2
		}
		if f.State == StatePlain {
			icon = "octagon"
		}
		how := inkLabel.in(tone)
		need := look.Scaled(13) + 4 + widthOf(f.Text, how)
		if i > 0 && x+8+3+8+need > right {
			return
		}
		if i > 0 {
			x += 8 + p.dot(x+8, y, h) + 8
		}
		p.icon(icon, tone, x, y, h, 13)
		x += look.Scaled(13) + 4
		x += p.cut(f.Text, x, y, right-x, h, how)
	}
}
