package parts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// formAwake is the one question that is awake.
type formAwake struct {
	sheet
	of      *Form
	ref     string // whose fields are filled in
	note    *Entry
	value   *Entry
	causes  bool    // the choice of root causes is open
	rulings bool    // the rulings are shown
	tall    float32 // measured at the width of the form
	filling bool
	writing bool // the caret is in a field
}

const noteMost = 1000 // characters; Fyne wraps long entries slowly

func newFormAwake(of *Form) *formAwake {
	a := &formAwake{of: of}
	a.note = NewNote(lang.L("A line for the agent, or a phrase"), 2)
	a.note.Rows, a.note.Most = 1, noteMost
	a.note.typing.SetMinRowsVisible(1)
	a.value = NewEntry("")
	a.value.Small = true
	for _, e := range []*Entry{a.note, a.value} {
		e.OnFocus = a.focused
		e.OnEscape = a.leave
	}
	a.note.OnChanged = a.noteChanged
	a.note.Claims = a.claims
	a.value.OnChanged = a.valueChanged
	a.value.OnSubmitted = func(string) { a.leave() }
	a.extra = []fyne.CanvasObject{a.value, a.note}
	a.drawnBy(a, func(p *pen, size fyne.Size) { a.paintAll(p, size.Width) },
		func() fyne.Size { return fyne.NewSize(200, a.height()) })
	return a
}

func (a *formAwake) row() *FormRow { return a.of.row(a.of.awake) }

func (a *formAwake) height() float32 { return max(a.tall, formHeight()) }

// bind fills the fields with the question now awake.
func (a *formAwake) bind() {
	row := a.row()
	a.causes, a.rulings = false, false
	a.ref = a.of.Awake()
	if row == nil {
		a.tall = 0
		return
	}
	a.fill(row)
	a.measure()
	a.Refresh()
}

func (a *formAwake) fill(row *FormRow) {
	a.filling = true
	defer func() { a.filling = false }()
	if !a.note.Focused() && a.note.Text() != row.Note {
		a.note.SetText(row.Note)
	}
	if !a.value.Focused() && a.value.Text() != row.Value {
		a.value.SetText(row.Value)
	}
	a.value.SetPlaceholder(map[FormKind]string{FormDate: "2026-01-31"}[row.Kind])
	for _, e := range []*Entry{a.note, a.value} {
		if row.ReadOnly {
			e.Disable()
		} else {
			e.Enable()
		}
	}
}

// update takes over a change of the same question.
func (a *formAwake) update() {
	row := a.row()
	if row == nil {
		return
	}
	a.fill(row)
	a.grow()
	a.Refresh()
}

// measure draws once to learn the height.
func (a *formAwake) measure() {
	if a.row() == nil {
		a.tall = 0
		return
	}
	width := a.of.scroll.Size().Width
	if width <= 0 {
		return
	}
	a.pen.begin()
	a.tall = a.paintAll(&a.pen, width)
	a.pen.objects = append(a.pen.objects, a.extra...)
}

// grow makes room where the height has changed.
func (a *formAwake) grow() {
	was := a.tall
	a.measure()
	if a.tall != was {
		a.of.resized()
		a.of.showAwake()
	}
}

func (a *formAwake) noteChanged(text string) {
	if a.filling || a.row() == nil {
		return
	}
	if a.of.OnNote != nil {
		a.of.OnNote(a.row().Ref, text)
	}
	a.grow()
}

func (a *formAwake) valueChanged(text string) {
	if a.filling || a.row() == nil {
		return
	}
	if a.of.OnValue != nil {
		a.of.OnValue(a.row().Ref, text)
	}
}

func (a *formAwake) focused(bool) {
	on := a.note.Focused() || a.value.Focused()
	if on == a.writing {
		return
	}
	a.writing = on
	a.of.SetTyping(on)
	tell(a.of.OnTyping, on)
}

