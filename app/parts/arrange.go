package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Row sets objects side by side with a gap, each at its own height in the
// middle. Gap() takes what is left over, Grow(o) gives it to o.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap}, objects...)
}

// FullRow is Row with every object as high as the row: for columns
// that carry grounds or lines.
func FullRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap, fill: true}, objects...)
}

// Stack sets objects below each other with a gap, each as wide as the stack.
// Gap() and Grow(o) work here too.
func Stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap, down: true, fill: true}, objects...)
}

// Gap is empty room that takes what is left over in a Row or Stack.
func Gap() fyne.CanvasObject { return layout.NewSpacer() }

// Room is empty room of a fixed size.
func Room(width, height float32) fyne.CanvasObject {
	return container.New(&fixed{width: width, height: height})
}

// Grow lets an object take what is left over in a Row or Stack; several share
// it evenly.
func Grow(o fyne.CanvasObject) *fyne.Container { return container.New(&grow{}, o) }

// Fix gives an object a fixed width or height (0: its own).
func Fix(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixed{width: width, height: height}, o)
}

// Inset leaves room around an object.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Over lays objects over each other, the first lowest.
func Over(objects ...fyne.CanvasObject) *fyne.Container { return container.NewStack(objects...) }

// Dock sets bars at the edges and gives the middle what is left over, without
// gaps. nil leaves an edge out; top and bottom take the whole width.
func Dock(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	d := &dock{top, bottom, left, right, middle}
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{middle, left, right, top, bottom} {
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(d, all...)
}

// dock is the layout of Dock.
type dock struct{ top, bottom, left, right, middle fyne.CanvasObject }

// need is the least size of an edge; none when it is hidden.
func need(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

// MinSize is for Fyne.
func (d *dock) MinSize([]fyne.CanvasObject) fyne.Size {
	top, bottom, left, right, mid := need(d.top), need(d.bottom), need(d.left), need(d.right), need(d.middle)
	wide := max(top.Width, bottom.Width, left.Width+mid.Width+right.Width)
	return fyne.NewSize(wide, top.Height+bottom.Height+max(left.Height, mid.Height, right.Height))
}

// Layout is for Fyne.
func (d *dock) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top, bottom := need(d.top).Height, need(d.bottom).Height
	left, right := need(d.left).Width, need(d.right).Width
	tall := max(size.Height-top-bottom, 0)
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if o != nil {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
		}
	}
	put(d.top, 0, 0, size.Width, top)
	put(d.bottom, 0, size.Height-bottom, size.Width, bottom)
	put(d.left, 0, top, left, tall)
	put(d.right, size.Width-right, top, right, tall)
	put(d.middle, left, top, size.Width-left-right, tall)
}

// line is the layout of Row and Stack.
type line struct {
	gap  float32
	down bool // a stack
	fill bool // as thick as the line
}

func (l *line) along(s fyne.Size) float32 {
	if l.down {
		return s.Height
	}
	return s.Width
}

func (l *line) across(s fyne.Size) float32 {
	if l.down {
		return s.Width
	}
	return s.Height
}

func (l *line) size(along, across float32) fyne.Size {
	if l.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

func grows(o fyne.CanvasObject) bool {
	if c, ok := o.(*fyne.Container); ok {
		_, is := c.Layout.(*grow)
		return is
	}
	_, is := o.(layout.SpacerObject)
	return is
}

func isSpacer(o fyne.CanvasObject) bool {
	_, is := o.(layout.SpacerObject)
	return is
}

// sum is the least length of the visible objects with gaps, and how many grow.
func (l *line) sum(objects []fyne.CanvasObject) (along, across float32, growing int) {
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		if grows(o) {
			growing++
		}
		if isSpacer(o) {
			continue
		}
		least := o.MinSize()
		along += l.along(least)
		across = max(across, l.across(least))
	}
	return along + l.gap*float32(max(shown-1, 0)), across, growing
}

// MinSize is for Fyne.
func (l *line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	along, across, _ := l.sum(objects)
	return l.size(along, across)
}

// Layout is for Fyne.
func (l *line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if l.down {
		widen(objects, size.Width)
	}
	least, _, growing := l.sum(objects)
	spare := max(l.along(size)-least, 0) / float32(max(growing, 1))
	at := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		at += l.put(o, at, spare, l.across(size)) + l.gap
	}
}

// widen gives objects their width before their heights are asked for: the
// height of a Paragraph depends on it.
func widen(objects []fyne.CanvasObject, width float32) {
	for _, o := range objects {
		if o.Visible() && !isSpacer(o) && o.Size().Width != width {
			o.Resize(fyne.NewSize(width, o.MinSize().Height))
		}
	}
}

// put places one object and says how long it became.
func (l *line) put(o fyne.CanvasObject, at, spare, thick float32) float32 {
	long := float32(0)
	if !isSpacer(o) {
		long = l.along(o.MinSize())
	}
	if grows(o) {
		long += spare
	}
	across, from := thick, float32(0)
	if !l.fill {
		across = min(l.across(o.MinSize()), thick)
		from = middle(thick, across)
	}
	o.Resize(l.size(long, across))
	if l.down {
		o.Move(fyne.NewPos(from, at))
	} else {
		o.Move(fyne.NewPos(at, from))
	}
	return long
}

// grow marks its one object as taking what is left over.
type grow struct{}

// MinSize is for Fyne.
func (*grow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

// Layout is for Fyne.
func (*grow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// fixed is the layout of Fix and Room.
type fixed struct{ width, height float32 }

// MinSize is for Fyne.
func (f *fixed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(f.width, f.height)
	for _, o := range objects {
		least := o.MinSize()
		if f.width == 0 {
			size.Width = max(size.Width, least.Width)
		}
		if f.height == 0 {
			size.Height = max(size.Height, least.Height)
		}
	}
	return size
}

// Layout is for Fyne.
func (f *fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	(&grow{}).Layout(objects, size)
}
