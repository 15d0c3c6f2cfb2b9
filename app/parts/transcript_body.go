package parts

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// transcriptBody holds the rows in view.
type transcriptBody struct {
	widget.BaseWidget
	of    *TranscriptList
	rows  map[int]*transcriptRow
	spare []*transcriptRow
	order []fyne.CanvasObject
}

func newTranscriptBody(of *TranscriptList) *transcriptBody {
	b := &transcriptBody{of: of, rows: map[int]*transcriptRow{}}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *transcriptBody) CreateRenderer() fyne.WidgetRenderer { return &transcriptBodyRenderer{b} }

type transcriptBodyRenderer struct{ b *transcriptBody }

func (r *transcriptBodyRenderer) Destroy()                     {}
func (r *transcriptBodyRenderer) Layout(fyne.Size)             { r.b.arrange() }
func (r *transcriptBodyRenderer) Objects() []fyne.CanvasObject { return r.b.order }

func (r *transcriptBodyRenderer) MinSize() fyne.Size {
	tops := r.b.of.tops
	if len(tops) == 0 {
		return fyne.NewSize(100, 0)
	}
	return fyne.NewSize(100, tops[len(tops)-1])
}

func (r *transcriptBodyRenderer) Refresh() {
	for i, row := range r.b.rows {
		r.b.free(i, row)
	}
	r.b.arrange()
	canvas.Refresh(r.b)
}

func (b *transcriptBody) free(i int, row *transcriptRow) {
	delete(b.rows, i)
	b.spare = append(b.spare, row)
}

func (b *transcriptBody) redraw(i int) {
	if row, ok := b.rows[i]; ok {
		row.Refresh()
	}
}

func (b *transcriptBody) arrange() {
	t := b.of
	if t.scroll == nil || len(t.tops) == 0 || len(t.tops) != len(t.lines)+1 {
		return
	}
	n := len(t.lines)
	from, to := t.scroll.Offset.Y, t.scroll.Offset.Y+t.scroll.Size().Height
	first := sort.Search(n, func(i int) bool { return t.tops[i+1] > from })
	last := sort.Search(n, func(i int) bool { return t.tops[i] >= to }) - 1
	for i, row := range b.rows {
		if i < first || i > last {
			b.free(i, row)
		}
	}
	b.order = b.order[:0]
	for i := first; i <= last; i++ {
		b.order = append(b.order, b.row(i))
	}
}

func (b *transcriptBody) row(i int) *transcriptRow {
	row, known := b.rows[i]
	if !known {
		if n := len(b.spare); n > 0 {
			row, b.spare = b.spare[n-1], b.spare[:n-1]
			row.over = false
		} else {
			row = newTranscriptRow(b.of)
		}
		row.index = i
		b.rows[i] = row
	}
	place(row, 0, b.of.tops[i], b.of.scroll.Size().Width, b.of.tops[i+1]-b.of.tops[i])
	if !known {
		row.Refresh()
	}
	return row
}

// transcriptRow draws one line.
type transcriptRow struct {
	sheet
	of    *TranscriptList
	index int
	over  bool
}

func newTranscriptRow(of *TranscriptList) *transcriptRow {
	r := &transcriptRow{of: of}
	r.drawnBy(r, r.paintLine, func() fyne.Size { return fyne.NewSize(100, look.Scaled(look.HeightTranscript)) })
	return r
}

// MouseIn shows that the line can be clicked.
func (r *transcriptRow) MouseIn(ev *desktop.MouseEvent) {
	r.over = true
	r.Refresh()
	r.sheet.MouseIn(ev)
}

// MouseOut ends that.
func (r *transcriptRow) MouseOut() {
	r.over = false
	r.pen.hovered = ""
	r.Refresh()
}

const transcriptSide = 16

func timeWidth() float32 { return look.Scaled(46) }

// textLeft is where the words begin.
func (t *TranscriptList) textLeft() float32 {
	return transcriptSide + timeWidth() + 12 + t.names + look.Scaled(14)
}

// textWidth is the room for the words of a line.
func (t *TranscriptList) textWidth(l *transcriptText) float32 {
	w := t.width - t.textLeft() - transcriptSide
	if l.line.Flag != "" {
		w -= flagWidth(l.line.Flag) + 12
	}
	return w
}

func flagWidth(flag string) float32 {
	return 16 + look.Scaled(12) + 4 + advanceOf(flag, inkLabel)
}

func (r *transcriptRow) paintLine(p *pen, size fyne.Size) {
	t := r.of
	if r.index >= len(t.lines) {
		return
	}
	l := t.lines[r.index]
	if l.line.Gap != "" {
		r.paintGap(p, size, l)
		return
	}
	switch {
	case r.index == t.current:
		p.box(0, 0, size.Width, size.Height, look.Sel, 0)
	case r.over:
		p.box(0, 0, size.Width, size.Height, look.Hover, 0)
	}
	at := l.line.At
	p.ground(size, func() { tell(t.OnSeek, at) })
	h := look.Scaled(look.HeightTranscript)
	x := float32(transcriptSide)
	p.text(Clock(l.line.At), x, 0, h, inkLabel.in(look.Ink3))
	x += timeWidth()
	p.box(x, middle(h, look.Scaled(18)), 3, size.Height-2*middle(h, look.Scaled(18)), l.line.Voice.Mark(), 1.5)
	p.cut(l.line.Name, x+12, 0, t.names+2, h, inkLabel.in(l.line.Voice.Ink()))
	r.paintText(p, l, h)
	r.paintFlag(p, size, l, h)
}

