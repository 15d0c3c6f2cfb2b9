package queueing

import "shifu/routing"

// OfferedLoad is the load at time t (seconds) that would be in service if
// nobody ever waited, for a rate that is constant within intervals and 0 before
// the first: m(t) = Σ λj (A(t − start) − A(t − end)), where A is the area under
// the survival of the handling time. S. G. Eick, W. A. Massey and W. Whitt,
// Operations Research 41 (1993) 731-742. After the last interval its rate goes on.
func OfferedLoad(rates []float64, interval float64, service routing.Dist, t float64) float64 {
	load := 0.0
	for i, r := range rates {
		start := float64(i) * interval
		end := t
		if i < len(rates)-1 {
			end = start + interval
		}
		load += r * (service.Area(t-start) - service.Area(t-end))
	}
	return load
}
