package sampling

import (
	"cmp"
	"slices"

	"shifu/internal/fault"
)

// Allocate shares n picks among strata of the given sizes: each that is not
// empty gets 1, the rest go in proportion to the sizes by largest remainder
// (Hamilton's method; Balinski and Young, Fair Representation, 1982), and no
// stratum gets more than its size: what it can't take is shared anew among the
// others. Equal remainders go to the larger stratum, then to the first. It
// refuses an n below the number of strata or above the sum of their sizes.
func Allocate(sizes []int, n int) ([]int, error) {
	out, total, filled := make([]int, len(sizes)), 0, 0
	for i, size := range sizes {
		total += size
		if size > 0 {
			out[i], filled = 1, filled+1
		}
	}
	if err := checkN(n, total); err != nil {
		return nil, err
	}
	if n < filled {
		return nil, fault.New(fault.Invalid, "{{.N}} calls are too few for {{.Strata}} strata: each needs at least one.",
			fault.Values{"N": n, "Strata": filled})
	}
	for rest := n - filled; rest > 0; {
		rest = share(sizes, out, rest)
	}
	return out, nil
}

// share gives rest to the strata that have room, and returns what did not fit.
func share(sizes, out []int, rest int) (left int) {
	var open []int
	weight := 0
	for i, size := range sizes {
		if out[i] < size {
			open, weight = append(open, i), weight+size
		}
	}
	seats := make(map[int]int, len(open))
	given := 0
	for _, i := range open {
		seats[i] = rest * sizes[i] / weight
		given += seats[i]
	}
	slices.SortStableFunc(open, func(a, b int) int {
		return cmp.Or(cmp.Compare(rest*sizes[b]%weight, rest*sizes[a]%weight), cmp.Compare(sizes[b], sizes[a]))
	})
	for _, i := range open[:rest-given] {
		seats[i]++
	}
	for _, i := range open {
		fits := min(seats[i], sizes[i]-out[i])
		out[i] += fits
		left += seats[i] - fits
	}
	return left
}
