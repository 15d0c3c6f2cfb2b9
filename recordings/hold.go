package recordings

import (
	"cmp"
	"slices"
	"time"
)

// Hold is a stretch of a call in which the caller was kept waiting on the line,
// as the recorder tells it.
type Hold struct{ From, To time.Duration }

// JoinHolds puts holds in order and makes those that overlap or touch into one;
// overlap, if not nil, hears of each that overlaps the one before.
func JoinHolds(holds []Hold, overlap func(Hold)) (out []Hold) {
	sorted := slices.SortedFunc(slices.Values(holds), func(a, b Hold) int { return cmp.Compare(a.From, b.From) })
	for _, h := range sorted {
		last := len(out) - 1
		if last < 0 || h.From > out[last].To {
			out = append(out, h)
			continue
		}
		if h.From < out[last].To && overlap != nil {
			overlap(h)
		}
		out[last].To = max(out[last].To, h.To)
	}
	return out
}

// Beside is what comes in together with a call.
type Beside struct {
	Said  []Utterance // nil: not known
	Holds []Hold      // in order and apart
	Tags  []string
}
