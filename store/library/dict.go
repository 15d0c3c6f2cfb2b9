package library

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// dict numbers the distinct values of a column, in the order of their coming.
type dict struct {
	codes  map[string]uint32
	values []string
	called map[string]string // what people call a value; nil: by itself
	ranks  []uint32          // place of each code in the order of names
}

func (d *dict) code(value string) uint32 {
	if c, ok := d.codes[value]; ok {
		return c
	}
	if d.codes == nil {
		d.codes = map[string]uint32{}
	}
	c := uint32(len(d.values))
	d.codes[value] = c
	d.values = append(d.values, value)
	return c
}

func (d *dict) name(code int) string {
	if n, ok := d.called[d.values[code]]; ok {
		return n
	}
	return d.values[code]
}

// rank sorts the names as a Chinese reader expects (by pinyin, Latin first);
// equal names have the same rank, so that the next column decides.
func (d *dict) rank(name func(code int) string) {
	if len(d.ranks) == len(d.values) {
		return
	}
	codes := make([]int, len(d.values))
	keys := make([]string, len(d.values))
	col, buf := collate.New(language.Chinese), &collate.Buffer{}
	for i := range codes {
		codes[i], keys[i] = i, string(col.KeyFromString(buf, name(i)))
		buf.Reset()
	}
	slices.SortFunc(codes, func(a, b int) int { return compare(keys[a], keys[b]) })
	d.ranks = make([]uint32, len(codes))
	for i, c := range codes {
		d.ranks[c] = uint32(i)
		if i > 0 && keys[c] == keys[codes[i-1]] {
			d.ranks[c] = d.ranks[codes[i-1]]
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// mask marks the codes of the given values; nil if there are none, which
// means that the column does not narrow.
func (d *dict) mask(values []string) []bool {
	if len(values) == 0 {
		return nil
	}
	m := make([]bool, len(d.values))
	for _, v := range values {
		if c, ok := d.codes[v]; ok {
			m[c] = true
		}
	}
	return m
}

func (x *Index) rank() {
	x.agents.rank(func(c int) string { return x.about[c].name })
	for _, d := range []*dict{&x.teams, &x.orgs, &x.projects, &x.lines} {
		d.rank(d.name)
	}
}
