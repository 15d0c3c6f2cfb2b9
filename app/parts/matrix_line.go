package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// matrixLine is one line of a Matrix: the head, a row, or the total.
type matrixLine struct {
	widget.BaseWidget
	of          *Matrix
	pen         pen
	row         int
	head, total bool
}

func newMatrixLine(of *Matrix) *matrixLine {
	l := &matrixLine{of: of, row: -1}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is for Fyne.
func (l *matrixLine) CreateRenderer() fyne.WidgetRenderer { return newDrawing(l) }

func (l *matrixLine) pieces() []fyne.CanvasObject { return l.pen.objects }
func (l *matrixLine) least() fyne.Size            { return fyne.NewSize(100, look.Scaled(26)) }
func (l *matrixLine) paint()                      {}

func (l *matrixLine) lay(size fyne.Size) {
	l.pen.begin()
	l.paintLine(&l.pen, size)
}

func (l *matrixLine) paintLine(p *pen, size fyne.Size) {
	m := &l.of.model
	switch {
	case l.head:
		l.paintHead(p, size, m)
	case l.total && m.Total != nil:
		p.box(0, 0, size.Width, size.Height, look.Surface, 0)
		l.paintRow(p, size, m.Total, false)
	case l.row >= 0 && l.row < len(m.Rows) && !l.total:
		if r := &m.Rows[l.row]; r.Header {
			p.box(0, 0, size.Width, size.Height+1, look.Well, 0)
			p.text(r.Number, matrixSide, 0, size.Height, inkBody.in(look.Ink3))
			p.cut(r.Text, l.of.spans(size.Width).text, 0, size.Width/2, size.Height, inkBody.heavy())
		} else {
			l.paintRow(p, size, r, l.of.list.Chosen == l.row)
		}
	}
}

func (l *matrixLine) paintHead(p *pen, size fyne.Size, m *MatrixModel) {
	s := l.of.spans(size.Width)
	p.box(0, 0, size.Width, size.Height, look.Well, 0)
	p.box(0, size.Height-1, size.Width, 1, look.Line, 0)
	p.cut(m.Corner, s.number, 0, s.cells-s.number-8, size.Height, inkLabel.in(look.Ink3))
	for i, column := range l.of.inView(s) {
		how := inkLabel.in(look.Ink3)
		if i == 0 && l.of.lead() == 1 {
			how = inkLabel.in(look.Ink).heavy()
		}
		p.cut(m.Columns[column], s.cells+float32(i)*s.cell+6, 0, s.cell-10, size.Height, how)
	}
	l.paintMore(p, s, size.Height)
	p.ends(m.Last, size.Width-matrixSide, 0, size.Height, inkLabel.in(look.Ink3))
}

// paintMore shows the keys that lead to the columns without room.
func (l *matrixLine) paintMore(p *pen, s matrixSpans, h float32) {
	m := l.of
	if m.first > 0 {
		p.badge("←", s.cells-capSize("←").Width-6, 0, h)
	}
	if m.lead()+m.first+s.count < len(m.model.Columns) {
		p.badge("→", s.last-4, 0, h)
	}
}

// inView are the columns that have room, the measure first.
func (m *Matrix) inView(s matrixSpans) []int {
	var out []int
	if m.lead() == 1 {
		out = append(out, 0)
	}
	for i := range s.count {
		if c := m.lead() + m.first + i; c < len(m.model.Columns) {
			out = append(out, c)
		}
	}
	return out
}

func (l *matrixLine) paintRow(p *pen, size fyne.Size, r *MatrixRow, awake bool) {
	s, h := l.of.spans(size.Width), size.Height
	how := inkBody
	if awake {
		p.box(0, 0, 3, h, look.Accent, 0)
		how = how.heavy()
	}
	if l.total {
		p.text(r.Text, s.number, 0, h, inkBody.heavy())
	} else {
		number := inkBody.in(look.Ink3)
		if awake {
			number = number.in(look.Accent).heavy()
		}
		p.text(r.Number, s.number, 0, h, number)
		p.cut(r.Text, s.text, 0, s.cells-s.text-8, h, how)
	}
	for i, column := range l.of.inView(s) {
		if column < len(r.Cells) {
			paintCell(p, &r.Cells[column], s.cells+float32(i)*s.cell, s.cell-4, h)
		}
	}
	l.paintLast(p, r, size.Width-matrixSide, h)
}

func (l *matrixLine) paintLast(p *pen, r *MatrixRow, right, h float32) {
	how := inkLabel.in(look.Ink3)
	if r.Flagged {
		how = inkLabel.in(look.Warn)
	}
	x := right - p.ends(r.Last, right, 0, h, how)
	if r.Flagged {
		x -= look.Scaled(12) + 5
		p.icon("tri", look.Warn, x, 0, h, 12)
	}
	if r.Settled {
		p.icon("check", look.Good, x-look.Scaled(13)-4, 0, h, 13)
	}
}

var matrixGrounds = map[MatrixTint]look.Token{MatrixMeasure: look.Hover, MatrixStricter: look.Stricter, MatrixStricterFar: look.StricterD,
	MatrixMilder: look.Milder, MatrixMilderFar: look.MilderD, MatrixOther: look.Surface}

// paintCell draws one answer: quiet ones in grey, those that deviate bold on
// their ground.
func paintCell(p *pen, c *MatrixCell, x, w, h float32) {
	if ground, ok := matrixGrounds[c.Tint]; ok {
		tall := min(h-4, look.Scaled(22))
		if c.Tint == MatrixOther {
			p.frame(x, middle(h, tall), w, tall, ground, look.RoundEdge, look.RadiusBadge)
		} else {
			p.box(x, middle(h, tall), w, tall, ground, look.RadiusBadge)
		}
	}
	at := x + 6
	icon, tone := c.State.Mark()
	if c.Tint == MatrixQuiet {
		tone = look.Ink3
	}
	if c.Shown && icon != "" {
		p.icon(icon, tone, at, 0, h, 14)
		at += look.Scaled(14) + 5
	}
	how := inkBody
	if c.Tint == MatrixMeasure && !c.Strong {
		how = inkBody.in(look.Ink2)
	}
	if c.Strong {
		how = inkBody.heavy()
	}
	used := p.cut(c.Text, at, 0, max(x+w-at-2, 0), h, how)
	if c.Aside != "" && at+used+4+widthOf(c.Aside, inkDigit) <= x+w {
		p.text(c.Aside, at+used+4, 0, h, inkDigit.in(look.Ink2))
	}
}
