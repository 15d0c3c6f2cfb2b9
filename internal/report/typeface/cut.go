package typeface

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

const maxCut = 1<<16 - 2 // glyphs beside the empty box and the end mark

// Cut returns a TrueType file that holds only the given runes, in the form
// that a PDF writer reads: without names, and with checksums left 0. Runes
// that the face lacks are left out.
func (f *Face) Cut(runes map[rune]bool) ([]byte, error) {
	wanted := slices.DeleteFunc(slices.Sorted(maps.Keys(runes)), func(r rune) bool { return !f.Has(r) })
	c := cut{face: f, at: map[int]int{}}
	c.add(0)
	for _, r := range wanted {
		c.add(int(f.glyphs[r]))
	}
	if err := c.outlines(); err != nil {
		return nil, err
	}
	return c.file(wanted), nil
}

// cut collects the glyphs of a new file; they keep the order in which they
// were added, so that the n-th rune is the n-th glyph.
type cut struct {
	face    *Face
	glyphs  []int       // of the face
	at      map[int]int // glyph of the face → its first place here
	glyf    []byte
	loca    []byte
	metrics []byte
}

func (c *cut) add(glyph int) {
	if _, ok := c.at[glyph]; !ok {
		c.at[glyph] = len(c.glyphs)
	}
	c.glyphs = append(c.glyphs, glyph)
}

// outlines copies the glyphs; the list grows while parts of composed glyphs
// are found.
func (c *cut) outlines() error {
	for i := 0; i < len(c.glyphs); i++ {
		c.loca = binary.BigEndian.AppendUint32(c.loca, uint32(len(c.glyf)))
		outline, err := c.face.glyph(c.glyphs[i])
		if err != nil {
			return fmt.Errorf("reading glyph %d: %w", c.glyphs[i], err)
		}
		c.parts(outline)
		c.glyf = append(c.glyf, outline...)
		for len(c.glyf)%4 != 0 {
			c.glyf = append(c.glyf, 0)
		}
		c.metrics = c.face.appendMetrics(c.metrics, c.glyphs[i])
		if len(c.glyphs) > maxCut {
			return ErrFormat
		}
	}
	c.loca = binary.BigEndian.AppendUint32(c.loca, uint32(len(c.glyf)))
	return nil
}

// The flags of a part of a composed glyph (table glyf).
const (
	partWords = 1 << 0
	partScale = 1 << 3
	partMore  = 1 << 5
	partXY    = 1 << 6
	part2x2   = 1 << 7
)

// parts renumbers the parts of a composed glyph in place and adds those that
// are not here yet.
func (c *cut) parts(outline []byte) {
	if len(outline) < 10 || int16(u16(outline, 0)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(outline); {
		flags, glyph := u16(outline, at), u16(outline, at+2)
		if _, ok := c.at[glyph]; !ok {
			c.add(glyph)
		}
		binary.BigEndian.PutUint16(outline[at+2:], uint16(c.at[glyph]))
		if flags&partMore == 0 {
			return
		}
		at += 4 + partSize(flags)
	}
}

func partSize(flags int) int {
	size := 2
	if flags&partWords != 0 {
		size = 4
	}
	switch {
	case flags&partScale != 0:
		size += 2
	case flags&partXY != 0:
		size += 4
	case flags&part2x2 != 0:
		size += 8
	}
	return size
}

// glyph returns a copy of the outline of a glyph, empty for one without.
func (f *Face) glyph(i int) ([]byte, error) {
	from, until := 2*u16(f.outline, 2*i), 2*u16(f.outline, 2*i+2)
	if f.long {
		from, until = u32(f.outline, 4*i), u32(f.outline, 4*i+4)
	}
	if i >= f.count || until <= from || int64(until) > f.glyf.size {
		return nil, nil
	}
	return f.load(table{f.glyf.at + int64(from), int64(until - from)})
}

// appendMetrics appends advance and left side bearing of a glyph.
func (f *Face) appendMetrics(b []byte, glyph int) []byte {
	advance, bearing := 4*glyph, 4*glyph+2
	if glyph >= f.advances {
		advance, bearing = 4*(f.advances-1), 4*f.advances+2*(glyph-f.advances)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(u16(f.metrics, advance)))
	return binary.BigEndian.AppendUint16(b, uint16(u16(f.metrics, bearing)))
}
