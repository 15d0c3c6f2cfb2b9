package library

import (
	"slices"
	"sync"
)

// arrange brings order up to date: new calls are sorted by themselves and
// merged in; when a start changed all are sorted anew.
func (x *Index) arrange() {
	if x.moved {
		x.order, x.late, x.moved = nil, 0, false
	}
	if fresh := len(x.n) - x.late; fresh > 0 {
		add := make([]uint32, fresh)
		for i := range add {
			add[i] = uint32(x.late + i)
		}
		if !slices.IsSortedFunc(add, x.byStart) {
			slices.SortFunc(add, x.byStart)
		}
		x.order, x.late = x.merge(x.order, add), len(x.n)
	}
	x.rank()
}

func (x *Index) byStart(a, b uint32) int {
	switch {
	case x.start[a] < x.start[b]:
		return -1
	case x.start[a] > x.start[b]:
		return 1
	}
	return int(a) - int(b)
}

func (x *Index) merge(a, b []uint32) []uint32 {
	if len(a) == 0 {
		return b
	}
	if x.byStart(a[len(a)-1], b[0]) < 0 {
		return append(slices.Clone(a), b...)
	}
	out := make([]uint32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if x.byStart(b[0], a[0]) < 0 {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// sortBy returns positions sorted by key, equal ones as they were: counting
// sort by 12 bits at a time (least significant first), so its time grows with
// the number of positions only, and its 4,096 places stay in the cache.
func sortBy(positions []uint32, key func(at uint32) uint32) []uint32 {
	from, to := pair(len(positions)), pair(len(positions))
	largest := uint32(0)
	for i, at := range positions {
		k := key(at)
		from[i] = uint64(k)<<32 | uint64(at)
		largest = max(largest, k)
	}
	for shift := uint(0); largest>>shift > 0; shift += digit {
		sortPass(from, to, 32+shift)
		from, to = to, from
	}
	out := make([]uint32, len(positions))
	for i, p := range from {
		out[i] = uint32(p)
	}
	pairs.Put(&from)
	pairs.Put(&to)
	return out
}

const digit = 12

func sortPass(from, to []uint64, shift uint) {
	var places [1<<digit + 1]uint32
	for _, p := range from {
		places[p>>shift&(1<<digit-1)+1]++
	}
	for i := 1; i < len(places); i++ {
		places[i] += places[i-1]
	}
	for _, p := range from {
		place := &places[p>>shift&(1<<digit-1)]
		to[*place] = p
		*place++
	}
}

// pairs lends room for key and position: a sort of a million takes 16 MB.
var pairs sync.Pool

func pair(n int) []uint64 {
	if p, ok := pairs.Get().(*[]uint64); ok && cap(*p) >= n {
		return (*p)[:n]
	}
	return make([]uint64, n)
}
