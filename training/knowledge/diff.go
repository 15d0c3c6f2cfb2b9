package knowledge

import (
	"strings"
	"unicode"
)

// Change says what became of a piece of text.
type Change int

// The changes. Edited is a line with kept, removed and added pieces in it.
const (
	Kept Change = iota
	Removed
	Added
	Edited
)

// Piece is a part of a line.
type Piece struct {
	Text   string
	Change Change
}

// Line is one line of a difference. Pieces, joined, are the old line without
// what was added, and the new one without what was removed.
type Line struct {
	Change Change
	Pieces []Piece
}

// Diff tells how the text before became the text after: line by line, and
// within a line that was edited word by word. A Chinese character counts as a
// word; a single one that two changes have between them is taken into the
// change, since islands of one character can't be read.
//
// The lines that stay are a longest common subsequence (Wagner and Fischer,
// Journal of the ACM 21, 1974, 168-173).
func Diff(before, after string) []Line {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	var out []Line
	i, j := 0, 0
	for _, m := range append(common(a, b), [2]int{len(a), len(b)}) {
		out = append(out, between(a[i:m[0]], b[j:m[1]])...)
		if m[0] < len(a) {
			out = append(out, Line{Kept, []Piece{{a[m[0]], Kept}}})
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

// between lays removed lines beside added ones: those that resemble each other
// are one edited line.
func between(gone, come []string) []Line {
	var out []Line
	for len(gone) > 0 && len(come) > 0 {
		pieces, alike := words(gone[0], come[0])
		switch {
		case alike:
			out = append(out, Line{Edited, pieces})
			gone, come = gone[1:], come[1:]
		case len(gone) >= len(come):
			out = append(out, whole(gone[0], Removed))
			gone = gone[1:]
		default:
			out = append(out, whole(come[0], Added))
			come = come[1:]
		}
	}
	for _, l := range gone {
		out = append(out, whole(l, Removed))
	}
	for _, l := range come {
		out = append(out, whole(l, Added))
	}
	return out
}

func whole(line string, c Change) Line { return Line{c, []Piece{{line, c}}} }

// words tells how one line became another, and whether enough of it stays for
// that to be read as one line: a third of the shorter one.
func words(before, after string) (pieces []Piece, alike bool) {
	a, b := tokens(before), tokens(after)
	i, j, kept := 0, 0, 0
	for _, m := range append(common(a, b), [2]int{len(a), len(b)}) {
		pieces = add(pieces, strings.Join(a[i:m[0]], ""), Removed)
		pieces = add(pieces, strings.Join(b[j:m[1]], ""), Added)
		if m[0] < len(a) {
			pieces = add(pieces, a[m[0]], Kept)
			kept++
		}
		i, j = m[0]+1, m[1]+1
	}
	return withoutIslands(pieces), 3*kept >= min(len(a), len(b)) && kept > 0
}

func add(pieces []Piece, text string, c Change) []Piece {
	if text == "" {
		return pieces
	}
	if n := len(pieces); n > 0 && pieces[n-1].Change == c {
		pieces[n-1].Text += text
		return pieces
	}
	return append(pieces, Piece{text, c})
}

// withoutIslands takes single kept characters between two changes into them.
func withoutIslands(pieces []Piece) []Piece {
	var out []Piece
	gone, come := "", ""
	flush := func() {
		out = add(out, gone, Removed)
		out = add(out, come, Added)
		gone, come = "", ""
	}
	for i, p := range pieces {
		switch {
		case p.Change == Removed:
			gone += p.Text
		case p.Change == Added:
			come += p.Text
		case i > 0 && i < len(pieces)-1 && len([]rune(p.Text)) == 1 && gone != "" && come != "":
			gone, come = gone+p.Text, come+p.Text
		default:
			flush()
			out = add(out, p.Text, Kept)
		}
	}
	flush()
	return out
}

// tokens cuts a line into Chinese characters, runs of letters and digits, and
// single other characters.
func tokens(line string) []string {
	var out []string
	run := false
	for _, r := range line {
		joins := (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
		if joins && run {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		run = joins
	}
	return out
}

// mostCells keeps the table of a comparison at 32 MB; what is larger counts as
// rewritten.
const mostCells = 4 << 20

// common are the pairs of indexes of a longest common subsequence.
func common(a, b []string) [][2]int {
	var out [][2]int
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		out = append(out, [2]int{head, head})
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for _, m := range middle(a[head:len(a)-tail], b[head:len(b)-tail]) {
		out = append(out, [2]int{m[0] + head, m[1] + head})
	}
	for t := tail; t > 0; t-- {
		out = append(out, [2]int{len(a) - t, len(b) - t})
	}
	return out
}

func middle(a, b []string) (out [][2]int) {
	wide := len(b) + 1
	if len(a) == 0 || len(b) == 0 || (len(a)+1)*wide > mostCells {
		return nil
	}
	best := make([]int32, (len(a)+1)*wide)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*wide+j] = best[(i+1)*wide+j+1] + 1
			} else {
				best[i*wide+j] = max(best[(i+1)*wide+j], best[i*wide+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case best[(i+1)*wide+j] >= best[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
