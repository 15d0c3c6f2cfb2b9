package player

import (
	"fmt"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/resample"
)

const (
	defaultRewind = 1500 * time.Millisecond
	endReplay     = 3 * time.Second // playing at the end begins so much before it
	maxRate       = 768000
	maxLanes      = 64
	longest       = 1e9 // seconds
)

// machine is the player's state. Only the player's goroutine touches it.
type machine struct {
	p     *Player
	deck  *deck
	out   output
	now   func() time.Time
	snap  Snapshot // Position isn't kept here
	dirty bool     // to be published

	src      Source
	kernel   *resample.Kernel
	plan     plan
	silences []Span
	gen      int64
	target   time.Duration
	paused   bool // by a person, and no seek since: resuming goes back a little
	attached bool
	read     []int16
	frames   []float32

	grain   bool          // a scrub is being heard
	resting time.Duration // where scrubbing is by now
	goOn    bool          // play on when scrubbing ends
	grainAt time.Time

	moved   time.Time // when the device last took frames
	handed  int64
	retried time.Time

	waiting []chan struct{} // in Sync
}

func newMachine(p *Player, out output) *machine {
	return &machine{
		p: p, deck: p.deck, out: out, now: p.now, dirty: true,
		snap: Snapshot{Speed: 1, Rewind: defaultRewind},
	}
}

// answer lets those go on who wait in Sync.
func (m *machine) answer() {
	for _, done := range m.waiting {
		close(done)
	}
	m.waiting = nil
}

func (m *machine) load(src Source) {
	m.unload()
	if err := playable(src); err != nil {
		m.snap.Err = err
		closeSource(src)
		return
	}
	m.src = src
	m.kernel = resample.NewKernel(src.SampleRate(), OutputRate)
	m.snap.Loaded, m.snap.Err = true, nil
	m.snap.Lanes = lanesOf(src.Channels())
	m.open()
	m.jump(0, false)
}

func playable(src Source) error {
	if r, c := src.SampleRate(), src.Channels(); r < 1 || r > maxRate || c < 1 || c > maxLanes {
		return fault.New(fault.Invalid, "This recording can't be played: it says {{.Rate}} samples a second and {{.Channels}} channels.",
			fault.Values{"Rate": r, "Channels": c})
	}
	return nil
}

// lanesOf places one lane in both ears, and others in turn left and right.
func lanesOf(n int) []Lane {
	lanes := make([]Lane, n)
	for i := range lanes {
		if n > 1 {
			lanes[i].Pan = float64(i%2*2 - 1)
		}
	}
	return lanes
}

func (m *machine) unload() {
	m.dirty = true
	if m.src == nil {
		return
	}
	m.gen++
	m.deck.change(func() { m.deck.pending, m.deck.running = nil, false }) // fades out
	closeSource(m.src)
	m.src, m.silences, m.plan, m.target = nil, nil, plan{}, 0
	m.grain, m.goOn, m.paused = false, false, false
	s := &m.snap
	s.Loaded, s.Playing, s.AtEnd, s.Duration = false, false, false, 0
	s.Lanes, s.Loop = nil, Loop{}
	if s.Device != DeviceMissing {
		s.Err = nil
	}
}

// upkeep reads ahead and sees whether the end was heard.
func (m *machine) upkeep() {
	if m.src == nil {
		return
	}
	m.refill()
	if !m.deck.finished(m.gen) || !(m.snap.Playing || m.grain) {
		return
	}
	m.dirty = true
	if m.grain {
		m.grain = false
		m.jump(m.resting, false)
		return
	}
	m.snap.Playing = false
	m.deck.run(false)
	if m.plan.stop > 0 {
		m.paused = false
		m.jump(m.time(m.plan.stop), false)
		return
	}
	m.snap.AtEnd, m.target = true, m.snap.Duration
}

// refill reads from the source until half a second is ready.
func (m *machine) refill() {
	c := m.newest()
	if c == nil {
		return
	}
	m.measure()
	for {
		left, ended := m.tapeState(c)
		if ended || left >= ahead(c) {
			return
		}
		m.readOn(c)
	}
}

func (m *machine) newest() (c *chain) {
	m.deck.change(func() { c = m.deck.newest() })
	return c
}

func (m *machine) tapeState(c *chain) (left int, ended bool) {
	m.deck.change(func() { left, ended = c.tape.left(), c.tape.ended })
	return left, ended
}

// measure learns the length of a call that may still be growing.
func (m *machine) measure() {
	m.plan.frames = min(max(0, m.src.Frames()), longest*int64(m.src.SampleRate()))
	if d := m.time(m.plan.frames); d != m.snap.Duration {
		m.snap.Duration, m.dirty = d, true
	}
}

// readOn puts some 100 ms more onto c's tape, or ends it.
func (m *machine) readOn(c *chain) {
	s, done := m.plan.next(int64(max(1, c.rate/10)))
	if !done && s.still {
		m.put(c, make([]float32, s.n*int64(c.tape.lanes)), s.from, true)
		return
	}
	var got []float32
	if !done {
		got = m.readStep(s, c.tape.lanes)
	}
	if len(got) == 0 && (done || !m.plan.looping()) {
		m.deck.change(func() { c.tape.ended = true })
		return
	}
	if len(got) == 0 { // the loop's end lies behind the call's real one
		m.plan.cursor = m.plan.loopTo
		return
	}
	m.put(c, got, s.from, false)
}

func (m *machine) put(c *chain, frames []float32, source int64, still bool) {
	m.deck.change(func() { c.tape.put(frames, source, still) })
}

// readStep reads one step as lanes between -1 and 1; nothing at the end.
func (m *machine) readStep(s step, lanes int) []float32 {
	want := int(s.n) * lanes
	if cap(m.read) < want {
		m.read, m.frames = make([]int16, want), make([]float32, want)
	}
	n, err := readSource(m.src, m.read[:want], s.from)
	n = min(n, int(s.n))
	m.plan.cursor = s.from + int64(n)
	if err != nil {
		m.fail(err)
	}
	out := m.frames[:n*lanes]
	for i := range out {
		out[i] = float32(m.read[i]) / 32768
	}
	fade(out, lanes, m.src.SampleRate()/200, s.fadeIn, s.fadeOut)
	return out
}

// fail says that the call can't be read; what was read is played to its end.
func (m *machine) fail(err error) {
	at := m.time(m.plan.cursor).Round(100 * time.Millisecond)
	m.snap.Err = fault.New(fault.Unexpected, "The recording can't be read from {{.At}} on; the file may have been moved or damaged.",
		fault.Values{"At": clockTime(at)}).Because(err)
	m.dirty = true
}

func clockTime(d time.Duration) string {
	return fmt.Sprintf("%d:%04.1f", int(d.Minutes()), d.Seconds()-60*float64(int(d.Minutes())))
}

// fade softens the ends of frames over n frames at most.
func fade(frames []float32, lanes, n int, in, out bool) {
	total := len(frames) / lanes
	n = min(n, total)
	for i := range n {
		g := float32(i) / float32(n)
		for l := range lanes {
			if in {
				frames[i*lanes+l] *= g
			}
			if out {
				frames[(total-1-i)*lanes+l] *= g
			}
		}
	}
}

// frame is the frame at a time of the call, and time the time of a frame.
func (m *machine) frame(at time.Duration) int64 {
	return int64(at.Seconds()*float64(m.src.SampleRate()) + 0.5)
}

func (m *machine) time(frame int64) time.Duration {
	return time.Duration(float64(frame) / float64(m.src.SampleRate()) * float64(time.Second))
}
