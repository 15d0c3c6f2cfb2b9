package agreement

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// table is ratings with their values replaced by the numbers of their
// categories, in rising order.
type table struct {
	raters  int
	codes   [][]int // a row a unit; missing: −1
	names   []string
	numbers []float64 // of the categories; nil: some value is a word
	word    string    // the first value that is no number
	row     int       // where it stands
	column  int

	rated  [][]int // the ratings of units with at least one
	paired [][]int // of those with at least two
}

const missing = -1

// code finds out the categories: numbers if every value is one (1 and 1.0 are
// the same then), words otherwise.
func code(r Ratings) *table {
	t := &table{raters: len(r.Raters)}
	t.findWord(r)
	of := func(text string) (string, float64) { return text, 0 }
	if t.word == "" {
		of = func(text string) (string, float64) { v, _ := number(text); return "", v }
	}
	type category struct {
		name  string
		value float64
	}
	seen := map[category]int{}
	var all []category
	for _, row := range r.Cells {
		for _, cell := range row {
			if name, v := of(cell); cell != "" {
				c := category{name, v}
				if _, ok := seen[c]; !ok {
					seen[c] = 0
					all = append(all, c)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b category) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.name, b.name)) })
	for i, c := range all {
		seen[c] = i
		t.names = append(t.names, c.name)
		if t.word == "" {
			t.numbers = append(t.numbers, c.value)
		}
	}
	for _, row := range r.Cells {
		t.add(row, func(cell string) int { name, v := of(cell); return seen[category{name, v}] })
	}
	return t
}

func (t *table) findWord(r Ratings) {
	for i, row := range r.Cells {
		for j, cell := range row {
			if _, ok := number(cell); cell != "" && !ok {
				t.word, t.row, t.column = cell, i, j
				return
			}
		}
	}
}

func (t *table) add(row []string, codeOf func(string) int) {
	codes, given := make([]int, t.raters), make([]int, 0, t.raters)
	for j := range codes {
		codes[j] = missing
		if j < len(row) && row[j] != "" {
			codes[j] = codeOf(row[j])
			given = append(given, codes[j])
		}
	}
	t.codes = append(t.codes, codes)
	if len(given) >= 1 {
		t.rated = append(t.rated, given)
	}
	if len(given) >= 2 {
		t.paired = append(t.paired, given)
	}
}

// number reads a plain decimal number, in digits of any width. NaN, infinity,
// hexadecimal, and what is too large to be squared twice are words; what is too
// small for that is 0.
func number(text string) (float64, bool) {
	text = norm.NFKC.String(text)
	if strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if math.Abs(v) < 1e-60 {
		v = 0 // also −0
	}
	return v, err == nil && math.Abs(v) < 1e60
}

func (t *table) pairable() int {
	n := 0
	for _, u := range t.paired {
		n += len(u)
	}
	return n
}

// shares are the shares of the categories, averaged over the units with at
// least one rating.
func (t *table) shares() []float64 {
	out := make([]float64, len(t.names))
	for _, u := range t.rated {
		for _, c := range u {
			out[c] += 1 / float64(len(u)*len(t.rated))
		}
	}
	return out
}

// scale says where the categories stand: at their values where distances mean
// something, otherwise one step apart.
func (t *table) scale(l Level) []float64 {
	if l == Interval || l == Ratio {
		return t.numbers
	}
	steps := make([]float64, len(t.names))
	for i := range steps {
		steps[i] = float64(i)
	}
	return steps
}
