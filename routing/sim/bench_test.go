//go:build unix

package sim

import (
	"context"
	"math"
	"runtime"
	"testing"

	"shifu/routing"
)

// bare is the yardstick: a heap, a slab of calls, one queue, lazy cancel of
// patience, the same random numbers, and nothing else. Its heap is its own, so
// that it measures the same whatever the core's calendar learns.
type bare struct {
	calendar    plain
	calls       []bareCall
	unused      []int32
	head, tail  int32
	free        int
	number      uint64
	gap         stream
	mean        float64
	serve, wait sampler
	served      int64
}

type bareCall struct {
	number     uint64
	next       int32
	generation uint32
	waiting    bool
}

func newBare(perMinute, service, patience float64, agents int) *bare {
	b := &bare{head: none, tail: none, free: agents, mean: 60 * micro / perMinute, gap: newStream(1, forGap, 0)}
	b.serve = newSampler(routing.Exp(service), newStream(1, forService, 0))
	b.wait = newSampler(routing.Exp(patience), newStream(1, forPatience, 0))
	return b
}

func (b *bare) run(calls int) {
	now := int64(0)
	for b.calendar.add(0, arrival, 0, 0); calls > 0; {
		e := b.calendar.next()
		now = e.at
		switch e.kind {
		case arrival:
			calls--
			b.number++
			b.calendar.add(now+int64(-b.mean*ln(b.gap.uniform(b.number))), arrival, 0, 0)
			b.arrive(now)
		case finish:
			b.release(e.id)
			b.served++
			b.next(now)
		case patience:
			if c := &b.calls[e.id]; c.generation == e.generation && c.waiting {
				c.waiting = false
			}
		}
	}
}

func (b *bare) arrive(now int64) {
	i := int32(len(b.calls))
	if n := len(b.unused); n > 0 {
		i, b.unused = b.unused[n-1], b.unused[:n-1]
	} else {
		b.calls = append(b.calls, bareCall{})
	}
	c := &b.calls[i]
	c.number, c.next = b.number, none
	if b.free > 0 {
		b.free--
		b.calendar.add(now+b.serve.at(c.number), finish, i, 0)
		return
	}
	c.waiting = true
	if b.tail != none {
		b.calls[b.tail].next = i
	} else {
		b.head = i
	}
	b.tail = i
	b.calendar.add(now+b.wait.at(c.number), patience, i, c.generation)
}

func (b *bare) release(i int32) {
	b.calls[i].generation++
	b.unused = append(b.unused, i)
}

func (b *bare) next(now int64) {
	for b.head != none {
		i := b.head
		c := &b.calls[i]
		if b.head = c.next; b.head == none {
			b.tail = none
		}
		if c.waiting {
			c.waiting = false
			b.calendar.add(now+b.serve.at(c.number), finish, i, 0)
			return
		}
		b.release(i)
	}
	b.free++
}

const benched = 1_000_000

// perSecond is how many calls a CPU second f makes of benched, the best of three.
func perSecond(f func()) float64 {
	best := math.Inf(1)
	for range 3 {
		from := cpu()
		f()
		best = math.Min(best, (cpu() - from).Seconds())
	}
	return benched / best
}

func compared(b *testing.B, s *routing.Scenario, perMinute float64, agents int) {
	s.Horizon = routing.Horizon{Calls: benched, Closing: routing.Serve}
	r := planned(b, s).Start(1)
	r.Advance(context.Background(), 0)
	var mine, yardstick float64
	for b.Loop() {
		mine = perSecond(func() { r.Reset(1); r.Advance(context.Background(), 0) })
		yardstick = perSecond(func() { newBare(perMinute, 180, 120, agents).run(benched) })
	}
	b.ReportMetric(mine, "calls/cpu-s")
	b.ReportMetric(yardstick, "bare-calls/cpu-s")
	b.ReportMetric(mine/yardstick, "of-bare")
}

// At least 0.75 of the bare loop.
func BenchmarkRun_OneQueue(b *testing.B) {
	compared(b, single(10, 180, 28, routing.Exp(120)), 10, 28)
}

// At least 0.5 of the bare loop with as many calls and agents.
func BenchmarkRun_TenTypesFiveGroups(b *testing.B) {
	compared(b, many(10, 5, 10, 56), 100, 280)
}

// A day of 150,000 calls stays below 64 MB.
func BenchmarkRun_MemoryOfADay(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		s := many(10, 5, 150_000/1440./10, 60)
		s.Horizon = routing.Horizon{Duration: 86400, Interval: 1800, Closing: routing.Serve}
		runtime.GC()
		runtime.ReadMemStats(&before)
		r := planned(b, s).Start(1)
		r.Advance(context.Background(), 0)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(r)
	}
	b.ReportMetric(float64(after.HeapAlloc-min(before.HeapAlloc, after.HeapAlloc))/(1<<20), "MB")
}
