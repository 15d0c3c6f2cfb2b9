package sim

func (r *Run) enqueue(i int32) {
	c := &r.calls[i]
	q := &r.queues[c.callType]
	after := q.tail
	for after != none && r.earlier(c, &r.calls[after]) {
		after = r.calls[after].prev
	}
	r.insert(q, c, i, after)
}

func (r *Run) requeue(i int32) {
	c := &r.calls[i]
	q := &r.queues[c.callType]
	before := q.head
	for before != none && !r.earlier(c, &r.calls[before]) {
		before = r.calls[before].next
	}
	after := q.tail
	if before != none {
		after = r.calls[before].prev
	}
	r.insert(q, c, i, after)
}

func (r *Run) earlier(a, b *call) bool {
	return a.priority > b.priority || (a.priority == b.priority && a.joined < b.joined)
}

func (r *Run) insert(q *queue, c *call, i, after int32) {
	c.prev, c.next = after, q.head
	if after != none {
		c.next = r.calls[after].next
		r.calls[after].next = i
	} else {
		q.head = i
	}
	if c.next != none {
		r.calls[c.next].prev = i
	} else {
		q.tail = i
	}
	q.count++
	c.condition = waiting
}

func (r *Run) dequeue(i int32) {
	c := &r.calls[i]
	q := &r.queues[c.callType]
	if c.prev != none {
		r.calls[c.prev].next = c.next
	} else {
		q.head = c.next
	}
	if c.next != none {
		r.calls[c.next].prev = c.prev
	} else {
		q.tail = c.prev
	}
	q.count--
}

func (r *Run) place() int32 {
	if n := len(r.unused); n > 0 {
		i := r.unused[n-1]
		r.unused = r.unused[:n-1]
		return i
	}
	r.calls = append(r.calls, call{})
	return int32(len(r.calls) - 1)
}

func (r *Run) release(i int32) {
	c := &r.calls[i]
	c.generation++
	c.condition, c.agent = unused, none
	r.unused = append(r.unused, i)
}
