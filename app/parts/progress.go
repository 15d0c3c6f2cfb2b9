package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// ProgressLine is a bar 4 px high, filled to a share.
type ProgressLine struct {
	widget.BaseWidget
	Share float64 // 0 to 1
	Width float32 // least width
	Tone  look.Token

	track, bar *canvas.Rectangle
}

// NewProgressLine makes a bar of that least width.
func NewProgressLine(share float64, width float32) *ProgressLine {
	p := &ProgressLine{Share: share, Width: width, Tone: look.Accent, track: box(), bar: box()}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the share.
func (p *ProgressLine) Set(share float64) {
	if p.Share != share {
		p.Share = share
		p.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (p *ProgressLine) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *ProgressLine) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{p.track, p.bar} }
func (p *ProgressLine) least() fyne.Size            { return fyne.NewSize(look.Scaled(p.Width), 4) }

func (p *ProgressLine) paint() {
	fill(p.track, look.Line2, look.Clear, 2)
	fill(p.bar, p.Tone, look.Clear, 2)
}

func (p *ProgressLine) lay(size fyne.Size) {
	y := middle(size.Height, 4)
	place(p.track, 0, y, size.Width, 4)
	wide := size.Width * float32(max(min(p.Share, 1), 0))
	p.bar.Hidden = wide < 1
	place(p.bar, 0, y, max(wide, 4), 4)
}

// Progress is the piece for the status bar: icon, what is done, bar, count and
// time left, and a way to stop.
type Progress struct {
	widget.BaseWidget
	bar    *ProgressLine
	title  *Text
	count  *Text
	cancel *Link
	row    *fyne.Container
}

// NewProgress makes a progress piece; cancel is the word that stops the work.
func NewProgress(icon, title, cancel string, stop func()) *Progress {
	p := &Progress{bar: NewProgressLine(0, 160), count: Second(""), cancel: NewLink(cancel, stop),
		title: NewText(title, look.TextLabel, look.Ink, false)}
	p.row = Row(10, NewIcon(icon, 14, look.Ink3), p.title, p.bar, p.count, p.cancel)
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how far the work is; the caller words count and time left:
// "6,214 / 10,000, 2 minutes left".
func (p *Progress) Set(share float64, count string) {
	p.bar.Set(share)
	p.count.Set(count)
	p.row.Refresh()
}

// CreateRenderer is for Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.row) }
