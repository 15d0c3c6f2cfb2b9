package formats

import (
	"errors"
	"io"
	"math/bits"
)

// Elements of RFC 9559, section 5, and of EBML (RFC 8794).
const (
	mkvSegment     = 0x18538067
	mkvInfo        = 0x1549A966
	mkvScale       = 0x2AD7B1
	mkvTracks      = 0x1654AE6B
	mkvEntry       = 0xAE
	mkvNumber      = 0xD7
	mkvCodec       = 0x86
	mkvPrivate     = 0x63A2
	mkvCluster     = 0x1F43B675
	mkvTime        = 0xE7
	mkvSimpleBlock = 0xA3
	mkvGroup       = 0xA0
	mkvBlock       = 0xA1
	mkvPadding     = 0x75A2
)

// mkvPassed are the elements that may stand between blocks; any other is damage.
var mkvPassed = map[uint64]bool{
	0xEC: true, 0xBF: true, 0xA7: true, 0xAB: true, 0x5854: true, // Void, CRC-32, Position, PrevSize, SilentTracks
	mkvInfo: true, mkvTracks: true, 0x114D9B74: true, 0x1C53BB6B: true, 0x1941A469: true, 0x1043A770: true, 0x1254C367: true,
}

const (
	mkvMostElement = 4 << 20
	mkvMostTracks  = 256
	unknownEBML    = -1
	opusStep       = 120          // samples of the shortest packet; ticks are coarser
	webmHole       = opusRate / 5 // a pause between blocks from which silence stands for it
)

// element reads an element's head. A size that was left open is unknownEBML.
func (w *webm) element() (id uint64, size int64, err error) {
	head, err := w.r.Peek(12)
	if len(head) < 2 {
		return 0, 0, errors.Join(err, io.EOF)
	}
	_, n := vint(head)
	if n == 0 || n > 4 {
		return 0, 0, errWebM
	}
	id = uint64(bigEndian(head[:n]))
	value, m := vint(head[n:])
	if m == 0 {
		return 0, 0, errWebM
	}
	_, _ = w.r.Discard(n + m)
	if value == 1<<(7*m)-1 {
		return id, unknownEBML, nil
	}
	return id, int64(value), nil
}

// bytes reads the body of an element that has a size.
func (w *webm) bytes(size int64) ([]byte, error) {
	if size < 0 || size > mkvMostElement {
		return nil, errWebM
	}
	body := make([]byte, size)
	_, err := io.ReadFull(w.r, body)
	return body, err
}

func (w *webm) number(size int64) (int64, error) {
	b, err := w.bytes(min(size, 9))
	if err != nil || len(b) > 8 {
		return 0, errors.Join(errWebM, err)
	}
	return max(bigEndian(b), 0), nil
}

// pass skips an element. One without a size can't be skipped: its children
// follow.
func (w *webm) pass(size int64) error {
	if size <= int64(w.r.Buffered()) {
		_, err := w.r.Discard(int(max(size, 0)))
		return err
	}
	if _, err := w.in.Seek(size-int64(w.r.Buffered()), io.SeekCurrent); err != nil {
		return err
	}
	w.r.Reset(w.in)
	return nil
}

// children calls each for the elements in b.
func children(b []byte, each func(id uint64, body []byte) error) error {
	for range mkvMostTracks {
		if len(b) == 0 {
			return nil
		}
		_, n := vint(b)
		if n == 0 || n > 4 {
			return errWebM
		}
		id := uint64(bigEndian(b[:n]))
		size, m := vint(b[n:])
		if m == 0 || size > uint64(len(b)-n-m) {
			return errWebM
		}
		b = b[n+m:]
		if err := each(id, b[:size]); err != nil {
			return err
		}
		b = b[size:]
	}
	return nil
}

// vint reads EBML's variable-size integer and the bytes that it takes, 0 if it
// is none (RFC 8794, section 4).
func vint(b []byte) (value uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = bits.LeadingZeros8(b[0]) + 1
	if len(b) < n {
		return 0, 0
	}
	value = uint64(b[0]) & (1<<(8-n) - 1)
	for _, x := range b[1:n] {
		value = value<<8 | uint64(x)
	}
	return value, n
}

func bigEndian(b []byte) (value int64) {
	for _, x := range b[:min(len(b), 8)] {
		value = value<<8 | int64(x)
	}
	return value
}

func signed(b []byte) int64 {
	n := min(len(b), 8)
	if n == 0 {
		return 0
	}
	return bigEndian(b) << (64 - 8*n) >> (64 - 8*n)
}
