package parts

import (
	"slices"
	"strconv"
)

// railShow is how one item of a rail shows.
type railShow uint8

const (
	railAway railShow = iota // folded into its head
	railGap
	railRow
)

// rows tells how each item shows in a room of that height. Where not all fit,
// groups fold into their heads; open stay the one with the chosen place, then
// those unfolded last, then the first ones that fit.
func (r *Rail) rows(room, step, gap float32) []railShow {
	heads := r.heads()
	rows := r.shown(heads)
	if tall(rows, step, gap) <= room {
		return rows
	}
	var open []int
	for _, head := range r.wanted(heads) {
		with := append(slices.Clone(open), head)
		if more := r.shown(with); len(open) == 0 || tall(more, step, gap) <= room {
			open = with
		}
	}
	return r.shown(open)
}

// heads are the items that head groups.
func (r *Rail) heads() (all []int) {
	for i, item := range r.Items {
		if item.ID == "" && item.Word != "" {
			all = append(all, i)
		}
	}
	return all
}

// wanted are the heads in the order in which their groups should be open.
func (r *Rail) wanted(heads []int) []int {
	order := append(slices.Clone(r.unfolded), heads...)
	if chosen := r.headOf(slices.IndexFunc(r.Items, func(i RailItem) bool { return i.ID != "" && i.ID == r.Chosen })); chosen >= 0 {
		order = slices.Insert(order, 0, chosen)
	}
	var once []int
	for _, head := range order {
		if slices.Contains(heads, head) && !slices.Contains(once, head) {
			once = append(once, head)
		}
	}
	return once
}

// headOf is the head of the group in which an item stands, or -1.
func (r *Rail) headOf(i int) int {
	for ; i >= 0; i-- {
		if r.Items[i].ID == "" {
			if r.Items[i].Word == "" {
				return -1
			}
			return i
		}
	}
	return -1
}

// shown is how each item shows if these heads are open.
func (r *Rail) shown(open []int) []railShow {
	rows := make([]railShow, len(r.Items))
	away := false
	for i, item := range r.Items {
		switch {
		case item.ID == "":
			away = item.Word != "" && !slices.Contains(open, i)
			rows[i] = railGap
			if away {
				rows[i] = railRow
			}
		case !away:
			rows[i] = railRow
		}
	}
	return rows
}

// unfold opens a group, before others if there is no room for all.
func (r *Rail) unfold(word string) {
	head := slices.IndexFunc(r.Items, func(i RailItem) bool { return i.ID == "" && i.Word == word })
	r.unfolded = slices.Insert(slices.DeleteFunc(r.unfolded, func(i int) bool { return i == head }), 0, head)
	r.Refresh()
}

// waiting is what waits in all places of a group.
func (r *Rail) waiting(head int) string {
	sum := 0
	for _, item := range r.Items[head+1:] {
		if item.ID == "" {
			break
		}
		n, _ := strconv.Atoi(item.Count)
		sum += n
	}
	if sum == 0 {
		return ""
	}
	return strconv.Itoa(sum)
}

// tall is how high these rows are.
func tall(rows []railShow, step, gap float32) float32 {
	sum := float32(0)
	for _, row := range rows {
		switch row {
		case railGap:
			sum += gap
		case railRow:
			sum += step
		}
	}
	return sum
}
