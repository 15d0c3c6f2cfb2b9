package player

import (
	"sync"
	"sync/atomic"
	"time"
)

// Player plays one call at a time. Its methods may be called from any
// goroutine, never wait, and are carried out in order by a goroutine of its
// own; what they did is read from Snapshot, or after Sync.
type Player struct {
	mu    sync.Mutex
	queue []func(*machine)

	state   atomic.Pointer[published]
	deck    *deck
	now     func() time.Time
	wake    chan struct{}
	changes chan struct{}
	closed  chan struct{}
	once    sync.Once
	over    chan struct{} // the goroutine has ended
}

// published is a snapshot but for its position, which is asked for later.
type published struct {
	snap   Snapshot
	gen    int64
	target time.Duration // where the jump gen went
}

// New returns a player without a call. The sound device is opened when the
// first call is loaded. Close it when done.
func New() *Player {
	t := time.NewTicker(watchEvery)
	p := start(&theSpeaker, time.Now, t.C)
	return p
}

func start(out output, now func() time.Time, ticks <-chan time.Time) *Player {
	p := &Player{
		now: now, wake: make(chan struct{}, 1), changes: make(chan struct{}, 1),
		closed: make(chan struct{}), over: make(chan struct{}),
	}
	p.deck = newDeck(now, p.nudge)
	m := newMachine(p, out)
	p.publish(m)
	go p.work(m, ticks)
	return p
}

// work carries out what was asked for, keeps the tape full and minds the device.
func (p *Player) work(m *machine, ticks <-chan time.Time) {
	defer close(p.over)
	defer m.unload()
	for {
		var tick <-chan time.Time
		if m.snap.Playing || m.snap.Device == DeviceMissing {
			tick = ticks
		}
		select {
		case <-p.closed:
			return
		case <-tick:
			m.watch()
		case <-p.wake:
		}
		for _, f := range p.asked() {
			f(m)
			p.publish(m)
		}
		m.upkeep()
		p.publish(m)
		m.answer()
	}
}

func (p *Player) asked() []func(*machine) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := p.queue
	p.queue = nil
	return q
}

func (p *Player) do(f func(*machine)) {
	p.mu.Lock()
	p.queue = append(p.queue, f)
	p.mu.Unlock()
	p.nudge()
}

func (p *Player) nudge() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *Player) publish(m *machine) {
	if !m.dirty {
		return
	}
	m.dirty = false
	p.state.Store(&published{m.snap, m.gen, m.target})
	select {
	case p.changes <- struct{}{}:
	default:
	}
}

// Snapshot is the state now, with the position being heard. It takes no lock.
func (p *Player) Snapshot() Snapshot {
	st := p.state.Load()
	s := st.snap
	s.Position = st.target
	if !s.Loaded || s.AtEnd {
		return s
	}
	if at, gen := p.deck.heard.Load().place(p.now()); gen == st.gen && gen > 0 {
		s.Position = min(max(time.Duration(at*float64(time.Second)), 0), s.Duration)
	}
	return s
}

// Changes receives a value after the state changed otherwise than by time going
// on: several changes may be told as one. Only one goroutine should receive.
func (p *Player) Changes() <-chan struct{} { return p.changes }

// Sync waits until everything asked for so far was carried out and Snapshot
// tells it, or the player was closed.
func (p *Player) Sync() {
	done := make(chan struct{})
	p.do(func(m *machine) { m.waiting = append(m.waiting, done) })
	select {
	case <-done:
	case <-p.over:
	}
}

// Close falls silent, closes the call's source and ends the player.
func (p *Player) Close() {
	p.once.Do(func() { close(p.closed) })
	<-p.over
}
