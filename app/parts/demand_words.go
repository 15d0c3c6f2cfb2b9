package parts

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"shifu/app/look"
)

func (c *DemandChart) words(size fyne.Size) {
	tall := look.Text(look.TextDigit) * look.LineHeight
	for _, t := range c.Ticks {
		w := word()
		write(w, t.Word, look.TextDigit, look.Ink3, false)
		wide := measure(w).Width
		place(w, min(max(c.x(t.At)-wide/2, 0), size.Width-wide), c.foot+3, wide, tall)
		c.drawn = append(c.drawn, w)
	}
	c.markWords(size.Width)
	c.along(c.CarriedWord, look.Ink, 1, -1, func(p DemandPoint) float64 { return p.Carried })
	if n := len(c.Points); n > 8 {
		c.along(c.PlannedWord, look.Ink3, n-7, +1, func(p DemandPoint) float64 { return p.Planned })
	}
}

// markWords writes what happened over its dashes, in two lines; a word that would
// cross another is left out.
func (c *DemandChart) markWords(width float32) {
	var said [2][]span
	free := func(line int, from, to float32) bool {
		return from >= c.left && to <= width && !slices.ContainsFunc(said[line], func(s span) bool { return from < s.x+s.width+8 && s.x < to+8 })
	}
	for _, m := range c.Marks {
		x := c.x(m.At)
		c.plane.pieces(dashes(x, c.top-6, x, c.foot, 1, 3, 3, look.Colour(m.Tone)))
		wide := textWidth(m.Word, look.TextLabel, false)
		for try := range 4 {
			line, left := try/2, x-wide-6
			if try%2 == 1 {
				left = x + 6
			}
			if free(line, left, left+wide) {
				said[line] = append(said[line], span{left, wide})
				w := word()
				write(w, m.Word, look.TextLabel, m.Ink, false)
				place(w, left, float32(line)*look.Scaled(17), wide, look.Scaled(18))
				c.drawn = append(c.drawn, w)
				break
			}
		}
	}
}

// along writes a word above (−1) or below (+1) a line, clear of it as far as the
// word reaches; where there is no room below, the legend has to do.
func (c *DemandChart) along(text string, ink look.Token, at, side int, of func(DemandPoint) float64) {
	if at >= len(c.Points) || text == "" || math.IsNaN(of(c.Points[at])) {
		return
	}
	w := word()
	write(w, text, look.TextLabel, ink, false)
	wide := measure(w).Width
	y := c.y(of(c.Points[at]))
	for i := at; i < len(c.Points) && c.x(float64(i)) < c.x(float64(at))+wide+8; i++ {
		if v := of(c.Points[i]); !math.IsNaN(v) {
			if side < 0 {
				y = min(y, c.y(v))
			} else {
				y = max(y, c.y(v))
			}
		}
	}
	if side < 0 {
		y -= look.Scaled(20)
	} else if y += 2; y+look.Scaled(18) > c.foot {
		return
	}
	place(w, c.x(float64(at))+4, y, wide, look.Scaled(18))
	c.drawn = append(c.drawn, w)
}
