package parts

func (f *Form) top(entry int) float32 {
	if entry < 0 || entry >= len(f.tops) {
		return 0
	}
	y := f.tops[entry]
	if f.awake >= 0 && entry > f.awake {
		y += f.open.height() - formHeight()
	}
	return y
}

func (f *Form) height() float32 { return f.top(len(f.entries)) }

// showAwake scrolls as little as brings the row awake fully into view, with one
// more row around it where there is room.
func (f *Form) showAwake() {
	if f.awake < 0 || f.scroll.Size().Height <= 0 {
		return
	}
	top, view := f.top(f.awake), f.scroll.Size().Height
	around := formHeight()
	if f.open.height()+2*around > view {
		around = 0
	}
	y := max(f.scroll.Offset.Y, top+f.open.height()+around-view)
	y = min(y, top-around)
	if f.open.height() > view {
		y = top
	}
	f.scrollTo(y)
}

func (f *Form) scrollTo(y float32) {
	y = max(min(y, f.height()-f.scroll.Size().Height), 0)
	if y != f.scroll.Offset.Y {
		f.scroll.Offset.Y = y
	}
	f.scroll.Refresh()
	f.body.arrange()
}

// resized takes over that the row awake has another height.
func (f *Form) resized() {
	f.scrollTo(f.scroll.Offset.Y)
}

// ScrollTop shows the beginning.
func (f *Form) ScrollTop() { f.scrollTo(0) }
