package sim

// enqueue puts call i where its priority and age belong, from the tail.
func (r *Run) enqueue(i int32) {
	c := &r.calls[i]
	q := &r.queues[c.callType]
	after := q.tail
	for after != none && r.earlier(c, &r.calls[after]) {
		after = r.line[after].prev
	}
	r.insert(c, i, after)
}

// requeue puts a call back in its place, which is near the head.
func (r *Run) requeue(i int32) {
	c := &r.calls[i]
	q := &r.queues[c.callType]
	before := q.head
	for before != none && !r.earlier(c, &r.calls[before]) {
		before = r.line[before].next
	}
	after := q.tail
	if before != none {
		after = r.line[before].prev
	}
	r.insert(c, i, after)
}

// earlier reports whether a is served before b, of the same type.
func (r *Run) earlier(a, b *call) bool {
	return a.priority > b.priority || (a.priority == b.priority && a.joined < b.joined)
}

// insert puts a call into its queue, behind another.
func (r *Run) insert(c *call, i, after int32) {
	r.queues[c.callType].insert(r.line, i, after)
	r.lines.put(c.callType)
	c.condition = waiting
}

// dequeue takes a call out of its queue.
func (r *Run) dequeue(i int32) {
	k := r.calls[i].callType
	q := &r.queues[k]
	if q.remove(r.line, i); q.count == 0 {
		r.lines.drop(k)
	}
}

// place finds room for a call in the slab.
func (r *Run) place() int32 {
	if n := len(r.unused); n > 0 {
		i := r.unused[n-1]
		r.unused = r.unused[:n-1]
		return i
	}
	r.calls, r.line = append(r.calls, call{}), append(r.line, link{})
	return int32(len(r.calls) - 1)
}

// release gives the room of a call back; events of it are void.
func (r *Run) release(i int32) {
	c := &r.calls[i]
	c.generation++
	c.condition, c.agent = unused, none
	r.unused = append(r.unused, i)
}
