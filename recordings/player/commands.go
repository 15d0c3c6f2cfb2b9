package player

import (
	"time"

	"shifu/recordings/stretch"
)

// Load makes src the call to be heard, standing at its beginning. The player
// owns src from now on: if it is an io.Closer, it is closed when another call
// is loaded or the player is closed. Speed, volume, balance and rewind stay;
// lanes are set back: one lane in both ears, or the first in the left and the
// second in the right one.
func (p *Player) Load(src Source) { p.do(func(m *machine) { m.load(src) }) }

// Unload takes the call out.
func (p *Player) Unload() { p.do(func(m *machine) { m.unload() }) }

// Play goes on playing: a little earlier after a pause (see SetRewind), from the
// last 3 s at the end of the call.
func (p *Player) Play() { p.do((*machine).play) }

// Pause stops at the sound being heard.
func (p *Player) Pause() { p.do((*machine).pause) }

// Toggle plays or pauses.
func (p *Player) Toggle() {
	p.do(func(m *machine) {
		if m.snap.Playing {
			m.pause()
		} else {
			m.play()
		}
	})
}

// PlayRange plays the part between from and to once and pauses there.
func (p *Player) PlayRange(from, to time.Duration) {
	p.do(func(m *machine) { m.playRange(from, to) })
}

// Seek goes to a place of the call, playing on if it was playing.
func (p *Player) Seek(to time.Duration) { p.do(func(m *machine) { m.seek(to) }) }

// Skip goes forwards, or backwards if by is negative, from what is being heard.
func (p *Player) Skip(by time.Duration) { p.do(func(m *machine) { m.seek(m.shown() + by) }) }

// Scrub goes to a place while the cursor is being dragged: 60 ms of sound can be
// heard there, at most 15 times a second. Seek ends it, and plays on if it was
// playing before.
func (p *Player) Scrub(to time.Duration) { p.do(func(m *machine) { m.scrub(to) }) }

// SetSpeed sets the speed, kept between 0.5 and 3, at the same pitch.
func (p *Player) SetSpeed(speed float64) {
	p.do(func(m *machine) { m.setSpeed(stretch.Clamp(speed)) })
}

// SetLoop repeats the part between from and to, with so much silence between
// two rounds (at most 10 s). If another part is being heard, it goes to from.
func (p *Player) SetLoop(from, to, gap time.Duration) {
	p.do(func(m *machine) { m.setLoop(Loop{from, to, gap}) })
}

// ClearLoop plays on without repeating.
func (p *Player) ClearLoop() { p.do(func(m *machine) { m.setLoop(Loop{}) }) }

// SetRewind sets how far playing goes back when it resumes after a pause: 0 to
// 5 s, 1.5 s to begin with.
func (p *Player) SetRewind(by time.Duration) {
	p.do(func(m *machine) {
		m.snap.Rewind = min(max(by, 0), 5*time.Second)
		m.dirty = true
	})
}

// SetSilences tells where nobody speaks, in order, for SetSkipSilence.
func (p *Player) SetSilences(spans []Span) {
	spans = append([]Span(nil), spans...)
	p.do(func(m *machine) { m.setSilences(spans) })
}

// SetSkipSilence shortens silences of 2 s or more to 0.3 s, or plays them whole.
func (p *Player) SetSkipSilence(on bool) {
	p.do(func(m *machine) {
		m.snap.SkipSilence = on
		m.replan()
	})
}

// SetGain sets a lane's gain in dB, -60 to +24.
func (p *Player) SetGain(lane int, dB float64) {
	p.setLane(lane, func(l *Lane) { l.Gain = within(dB, -60, 24, l.Gain) })
}

// SetMuted silences a lane or lets it be heard.
func (p *Player) SetMuted(lane int, on bool) { p.setLane(lane, func(l *Lane) { l.Muted = on }) }

// SetSolo lets only the lanes that are solo be heard.
func (p *Player) SetSolo(lane int, on bool) { p.setLane(lane, func(l *Lane) { l.Solo = on }) }

// SetPan places a lane: -1 the left ear, 0 both, +1 the right ear.
func (p *Player) SetPan(lane int, pan float64) {
	p.setLane(lane, func(l *Lane) { l.Pan = within(pan, -1, 1, l.Pan) })
}

// SetVolume sets the gain of all lanes in dB, -60 to +12.
func (p *Player) SetVolume(dB float64) {
	p.do(func(m *machine) {
		m.snap.Volume = within(dB, -60, 12, m.snap.Volume)
		m.regain()
	})
}

// SetBalance makes the right ear (towards -1) or the left ear (towards +1) softer.
func (p *Player) SetBalance(balance float64) {
	p.do(func(m *machine) {
		m.snap.Balance = within(balance, -1, 1, m.snap.Balance)
		m.regain()
	})
}

// setLane changes one lane; lanes that the call hasn't are ignored.
func (p *Player) setLane(lane int, change func(*Lane)) {
	p.do(func(m *machine) {
		if lane < 0 || lane >= len(m.snap.Lanes) {
			return
		}
		m.snap.Lanes = append([]Lane(nil), m.snap.Lanes...)
		change(&m.snap.Lanes[lane])
		m.regain()
	})
}

// within is v kept between low and high; what is no number changes nothing.
func within(v, low, high, old float64) float64 {
	if v != v {
		return old
	}
	return min(max(v, low), high)
}
