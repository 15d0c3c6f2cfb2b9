package speech

import "math"

// thresholds is the level up to which a lane is quiet, for every second of it:
// the levels of a window around the second are split in two after Otsu (IEEE
// Trans. SMC 9, 1979), and speech lies well above the quiet class. Music is
// left out. Where a noise ends, or a line goes dead for a while, the window
// holds two kinds of quiet: so each half of it, and the whole lane, have to
// agree.
func thresholds(lane []level, music []Span, s Settings) []level {
	heard := sounds(len(lane), music)
	var all histogram
	for i, l := range lane {
		all.add(l, heard[i])
	}
	least := all.margin(s)
	w := window{lane: lane, heard: heard, half: s.WindowSeconds * perSecond / 2}
	out := make([]level, 0, len(lane)/perSecond+1)
	for at := 0; at < len(lane); at += perSecond {
		w.move(at + perSecond/2)
		out = append(out, level(math.Round(10*max(least, w.threshold(s)))))
	}
	return out
}

// window counts the levels of a stretch before and a stretch after its middle.
type window struct {
	lane          []level
	heard         []int
	half          int
	before, after histogram
	from, mid, to int // what the histograms hold: from to mid, mid to to
}

func (w *window) move(middle int) {
	for ; w.to < min(len(w.lane), middle+w.half); w.to++ {
		w.after.add(w.lane[w.to], w.heard[w.to])
	}
	for ; w.mid < min(len(w.lane), middle); w.mid++ {
		w.after.add(w.lane[w.mid], -w.heard[w.mid])
		w.before.add(w.lane[w.mid], w.heard[w.mid])
	}
	for ; w.from < middle-w.half; w.from++ {
		w.before.add(w.lane[w.from], -w.heard[w.from])
	}
}

// threshold is the highest of the whole window and of its halves, unless a
// half holds hardly any sound but music, or lies outside of the recording.
func (w *window) threshold(s Settings) float64 {
	whole := w.before
	for i, n := range w.after.count {
		whole.count[i] += n
	}
	whole.total += w.after.total
	t := whole.threshold(s)
	for _, h := range []*histogram{&w.before, &w.after} {
		if h.total > w.half/4 {
			t = max(t, h.threshold(s))
		}
	}
	return t
}

// sounds is 1 for each frame outside of music, and 0 within.
func sounds(n int, music []Span) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	for _, m := range music {
		clear(out[m.From/frame : m.To/frame])
	}
	return out
}

const (
	bin  = 5 // tenths of a dB
	bins = (highest-lowest)/bin + 1
)

// histogram counts levels by half decibels.
type histogram struct {
	count [bins]int
	total int
}

func (h *histogram) add(l level, n int) {
	h.count[(int(l)-lowest)/bin] += n
	h.total += n
}

// middle is the level in the middle of bin i, in dB.
func middle(i float64) float64 { return (lowest + (i+0.5)*bin) / 10 }

// percentile is the level, in dB, below which so many hundredths lie.
func (h *histogram) percentile(p int) float64 {
	sum := 0
	for i, n := range h.count {
		if sum += n; sum*100 >= h.total*p && sum > 0 {
			return middle(float64(i))
		}
	}
	return middle(0)
}

// threshold is how high, in dB, the quiet class reaches, but not far above the
// quietest levels.
func (h *histogram) threshold(s Settings) float64 {
	return min(h.margin(s), h.percentile(s.QuietPercentile)+s.AboveQuietDB)
}

// margin is how high, in dB, the quiet class reaches.
func (h *histogram) margin(s Settings) float64 {
	split := h.split()
	mean, deviation := h.moments(split)
	if s.below {
		deviation = h.below(mean)
	}
	return mean + max(s.MarginDB, s.Deviations*deviation)
}

// below is the standard deviation, in dB, of the levels up to a mean, about it:
// that of the noise alone, since what speech is left in the quiet class lies
// above. A noise has a small one, a crowd that chatters a large one.
func (h *histogram) below(mean float64) float64 {
	n, squares := 0, 0.0
	for i, c := range h.count {
		if d := middle(float64(i)) - mean; d <= 0 {
			n += c
			squares += float64(c) * d * d
		}
	}
	return math.Sqrt(squares / float64(max(1, n)))
}

// split is the last bin of the lower class where the variance between the
// classes is largest.
func (h *histogram) split() int {
	all := 0
	for i, n := range h.count {
		all += i * n
	}
	best, split := -1.0, 0
	n, sum := 0, 0
	for i := range h.count[:bins-1] {
		n += h.count[i]
		sum += i * h.count[i]
		if n == 0 || n == h.total {
			continue
		}
		apart := float64(sum)/float64(n) - float64(all-sum)/float64(h.total-n)
		if v := float64(n) * float64(h.total-n) * apart * apart; v > best {
			best, split = v, i
		}
	}
	if best < 0 {
		split = bins - 1 // all levels in one bin
	}
	return split
}

// moments of the bins up to last.
func (h *histogram) moments(last int) (mean, deviation float64) {
	n, sum, squares := 0, 0, 0
	for i, c := range h.count[:last+1] {
		n += c
		sum += i * c
		squares += i * i * c
	}
	if n == 0 {
		return middle(0), 0
	}
	at := float64(sum) / float64(n)
	variance := max(0, float64(squares)/float64(n)-at*at)
	return middle(at), math.Sqrt(variance) * bin / 10
}
