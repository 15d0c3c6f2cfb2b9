package sim

import "math/bits"

// kind says what an event is.
type kind uint8

const (
	arrival  kind = iota // id: type
	finish               // id: agent
	patience             // id: call, generation
	wrapped              // id: agent
	reroute              // id: call, generation
	redial               // id: call
	answer               // id: agent, generation of the call
	missed               // id: agent, generation of the call
	refused              // id: agent, generation of the call
	busyTone             // id: agent, generation of the call
	rested               // id: agent
	expire               // id: call, generation: it has waited too long
	deserted             // id: call, generation: it has waited too long for nobody
	look                 // a scan
	dial                 // id: call, generation
	parts                // id: agent: the talk is interrupted
	resumes              // id: agent
	shift                // numbers of agents change
	warm                 // the warm-up is over
	doors                // they close
	restTime             // id: break of the schedule
	restOver             // id: group; generation: people
)

// event is 32 bytes: when, in which order among equal times, what, and of whom.
type event struct {
	at         int64
	order      uint64
	id         int32
	generation uint32
	kind       kind
}

func (e *event) before(f *event) bool { return e.at < f.at || (e.at == f.at && e.order < f.order) }

// sooner is 1 if e is before f, else 0, without a branch: which of two events
// comes first nobody can guess. Times are never negative.
func (e *event) sooner(f *event) int {
	_, less := bits.Sub64(e.order, f.order, 0)
	_, less = bits.Sub64(uint64(e.at), uint64(f.at), less)
	return int(less)
}

// heap has four children a node, the next event on top.
type heap []event

// calendar is a heap. The
// place of the event that was taken last stays open until the next one is
// added, which most events cause at once.
type calendar struct {
	events heap
	order  uint64 // events added so far; breaks ties
	hole   bool   // events[0] was taken
}

func (c *calendar) add(at int64, k kind, id int32, generation uint32) {
	c.order++
	e := event{at, c.order, id, generation, k}
	if c.hole {
		c.hole = false
		c.sink(e)
		return
	}
	c.events = append(c.events, event{})
	c.rise(len(c.events)-1, e)
}

func (c *calendar) close() {
	if !c.hole {
		return
	}
	c.hole = false
	n := len(c.events) - 1
	last := c.events[n]
	if c.events = c.events[:n]; n > 0 {
		c.sink(last)
	}
}

// next takes the next event of a calendar that is closed and not empty.
func (c *calendar) next() event {
	c.hole = true
	return c.events[0]
}

// remove takes event i out, of a calendar that is small.
func (c *calendar) remove(i int) {
	c.close()
	n := len(c.events) - 1
	c.events[i] = c.events[n]
	left := c.events[:n]
	c.events = c.events[:0]
	for _, e := range left {
		c.events = append(c.events, e)
		c.rise(len(c.events)-1, e)
	}
}

func (c *calendar) rise(i int, e event) {
	h := c.events
	for i > 0 {
		up := (i - 1) >> 2
		if !e.before(&h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
}

// sink puts e in from the top.
func (c *calendar) sink(e event) {
	h := c.events
	i, n := 0, len(h)
	for {
		child := i<<2 + 1
		if child >= n {
			break
		}
		least := h.least(child)
		if !h[least].before(&e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}

// least is the first of the events that stand at a child and beside it.
func (h heap) least(child int) int {
	if child+4 <= len(h) {
		h = h[child : child+4]
		a := h[1].sooner(&h[0])
		b := 2 + h[3].sooner(&h[2])
		return child + a + (b-a)*h[b&3].sooner(&h[a&3])
	}
	least := child
	for j := child + 1; j < len(h); j++ {
		if h[j].before(&h[least]) {
			least = j
		}
	}
	return least
}
