package queuelog

import (
	"cmp"
	"math"
	"slices"
)

// repeated is within which time another call of the same caller in the same
// queue is about the same matter: 72 hours.
const repeated = 72 * 3600

// details adds what is no ratio of counts of visits: waits by rank, talk,
// matters, and the time of members.
func (h *History) details(f *Details, of func(queue int32) bool) {
	var waits []int32
	talk, talks := 0.0, 0.0
	for i := range h.Visits {
		v := &h.Visits[i]
		if !of(v.Queue) {
			continue
		}
		if !v.Taken && (v.Outcome == Answered || v.Outcome == Abandoned) {
			waits = append(waits, v.Wait)
		}
		if v.Outcome == Answered && v.Talk >= 0 {
			talk, talks = talk+float64(v.Talk), talks+1
		}
	}
	slices.Sort(waits)
	f.WaitP50, f.WaitP90, f.WaitP95, f.WaitLongest = rank(waits, 0.5), rank(waits, 0.9), rank(waits, 0.95), rank(waits, 1)
	f.TalkMean = quotient(talk, talks)
	f.FCR = quotient(h.matters(of))
	h.members(f, of)
}

// rank is the smallest wait that at least the share p does not exceed: nearest
// rank, no interpolation.
func rank(sorted []int32, p float64) *float64 {
	if len(sorted) == 0 {
		return nil
	}
	x := float64(sorted[max(int(math.Ceil(p*float64(len(sorted))))-1, 0)])
	return &x
}

// matters counts those that one answered call settled, and all. A matter is the
// calls of a known caller in one queue, each within 72 hours of the one before.
func (h *History) matters(of func(queue int32) bool) (settled, all float64) {
	var known []*Visit
	for i := range h.Visits {
		if v := &h.Visits[i]; v.Caller >= 0 && !v.Taken && of(v.Queue) {
			known = append(known, v)
		}
	}
	slices.SortStableFunc(known, func(a, b *Visit) int {
		return cmp.Or(cmp.Compare(a.Caller, b.Caller), cmp.Compare(a.Queue, b.Queue), cmp.Compare(a.Arrived, b.Arrived))
	})
	same := func(a, b *Visit) bool {
		return a.Caller == b.Caller && a.Queue == b.Queue && b.Arrived-a.Arrived <= repeated
	}
	for i := 0; i < len(known); {
		last := i
		for last+1 < len(known) && same(known[last], known[last+1]) {
			last++
		}
		if all++; last == i && known[i].Outcome == Answered {
			settled++
		}
		i = last + 1
	}
	return settled, all
}

// members adds which share of their time the members of queues were paused.
func (h *History) members(f *Details, of func(queue int32) bool) {
	there, paused, by := 0.0, 0.0, map[string]float64{}
	for _, s := range h.Members {
		if of(s.Queue) {
			there += float64(s.Until - s.From)
		}
	}
	for _, p := range h.Pauses {
		if of(p.Queue) {
			paused += float64(p.Until - p.From)
			by[h.Reasons[p.Reason]] += float64(p.Until - p.From)
		}
	}
	f.NotReady, f.ByReason = quotient(paused, there), map[string]float64{}
	for reason, time := range by {
		if there > 0 {
			f.ByReason[reason] = time / there
		}
	}
}
