package player

import "math"

// ears is how loud a lane is in the left and the right ear, as factors.
type ears [2]float32

// loudness turns what a person set into factors for each lane. Pan and balance
// only ever lower the far ear, so that the middle is as loud as a side.
func loudness(s Snapshot) []ears {
	solo := false
	for _, l := range s.Lanes {
		solo = solo || l.Solo
	}
	out := make([]ears, len(s.Lanes))
	for i, l := range s.Lanes {
		if l.Muted || solo && !l.Solo {
			continue
		}
		g := math.Pow(10, (l.Gain+s.Volume)/20)
		out[i][0] = float32(g * min(1, 1-l.Pan) * min(1, 1-s.Balance))
		out[i][1] = float32(g * min(1, 1+l.Pan) * min(1, 1+s.Balance))
	}
	return out
}

// mixer mixes lanes into two ears; changes take 5 ms, so that none clicks.
type mixer struct {
	now, goal, slope []ears
	ramp, left       int // frames that a change takes, and that are left of it
}

func newMixer(goal []ears, rate int) *mixer {
	m := &mixer{ramp: max(1, rate/200), slope: make([]ears, len(goal))}
	m.now = append(m.now, goal...)
	m.goal = goal
	return m
}

func (m *mixer) aim(goal []ears) {
	m.goal, m.left = goal, m.ramp
	for l := range goal {
		for e := range goal[l] {
			m.slope[l][e] = (goal[l][e] - m.now[l][e]) / float32(m.ramp)
		}
	}
}

// mix adds the lanes of each frame up into stereo frames.
func (m *mixer) mix(dst, lanes []float32) {
	n := len(m.now)
	for i := 0; i+n <= len(lanes); i += n {
		var left, right float32
		for l, x := range lanes[i : i+n] {
			left += x * m.now[l][0]
			right += x * m.now[l][1]
		}
		dst[i/n*2], dst[i/n*2+1] = left, right
		if m.left > 0 {
			m.move()
		}
	}
}

func (m *mixer) move() {
	m.left--
	for l := range m.now {
		for e := range m.now[l] {
			m.now[l][e] += m.slope[l][e]
		}
		if m.left == 0 {
			m.now[l] = m.goal[l]
		}
	}
}
