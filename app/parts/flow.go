package parts

import "fyne.io/fyne/v2"

// Lines sets objects side by side in as many rows as a width needs: chips and
// buttons that may become many.
func Lines(gap, width float32, objects ...fyne.CanvasObject) *fyne.Container {
	all := Stack(gap)
	line, wide := Row(gap), float32(0)
	for _, o := range objects {
		need := o.MinSize().Width + gap
		if wide+need > width && len(line.Objects) > 0 {
			all.Add(line)
			line, wide = Row(gap), 0
		}
		line.Add(o)
		wide += need
	}
	all.Add(line)
	return all
}
