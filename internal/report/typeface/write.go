package typeface

import (
	"encoding/binary"
	"maps"
	"slices"
)

// file puts the tables of the cut together.
func (c *cut) file(runes []rune) []byte {
	n := uint16(len(c.glyphs))
	tables := map[string][]byte{
		"cmap": characterMap(runes), "glyf": c.glyf, "loca": c.loca, "hmtx": c.metrics,
		"head": with(c.face.kept["head"], 50, 1), "hhea": with(c.face.kept["hhea"], 34, n),
		"maxp": with(c.face.kept["maxp"], 4, n),
		"name": {0, 0, 0, 0, 0, 6}, "post": namelessPost(c.face.kept["post"]),
	}
	for _, name := range []string{"OS/2", "prep"} {
		if b := c.face.kept[name]; len(b) > 0 {
			tables[name] = b
		}
	}
	return assemble(tables)
}

// with returns a copy of b with v written at the place at.
func with(b []byte, at int, v uint16) []byte {
	b = slices.Clone(b)
	binary.BigEndian.PutUint16(b[at:], v)
	return b
}

// namelessPost is the head of table post in version 3: no glyph names.
func namelessPost(post []byte) []byte {
	b := make([]byte, 32)
	copy(b, post)
	binary.BigEndian.PutUint32(b, 0x00030000)
	return b
}

// characterMap writes a map of format 4 from the n-th rune to glyph n+1, one
// segment for each stretch of runes without a gap.
func characterMap(runes []rune) []byte {
	var starts, ends, deltas []uint16
	for i, r := range runes {
		if i > 0 && runes[i-1] == r-1 {
			ends[len(ends)-1] = uint16(r)
			continue
		}
		starts, ends, deltas = append(starts, uint16(r)), append(ends, uint16(r)), append(deltas, uint16(i+1-int(r)))
	}
	starts, ends, deltas = append(starts, 0xFFFF), append(ends, 0xFFFF), append(deltas, 1)
	n := len(starts)
	b := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12} // one map: Windows, Unicode
	words := []uint16{4, uint16(16 + 8*n), 0, uint16(2 * n), 0, 0, 0}
	words = append(append(append(append(words, ends...), 0), starts...), deltas...)
	words = append(words, make([]uint16, n)...)
	for _, w := range words {
		b = binary.BigEndian.AppendUint16(b, w)
	}
	return b
}

func assemble(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	b = binary.BigEndian.AppendUint16(b, uint16(len(names)))
	b = append(b, 0, 0, 0, 0, 0, 0) // hints for a search that nobody makes
	at := 12 + 16*len(names)
	for _, name := range names {
		b = append(b, name...)
		b = append(b, 0, 0, 0, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		b = append(b, tables[name]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return b
}
