package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Share is one piece of a SharesBar and its line in the legend.
type Share struct {
	Word  string
	Count int
	Tone  look.Token // a mark token
}

// SharesBar is a thin bar that shows how a number is made up: pieces as long as
// their counts, with a hair between them.
type SharesBar struct {
	widget.BaseWidget
	Shares []Share

	drawn []fyne.CanvasObject
}

// NewSharesBar makes a bar of at least 120.
func NewSharesBar(shares ...Share) *SharesBar {
	b := &SharesBar{Shares: shares}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *SharesBar) CreateRenderer() fyne.WidgetRenderer { return newDrawing(b) }

func (b *SharesBar) pieces() []fyne.CanvasObject { return b.drawn }
func (b *SharesBar) paint()                      {}
func (b *SharesBar) least() fyne.Size            { return fyne.NewSize(120, 6) }

func (b *SharesBar) lay(size fyne.Size) {
	b.drawn = nil
	all, some := 0, 0
	for _, s := range b.Shares {
		if s.Count > 0 {
			all, some = all+s.Count, some+1
		}
	}
	if all == 0 {
		return
	}
	const thick, hair = 6, 2
	x, wide := float32(0), size.Width-hair*float32(some-1)
	for _, s := range b.Shares {
		if s.Count <= 0 {
			continue
		}
		w := wide * float32(s.Count) / float32(all)
		r := box()
		fill(r, s.Tone, look.Clear, thick/2)
		place(r, x, middle(size.Height, thick), w, thick)
		b.drawn = append(b.drawn, r)
		x += w + hair
	}
}

// Legend names the pieces with their counts, each behind a dot of its tone.
func Legend(shares ...Share) fyne.CanvasObject {
	row := Row(16)
	for _, s := range shares {
		dot := canvas.NewCircle(look.Colour(s.Tone))
		row.Add(Row(6, Fix(8, 8, dot), Second(s.Word)))
	}
	return row
}
