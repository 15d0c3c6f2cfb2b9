package sim

// link is who stands before and behind in a chain.
type link struct{ prev, next int32 }

// chain is a row of waiting calls, the most urgent and oldest first, or of free
// agents, the longest idle first. The links are kept by number beside them.
type chain struct{ head, tail, count int32 }

// insert puts i behind after, or first where that is none.
func (c *chain) insert(all []link, i, after int32) {
	l := link{after, c.head}
	if after != none {
		l.next = all[after].next
		all[after].next = i
	} else {
		c.head = i
	}
	if l.next != none {
		all[l.next].prev = i
	} else {
		c.tail = i
	}
	all[i] = l
	c.count++
}

// remove takes i out.
func (c *chain) remove(all []link, i int32) {
	l := all[i]
	if l.prev != none {
		all[l.prev].next = l.next
	} else {
		c.head = l.next
	}
	if l.next != none {
		all[l.next].prev = l.prev
	} else {
		c.tail = l.prev
	}
	c.count--
}

// set holds small numbers.
type set []uint64

func (s set) put(i int32)      { s[i>>6] |= 1 << (i & 63) }
func (s set) drop(i int32)     { s[i>>6] &^= 1 << (i & 63) }
func (s set) has(i int32) bool { return s[i>>6]>>(i&63)&1 == 1 }

// meets reports whether two sets of the same length share a number.
func (s set) meets(t set) bool {
	for i, w := range s {
		if w&t[i] != 0 {
			return true
		}
	}
	return false
}

// room is how long a set of n numbers is.
func room(n int) int { return (n + 63) / 64 }
