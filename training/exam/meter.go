package exam

import "time"

// Reading is what the clocks show at one moment. Mono never runs backwards but
// may stand still while the computer sleeps, and means something only within
// one Run of the program; Wall goes on while it sleeps and can be set.
type Reading struct {
	Wall time.Time
	Mono time.Duration
	Run  string
}

// Meter measures the time that an attempt has used. It trusts whichever clock
// went further: a clock set back gives no time back, since the monotonic one
// goes on; a computer put to sleep gains none, since the wall clock goes on.
// Between two runs of the program only the wall clock is left.
type Meter struct {
	Used time.Duration `json:"used"`
	Seen Reading       `json:"seen"`
}

// Jump is a clock that did not go on as it should.
type Jump struct {
	By time.Duration // of the wall clock beyond the monotonic one; below 0: set back
}

// slack is how far the two clocks may part between readings without a remark.
const slack = 5 * time.Second

// Tick brings the meter to a reading. jumped tells that the wall clock went
// otherwise than the monotonic one (set, or the computer slept), or that it
// lies before where it was when another run of the program saw it last.
func (m *Meter) Tick(now Reading) (j Jump, jumped bool) {
	wall := now.Wall.Sub(m.Seen.Wall)
	if now.Run != m.Seen.Run {
		m.Used, m.Seen = m.Used+max(wall, 0), now
		return Jump{wall}, wall < -slack
	}
	mono := now.Mono - m.Seen.Mono
	m.Used, m.Seen = m.Used+max(mono, wall, 0), now
	j.By = wall - mono
	return j, j.By > slack || j.By < -slack
}
