package speech

const (
	leakLatest = 25            // frames by which a leaked voice may come later: the echo of a line
	leakLeast  = 2 * perSecond // frames of the other's speech that a path is judged by
	leakBlur   = 3             // frames before and after, for what lies between frames
)

// path is how one lane's voice gets into the other: so many frames later, at
// so much from its level.
type path struct {
	lag   int
	level level
}

// leak marks the frames of own that hold no more than the other's voice, as it
// gets through a headset or comes back as an echo: while the other talks, own
// follows at a steady distance.
func leak(own, other []level, talks []bool, s Settings) []bool {
	p, found := findPath(own, other, talks, s)
	if !found {
		return nil
	}
	most := p.level + level(10*s.LeakWithinDB)
	out := make([]bool, len(own))
	for i := range own {
		heard, voiced := around(other, talks, i-p.lag)
		out[i] = voiced && own[i]-heard <= most
	}
	return out
}

// around is the highest level about frame at, and whether there is speech.
func around(lane []level, talks []bool, at int) (heard level, voiced bool) {
	heard = lowest
	for i := max(0, at-leakBlur); i < min(len(lane), at+leakBlur+1); i++ {
		heard = max(heard, lane[i])
		voiced = voiced || talks[i]
	}
	return heard, voiced
}

// findPath tries every lag and returns the path at the one where own keeps the
// steadiest distance from the other, if it is steady enough.
func findPath(own, other []level, talks []bool, s Settings) (best path, found bool) {
	below := level(10 * s.LeakBelowDB)
	loud := loudFrames(own, other, talks, below)
	steadiest := s.LeakSpreadDB
	for lag := range leakLatest + 1 {
		var apart histogram
		for _, i := range loud {
			if j := i + lag; j < len(own) && own[j] > lowest && own[j]-other[i] <= below {
				apart.add(own[j]-other[i], 1)
			}
		}
		if apart.total < max(leakLeast, len(loud)/2) {
			continue
		}
		if spread := apart.percentile(75) - apart.percentile(25); spread <= steadiest {
			steadiest, found = spread, true
			best = path{lag, level(10 * apart.percentile(50))}
		}
	}
	return best, found
}

// loudFrames are those in which the other talks, not below its median level,
// and own doesn't reach it.
func loudFrames(own, other []level, talks []bool, below level) []int {
	var levels histogram
	var frames []int
	for i, t := range talks {
		if t && own[i]-other[i] <= below {
			frames = append(frames, i)
			levels.add(other[i], 1)
		}
	}
	median := level(10 * levels.percentile(50))
	loud := frames[:0]
	for _, i := range frames {
		if other[i] >= median {
			loud = append(loud, i)
		}
	}
	return loud
}
