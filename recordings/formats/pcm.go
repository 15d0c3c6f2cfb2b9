package formats

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"unsafe"
)

// toPCM16 turns stored samples into 16-bit ones; len(src) is len(dst) times
// the bytes of a sample.
type toPCM16 func(dst []int16, src []byte)

// pcm reads codecs whose samples all have the same size and stand alone:
// linear PCM, float and G.711.
type pcm struct {
	r           io.ReaderAt
	start       int64 // of the first sample in r
	channels    int
	sampleBytes int
	convert     toPCM16
	native      bool // stored as this machine keeps int16: read straight into dst
	buf         []byte
}

const pcmBuffer = 64 << 10

func newPCM(r io.ReaderAt, l layout, start int64) *pcm {
	p := &pcm{r: r, start: start, channels: l.channels, sampleBytes: l.sampleBytes, convert: converter(l)}
	p.native = l.codec == PCMS16 && l.bigEndian == hostBigEndian
	if !p.native {
		p.buf = make([]byte, pcmBuffer/l.sampleBytes*l.sampleBytes)
	}
	return p
}

var hostBigEndian = binary.NativeEndian.Uint16([]byte{0, 1}) == 1

func (p *pcm) readFrames(dst []int16, from int64) (int, error) {
	off := p.start + from*int64(p.channels)*int64(p.sampleBytes)
	if p.native {
		n, err := p.r.ReadAt(int16Bytes(dst), off)
		return p.whole(n/2, len(dst), err)
	}
	done := 0
	for done < len(dst) {
		want := min(len(p.buf), (len(dst)-done)*p.sampleBytes)
		n, err := p.r.ReadAt(p.buf[:want], off)
		got := n / p.sampleBytes
		p.convert(dst[done:done+got], p.buf[:got*p.sampleBytes])
		done += got
		off += int64(n)
		if n < want {
			return p.whole(done, len(dst), err)
		}
	}
	return done / p.channels, nil
}

// whole turns samples read into frames; the end of the file is an error here
// since the caller asked within it.
func (p *pcm) whole(got, want int, err error) (int, error) {
	if got >= want {
		return want / p.channels, nil
	}
	if err == nil || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return got / p.channels, fmt.Errorf("reading samples: %w", err)
}

// int16Bytes is the memory of s, so that samples need not be copied one by one.
func int16Bytes(s []int16) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), 2*len(s))
}

// converter picks the conversion for a layout. Wider integers keep their upper
// 16 bits; floats are rounded to even after scaling by 2^15 and clipped.
func converter(l layout) toPCM16 {
	order := binary.ByteOrder(binary.LittleEndian)
	if l.bigEndian {
		order = binary.BigEndian
	}
	switch l.codec {
	case PCMU8:
		if l.signed8 {
			return fromS8
		}
		return fromU8
	case PCMS16:
		return func(dst []int16, src []byte) { from16(dst, src, order) }
	case PCMS24, PCMS32:
		return func(dst []int16, src []byte) { fromWide(dst, src, l.sampleBytes, l.bigEndian) }
	case PCMF32:
		return func(dst []int16, src []byte) { fromFloat32(dst, src, order) }
	case PCMF64:
		return func(dst []int16, src []byte) { fromFloat64(dst, src, order) }
	case Alaw:
		return func(dst []int16, src []byte) { fromTable(dst, src, &alawTable) }
	default:
		return func(dst []int16, src []byte) { fromTable(dst, src, &mulawTable) }
	}
}

func fromU8(dst []int16, src []byte) {
	for i := range dst {
		dst[i] = int16(int(src[i])-128) << 8
	}
}

func fromS8(dst []int16, src []byte) {
	for i := range dst {
		dst[i] = int16(src[i]) << 8
	}
}

func from16(dst []int16, src []byte, order binary.ByteOrder) {
	for i := range dst {
		dst[i] = int16(order.Uint16(src[2*i:]))
	}
}

// fromWide keeps the upper two bytes of samples of three or four bytes.
func fromWide(dst []int16, src []byte, size int, bigEndian bool) {
	high, low := size-1, size-2
	if bigEndian {
		high, low = 0, 1
	}
	for i := range dst {
		dst[i] = int16(uint16(src[i*size+high])<<8 | uint16(src[i*size+low]))
	}
}

func fromFloat32(dst []int16, src []byte, order binary.ByteOrder) {
	for i := range dst {
		dst[i] = floatPCM16(float64(math.Float32frombits(order.Uint32(src[4*i:]))))
	}
}

func fromFloat64(dst []int16, src []byte, order binary.ByteOrder) {
	for i := range dst {
		dst[i] = floatPCM16(math.Float64frombits(order.Uint64(src[8*i:])))
	}
}

func fromTable(dst []int16, src []byte, table *[256]int16) {
	for i := range dst {
		dst[i] = table[src[i]]
	}
}

// floatPCM16 scales a sample of nominal range ±1 to 16 bits, rounding halves
// to even. What is no number is silence.
func floatPCM16(x float64) int16 {
	x = math.RoundToEven(x * 32768)
	switch {
	case x != x:
		return 0
	case x > math.MaxInt16:
		return math.MaxInt16
	case x < math.MinInt16:
		return math.MinInt16
	}
	return int16(x)
}
