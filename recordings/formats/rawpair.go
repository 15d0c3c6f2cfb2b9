package formats

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"shifu/internal/fault"
)

// Two files without headers are kept side by side as they were, so that both can
// be read otherwise later: a mark, the length of the first, the first, the second.
const (
	pairMark      = "shifu pair of streams\n"
	pairHead      = int64(len(pairMark) + 8)
	pairContainer = "raw-pair"
)

func isPair(head []byte) bool { return strings.HasPrefix(string(head), pairMark) }

// WriteStreams writes two recordings without headers, of one channel each, as
// one of two lanes that keeps both as they are. apart is by how many seconds the
// second is shorter. ok: they are such recordings, and of one kind; if not,
// nothing is written.
func WriteStreams(w io.Writer, first, second string, as Raw) (apart float64, ok bool, err error) {
	a, err := inspectStream(first, as)
	if err != nil {
		return 0, false, err
	}
	b, err := inspectStream(second, as)
	if err != nil {
		return 0, false, err
	}
	if a.Container != rawContainer || b.Container != rawContainer || a.Codec != b.Codec || a.SampleRate != b.SampleRate || a.Channels+b.Channels != 2 || !paired(a.Codec) {
		return 0, false, nil
	}
	if err := copyStreams(w, first, second); err != nil {
		return 0, false, err
	}
	return a.Seconds() - b.Seconds(), true, nil
}

func inspectStream(path string, as Raw) (Info, error) {
	if _, known := RawOf(path); !known && as == (Raw{}) {
		return Info{}, nil // it has a header, or is nothing
	}
	return InspectRaw(path, filepath.Base(path), as)
}

func copyStreams(w io.Writer, first, second string) error {
	stat, err := os.Stat(first)
	if err != nil {
		return err
	}
	if _, err := w.Write(binary.LittleEndian.AppendUint64([]byte(pairMark), uint64(stat.Size()))); err != nil {
		return err
	}
	for i, path := range []string{first, second} {
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		n, err := io.Copy(w, in)
		if err = errors.Join(err, in.Close()); err != nil {
			return err
		}
		if i == 0 && n != stat.Size() {
			return io.ErrUnexpectedEOF // it is being written
		}
	}
	return nil
}

// paired tells whether two streams of a codec are read as one recording.
func paired(c Codec) bool {
	switch c {
	case PCMS16, Mulaw, Alaw, GSM610, G722, VOX:
		return true
	}
	return false
}

// openPair opens two streams as what their name, or whoever knows, says.
func (o *opened) openPair(head []byte) error {
	o.info.Container = pairContainer
	if int64(len(head)) < pairHead {
		return o.damaged(io.ErrUnexpectedEOF)
	}
	n := binary.LittleEndian.Uint64(head[len(pairMark):])
	if n > uint64(o.size-pairHead) {
		return o.damaged(io.ErrUnexpectedEOF)
	}
	as := o.as
	if named, known := RawOf(o.name); as == (Raw{}) {
		if !known {
			return o.unrecognised()
		}
		as = named
	}
	if err := as.Check(); err != nil {
		return err
	}
	if as.Channels != 1 || !paired(as.Codec) {
		return fault.New(fault.Invalid, "Each side of a call in two files has one channel, in pcm_s16, mulaw, alaw, gsm610, g722 or vox. Choose so.", nil)
	}
	o.info.Codec, o.info.SampleRate, o.info.Channels = as.Codec, as.SampleRate, 2
	sides := [2]side{{pairHead, int64(n)}, {pairHead + int64(n), o.size - pairHead - int64(n)}}
	if as.Codec == G722 || as.Codec == VOX {
		o.begin = beginSides(as, sides)
		return nil
	}
	return o.openSides(as, sides)
}

// side is where one of the streams lies.
type side struct{ start, size int64 }

// openSides reads streams in place.
func (o *opened) openSides(as Raw, sides [2]side) error {
	l := layout{codec: as.Codec, channels: 1, rate: as.SampleRate, sampleBytes: 1}
	switch as.Codec {
	case PCMS16:
		l.sampleBytes = 2
	case GSM610:
		l.sampleBytes, l.blockBytes, l.blockFrames = 0, gsmBareBytes, gsmFrame
	}
	p := &sidesSource{}
	for i, s := range sides {
		p.frames[i] = min(l.frames(s.size), maxFrames)
		o.info.Frames = max(o.info.Frames, p.frames[i])
		if l.blockBytes > 0 {
			p.lanes[i] = newBlocks(o.file, l, s.start, s.size)
		} else {
			p.lanes[i] = newPCM(o.file, l, s.start)
		}
	}
	if o.info.Frames == 0 {
		return o.silent()
	}
	o.direct = &Audio{info: o.info, source: p, closer: o.file}
	return nil
}

// sidesSource interleaves two lanes; the shorter one is silent at its end.
type sidesSource struct {
	lanes  [2]source
	frames [2]int64
	buf    []int16
}

func (p *sidesSource) readFrames(dst []int16, from int64) (int, error) {
	if n := len(dst) / 2; cap(p.buf) < n {
		p.buf = make([]int16, n)
	}
	for lane, s := range p.lanes {
		buf := p.buf[:len(dst)/2]
		got := 0
		if n := min(int64(len(buf)), p.frames[lane]-from); n > 0 {
			var err error
			if got, err = s.readFrames(buf[:n], from); err != nil {
				return 0, err
			}
		}
		clear(buf[got:])
		for i, x := range buf {
			dst[2*i+lane] = x
		}
	}
	return len(dst) / 2, nil
}

// beginSides decodes both streams from their beginnings.
func beginSides(as Raw, sides [2]side) beginDecoder {
	return func(in io.ReadSeeker) (decoder, error) {
		at, ok := in.(io.ReaderAt)
		if !ok {
			return nil, errNotRead
		}
		d := &sidesDecoder{rate: as.SampleRate}
		for i, s := range sides {
			lane, err := beginNibbles(as.Codec, as.SampleRate)(io.NewSectionReader(at, s.start, s.size))
			if err != nil {
				return nil, err
			}
			d.lanes[i] = lane
		}
		return d, nil
	}
}

// sidesDecoder interleaves what two decoders give.
type sidesDecoder struct {
	rate  int
	lanes [2]decoder
	out   []int16
}

func (d *sidesDecoder) about() (rate, channels int) { return d.rate, 2 }

func (d *sidesDecoder) next() ([]int16, error) {
	first, err := d.lanes[0].next()
	second, other := d.lanes[1].next()
	if err == io.EOF && other == io.EOF {
		return nil, io.EOF
	}
	if err := errors.Join(notEnd(err), notEnd(other)); err != nil {
		return nil, err
	}
	n := max(len(first), len(second))
	d.out = append(d.out[:0], make([]int16, 2*n)...)
	for lane, samples := range [][]int16{first, second} {
		for i, x := range samples {
			d.out[2*i+lane] = x
		}
	}
	return d.out, nil
}

func notEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func (*sidesDecoder) finish(*Info, int64) {}
