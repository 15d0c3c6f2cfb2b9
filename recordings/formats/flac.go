package formats

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"github.com/mewkiz/flac/frame"
)

// flacStream decodes FLAC (RFC 9639). A frame that is damaged is searched past
// and replaced by silence, so that what follows keeps its time.
type flacStream struct {
	in       io.ReadSeeker
	r        *bufio.Reader
	at       int64 // position of r in the stream
	rate     int
	channels int
	bits     int
	block    int64 // frames in a block of fixed size
	total    int64 // frames promised, 0 if not told
	given    int64
	lost     int
	held     []int16 // decoded, waiting behind a gap
	gap      int64   // frames of silence still to give
	filled   bool    // silence stands for something lost
	out      []int16
}

const (
	flacMetaLimit = 128 // metadata blocks
	flacGapLimit  = 600 // seconds of lost sound that silence stands for
)

var errFLACHeader = errors.New("no stream information")

func beginFLAC(in io.ReadSeeker) (decoder, error) {
	f := &flacStream{in: in, r: bufio.NewReaderSize(in, 64<<10)}
	head, _ := f.r.Peek(10)
	if n := id3Size(head); n > 0 {
		if err := f.seek(n); err != nil {
			return nil, err
		}
	}
	if err := f.metadata(); err != nil {
		return nil, err
	}
	return f, nil
}

// metadata reads the stream information and skips the other blocks (RFC 9639
// section 8).
func (f *flacStream) metadata() error {
	var head [4]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:]) != "fLaC" {
		return errFLACHeader
	}
	for range flacMetaLimit {
		if _, err := io.ReadFull(f, head[:]); err != nil {
			return errFLACHeader
		}
		size := int64(binary.BigEndian.Uint32(head[:]) & 0xFFFFFF)
		next := f.at + size
		if head[0]&0x7F == 0 {
			if err := f.streamInfo(); err != nil {
				return err
			}
		}
		if err := f.seek(next); err != nil {
			return err
		}
		if head[0]&0x80 != 0 {
			break
		}
	}
	return when(f.rate == 0, errNoRate)
}

func (f *flacStream) streamInfo() error {
	var b [34]byte
	if _, err := io.ReadFull(f, b[:]); err != nil {
		return errFLACHeader
	}
	f.block = int64(binary.BigEndian.Uint16(b[:]))
	packed := binary.BigEndian.Uint64(b[10:])
	f.rate = int(packed >> 44)
	f.channels = int(packed>>41&7) + 1
	f.bits = int(packed>>36&31) + 1
	f.total = int64(packed & (1<<36 - 1))
	return nil
}

// Read counts what the frame decoder takes.
func (f *flacStream) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.at += int64(n)
	return n, err
}

func (f *flacStream) seek(to int64) error {
	if d := to - f.at; d >= 0 && d <= int64(f.r.Buffered()) {
		_, err := f.r.Discard(int(d))
		f.at = to
		return err
	}
	_, err := f.in.Seek(to, io.SeekStart)
	f.r.Reset(f.in)
	f.at = to
	return err
}

func (f *flacStream) about() (rate, channels int) { return f.rate, f.channels }

func (f *flacStream) next() ([]int16, error) {
	if f.gap > 0 {
		return f.silence(), nil
	}
	if f.held != nil {
		s := f.held
		f.held = nil
		f.given += int64(len(s) / f.channels)
		return s, nil
	}
	start := f.at
	fr, err := f.parse()
	if err == io.EOF {
		return nil, io.EOF
	}
	if err != nil {
		f.lost++
		if fr, err = f.resync(start + 1); err != nil {
			return nil, io.EOF
		}
		f.gap = f.missing(fr)
		f.filled = f.filled || f.gap > 0
	}
	f.held = f.samples(fr)
	return f.next()
}

// parse decodes the frame at the current position.
func (f *flacStream) parse() (fr *frame.Frame, err error) {
	defer recovered(&err)
	if fr, err = frame.New(f); err != nil {
		return nil, err
	}
	if fr.BitsPerSample == 0 {
		fr.BitsPerSample = uint8(f.bits)
	}
	if fr.Channels.Count() != f.channels {
		return nil, errors.New("a frame with another number of channels")
	}
	if err := fr.Parse(); err != nil {
		return nil, errors.Join(errors.New("a damaged frame"), err)
	}
	for _, s := range fr.Subframes {
		if len(s.Samples) != int(fr.BlockSize) {
			return nil, errors.New("a short subframe")
		}
	}
	return fr, nil
}

// resync finds the next whole frame at or behind from.
func (f *flacStream) resync(from int64) (*frame.Frame, error) {
	for {
		if err := f.seek(from); err != nil {
			return nil, err
		}
		at, err := f.findSync()
		if err != nil {
			return nil, err
		}
		fr, err := f.parse()
		if err == nil && f.plausible(fr) {
			return fr, nil
		}
		from = at + 1
	}
}

// findSync moves to the next sync code: fourteen set bits, and a zero.
func (f *flacStream) findSync() (int64, error) {
	for {
		b, err := f.r.Peek(2)
		if err != nil {
			return 0, io.EOF
		}
		if b[0] == 0xFF && b[1]&0xFE == 0xF8 {
			return f.at, nil
		}
		_, _ = f.r.Discard(1)
		f.at++
	}
}

// position is the number of the frame's first sample.
func (f *flacStream) position(fr *frame.Frame) int64 {
	if fr.HasFixedBlockSize {
		return int64(fr.Num) * f.block
	}
	return int64(fr.Num)
}

func (f *flacStream) plausible(fr *frame.Frame) bool {
	gap := f.position(fr) - f.given
	return gap >= 0 && gap <= flacGapLimit*int64(f.rate)
}

func (f *flacStream) missing(fr *frame.Frame) int64 { return max(0, f.position(fr)-f.given) }

func (f *flacStream) silence() []int16 {
	n := min(f.gap, 4096)
	f.gap -= n
	f.given += n
	return make([]int16, n*int64(f.channels))
}

// samples interleaves the frame at 16 bits.
func (f *flacStream) samples(fr *frame.Frame) []int16 {
	n := int(fr.BlockSize) * f.channels
	if cap(f.out) < n {
		f.out = make([]int16, n)
	}
	out := f.out[:n]
	down, up := max(0, int(fr.BitsPerSample)-16), max(0, 16-int(fr.BitsPerSample))
	for ch, sub := range fr.Subframes {
		for i, s := range sub.Samples {
			out[i*f.channels+ch] = int16(s >> down << up)
		}
	}
	return out
}

func (f *flacStream) finish(info *Info, frames int64) {
	if f.total > frames {
		info.warn(endsEarly, "Time", clock(f.total-frames, f.rate))
	}
	if f.filled { // junk behind the last frame is no loss
		info.warn(skippedBit, "Count", f.lost)
	}
}