func (r *transcriptRow) paintGap(p *pen, size fyne.Size, l *transcriptText) {
	h, x := size.Height, float32(transcriptSide)
	icon, tone := l.line.GapState.Mark()
	if l.line.GapState == StatePlain {
		icon, tone = "clock", look.Ink3
	}
	at := l.line.At
	p.ground(size, func() { tell(r.of.OnSeek, at) })
	p.text(Clock(l.line.At), x, 0, h, inkLabel.in(look.Ink3))
	x += timeWidth()
	w := look.Scaled(12) + 4 + widthOf(l.line.Gap, inkLabel)
	mid := (x + size.Width - transcriptSide - w) / 2
	p.box(x, middle(h, 1), max(mid-8-x, 0), 1, look.Line2, 0)
	p.icon(icon, tone, mid, 0, h, 12)
	p.text(l.line.Gap, mid+look.Scaled(12)+4, 0, h, inkLabel.in(tone))
	p.box(mid+w+8, middle(h, 1), max(size.Width-transcriptSide-mid-w-8, 0), 1, look.Line2, 0)
}

func (r *transcriptRow) paintFlag(p *pen, size fyne.Size, l *transcriptText, h float32) {
	if l.line.Flag == "" {
		return
	}
	tint, tone := l.line.FlagState.tint(), l.line.FlagState.tone()
	w, ph := flagWidth(l.line.Flag), look.Scaled(look.HeightPill)
	x, y := size.Width-transcriptSide-w, middle(h, ph)
	p.box(x, y, w, ph, tint, ph/2)
	p.icon("flag", tone, x+8, y, ph, 12)
	p.text(l.line.Flag, x+8+look.Scaled(12)+4, y, ph, inkLabel.in(tone))
	id := l.line.FlagID
	p.on("flag", x, y, w, ph, func() { tell(r.of.OnFlag, id) })
}

// paintText writes the words line by line and run by run.
func (r *transcriptRow) paintText(p *pen, l *transcriptText, h float32) {
	left, pitch := r.of.textLeft(), transcriptPitch()
	word := -1
	if r.index == r.of.current {
		word = l.wordAt(r.of.at)
	}
	runs := l.runs(word, r.of.hitsIn(r.index), r.of.hitOf(r.index))
	for i, row := range l.rows {
		x, y := left, float32(i)*pitch
		for _, run := range runs {
			from, to := max(run.from, row.from), min(run.to, row.to)
			if from < to {
				x += paintRun(p, l.shown[from:to], run.kind, x, y, h)
			}
		}
	}
}

// Tapped plays from the word under the mouse where its time is known, else from
// the line. Words are measured here and not whenever one of them is lit.
func (r *transcriptRow) Tapped(ev *fyne.PointEvent) {
	s := r.pen.at(ev.Position)
	if s == nil || s.name != "ground" || r.index >= len(r.of.lines) {
		r.sheet.Tapped(ev)
		return
	}
	l := r.of.lines[r.index]
	if w := l.wordUnder(ev.Position.X-r.of.textLeft(), ev.Position.Y); w >= 0 {
		tell(r.of.OnSeek, l.line.Words[w].At)
		return
	}
	s.act()
}

func paintRun(p *pen, text string, kind runKind, x, y, h float32) float32 {
	switch kind {
	case runWord:
		w := widthOf(text, inkRead) // what stands behind it must not move
		p.text(text, x-(widthOf(text, inkRead.heavy())-w)/2, y, h, inkRead.heavy())
		p.box(x, y+middle(h, lineOf(inkRead))+lineOf(inkRead)-1, w, 2, look.Accent, 0)
		return w
	case runHit, runHitNow:
		how := inkRead.heavy()
		w := widthOf(text, how)
		ground := p.box(x-1, y+middle(h, lineOf(inkRead)), w+2, lineOf(inkRead), look.WarnT, 3)
		if kind == runHitNow {
			ground.StrokeColor, ground.StrokeWidth = look.Colour(look.WarnM), 1
		}
		p.text(text, x, y, h, how)
		return w
	case runRedacted:
		w := widthOf(text, inkRead)
		bh := look.Scaled(20)
		p.box(x+2, y+middle(h, bh), w-4, bh, look.Hover, look.RadiusBadge)
		p.icon("lock", look.Ink2, x+7, y, h, 11)
		p.cut(trimHard(text), x+7+look.Scaled(11)+3, y, w, h, inkLabel)
		return w
	}
	return p.text(text, x, y, h, inkRead)
}
