package speech

import (
	"slices"
	"time"
)

// Span is a stretch of a recording, From included and To not.
type Span struct{ From, To time.Duration }

// Length is how long the span lasts.
func (s Span) Length() time.Duration { return s.To - s.From }

// Total is how long all spans last together.
func Total(spans []Span) time.Duration {
	var sum time.Duration
	for _, s := range spans {
		sum += s.Length()
	}
	return sum
}

// merge sorts spans, leaves out empty ones, and joins those that touch or are
// no further apart than gap. It changes nothing in place.
func merge(spans []Span, gap time.Duration) []Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return int(min(1, max(-1, a.From-b.From))) })
	var out []Span
	for _, s := range sorted {
		switch last := len(out) - 1; {
		case s.Length() <= 0:
		case last >= 0 && s.From-out[last].To <= gap:
			out[last].To = max(out[last].To, s.To)
		default:
			out = append(out, s)
		}
	}
	return out
}

// both is what lies in a and in b; each is in order and without overlaps.
func both(a, b []Span) []Span {
	var out []Span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		s := Span{max(a[i].From, b[j].From), min(a[i].To, b[j].To)}
		if s.Length() > 0 {
			out = append(out, s)
		}
		if a[i].To < b[j].To {
			i++
		} else {
			j++
		}
	}
	return out
}

// less is what lies in a and not in b; each is in order and without overlaps.
func less(a, b []Span) []Span {
	var out []Span
	j := 0
	for _, s := range a {
		for j < len(b) && b[j].To <= s.From {
			j++
		}
		for k := j; k < len(b) && b[k].From < s.To; k++ {
			if b[k].From > s.From {
				out = append(out, Span{s.From, b[k].From})
			}
			s.From = b[k].To
		}
		if s.Length() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// longer are the spans of at least so long.
func longer(spans []Span, least time.Duration) []Span {
	var out []Span
	for _, s := range spans {
		if s.Length() >= least {
			out = append(out, s)
		}
	}
	return out
}

// longest is the first of the longest spans, zero if there is none.
func longest(spans []Span) Span {
	var out Span
	for _, s := range spans {
		if s.Length() > out.Length() {
			out = s
		}
	}
	return out
}
