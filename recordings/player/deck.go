package player

import (
	"sync"
	"sync/atomic"
	"time"
)

// fadeFrames is the 5 ms over which sound begins and ends, and a block.
const fadeFrames = OutputRate / 200

// deck is what the sound device pulls from. The player's goroutine changes it
// under mu, for moments only; no source is ever read under mu.
type deck struct {
	now  func() time.Time
	wake func() // asks the player's goroutine to look: tape low, or end reached

	mu      sync.Mutex
	chain   *chain
	pending *chain // takes over once the present sound has faded
	running bool
	level   float32
	limiter *limiter
	quiet   int64 // frames of silence since the chain was done
	buf     []float32

	handed atomic.Int64 // frames handed to the device
	heard  atomic.Pointer[heard]
}

func newDeck(now func() time.Time, wake func()) *deck {
	return &deck{now: now, wake: wake, limiter: newLimiter(), buf: make([]float32, 2*fadeFrames)}
}

// change runs f while nothing is being rendered.
func (d *deck) change(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

// swap lets c take over after a fade, playing or standing still.
func (d *deck) swap(c *chain, running bool) {
	d.change(func() { d.pending, d.running = c, running })
}

func (d *deck) run(on bool) { d.change(func() { d.running = on }) }

// newest is the chain that plays or is about to.
func (d *deck) newest() *chain {
	if d.pending != nil {
		return d.pending
	}
	return d.chain
}

// finished reports whether the chain of jump gen was heard to its end.
func (d *deck) finished(gen int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.chain != nil && d.pending == nil && d.chain.gen == gen && d.chain.done && d.quiet >= deviceFrames
}

// render fills out with the next frames for the device, always all of them.
func (d *deck) render(out [][2]float64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	total := d.handed.Load()
	marks := d.heard.Load().after(total)
	for n := len(out); len(out) > 0; {
		k := min(fadeFrames, len(out))
		d.takeOver()
		marks = append(marks, d.mark(total+int64(n-len(out))))
		d.block(out[:k])
		out = out[k:]
		if len(out) == 0 {
			total += int64(n)
			marks = append(marks, d.mark(total))
			d.heard.Store(&heard{marks: marks, out: total, last: int64(n), at: d.now()})
		}
	}
	d.handed.Store(total)
	d.call()
}

func (d *deck) mark(out int64) mark {
	if d.chain == nil {
		return mark{out: out}
	}
	return mark{out: out, seconds: d.chain.seconds(), gen: d.chain.gen}
}

// block renders at most 5 ms.
func (d *deck) block(out [][2]float64) {
	n := 0
	if d.chain != nil && (d.running || d.level > 0) {
		n = d.chain.read(d.buf[:2*len(out)])
	}
	clear(d.buf[2*n : 2*len(out)])
	goal := float32(0)
	if d.running && d.pending == nil {
		goal = 1
	}
	for i := range out {
		d.level += min(max(goal-d.level, -1./fadeFrames), 1./fadeFrames)
		x := d.limiter.frame([2]float32{d.buf[2*i] * d.level, d.buf[2*i+1] * d.level})
		out[i] = [2]float64{float64(x[0]), float64(x[1])}
	}
	d.account(n, len(out))
}

// takeOver lets a pending chain begin once the old sound has faded.
func (d *deck) takeOver() {
	if d.pending == nil || d.level > 0 {
		return
	}
	d.chain, d.pending = d.pending, nil
	d.quiet = 0
}

// account notes silence: that of the end is counted, that of a tape that ran
// dry begins again with a fade.
func (d *deck) account(n, want int) {
	if d.chain == nil || n == want {
		return
	}
	if d.chain.done {
		d.quiet += int64(want - n)
	} else if n == 0 {
		d.level = 0
	}
}

// call wakes the player's goroutine if there is something for it to do.
func (d *deck) call() {
	c := d.newest()
	if c == nil {
		return
	}
	if ended := c.done && d.quiet >= deviceFrames; ended && d.running || !c.tape.ended && c.tape.left() < ahead(c)/2 {
		d.wake()
	}
}

// ahead is how many frames of the call are read in advance: half a second of
// what will be heard.
func ahead(c *chain) int { return int(float64(c.rate) * 0.5 * max(1, c.speed)) }
