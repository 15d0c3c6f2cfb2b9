package typeface

// mapRunes reads the Unicode map of the Basic Multilingual Plane (format 4).
func (f *Face) mapRunes(cmap []byte) error {
	for i := range u16(cmap, 2) {
		platform, encoding, at := u16(cmap, 4+8*i), u16(cmap, 6+8*i), u32(cmap, 8+8*i)
		unicode := platform == 0 || platform == 3 && encoding == 1
		if unicode && at < len(cmap) && u16(cmap, at) == 4 {
			f.segments(cmap[at:])
			return nil
		}
	}
	return ErrFormat
}

func (f *Face) segments(b []byte) {
	n := u16(b, 6) / 2
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	next := 0 // segments are sorted: overlapping ones are a defect of the file
	for i := range n {
		first, last := max(next, u16(b, starts+2*i)), u16(b, ends+2*i)
		next = max(next, last+1)
		for r := first; r <= last && r < 0xFFFF; r++ {
			glyph := r
			if skip := u16(b, offsets+2*i); skip != 0 {
				if glyph = u16(b, offsets+2*i+skip+2*(r-u16(b, starts+2*i))); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + u16(b, deltas+2*i)) & 0xFFFF; glyph < f.count {
				f.glyphs[r] = uint16(glyph)
			}
		}
	}
}
