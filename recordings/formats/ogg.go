package formats

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// oggPages reads the pages of one logical stream (RFC 3533). A damaged page is
// left out; the stream goes on at the next whole one.
type oggPages struct {
	r       *bufio.Reader
	serial  uint32
	begun   bool
	partial []byte // of a packet that goes on in the next page
	broken  bool   // the partial packet lost its beginning
	lost    int
}

// oggPage is one page with the packets that end in it.
type oggPage struct {
	granule int64 // position behind the page, -1 for none
	last    bool  // end of the stream
	gap     bool  // pages before it were lost
	packets [][]byte
}

const (
	oggHeader    = 27
	oggMaxPage   = oggHeader + 255 + 255*255
	oggMaxPacket = 16 << 20
)

func newOggPages(in io.Reader) *oggPages {
	return &oggPages{r: bufio.NewReaderSize(in, oggMaxPage)}
}

// next returns the next whole page of the stream, io.EOF behind the last.
func (o *oggPages) next() (oggPage, error) {
	gap := false
	for {
		b, _ := o.r.Peek(oggMaxPage)
		if len(b) < oggHeader {
			return oggPage{}, io.EOF
		}
		raw, ok := wholePage(b)
		if !ok {
			o.resync(b)
			gap = true
			continue
		}
		_, _ = o.r.Discard(len(raw))
		serial := binary.LittleEndian.Uint32(raw[14:])
		if !o.begun {
			o.begun, o.serial = true, serial
		}
		if serial != o.serial {
			continue
		}
		if gap {
			o.lost++
		}
		return o.packets(raw, gap), nil
	}
}

// resync moves to the next capture pattern.
func (o *oggPages) resync(b []byte) {
	n := bytes.Index(b[1:], []byte("OggS"))
	if n < 0 {
		n = len(b) - 4
	}
	_, _ = o.r.Discard(n + 1)
}

// wholePage returns the page at the start of b if it is all there and its
// checksum is right.
func wholePage(b []byte) ([]byte, bool) {
	if string(b[:4]) != "OggS" || b[4] != 0 {
		return nil, false
	}
	size := oggHeader + int(b[26])
	if len(b) < size {
		return nil, false
	}
	for _, n := range b[oggHeader:size] {
		size += int(n)
	}
	if len(b) < size {
		return nil, false
	}
	return b[:size], oggChecksum(b[:size]) == binary.LittleEndian.Uint32(b[22:])
}

// packets splits a page by its segment table.
func (o *oggPages) packets(raw []byte, gap bool) oggPage {
	p := oggPage{granule: int64(binary.LittleEndian.Uint64(raw[6:])), last: raw[5]&4 != 0, gap: gap}
	if continued := raw[5]&1 != 0; gap || !continued {
		o.partial, o.broken = nil, continued
	}
	table := raw[oggHeader : oggHeader+int(raw[26])]
	body := raw[oggHeader+len(table):]
	for _, n := range table {
		if len(o.partial) < oggMaxPacket {
			o.partial = append(o.partial, body[:n]...)
		}
		body = body[n:]
		if n == 255 {
			continue
		}
		if !o.broken {
			p.packets = append(p.packets, o.partial)
		}
		o.partial, o.broken = nil, false
	}
	return p
}

var oggTable = func() (t [256]uint32) {
	for i := range t {
		c := uint32(i) << 24
		for range 8 {
			if c&0x80000000 != 0 {
				c = c<<1 ^ 0x04C11DB7
			} else {
				c <<= 1
			}
		}
		t[i] = c
	}
	return t
}()

// oggChecksum is the page's CRC-32 (polynomial 04C11DB7, not reflected), with
// the checksum's own four bytes taken as zero.
func oggChecksum(page []byte) uint32 {
	var c uint32
	for i, b := range page {
		if i >= 22 && i < 26 {
			b = 0
		}
		c = c<<8 ^ oggTable[byte(c>>24)^b]
	}
	return c
}
