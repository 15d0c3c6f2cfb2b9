package formats

import "math/bits"

// vorbisBooksFit walks over the codebooks of a Vorbis setup header (Vorbis I
// specification, 3.2.1) before the library sees them: the library reserves
// memory for whatever they claim, and never ends on some that are damaged.
func vorbisBooksFit(setup []byte) bool {
	r := vorbisBits{data: setup}
	cells := 0
	for range r.take(8) + 1 {
		n, ok := r.book()
		if cells += n; !ok || cells > maxVorbisCells {
			return false
		}
	}
	return true
}

// maxVorbisCells bounds the numbers in all codebooks of a stream; libvorbis
// itself makes fewer than 100,000.
const maxVorbisCells = 4 << 20

// vorbisBits takes numbers from bytes, least significant bit first.
type vorbisBits struct {
	data []byte
	pos  int // in bits
}

func (r *vorbisBits) take(n int) int {
	x := 0
	for i := range n {
		if at := r.pos >> 3; at < len(r.data) {
			x |= int(r.data[at]>>(r.pos&7)&1) << i
		}
		r.pos++
	}
	return x
}

func (r *vorbisBits) ended() bool { return r.pos > 8*len(r.data) }

// book reads one codebook and says how many numbers it holds.
func (r *vorbisBits) book() (cells int, ok bool) {
	if r.take(24) != 0x564342 {
		return 0, false
	}
	dimensions, entries := r.take(16), r.take(24)
	if dimensions == 0 || entries == 0 || entries*dimensions > maxVorbisCells {
		return 0, false
	}
	if !r.lengths(entries) {
		return 0, false
	}
	lookup := r.take(4)
	if lookup == 0 {
		return entries, !r.ended()
	}
	r.take(32)
	r.take(32)
	width := r.take(4) + 1
	r.take(1)
	values := entries * dimensions
	if lookup == 1 {
		values = vorbisLookup1(entries, dimensions)
	}
	r.pos += width * values
	return entries * dimensions, lookup <= 2 && !r.ended()
}

// lengths walks over the codeword lengths; at least one entry must be used.
func (r *vorbisBits) lengths(entries int) bool {
	if r.take(1) == 1 {
		r.take(5)
		for done := 0; done < entries; {
			n := r.take(bits.Len(uint(entries - done)))
			if done += n; done > entries || r.ended() {
				return false
			}
		}
		return true
	}
	sparse, used := r.take(1) == 1, 0
	for range entries {
		if r.ended() {
			return false
		}
		if !sparse || r.take(1) == 1 {
			r.take(5)
			used++
		}
	}
	return used > 0
}

// vorbisLookup1 is the greatest n with n^dimensions ≤ entries (9.2.3).
func vorbisLookup1(entries, dimensions int) int {
	fits := func(n int) bool {
		p := 1
		for range dimensions {
			if p *= n; p > entries {
				return false
			}
		}
		return true
	}
	n := 1
	for n < entries && fits(n+1) {
		n++
	}
	return n
}
