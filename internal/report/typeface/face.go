// Package typeface reads a TrueType file in place and cuts from it the small
// file that one document needs.
//
// A PDF writer that is given the whole typeface of 30,000 glyphs reads all of
// it again for every document: 60 to 140 ms and 30 MB. Here the file is looked
// through once; a cut of some 300 glyphs then takes about a millisecond.
//
// The format is ISO/IEC 14496-22 (OpenType); only its TrueType outlines are
// understood.
package typeface

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Face is an opened TrueType file. It may be used by several goroutines.
type Face struct {
	file     io.ReaderAt
	glyf     table             // where the outlines lie
	outline  []byte            // loca: where each glyph lies in glyf
	metrics  []byte            // hmtx
	kept     map[string][]byte // tables that go into every cut
	glyphs   [1 << 16]uint16   // rune → glyph, 0 for none
	units    int               // per em
	count    int               // glyphs
	advances int               // glyphs with an advance of their own
	long     bool              // loca holds 32-bit offsets
}

type table struct{ at, size int64 }

// ErrFormat says that the file is no TrueType file that can be used.
var ErrFormat = errors.New("no TrueType file with outlines and a character map")

const (
	maxTable  = 4 << 20
	maxTables = 256
)

// Open reads the directory, the character map and the metrics of a TrueType
// file. The outlines stay in the file, which must not change.
func Open(file io.ReaderAt) (*Face, error) {
	f := &Face{file: file, kept: map[string][]byte{}}
	tables, err := f.directory()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"head", "hhea", "maxp", "OS/2", "post", "prep"} {
		if f.kept[name], err = f.load(tables[name]); err != nil {
			return nil, fmt.Errorf("reading table %s: %w", name, err)
		}
	}
	if err := f.measure(tables); err != nil {
		return nil, err
	}
	characters, err := f.load(tables["cmap"])
	if err != nil {
		return nil, fmt.Errorf("reading table cmap: %w", err)
	}
	return f, f.mapRunes(characters)
}

func (f *Face) directory() (map[string]table, error) {
	head, err := f.load(table{0, 12})
	if err != nil {
		return nil, fmt.Errorf("reading the head of a typeface: %w", err)
	}
	kind, n := binary.BigEndian.Uint32(head), int64(binary.BigEndian.Uint16(head[4:]))
	if (kind != 0x00010000 && kind != 0x74727565) || n > maxTables {
		return nil, ErrFormat
	}
	list, err := f.load(table{12, 16 * n})
	if err != nil {
		return nil, fmt.Errorf("reading the directory of a typeface: %w", err)
	}
	tables := make(map[string]table, n)
	for ; len(list) >= 16; list = list[16:] {
		tables[string(list[:4])] = table{int64(binary.BigEndian.Uint32(list[8:])), int64(binary.BigEndian.Uint32(list[12:]))}
	}
	return tables, nil
}

// load reads a table; one that is not there is empty.
func (f *Face) load(t table) ([]byte, error) {
	if t.size > maxTable {
		return nil, ErrFormat
	}
	b := make([]byte, t.size)
	n, err := f.file.ReadAt(b, t.at)
	if n < len(b) {
		if err == nil || errors.Is(err, io.EOF) {
			err = ErrFormat
		}
		return nil, err
	}
	return b, nil
}

func (f *Face) measure(tables map[string]table) (err error) {
	head, hhea, maxp := f.kept["head"], f.kept["hhea"], f.kept["maxp"]
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 {
		return ErrFormat
	}
	f.units, f.long = u16(head, 18), u16(head, 50) == 1
	f.count, f.advances = u16(maxp, 4), u16(hhea, 34)
	if f.outline, err = f.load(tables["loca"]); err != nil {
		return fmt.Errorf("reading table loca: %w", err)
	}
	if f.metrics, err = f.load(tables["hmtx"]); err != nil {
		return fmt.Errorf("reading table hmtx: %w", err)
	}
	f.glyf = tables["glyf"]
	if f.units == 0 || f.count == 0 || f.advances == 0 || f.glyf.size == 0 {
		return ErrFormat
	}
	return nil
}

// Has reports whether the typeface can show r. Runes beyond the Basic
// Multilingual Plane never can: PDF writers number characters with 16 bits.
func (f *Face) Has(r rune) bool { return r > 0 && r < 1<<16 && f.glyphs[r] != 0 }

// Advance returns the width of r in thousandths of the type size; that of the
// empty box where the typeface lacks r.
func (f *Face) Advance(r rune) int {
	glyph := 0
	if f.Has(r) {
		glyph = int(f.glyphs[r])
	}
	return u16(f.metrics, 4*min(glyph, f.advances-1)) * 1000 / f.units
}

// u16 reads two bytes, 0 beyond the end.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int { return u16(b, at)<<16 | u16(b, at+2) }
