package stretch

import "math"

// searchRate is about the rate at which the first, coarse search compares
// frames; the second one compares all of them around its find.
const searchRate = 8000

// join is the place, to a fraction of a frame, within the reach of mid from
// which the lane goes on most like the natural continuation of what was just
// written: the greatest normalised cross-correlation over one hop.
func (s *Stretcher) join(l *lane, mid int64) float64 {
	l.prepare(s.base, mid-int64(s.reach)-1, mid+int64(s.reach)+1)
	like := func(p int64, stride int) float64 { return l.likeness(s.base, p, stride) }
	best := s.best(mid, like)
	if best == s.base {
		return float64(best)
	}
	return float64(best) + summit(like(best-1, 1), like(best, 1), like(best+1, 1))
}

// meet is the whole frame at which all lanes together go on best.
func (s *Stretcher) meet(mid int64) int64 {
	for _, l := range s.lanes {
		l.prepare(s.base, mid-int64(s.reach), mid+int64(s.reach))
	}
	return s.best(mid, func(p int64, stride int) (sum float64) {
		for _, l := range s.lanes {
			sum += l.likeness(s.base, p, stride)
		}
		return sum
	})
}

// best is the frame within the reach of mid at which like is greatest: the first
// of the few that are greatest over every other sample.
func (s *Stretcher) best(mid int64, like func(p int64, stride int) float64) int64 {
	mid = max(mid, s.base)
	low, high := max(mid-int64(s.reach), s.base), mid+int64(s.reach)
	stride := max(1, s.rate/searchRate)
	best, top := mid, like(mid, 1)*(1+1e-6) // so that silence stays where it is
	for _, c := range s.candidates(low, high, stride, like) {
		around := int64(stride - 1)
		for p := max(c-around, low); p <= min(c+around, high); p++ {
			if l := like(p, 1); l > top {
				best, top = p, l
			}
		}
	}
	return best
}

// candidates are the frames between low and high, every stride-th looked at, that
// are most alike where twice as few samples are compared.
func (s *Stretcher) candidates(low, high int64, stride int, like func(int64, int) float64) [4]int64 {
	var at [4]int64
	var tops [4]float64
	for i := range at {
		at[i], tops[i] = low, math.Inf(-1)
	}
	for p := low; p <= high; p += int64(stride) {
		l := like(p, 2*stride)
		if l <= tops[len(tops)-1] {
			continue
		}
		i := len(tops) - 1
		for ; i > 0 && l > tops[i-1]; i-- {
			tops[i], at[i] = tops[i-1], at[i-1]
		}
		tops[i], at[i] = l, p
	}
	return at
}

// summit is where, between -0.5 and 0.5, the top of the cosine through three
// values at -1, 0 and 1 lies. Whole frames alone would shift a tone at 8 kHz by
// up to 5 cents.
func summit(before, here, after float64) float64 {
	if here <= 0 || before >= here || after >= here {
		return 0
	}
	turn := math.Acos(max(-1, (before+after)/(2*here)))
	d := math.Atan((after-before)/(2*here*math.Sin(turn))) / turn
	if math.IsNaN(d) {
		return 0
	}
	return min(max(d, -0.5), 0.5)
}
