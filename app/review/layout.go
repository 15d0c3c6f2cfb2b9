package review

import (
	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/app/parts"
)

// split sets the call at the left and the sheet at the right of a hairline.
type split struct{}

// The width of the sheet: a share of the room, within bounds at 100 %.
const (
	sheetShare = .386
	sheetLeast = 480
	sheetMost  = 640
)

func sheetWidth(whole float32) float32 {
	w := max(min(whole*sheetShare, look.Scaled(sheetMost)), min(look.Scaled(sheetLeast), whole*.45))
	return float32(int(w))
}

// MinSize is for Fyne.
func (split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	tall := float32(0)
	for _, o := range objects {
		tall = max(tall, o.MinSize().Height)
	}
	return fyne.NewSize(900, tall)
}

// Layout is for Fyne: left, hairline, right.
func (split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := sheetWidth(size.Width)
	put(objects[0], 0, size.Width-w-1, size.Height)
	put(objects[1], size.Width-w-1, 1, size.Height)
	put(objects[2], size.Width-w, w, size.Height)
}

func put(o fyne.CanvasObject, x, w, h float32) {
	o.Move(fyne.NewPos(x, 0))
	o.Resize(fyne.NewSize(w, h))
}

// spread sets facts side by side over the width; those that yield go while
// there is too little room, the one with the greatest number first.
type spread struct {
	yield []int // by object; 0 never goes
}

const factGap = 16

// MinSize is for Fyne.
func (s *spread) MinSize(objects []fyne.CanvasObject) fyne.Size {
	tall := float32(0)
	for _, o := range objects {
		tall = max(tall, o.MinSize().Height)
	}
	return fyne.NewSize(100, tall)
}

// Layout is for Fyne.
func (s *spread) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := make([]bool, len(objects))
	for i := range objects {
		shown[i] = true
	}
	for s.needs(objects, shown) > size.Width && s.drop(shown) {
	}
	sum, n := float32(0), 0
	for i, o := range objects {
		if shown[i] {
			sum, n = sum+o.MinSize().Width, n+1
		}
	}
	gap := (size.Width - sum) / float32(max(n-1, 1))
	x := float32(0)
	for i, o := range objects {
		if o.Visible() != shown[i] {
			set(o, shown[i])
		}
		if shown[i] {
			put(o, float32(int(x)), o.MinSize().Width, size.Height)
			x += o.MinSize().Width + gap
		}
	}
}

func set(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
		return
	}
	o.Hide()
}

func (s *spread) needs(objects []fyne.CanvasObject, shown []bool) float32 {
	sum := float32(0)
	for i, o := range objects {
		if shown[i] {
			sum += o.MinSize().Width + factGap
		}
	}
	return sum - factGap
}

func (s *spread) drop(shown []bool) bool {
	at, most := -1, 0
	for i, y := range s.yield {
		if shown[i] && y > most {
			at, most = i, y
		}
	}
	if at >= 0 {
		shown[at] = false
	}
	return at >= 0
}

// lead sets words side by side; the first, a text that can be cut, gets what
// the others leave of the width, and no more than it needs.
type lead struct{}

const leadGap = 7

// MinSize is for Fyne.
func (lead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = fyne.NewSize(size.Width+o.MinSize().Width+leadGap, max(size.Height, o.MinSize().Height))
	}
	return size
}

// Layout is for Fyne.
func (lead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width
	for i, o := range objects {
		if i > 0 {
			rest -= o.MinSize().Width + leadGap
		}
	}
	x := float32(0)
	for i, o := range objects {
		w := o.MinSize().Width
		if t, ok := o.(*parts.Text); ok && i == 0 {
			w = max(min(lengthOf(t), rest), 0)
		}
		h := min(o.MinSize().Height, size.Height)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, float32(int((size.Height-h)/2))))
		x += w + leadGap
	}
}

// tail sets objects side by side at the right end. In a narrow place the first
// ones go, and the last becomes narrower, as far as it is of use.
type tail struct{ gap float32 }

// tailLeast is the width below which the last object of a tail goes too.
const tailLeast = 96

// MinSize is for Fyne: any width does.
func (tail) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Layout is for Fyne.
func (t tail) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := size.Width
	for i := len(objects) - 1; i >= 0; i-- {
		o, least := objects[i], objects[i].MinSize()
		if least.Width > right && (i < len(objects)-1 || right < tailLeast) {
			o.Hide()
			continue
		}
		o.Show()
		w, h := max(min(least.Width, right), 0), min(least.Height, size.Height)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(right-w, float32(int((size.Height-h)/2))))
		right -= w + t.gap
	}
}

// lengthOf is the whole length of a text.
func lengthOf(t *parts.Text) float32 {
	full := fyne.MeasureText(t.Value, look.Text(t.TextSize), fyne.TextStyle{Bold: t.Bold})
	return float32(int(full.Width)) + 2
}
