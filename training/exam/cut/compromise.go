package cut

import "slices"

// Point is a cut and the share of people who pass with it.
type Point struct {
	Cut  float64
	Pass float64 // 0…1
}

// passing is the share of totals at or above cut.
func passing(totals []float64, cut float64) float64 {
	n := 0
	for _, t := range totals {
		if t >= cut-1e-9 {
			n++
		}
	}
	return float64(n) / float64(len(totals))
}

// Beuk finds the compromise of what judges demand (a cut each) and what they
// expect (a pass rate each, 0…1): from the point of both means along the line
// with the slope SD(pass) ÷ SD(cut) to where it meets the curve of pass rates
// (Beuk, Journal of Educational Measurement 21, 1984, 147-152). ok is false
// without people, with fewer than two judges, or where the line meets nothing.
func Beuk(totals, cuts, passes []float64, most float64) (p Point, ok bool) {
	if len(totals) == 0 || len(cuts) < 2 || len(cuts) != len(passes) {
		return Point{}, false
	}
	cut, sdCut := spread(cuts)
	pass, sdPass := spread(passes)
	if sdCut == 0 {
		return Point{cut, passing(totals, cut)}, true
	}
	slope := sdPass / sdCut
	return meet(totals, most, func(x float64) float64 { return pass + slope*(x-cut) })
}

// Limits are what a cut must keep to: the lowest and highest cut, and the
// lowest and highest share of people who may fail (0…1).
type Limits struct{ MinCut, MaxCut, MinFail, MaxFail float64 }

// Hofstee finds where the line from (lowest cut, highest failing) to (highest
// cut, lowest failing) meets the curve of failing people (Hofstee, in Anderson
// & Helmick (eds.), On Educational Testing, 1983, 109-127). ok is false where
// it does not: the limits contradict the marks.
func Hofstee(totals []float64, l Limits) (p Point, ok bool) {
	if len(totals) == 0 || l.MaxCut <= l.MinCut || l.MaxFail < l.MinFail {
		return Point{}, false
	}
	slope := (l.MinFail - l.MaxFail) / (l.MaxCut - l.MinCut)
	line := func(x float64) float64 { return 1 - (l.MaxFail + slope*(x-l.MinCut)) }
	p, ok = meet(totals, l.MaxCut, line)
	return p, ok && p.Cut >= l.MinCut-1e-9
}

// meet finds where a rising line of pass rates meets the falling curve of the
// people's: the lowest cut, among the marks that people have and the edges, at
// which the line is at or above the curve.
func meet(totals []float64, most float64, line func(cut float64) float64) (Point, bool) {
	marks := append(slices.Clone(totals), 0, most)
	slices.Sort(marks)
	marks = slices.Compact(marks)
	for i, x := range marks {
		if x > most {
			break
		}
		share := passing(totals, x)
		if line(x) < share {
			continue
		}
		if i == 0 {
			return Point{x, share}, line(x)-share < 1e-9
		}
		// Between two marks the share is that of the upper one.
		return Point{crossing(marks[i-1], x, share, line), share}, true
	}
	return Point{}, false
}

// crossing is where the line reaches share between two marks.
func crossing(from, to, share float64, line func(float64) float64) float64 {
	if line(from) >= share {
		return from
	}
	for range 100 {
		middle := (from + to) / 2
		if line(middle) < share {
			from = middle
		} else {
			to = middle
		}
	}
	return to
}
