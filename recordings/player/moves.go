package player

import "time"

const (
	grainLength = 60 * time.Millisecond
	grainEvery  = time.Second / 15
	shortest    = 100 * time.Millisecond // of loops
	longestGap  = 10 * time.Second
)

// shown is the position that a person sees now.
func (m *machine) shown() time.Duration {
	m.p.publish(m)
	return m.p.Snapshot().Position
}

// jump makes a new chain that begins at to and lets it take over.
func (m *machine) jump(to time.Duration, playing bool) {
	m.measure()
	m.gen++
	m.target = min(max(to, 0), m.snap.Duration)
	m.plan.cursor, m.plan.joint = m.frame(m.target), false
	m.snap.AtEnd, m.dirty = false, true
	c := newChain(m.gen, m.src.Channels(), m.src.SampleRate(), m.kernel, m.snap.Speed, loudness(m.snap))
	c.tape.put(nil, m.plan.cursor, false) // where it stands even if nothing follows
	m.readOn(c)
	m.deck.swap(c, playing)
}

func (m *machine) play() {
	if m.src == nil || m.snap.Playing {
		return
	}
	at, limited := m.shown(), m.plan.stop > 0
	m.endGrain()
	switch {
	case at >= m.snap.Duration && !m.snap.Loop.On():
		m.jump(m.snap.Duration-endReplay, true)
	case m.paused && m.snap.Rewind > 0:
		m.jump(m.back(at), true)
	case limited:
		m.jump(at, true)
	}
	m.begin()
}

// back is where playing resumes after a pause at at: within the loop, if there.
func (m *machine) back(at time.Duration) time.Duration {
	to := at - m.snap.Rewind
	if l := m.snap.Loop; l.On() && at >= l.From && at <= l.To {
		to = max(to, l.From)
	}
	return to
}

func (m *machine) begin() {
	m.snap.Playing, m.snap.AtEnd, m.paused, m.dirty = true, false, false, true
	m.moved = m.now()
	m.deck.run(true)
}

func (m *machine) pause() {
	m.goOn = false
	if !m.snap.Playing {
		return
	}
	m.snap.Playing, m.paused, m.dirty = false, true, true
	m.deck.run(false)
}

func (m *machine) seek(to time.Duration) {
	if m.src == nil {
		return
	}
	playing := m.snap.Playing || m.goOn
	m.endGrain()
	m.goOn, m.paused = false, false
	m.jump(to, playing)
	if playing {
		m.begin()
	}
}

func (m *machine) playRange(from, to time.Duration) {
	if m.src == nil || to <= from {
		return
	}
	m.endGrain()
	m.plan.stop = max(1, m.frame(to))
	m.jump(from, true)
	m.begin()
}

// scrub lets a grain be heard at to. While the last one began just now it is
// heard to its end, and only the place moves on.
func (m *machine) scrub(to time.Duration) {
	if m.src == nil {
		return
	}
	m.goOn = m.goOn || m.snap.Playing
	m.snap.Playing, m.paused, m.resting = false, false, to
	now := m.now()
	early := now.Sub(m.grainAt) < grainEvery
	switch {
	case early && m.grain:
	case early:
		m.endGrain()
		m.jump(to, false)
	default:
		m.grain, m.grainAt = true, now
		m.plan.stop = max(1, m.frame(to+grainLength))
		m.jump(to, true)
	}
}

// endGrain takes the limits of a grain or a range off again.
func (m *machine) endGrain() { m.grain, m.plan.stop = false, 0 }

func (m *machine) setSpeed(speed float64) {
	m.snap.Speed, m.dirty = speed, true
	if c := m.newest(); c != nil {
		m.deck.change(func() { c.setSpeed(speed) })
	}
}

func (m *machine) regain() {
	m.dirty = true
	gains := loudness(m.snap)
	if c := m.newest(); c != nil {
		m.deck.change(func() { c.mixer.aim(gains) })
	}
}

func (m *machine) setLoop(l Loop) {
	if m.src == nil {
		return
	}
	if l.From > l.To {
		l.From, l.To = l.To, l.From
	}
	if l.On() {
		l.To = min(l.To, m.snap.Duration)
		l.From = max(0, min(l.From, l.To-shortest))
		l.Gap = min(max(l.Gap, 0), longestGap)
	} else {
		l = Loop{}
	}
	m.snap.Loop = l
	if at := m.shown(); l.On() && (at < l.From || at >= l.To) {
		m.replanFrom(l.From)
		return
	}
	m.replan()
}

func (m *machine) setSilences(spans []Span) {
	if m.src == nil {
		return
	}
	m.silences = spans
	m.replan()
}

// replan lets what is read from now on follow the loop and the silences.
func (m *machine) replan() {
	m.dirty = true
	c := m.newest()
	if c == nil {
		return
	}
	m.setPlan()
	var cursor int64
	var drained bool
	m.deck.change(func() {
		drained = c.drained
		cursor = c.tape.cut(c.rate / 20)
	})
	if drained {
		m.jump(m.shown(), m.snap.Playing)
		return
	}
	m.plan.cursor = cursor
}

func (m *machine) replanFrom(at time.Duration) {
	m.setPlan()
	m.paused = false
	m.jump(at, m.snap.Playing)
}

// setPlan puts loop and silences into frames. A gap lasts as long at any speed.
func (m *machine) setPlan() {
	l := m.snap.Loop
	m.plan.loopFrom, m.plan.loopTo = m.frame(l.From), m.frame(l.To)
	m.plan.gap = int64(float64(m.frame(l.Gap)) * m.snap.Speed)
	m.plan.skips = nil
	if !m.snap.SkipSilence {
		return
	}
	for _, s := range m.silences {
		if s.To-s.From >= skipFrom {
			m.plan.skips = append(m.plan.skips, skip{m.frame(s.From + skipEdge), m.frame(s.To - skipEdge)})
		}
	}
}

// Silences of skipFrom or more keep skipEdge at each end.
const (
	skipFrom = 2 * time.Second
	skipEdge = 150 * time.Millisecond
)
