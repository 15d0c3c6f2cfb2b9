package review

import (
	"time"

	"shifu/app/parts"
)

// mute turns a lane's mute over.
func (l *listening) mute(lane int) {
	m := l.wave.Model()
	if lane >= len(m.Lanes) {
		return
	}
	m.Lanes[lane].Mute = !m.Lanes[lane].Mute
	l.wave.Update(m)
	if l.d.Sound != nil {
		l.d.Sound.SetMuted(l.lanes.channels[lane], m.Lanes[lane].Mute)
	}
	l.onHeard()
}

// solo turns a lane's solo over.
func (l *listening) solo(lane int) {
	m := l.wave.Model()
	if lane >= len(m.Lanes) {
		return
	}
	m.Lanes[lane].Solo = !m.Lanes[lane].Solo
	l.wave.Update(m)
	if l.d.Sound != nil {
		l.d.Sound.SetSolo(l.lanes.channels[lane], m.Lanes[lane].Solo)
	}
	l.onHeard()
}

// gain makes a lane louder or softer, now and in later calls.
func (l *listening) gain(lane int, dB float64) {
	m := l.wave.Model()
	m.Lanes[lane].Gain = dB
	l.wave.Update(m)
	if lane == 0 {
		l.choices.AgentGain = dB
	} else {
		l.choices.CustomerGain = dB
	}
	if l.d.Sound != nil {
		l.d.Sound.SetGain(l.lanes.channels[lane], l.gainOf(lane, dB))
	}
	l.onHeard()
}

// louder changes a lane's gain by steps.
func (l *listening) louder(lane int, dB float64) {
	if m := l.wave.Model(); lane < len(m.Lanes) {
		l.gain(lane, max(parts.GainLeast, min(parts.GainMost, m.Lanes[lane].Gain+dB)))
	}
}

// lean moves all that is heard towards an ear: -1 the left, 1 the right, 0 both.
func (l *listening) lean(balance float64) {
	l.balance = max(-1, min(1, balance))
	if l.d.Sound != nil {
		l.d.Sound.SetBalance(l.balance)
	}
	l.onHeard()
}

// selected takes over A and B from the waveform.
func (l *listening) selected(from, to time.Duration) {
	l.from, l.to = from, to
	if from == to {
		l.setLoop(false)
		return
	}
	if l.looping {
		l.setLoop(true)
	}
}

// setA puts the beginning of the stretch here.
func (l *listening) setA() {
	if l.silent() {
		return
	}
	to := l.to
	if to <= l.at {
		to = l.length
	}
	l.stretch(l.at, to)
}

// setB puts its end here.
func (l *listening) setB() {
	if l.silent() {
		return
	}
	from := l.from
	if from >= l.at {
		from = 0
	}
	l.stretch(from, l.at)
}

func (l *listening) stretch(from, to time.Duration) {
	if l.silent() {
		return
	}
	l.wave.Select(from, to)
	l.selected(l.wave.Selection())
}

// toggleLoop repeats the stretch from A to B, or the last seconds without one.
func (l *listening) toggleLoop() {
	if l.silent() {
		return
	}
	if !l.looping && l.from == l.to {
		l.wave.Select(max(l.at-loopSpan, 0), max(l.at, min(time.Second, l.length)))
		l.from, l.to = l.wave.Selection()
	}
	l.setLoop(!l.looping)
}

func (l *listening) setLoop(on bool) {
	l.looping = on && l.from < l.to
	l.transport.SetLoop(l.looping)
	if l.d.Sound == nil {
		return
	}
	if l.looping {
		l.d.Sound.SetLoop(l.from, l.to, 0)
		return
	}
	l.d.Sound.ClearLoop()
}

// skipGaps shortens silences while playing, or plays them whole.
func (l *listening) skipGaps(on bool) {
	if l.silent() || l.track.Speech == nil {
		return
	}
	l.gapless = on
	l.transport.SetSkip(on)
	if l.d.Sound != nil {
		l.d.Sound.SetSkipSilence(on)
	}
	l.onHeard()
}
