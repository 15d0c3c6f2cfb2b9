package parts

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// formBody is all rows of a form in its scroller. It holds line widgets for
// the rows in view only, and hands them on as rows leave and enter.
type formBody struct {
	widget.BaseWidget
	of    *Form
	lines map[int]*formLine // by entry
	spare []*formLine
	order []fyne.CanvasObject
}

func newFormBody(of *Form) *formBody {
	b := &formBody{of: of, lines: map[int]*formLine{}}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *formBody) CreateRenderer() fyne.WidgetRenderer { return &formBodyRenderer{b} }

type formBodyRenderer struct{ b *formBody }

func (r *formBodyRenderer) Destroy()                     {}
func (r *formBodyRenderer) Layout(fyne.Size)             { r.b.arrange() }
func (r *formBodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(100, r.b.of.height()) }
func (r *formBodyRenderer) Objects() []fyne.CanvasObject { return r.b.order }

func (r *formBodyRenderer) Refresh() {
	for entry, line := range r.b.lines {
		r.b.free(entry, line)
	}
	r.b.arrange()
	if r.b.of.awake >= 0 {
		r.b.of.open.Refresh()
	}
	canvas.Refresh(r.b)
}

func (b *formBody) free(entry int, line *formLine) {
	delete(b.lines, entry)
	line.entry = -1
	b.spare = append(b.spare, line)
}

// inView are the first and the last entry in view.
func (b *formBody) inView() (first, last int) {
	f := b.of
	n := len(f.entries)
	from, to := f.scroll.Offset.Y, f.scroll.Offset.Y+f.scroll.Size().Height
	first = sort.Search(n, func(i int) bool { return f.top(i+1) > from })
	last = sort.Search(n, func(i int) bool { return f.top(i) >= to }) - 1
	return first, min(last, n-1)
}

// arrange makes, moves and frees lines so that just the view is filled.
func (b *formBody) arrange() {
	f := b.of
	if f.scroll == nil {
		return
	}
	first, last := b.inView()
	for entry, line := range b.lines {
		if entry < first || entry > last || entry == f.awake {
			b.free(entry, line)
		}
	}
	b.order = b.order[:0]
	width := f.scroll.Size().Width
	for entry := first; entry <= last; entry++ {
		if entry == f.awake {
			continue
		}
		b.order = append(b.order, b.line(entry, width))
	}
	// The row awake lives on while it is out of view: it may hold the caret.
	if f.awake >= 0 {
		place(f.open, 0, f.top(f.awake), width, f.open.height())
		b.order = append(b.order, f.open)
	}
}

func (b *formBody) line(entry int, width float32) *formLine {
	line, known := b.lines[entry]
	if !known {
		line = b.take()
		line.entry = entry
		b.lines[entry] = line
	}
	height := formHeight()
	if b.of.entries[entry].row < 0 {
		height = sectionHeight()
	}
	place(line, 0, b.of.top(entry), width, height)
	if !known {
		line.Refresh()
	}
	return line
}

func (b *formBody) take() *formLine {
	if n := len(b.spare); n > 0 {
		line := b.spare[n-1]
		b.spare = b.spare[:n-1]
		line.pen.hovered = ""
		return line
	}
	return newFormLine(b.of)
}

// update draws again what differs from the model before, which has the same
// questions.
func (b *formBody) update(was FormModel) {
	f := b.of
	for entry, line := range b.lines {
		e := f.entries[entry]
		old, now := was.Sections[e.section], f.model.Sections[e.section]
		if e.row < 0 {
			old.Rows, now.Rows = nil, nil
			if old.Number != now.Number || old.Title != now.Title || old.Got != now.Got || old.Points != now.Points || old.Failed != now.Failed {
				line.Refresh()
			}
			continue
		}
		if !sameRow(old.Rows[e.row], now.Rows[e.row]) {
			line.Refresh()
		}
	}
	if f.awake < 0 {
		return
	}
	if e := f.entries[f.awake]; !sameRow(was.Sections[e.section].Rows[e.row], f.model.Sections[e.section].Rows[e.row]) {
		f.open.update()
	}
}
