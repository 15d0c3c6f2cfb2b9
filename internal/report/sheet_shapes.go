package report

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
)

func (s *sheet) fill(x, y, w, h float64, c colour) { s.draw(fillOp(x, y, w, h, c)) }

func fillOp(x, y, w, h float64, c colour) func(*fpdf.Fpdf) {
	return func(p *fpdf.Fpdf) {
		p.SetFillColor(c.rgb())
		p.Rect(x, y, w, h, "F")
	}
}

// plate is a rectangle with round corners.
func (s *sheet) plate(x, y, w, h, r float64, c colour) {
	s.draw(func(p *fpdf.Fpdf) {
		p.SetFillColor(c.rgb())
		p.RoundedRect(x, y, w, h, r, "1234", "F")
	})
}

func (s *sheet) frame(x, y, w, h, r float64, c colour) {
	s.draw(func(p *fpdf.Fpdf) {
		p.SetDrawColor(c.rgb())
		p.SetLineWidth(0.6)
		p.RoundedRect(x, y, w, h, r, "1234", "D")
	})
}

func (s *sheet) hairline(x, y, w float64, c colour) { s.fill(x, y, w, 0.5, c) }

func (s *sheet) disc(x, y, r float64, c colour) {
	s.draw(func(p *fpdf.Fpdf) {
		p.SetFillColor(c.rgb())
		p.Circle(x, y, r, "F")
	})
}

// arc strokes part of a circle, clockwise from the top; share is 0 … 1.
func (s *sheet) arc(x, y, r, width, share float64, c colour) {
	s.draw(func(p *fpdf.Fpdf) {
		p.SetDrawColor(c.rgb())
		p.SetLineWidth(width)
		if share >= 1 {
			p.Circle(x, y, r, "D")
			return
		}
		p.Arc(x, y, r, r, 0, 90-360*share, 90, "D")
	})
}

// stroke draws a line through points given as x, y, x, y, ...
func (s *sheet) stroke(width float64, c colour, at ...float64) {
	s.draw(func(p *fpdf.Fpdf) {
		p.SetDrawColor(c.rgb())
		p.SetLineWidth(width)
		p.SetLineCapStyle("round")
		for i := 0; i+3 < len(at); i += 2 {
			p.Line(at[i], at[i+1], at[i+2], at[i+3])
		}
		p.SetLineCapStyle("butt")
	})
}

// area fills the polygon through points given as x, y, x, y, ...
func (s *sheet) area(c colour, at ...float64) {
	points := make([]fpdf.PointType, len(at)/2)
	for i := range points {
		points[i] = fpdf.PointType{X: at[2*i], Y: at[2*i+1]}
	}
	s.draw(func(p *fpdf.Fpdf) {
		p.SetFillColor(c.rgb())
		p.Polygon(points, "F")
	})
}

// octagon fills a regular octagon that stands on an edge.
func (s *sheet) octagon(x, y, r float64, c colour) {
	var at []float64
	for i := range 8 {
		turn := math.Pi/8 + float64(i)*math.Pi/4
		at = append(at, x+r*math.Cos(turn), y+r*math.Sin(turn))
	}
	s.area(c, at...)
}

// half fills the left half of a disc.
func (s *sheet) half(x, y, r float64, c colour) {
	var at []float64
	for i := range 25 {
		turn := math.Pi/2 + float64(i)*math.Pi/24
		at = append(at, x+r*math.Cos(turn), y+r*math.Sin(turn))
	}
	s.area(c, at...)
}
