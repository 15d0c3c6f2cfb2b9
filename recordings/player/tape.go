package player

// tape holds the sound read ahead, as lanes in the order in which they will be
// heard, and knows which frame of the call each of its frames is.
type tape struct {
	lanes  int
	sound  []float32 // interleaved; what lies before head was taken
	head   int
	taken  int64   // tape frames taken so far
	filled int64   // tape frames put in so far
	pieces []piece // what the tape frames are, oldest first
	ended  bool    // nothing more will be put in
}

// piece is a run of tape frames from one place of the call.
type piece struct {
	at     int64 // first tape frame
	source int64 // the call's frame there
	still  bool  // a gap: the call's position stands
}

func (t *tape) left() int { return (len(t.sound) - t.head) / t.lanes }

// put appends interleaved frames that lie at the call's frame source.
func (t *tape) put(frames []float32, source int64, still bool) {
	t.pieces = append(t.pieces, piece{t.filled, source, still})
	if t.head > len(t.sound)/2 {
		t.sound = t.sound[:copy(t.sound, t.sound[t.head:])]
		t.head = 0
	}
	t.sound = append(t.sound, frames...)
	t.filled += int64(len(frames) / t.lanes)
}

// take moves frames into dst and returns how many.
func (t *tape) take(dst []float32) int {
	n := copy(dst, t.sound[t.head:]) / t.lanes
	t.head += n * t.lanes
	t.taken += int64(n)
	return n
}

// source is the call's frame, fractional, at tape frame at.
func (t *tape) source(at float64) float64 {
	last := -1
	for i, p := range t.pieces {
		if float64(p.at) > at {
			break
		}
		last = i
	}
	if last < 0 {
		if len(t.pieces) == 0 {
			return 0
		}
		return float64(t.pieces[0].source)
	}
	p := t.pieces[last]
	if p.still {
		return float64(p.source)
	}
	return float64(p.source) + min(at, float64(t.filled)) - float64(p.at)
}

// forget drops the pieces that lie wholly before tape frame at.
func (t *tape) forget(at float64) {
	n := 0
	for n+1 < len(t.pieces) && float64(t.pieces[n+1].at) <= at {
		n++
	}
	t.pieces = append(t.pieces[:0], t.pieces[n:]...)
}

// cut drops all but the next keep frames and returns the call's frame after
// them, from which reading must go on.
func (t *tape) cut(keep int) int64 {
	keep = min(keep, t.left())
	t.sound = t.sound[:t.head+keep*t.lanes]
	end := t.taken + int64(keep)
	source := int64(t.source(float64(end)))
	for len(t.pieces) > 1 && t.pieces[len(t.pieces)-1].at >= end {
		t.pieces = t.pieces[:len(t.pieces)-1]
	}
	t.filled, t.ended = end, false
	return source
}
