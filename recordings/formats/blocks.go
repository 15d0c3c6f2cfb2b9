package formats

import (
	"fmt"
	"io"
)

// blockCodec decodes blocks of fixed size. decodeBlock fills dst, whose length
// is what framesIn says for the block, and never fails: damage sounds, it does
// not stop.
type blockCodec interface {
	reset()
	decodeBlock(dst []int16, block []byte)
}

// blocks reads a codec of blocks with random access.
type blocks struct {
	data     window
	layout   layout
	size     int64 // bytes of whole and partial blocks
	codec    blockCodec
	prime    int64   // blocks decoded before the wanted one after a jump
	pcm      []int16 // the decoded block
	have     int64   // its number, -1 for none
	haveSize int     // frames in it
}

// gsmPrime is 8 blocks, 320 ms: long enough for the filters to forget.
const gsmPrime = 8

func newBlocks(r io.ReaderAt, l layout, start, size int64) *blocks {
	b := &blocks{layout: l, size: size, have: -1}
	b.data = window{r: r, start: start, buf: make([]byte, max(pcmBuffer, l.blockBytes))}
	b.pcm = make([]int16, l.blockFrames*l.channels)
	switch l.codec {
	case GSM610:
		b.codec, b.prime = &gsm{bare: l.blockBytes == gsmBareBytes}, gsmPrime
	case IMAADPCM:
		b.codec = ima{l.channels}
	default:
		b.codec = msADPCM{l.channels}
	}
	return b
}

func (b *blocks) readFrames(dst []int16, from int64) (int, error) {
	c := b.layout.channels
	done := 0
	for done < len(dst) {
		number := from / int64(b.layout.blockFrames)
		if err := b.load(number); err != nil {
			return done / c, err
		}
		skip := int(from % int64(b.layout.blockFrames))
		if skip >= b.haveSize {
			return done / c, io.ErrUnexpectedEOF
		}
		n := copy(dst[done:], b.pcm[skip*c:b.haveSize*c])
		done += n
		from += int64(n / c)
	}
	return done / c, nil
}

// load decodes the block with this number, after those before it that its
// decoder must have heard.
func (b *blocks) load(number int64) error {
	if number == b.have {
		return nil
	}
	first := number
	if b.have < 0 || number != b.have+1 {
		b.codec.reset()
		first = max(0, number-b.prime)
	}
	b.have = -1
	for ; first <= number; first++ {
		if err := b.decode(first); err != nil {
			return err
		}
	}
	b.have = number
	return nil
}

func (b *blocks) decode(number int64) error {
	off := number * int64(b.layout.blockBytes)
	n := int(min(int64(b.layout.blockBytes), b.size-off))
	block, err := b.data.bytes(off, n)
	if err != nil {
		return fmt.Errorf("reading block %d: %w", number, err)
	}
	b.haveSize = b.layout.framesIn(n)
	b.codec.decodeBlock(b.pcm[:b.haveSize*b.layout.channels], block)
	return nil
}

// window reads a file in large steps for callers who want small pieces.
type window struct {
	r     io.ReaderAt
	start int64
	buf   []byte
	from  int64
	n     int
}

// bytes returns n bytes at off, valid until the next call.
func (w *window) bytes(off int64, n int) ([]byte, error) {
	if off < w.from || off+int64(n) > w.from+int64(w.n) {
		got, err := w.r.ReadAt(w.buf, w.start+off)
		w.from, w.n = off, got
		if got < n {
			if err == nil || err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	i := int(off - w.from)
	return w.buf[i : i+n], nil
}
