package sim

import (
	"math"
	"sync"
	"sync/atomic"
)

// Tape remembers times that were drawn under a seed, so that runs that meet the
// same calls draw them once: copies, and runs of plans with other policies. What
// a run does does not depend on it. It is safe for several goroutines.
type Tape struct {
	mutex sync.Mutex
	types []tracks
}

// tracks are what is remembered of a type's calls.
type tracks struct {
	gaps                      gapTrack
	service, wrapUp, patience track
}

// track holds draws of one sampler from a number on: microseconds and 1, so that
// 0 is a draw that nobody has made yet.
type track struct {
	of    sampler
	first uint64
	times []atomic.Uint32
}

// gapTrack holds the bits of what is spent until the next call comes.
type gapTrack struct {
	key   stream
	first uint64
	left  []atomic.Uint64
}

// NewTape makes room for so many calls of every type, from the next ones of the
// run that uses it first.
func NewTape(calls []int) *Tape {
	t := &Tape{types: make([]tracks, len(calls))}
	for k, n := range calls {
		x := &t.types[k]
		x.gaps.left = make([]atomic.Uint64, n)
		for _, one := range []*track{&x.service, &x.wrapUp, &x.patience} {
			one.times = make([]atomic.Uint32, n)
		}
	}
	return t
}

// Clear forgets everything; nobody may be using the tape.
func (t *Tape) Clear() {
	for k := range t.types {
		x := &t.types[k]
		x.gaps.key = 0
		clear(x.gaps.left)
		for _, one := range []*track{&x.service, &x.wrapUp, &x.patience} {
			one.of = sampler{}
			clear(one.times)
		}
	}
}

// Use lets the run, and copies of it, draw from a tape and onto it, until it is
// begun anew. Where the run draws something else than those who used the tape
// before, it draws by itself.
func (r *Run) Use(t *Tape) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for k := range min(len(r.flows), len(t.types)) {
		f, x := &r.flows[k], &t.types[k]
		x.gaps.lend(f)
		x.service.lend(&f.service, f.number)
		x.wrapUp.lend(&f.wrapUp, f.number)
		x.patience.lend(&f.patience, f.number)
	}
}

func (t *gapTrack) lend(f *flow) {
	if t.key == 0 {
		t.key, t.first = f.gap, f.number
	}
	if t.key == f.gap {
		f.gaps = t
	}
}

func (t *track) lend(s *sampler, number uint64) {
	if t.of.law == "" {
		t.of, t.first = *s, number-min(number, waitingThen)
		t.of.track = nil
	}
	if t.of.like(s) {
		s.track = t
	}
}

// waitingThen is how many of the calls before the next one may still be drawn for.
const waitingThen = 64

// like reports whether two samplers draw the same.
func (s *sampler) like(o *sampler) bool {
	return s.law == o.law && s.key == o.key && s.a == o.a && s.b == o.b && s.k == o.k && s.fixed == o.fixed
}

// keeps is a sampler with the track of the one before it, if both draw the same.
func (s sampler) keeps(before *sampler) sampler {
	if s.like(before) {
		s.track = before.track
	}
	return s
}

// at is the time with number n, drawn by s if nobody has drawn it before.
func (t *track) at(s *sampler, n uint64) int64 {
	i := n - t.first
	if i >= uint64(len(t.times)) {
		return s.draw(n)
	}
	if known := t.times[i].Load(); known > 0 {
		return int64(known) - 1
	}
	time := s.draw(n)
	if time < math.MaxUint32 {
		t.times[i].Store(uint32(time) + 1)
	}
	return time
}

// spent is the exponential time of mean 1 until call n comes.
func (f *flow) spent(n uint64) float64 {
	if f.gaps == nil {
		return -ln(f.gap.uniform(n))
	}
	i := n - f.gaps.first
	if i >= uint64(len(f.gaps.left)) {
		return -ln(f.gap.uniform(n))
	}
	if known := f.gaps.left[i].Load(); known != 0 {
		return math.Float64frombits(known)
	}
	left := -ln(f.gap.uniform(n))
	f.gaps.left[i].Store(math.Float64bits(left))
	return left
}
