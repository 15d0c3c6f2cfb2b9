package library

import (
	"bytes"
	"math"
	"slices"
	"sort"
	"sync"
	"time"

	"shifu/recordings"
)

// Page returns the numbers of at most limit calls from offset on, in order o.
// Calls that are equal there stand by their start.
func (x *Index) Page(q Question, o recordings.Order, offset, limit int) []uint32 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := x.sorted(q, o.By)
	if offset < 0 || offset >= len(all) || limit <= 0 {
		return nil
	}
	out := make([]uint32, 0, min(limit, len(all)-offset))
	for i := offset; i < min(offset+limit, len(all)); i++ {
		at := all[i]
		if o.Descending {
			at = all[len(all)-1-i]
		}
		out = append(out, x.n[at])
	}
	return out
}

// Count returns how many calls fit.
func (x *Index) Count(q Question) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.matching(q))
}

// Days counts the calls in scope that began in [bounds[i], bounds[i+1]), and
// how many of them fit. bounds grow.
func (x *Index) Days(q Question, bounds []time.Time) []recordings.Day {
	if len(bounds) < 2 {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	edges := make([]int64, len(bounds))
	for i, b := range bounds {
		edges[i] = micros(b)
	}
	first, last := edges[0], edges[len(edges)-1]
	calls := x.perDay(x.prepare(Question{Scope: q.Scope}).pick(x.between(x.order, first, last)), edges)
	hits := x.perDay(x.found(q, first, last), edges)
	days := make([]recordings.Day, len(bounds)-1)
	for i := range days {
		days[i] = recordings.Day{Start: bounds[i], Calls: calls[i], Hits: hits[i]}
	}
	return days
}

// found returns the positions that fit from first until last, by start: those
// of the list if it asked the same just before.
func (x *Index) found(q Question, first, last int64) []uint32 {
	if got, ok := x.cache.get(q.same()); ok {
		return x.between(got, first, last)
	}
	t := x.prepare(q)
	return t.pick(x.between(x.order, max(first, t.from), min(last, t.until)))
}

// perDay counts positions, which stand by start, between each two edges.
func (x *Index) perDay(positions []uint32, edges []int64) []int {
	counts := make([]int, len(edges)-1)
	for i := range counts {
		counts[i] = len(x.between(positions, edges[i], edges[i+1]))
	}
	return counts
}

// between returns those of positions, which stand by start, that began at or
// after first and before last.
func (x *Index) between(positions []uint32, first, last int64) []uint32 {
	from := x.since(positions, first)
	return positions[from:max(from, x.since(positions, last))]
}

// Choices returns the distinct projects and business lines of the calls in
// scope, sorted.
func (x *Index) Choices(q Question) (projects, lines []string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	t := x.prepare(Question{Scope: q.Scope})
	p, l := make([]bool, len(x.projects.values)), make([]bool, len(x.lines.values))
	for at := range uint32(len(x.n)) {
		if t.passes(at) {
			p[x.project[at]], l[x.line[at]] = true, true
		}
	}
	return x.projects.chosen(p), x.lines.chosen(l)
}

func (d *dict) chosen(marks []bool) []string {
	out := []string{}
	for c, marked := range marks {
		if marked && d.values[c] != "" {
			out = append(out, d.values[c])
		}
	}
	sort.Slice(out, func(i, j int) bool { return d.ranks[d.codes[out[i]]] < d.ranks[d.codes[out[j]]] })
	return out
}

// since returns the place in positions of the first call that began at or after us.
func (x *Index) since(positions []uint32, us int64) int {
	return sort.Search(len(positions), func(i int) bool { return x.start[positions[i]] >= us })
}

// matching returns the positions that fit, by start.
func (x *Index) matching(q Question) []uint32 {
	key := q.same()
	if got, ok := x.cache.get(key); ok {
		return got
	}
	t := x.prepare(q)
	out := t.pick(x.between(x.order, t.from, t.until))
	x.cache.keep(key, out)
	return out
}

// pick returns those of positions that pass; positions themselves if all do.
func (t *test) pick(positions []uint32) []uint32 {
	if t.takesAll() {
		return positions
	}
	out := make([]uint32, 0, len(positions))
	for _, at := range positions {
		if t.passes(at) {
			out = append(out, at)
		}
	}
	if len(out) > len(positions)/2 {
		return out
	}
	return slices.Clone(out) // give the room back
}

// sorted returns the positions that fit, by column.
func (x *Index) sorted(q Question, by recordings.Column) []uint32 {
	key := string(by) + "|" + q.same()
	if got, ok := x.cache.get(key); ok {
		return got
	}
	out := x.matching(q)
	if of := x.key(by, q.view()); of != nil {
		out = sortBy(out, of)
	}
	x.cache.keep(key, out)
	return out
}

// key returns what a column sorts by; nil: the start, which all are sorted by.
func (x *Index) key(by recordings.Column, view int) func(at uint32) uint32 {
	switch by {
	case recordings.ByDuration:
		return func(at uint32) uint32 { return uint32(max(x.duration[at], 0)) }
	case recordings.ByAgent:
		return func(at uint32) uint32 { return x.agents.ranks[x.agent[at]] }
	case recordings.ByTeam:
		return func(at uint32) uint32 { return x.teams.ranks[x.team[at]] }
	case recordings.ByOrganisation:
		return func(at uint32) uint32 { return x.orgs.ranks[x.org[at]] }
	case recordings.ByBusinessLine:
		return func(at uint32) uint32 { return x.lines.ranks[x.line[at]] }
	case recordings.ByProject:
		return func(at uint32) uint32 { return x.projects.ranks[x.project[at]] }
	case recordings.BySatisfaction:
		return func(at uint32) uint32 { return uint32(x.rating[at]) }
	case recordings.ByScore:
		return func(at uint32) uint32 { return scoreKey(x.score[view][at]) }
	case recordings.ByState:
		return func(at uint32) uint32 { return uint32(x.state[view][at]) }
	}
	return nil
}

// scoreKey keeps the order of scores: the bits of floats above 0 grow with
// them. No score comes first.
func scoreKey(s float32) uint32 {
	if s != s {
		return 0
	}
	return math.Float32bits(max(s, 0)) + 1
}

func contains(text, part []byte) bool { return bytes.Contains(text, part) }

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// cache keeps the last answers: paging and counting ask the same again.
type cache struct {
	mu   sync.Mutex
	last []answered
}

type answered struct {
	key       string
	positions []uint32
}

const cached = 6

func (c *cache) get(key string) ([]uint32, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, a := range c.last {
		if a.key == key {
			copy(c.last[1:i+1], c.last[:i])
			c.last[0] = a
			return a.positions, true
		}
	}
	return nil, false
}

func (c *cache) keep(key string, positions []uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = slices.Insert(c.last, 0, answered{key, positions})
	c.last = c.last[:min(len(c.last), cached)]
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = nil
}
