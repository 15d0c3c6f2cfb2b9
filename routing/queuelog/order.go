package queuelog

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
)

// stamped is a line of a log with its time.
type stamped struct {
	at   int64
	line int
	row  []byte
}

// lines are the lines that hold something, with their numbers.
func lines(raw []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		n := 0
		for row := range bytes.Lines(raw) {
			n++
			if row = bytes.TrimRight(row, "\r\n"); len(row) > 0 && !yield(n, row) {
				return
			}
		}
	}
}

// inTime are the lines in the order of their times, those of one second as
// they stand in the file. Logs of two servers put together are out of order,
// and a table may be written with the newest line first.
func inTime(raw []byte) iter.Seq2[int, []byte] {
	last, later, earlier := int64(0), 0, 0
	for _, row := range lines(raw) {
		at := stamp(row)
		switch {
		case at > last:
			later++
		case at < last:
			earlier++
		}
		last = at
	}
	if earlier == 0 {
		return lines(raw)
	}
	return sorted(raw, earlier > later)
}

func sorted(raw []byte, newestFirst bool) iter.Seq2[int, []byte] {
	var all []stamped
	for line, row := range lines(raw) {
		all = append(all, stamped{stamp(row), line, row})
	}
	if newestFirst {
		slices.Reverse(all)
	}
	slices.SortStableFunc(all, func(a, b stamped) int { return cmp.Compare(a.at, b.at) })
	return func(yield func(int, []byte) bool) {
		for _, s := range all {
			if !yield(s.line, s.row) {
				return
			}
		}
	}
}

// stamp is the time of a line, 0 for a broken one, which is refused when read.
func stamp(row []byte) int64 {
	at, _, _ := bytes.Cut(row, []byte("|"))
	n, _ := number(at)
	return n
}
