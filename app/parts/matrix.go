package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// MatrixTint is the ground of a cell of a Matrix.
type MatrixTint uint8

// The grounds: quiet for the same as the measure, stricter and milder by half
// or by far, an outline for an answer that no number compares.
const (
	MatrixQuiet MatrixTint = iota
	MatrixMeasure
	MatrixStricter
	MatrixStricterFar
	MatrixMilder
	MatrixMilderFar
	MatrixOther
)

// MatrixCell is one answer.
type MatrixCell struct {
	State  State
	Shown  bool   // there is a shape; without one only words
	Text   string // a word, or by how much it deviates
	Aside  string // small, behind the text
	Strong bool
	Tint   MatrixTint
}

// MatrixRow is one question, or a section's header.
type MatrixRow struct {
	Number, Text string
	Header       bool
	Cells        []MatrixCell
	Last         string // the spread
	Flagged      bool
	Settled      bool // decided: a tick before the spread
}

// MatrixModel is what a Matrix shows, all in words already.
type MatrixModel struct {
	Corner  string   // above the questions
	Columns []string // above the cells; the first is the measure where Measured
	// Measured says that the first column is what the others are compared with.
	Measured bool
	Last     string // above the spreads
	Rows     []MatrixRow
	Total    *MatrixRow // below the rows, nil for none
}

// Matrix shows questions against people: a row awake, cells that deviate on a
// tint, all others quiet. Where not all columns have room, Shift pages on.
type Matrix struct {
	widget.BaseWidget
	OnChosen func(row int)
	OnOpened func(row int) // Enter
	OnSpace  func(row int)

	model MatrixModel
	first int // column behind the measure that stands first
	awake int // row
	list  *List
	head  *matrixLine
	total *matrixLine
	rule  *Plate
}

// NewMatrix makes an empty matrix.
func NewMatrix() *Matrix {
	m := &Matrix{rule: NewPlate(look.Edge)}
	m.list = NewList(func() int { return len(m.model.Rows) }, func() fyne.CanvasObject { return newMatrixLine(m) }, m.fill)
	m.list.RowHeight = 26
	m.list.OnChosen = m.choose
	m.list.OnOpened = func(row int) { callRow(m.OnOpened, row) }
	m.list.OnMarked = func(row int) { callRow(m.OnSpace, row) }
	m.list.heeds = func(key fyne.KeyName) bool {
		if key == fyne.KeySpace {
			return m.OnSpace != nil
		}
		return m.OnOpened != nil
	}
	m.head, m.total = newMatrixLine(m), newMatrixLine(m)
	m.head.head, m.total.total = true, true
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a model; the choice stays where it was.
func (m *Matrix) Set(model MatrixModel) {
	m.model = model
	m.first = min(m.first, max(len(model.Columns)-1, 0))
	m.Refresh()
}

// Chosen is the row awake, -1 for none.
func (m *Matrix) Chosen() int { return m.list.Chosen }

// Choose wakes a row and reports it. A header wakes the row below it.
func (m *Matrix) Choose(row int) { m.list.Choose(row) }

// Step wakes the next row in a direction, past headers.
func (m *Matrix) Step(by int) {
	for row := m.list.Chosen + by; row >= 0 && row < len(m.model.Rows); row += by {
		if !m.model.Rows[row].Header {
			m.list.Choose(row)
			return
		}
	}
}

// Focus gives the rows the keyboard.
func (m *Matrix) Focus() { takeFocus(m.list) }

// choose keeps headers asleep: the way leads on in the direction of the move.
func (m *Matrix) choose(row int) {
	if m.model.Rows[row].Header {
		by := 1
		if row+1 < len(m.model.Rows) && m.awake == row+1 && row > 0 {
			by = -1
		}
		m.list.Chosen = row
		m.Step(by)
		return
	}
	m.awake = row
	callRow(m.OnChosen, row)
}

func (m *Matrix) fill(row int, o fyne.CanvasObject) {
	l := o.(*matrixLine)
	l.row = row
	l.Refresh()
}

// CreateRenderer is for Fyne.
func (m *Matrix) CreateRenderer() fyne.WidgetRenderer { return newDrawing(m) }

func (m *Matrix) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.list, m.head, m.rule, m.total}
}

func (m *Matrix) paint() {
	setHidden(m.total, m.model.Total == nil)
	setHidden(m.rule, m.model.Total == nil)
	m.head.Refresh()
	m.total.Refresh()
	m.list.Refresh()
}

func (m *Matrix) least() fyne.Size { return fyne.NewSize(320, look.Scaled(160)) }

func (m *Matrix) lay(size fyne.Size) {
	h, foot := look.Scaled(look.HeightHeader), look.Scaled(38)
	if m.model.Total == nil {
		foot = 0
	}
	place(m.head, 0, 0, size.Width, h)
	place(m.list, 0, h, size.Width, max(size.Height-h-foot, 0))
	place(m.rule, 0, size.Height-foot, size.Width, 1)
	place(m.total, 0, size.Height-foot+1, size.Width, max(foot-1, 0))
}

// Shift moves the columns behind the measure, where they don't all fit.
func (m *Matrix) Shift(by int) {
	lead := m.lead()
	room := m.spans(m.Size().Width)
	most := max(len(m.model.Columns)-lead-room.count, 0)
	m.first = max(min(m.first+by, most), 0)
	m.Refresh()
}

// Cut reports whether some columns have no room.
func (m *Matrix) Cut() bool {
	return m.spans(m.Size().Width).count < len(m.model.Columns)-m.lead()
}

func (m *Matrix) lead() int {
	if m.model.Measured && len(m.model.Columns) > 0 {
		return 1
	}
	return 0
}

// matrixSpans says where things stand across.
type matrixSpans struct {
	number, text, cells, last float32 // where they begin
	cell                      float32 // width
	count                     int     // columns behind the measure that fit
}

const (
	matrixSide  = 24
	matrixCell  = 72  // at 100 %
	matrixSlim  = 58  // least
	matrixText  = 170 // least width of the question
	matrixLast  = 76
	matrixIndex = 32
)

// spans give the question what the cells leave; with many people the cells
// grow slim first, and then some of them wait for Shift.
func (m *Matrix) spans(width float32) matrixSpans {
	s := matrixSpans{number: matrixSide, text: matrixSide + look.Scaled(matrixIndex), last: width - matrixSide - look.Scaled(matrixLast) + 8}
	lead, n := m.lead(), len(m.model.Columns)
	room := s.last - s.text - look.Scaled(matrixText)
	s.cell = look.Scaled(matrixCell)
	if float32(n)*s.cell > room {
		s.cell = max(room/float32(max(n, 1)), look.Scaled(matrixSlim))
	}
	s.count = max(min(n-lead, int(room/s.cell)-lead), 0)
	s.cells = s.last - float32(s.count+lead)*s.cell
	return s
}
