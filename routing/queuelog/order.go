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
	if ordered(raw) {
		return lines(raw)
	}
	var all []stamped
	for line, row := range lines(raw) {
		all = append(all, stamped{stamp(row), line, row})
	}
	settle(all, func(s stamped) int64 { return s.at })
	return func(yield func(int, []byte) bool) {
		for _, s := range all {
			if !yield(s.line, s.row) {
				return
			}
		}
	}
}

func ordered(raw []byte) bool {
	last := int64(0)
	for _, row := range lines(raw) {
		at := stamp(row)
		if at < last {
			return false
		}
		last = at
	}
	return true
}

// settle puts all in the order of their times. What is written with the newest
// first is turned round before, so that within a second the first stays first.
func settle[T any](all []T, at func(T) int64) {
	later, earlier := 0, 0
	for i := 1; i < len(all); i++ {
		switch last, next := at(all[i-1]), at(all[i]); {
		case next > last:
			later++
		case next < last:
			earlier++
		}
	}
	if earlier > later {
		slices.Reverse(all)
	}
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(at(a), at(b)) })
}

// stamp is the time of a line, 0 for a broken one, which is refused when read.
func stamp(row []byte) int64 {
	at, _, _ := bytes.Cut(row, []byte("|"))
	n, _ := number(at)
	return n
}