func (a *formAwake) focus() {
	switch row := a.row(); {
	case row == nil || row.ReadOnly:
	case row.Kind >= FormNumeric && row.Value == "":
		a.value.Focus()
	default:
		a.focusNote()
	}
}

// focusNote puts the caret behind what is written already.
func (a *formAwake) focusNote() {
	a.note.Focus()
	a.note.typing.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
}

func (a *formAwake) leave() {
	if !a.note.Focused() && !a.value.Focused() {
		return
	}
	if c := canvasOf(a.of); c != nil {
		c.Unfocus()
	}
}

func (a *formAwake) toggleCauses() {
	if row := a.row(); row == nil || len(row.Causes) == 0 {
		return
	}
	a.causes = !a.causes
	a.grow()
	a.Refresh()
}

// paintAll draws the row at a width and says how high it came out.
func (a *formAwake) paintAll(p *pen, width float32) float32 {
	row := a.row()
	if row == nil {
		return 0
	}
	ground := p.box(0, 0, width, 0, look.Sel, 0)
	bar := p.box(0, 0, 3, 0, look.Accent, 0)
	left, right := formSide+numberWidth(), width-formSide
	y := a.paintHead(p, row, 5, left, right)
	y = a.paintHelp(p, row, y, left, right)
	y = a.paintSuggestion(p, row, y, left, right)
	y = a.paintChoice(p, row, y+7, left, right)
	y = a.paintNote(p, row, y, left, right)
	y = a.paintActs(p, row, y+5, left, right)
	y = a.paintRulings(p, row, y, left, right)
	y = a.paintCauses(p, row, y, left, right) + 5
	place(ground, 0, 0, width, y)
	place(bar, 0, 0, 3, y)
	return y
}

// paintHead writes number and the whole question, on as many lines as it needs.
func (a *formAwake) paintHead(p *pen, row *FormRow, y, left, right float32) float32 {
	h, how := look.Scaled(24), inkBody.heavy()
	p.text(row.Number, formSide, y, h, how.in(look.Accent))
	end := right
	if row.Class != "" {
		end = paintClass(p, row, right, y, h) - 12
	}
	for i, l := range wrapped(row.Question, how, end-left) {
		p.text(row.Question[l.from:l.to], left, y, h, how)
		if i == 0 {
			h = lineOf(how)
			y += look.Scaled(24)
		} else {
			y += h
		}
	}
	return y
}

func (a *formAwake) paintHelp(p *pen, row *FormRow, y, left, right float32) float32 {
	if row.Help == "" {
		return y
	}
	for _, l := range wrapped(row.Help, inkLabel, right-left) {
		p.text(row.Help[l.from:l.to], left, y, lineOf(inkLabel), inkLabel)
		y += lineOf(inkLabel)
	}
	return y
}

// paintNote places the note and says what is missing. Where nothing was
// written and nothing can be, there is no note.
func (a *formAwake) paintNote(p *pen, row *FormRow, y, left, right float32) float32 {
	setHidden(a.note, row.Plain || row.ReadOnly && row.Note == "")
	if a.note.Hidden {
		return y
	}
	lines := len(wrapped(a.note.Text(), inkBody, right-left-20))
	a.note.Rows = min(max(lines, 1), 5)
	h := a.note.least().Height
	place(a.note, left, y, right-left, h)
	y += h
	if row.Problem != "" {
		h := lineOf(inkLabel)
		p.icon("tri", look.Warn, left, y+4, h, 13)
		p.cut(row.Problem, left+look.Scaled(13)+5, y+4, right-left-20, h, inkLabel.in(look.Warn))
		y += h + 4
	}
	return y
}

func (r *FormRow) chose(option int) bool {
	if option == FormNA {
		return r.NA
	}
	return slices.Contains(r.Chosen, option)
}

// claims takes Tab in the note: on to the note of the next question.
func (a *formAwake) claims(key *fyne.KeyEvent) bool {
	if key.Name != fyne.KeyTab {
		return false
	}
	a.of.Next()
	a.focus()
	return true
}
