package report

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// style is how a text is set.
type style struct {
	size  float64
	ink   colour
	heavy bool
}

func (t style) in(c colour) style { t.ink = c; return t }

// line is the height of a line of this style.
func (t style) line() float64 { return t.size * 1.36 }

// base is how far below the top of a line its baseline lies.
func (t style) base() float64 { return t.size * 1.03 }

// text sets str in one line whose top is y, and returns its width.
func (s *sheet) text(x, y float64, t style, str string) float64 {
	return s.textOn(len(s.pages)-1, x, y, t, str)
}

func (s *sheet) textOn(page int, x, y float64, t style, str string) float64 {
	if str = s.flat(str); str == "" {
		return 0
	}
	weight := s.weight(t, str)
	for _, r := range str {
		s.used[weight][r] = true
	}
	s.drawOn(page, func(p *fpdf.Fpdf) {
		p.SetFont(family, styles[weight], t.size)
		p.SetTextColor(t.ink.rgb())
		p.Text(x, y+t.base(), str)
	})
	return s.width(t, str)
}

// flat is str on one line, ready to be set.
func (s *sheet) flat(str string) string { return strings.ReplaceAll(s.show(str), "\n", " ") }

// right sets str so that it ends at x.
func (s *sheet) right(x, y float64, t style, str string) float64 {
	w := s.width(t, str)
	s.text(x-w, y, t, str)
	return w
}

// centre sets str around x.
func (s *sheet) centre(x, y float64, t style, str string) {
	s.text(x-s.width(t, str)/2, y, t, str)
}

// weight is that of the face in which a text is set: bold only if it has all of it.
func (s *sheet) weight(t style, str string) int {
	if !t.heavy {
		return regular
	}
	for _, r := range str {
		if !s.faces[bold].Has(r) {
			return regular
		}
	}
	return bold
}

// width is that of str in one line.
func (s *sheet) width(t style, str string) float64 {
	str = s.flat(str)
	face, sum := s.faces[s.weight(t, str)], 0
	for _, r := range str {
		sum += face.Advance(r)
	}
	return float64(sum) * t.size / 1000
}

// wrap breaks str into lines of at most the given width.
func (s *sheet) wrap(t style, width float64, str string) []string {
	face := s.faces[s.weight(t, s.show(str))]
	return breakLines(s.show(str), int(width*1000/t.size), face.Advance)
}

// lines sets lines one below the other and returns where the next would begin.
func (s *sheet) lines(x, y float64, t style, lines []string) float64 {
	for _, line := range lines {
		s.text(x, y, t, line)
		y += t.line()
	}
	return y
}

// short is str in one line, cut with dots where it would be wider. Use it only
// where the whole text stands elsewhere.
func (s *sheet) short(t style, width float64, str string) string {
	if s.width(t, str) <= width {
		return str
	}
	runes := []rune(s.flat(str))
	for len(runes) > 0 && s.width(t, string(runes)+"...") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "..."
}
