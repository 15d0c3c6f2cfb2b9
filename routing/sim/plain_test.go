//go:build unix

package sim

// plain is the yardstick's calendar: a heap with four children a node, in which
// the place of the event taken last stays open until the next one is added.
type plain struct {
	events []event
	order  uint64
	hole   bool
}

func (c *plain) add(at int64, k kind, id int32, generation uint32) {
	c.order++
	e := event{at, c.order, id, generation, k}
	if c.hole {
		c.hole = false
		c.sink(e)
		return
	}
	c.events = append(c.events, e)
	i := len(c.events) - 1
	for i > 0 && e.before(&c.events[(i-1)>>2]) {
		c.events[i] = c.events[(i-1)>>2]
		i = (i - 1) >> 2
	}
	c.events[i] = e
}

func (c *plain) next() event {
	if c.hole {
		n := len(c.events) - 1
		last := c.events[n]
		if c.events = c.events[:n]; n > 0 {
			c.sink(last)
		}
	}
	c.hole = true
	return c.events[0]
}

func (c *plain) sink(e event) {
	h, i := c.events, 0
	for child := 1; child < len(h); child = i<<2 + 1 {
		least := child
		for j := child + 1; j < min(child+4, len(h)); j++ {
			if h[j].before(&h[least]) {
				least = j
			}
		}
		if !h[least].before(&e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}
