package formats

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	mp3 "shifu/third_party/go-mp3"
)

// mpeg decodes MPEG audio Layer III (ISO/IEC 11172-3, 13818-3, and the
// unofficial MPEG-2.5 for 8, 11.025 and 12 kHz). The delay that the encoder
// added and the padding at the end are taken off, as the information frame
// says.
type mpeg struct {
	r      *bufio.Reader
	first  mp3.Header
	dec    mp3.Decoder
	out    []int16
	pos    int64 // decoded so far, in samples of a channel
	delay  int64 // samples to leave out at the start
	tail   span  // samples to leave out where the encoder padded
	lost   int   // damaged stretches between frames
	synced bool  // the frame before ended where this one begins
	tag    bool  // what lies between is a tag, no damage
}

// span is a range of samples, its end not included.
type span struct{ from, to int64 }

// mp3Info is what an information frame says, zero without one.
type mp3Info struct {
	frames      int64 // 0: not told
	hasDelay    bool
	start, tail int // samples of encoder delay and padding
}

const (
	mp3Window       = 64 << 10
	mp3DecoderDelay = 528 + 1 // samples that every Layer III decoder adds
	mp3LongestFrame = 1800
	mp3Junk         = 8 << 10 // bytes before the first frame that do not count
)

// beginMP3 finds the first frame and, in it, what the encoder left as a note.
func beginMP3(in io.ReadSeeker) (decoder, error) {
	r := bufio.NewReaderSize(in, mp3Window)
	if err := skipID3(r, in); err != nil {
		return nil, err
	}
	m := &mpeg{r: r, synced: true, out: make([]int16, mp3.MaxSamples)}
	if !m.findFirst() {
		return nil, errNoFrames
	}
	if m.first.Layer() != 3 {
		return nil, errNotRead
	}
	frame, err := r.Peek(m.first.Size())
	if err != nil {
		return nil, errNoFrames
	}
	if info, ok := readMP3Info(frame, m.first); ok {
		_, _ = r.Discard(len(frame))
		m.expect(info)
	}
	return m, nil
}

// expect takes over what the information frame says.
func (m *mpeg) expect(info mp3Info) {
	total := info.frames * int64(m.first.Samples())
	m.tail = span{total, total}
	if !info.hasDelay {
		return
	}
	m.delay = int64(info.start + mp3DecoderDelay)
	if total > 0 {
		m.tail.from = max(0, total-max(0, int64(info.tail-mp3DecoderDelay)))
	}
}

func skipID3(r *bufio.Reader, in io.ReadSeeker) error {
	for range maxID3 {
		head, _ := r.Peek(10)
		n := id3Size(head)
		if n == 0 {
			return nil
		}
		if n <= int64(r.Buffered()) {
			_, _ = r.Discard(int(n))
			continue
		}
		if _, err := in.Seek(n-int64(r.Buffered()), io.SeekCurrent); err != nil {
			return err
		}
		r.Reset(in)
	}
	return nil
}

// findFirst moves to the first of three frames in a row.
func (m *mpeg) findFirst() bool {
	for range mp3Junk {
		b, _ := m.r.Peek(3 * mp3LongestFrame)
		if len(b) < mp3.HeaderBytes {
			return false
		}
		if h, ok := mpegRun(b, 3); ok {
			m.first = h
			return true
		}
		_, _ = m.r.Discard(1)
	}
	return false
}

// mpegFrames reports whether b begins with three frames in a row.
func mpegFrames(b []byte) bool {
	_, ok := mpegRun(b, 3)
	return ok
}

// mpegSoon reports whether three frames in a row begin after a little junk.
func mpegSoon(b []byte) bool {
	for at := 1; at < mp3Junk && at+3*mp3LongestFrame < len(b); at++ {
		if mpegFrames(b[at:]) {
			return true
		}
	}
	return false
}

// mpegRun looks for up to n alike frames in a row at the start of b; fewer do
// if the data end with them.
func mpegRun(b []byte, n int) (first mp3.Header, ok bool) {
	for i := range n {
		h, ok := mp3.ParseHeader(b)
		if !ok || i > 0 && !h.Alike(first) {
			return first, false
		}
		if i == 0 {
			first = h
		}
		if h.Size() < 24 || h.Size() > len(b) {
			return first, i > 0
		}
		if b = b[h.Size():]; len(b) == 0 {
			return first, true
		}
	}
	return first, true
}

// readMP3Info reads a Xing, Info or VBRI frame and the LAME tag in it, after
// Gabriel Bouvigne's "MP3 Info Tag revision 1 specification".
func readMP3Info(frame []byte, h mp3.Header) (mp3Info, bool) {
	offset, side := h.SideInfo()
	if len(frame) > 36+18 && string(frame[36:40]) == "VBRI" {
		return mp3Info{frames: int64(binary.BigEndian.Uint32(frame[50:]))}, true
	}
	for _, at := range []int{mp3.HeaderBytes + side, offset + side} {
		if len(frame) < at+8 {
			continue
		}
		if tag := string(frame[at : at+4]); tag == "Xing" || tag == "Info" {
			return readXing(frame[at:]), true
		}
	}
	return mp3Info{}, false
}

func readXing(b []byte) (info mp3Info) {
	flags := binary.BigEndian.Uint32(b[4:])
	pos := 8
	for bit, size := range []int{4, 4, 100, 4} { // frames, bytes, contents, quality
		if flags>>bit&1 == 0 {
			continue
		}
		if bit == 0 && len(b) >= pos+4 {
			info.frames = int64(binary.BigEndian.Uint32(b[pos:]))
		}
		pos += size
	}
	if len(b) < pos+24 {
		return info
	}
	switch string(b[pos : pos+4]) {
	case "LAME", "Lavf", "Lavc":
		v := int(b[pos+21])<<16 | int(b[pos+22])<<8 | int(b[pos+23])
		info.hasDelay, info.start, info.tail = true, v>>12, v&4095
	}
	return info
}

func (m *mpeg) about() (rate, channels int) { return m.first.SampleRate(), m.first.Channels() }

func (m *mpeg) next() ([]int16, error) {
	for {
		frame, h, err := m.frame()
		if err != nil {
			return nil, err
		}
		n, err := m.dec.Decode(frame, h, m.out)
		_, _ = m.r.Discard(len(frame))
		if err != nil {
			m.lost++
			continue
		}
		if s := m.trim(m.out[:n]); len(s) > 0 {
			return s, nil
		}
	}
}

// trim leaves out what the encoder added at both ends. Frames behind the
// padding are another recording that was appended: they are played.
func (m *mpeg) trim(s []int16) []int16 {
	c := int64(m.first.Channels())
	n := int64(len(s)) / c
	start := m.pos
	m.pos += n
	from, to := clamp(m.tail.from-start, n), clamp(m.tail.to-start, n)
	if from < to {
		s = append(s[:from*c], s[to*c:]...)
	}
	return s[min(clamp(m.delay-start, n)*c, int64(len(s))):]
}

func clamp(x, most int64) int64 { return min(max(x, 0), most) }

// frame finds the next whole frame of the stream, over damage if need be.
func (m *mpeg) frame() ([]byte, mp3.Header, error) {
	for {
		b, _ := m.r.Peek(2 * mp3LongestFrame)
		h, ok := m.match(b)
		if ok && h.Size() <= len(b) {
			if !m.synced && !m.tag {
				m.lost++
			}
			m.synced = true
			return b[:h.Size()], h, nil
		}
		if ok || len(b) < mp3.HeaderBytes {
			return nil, h, io.EOF
		}
		if m.synced {
			m.synced, m.tag = false, isMP3Tag(b)
		}
		_, _ = m.r.Discard(1)
	}
}

// match reports whether b begins with a frame of this stream. After damage the
// frame behind it must fit as well.
func (m *mpeg) match(b []byte) (mp3.Header, bool) {
	h, ok := mp3.ParseHeader(b)
	if !ok || !h.Alike(m.first) || h.Size() < 24 {
		return h, false
	}
	if m.synced || len(b) <= h.Size() {
		return h, true
	}
	next, ok := mp3.ParseHeader(b[h.Size():])
	return h, ok && next.Alike(m.first)
}

// isMP3Tag reports whether b begins with a tag that may stand between frames.
func isMP3Tag(b []byte) bool {
	for _, id := range []string{"TAG", "ID3", "APETAGEX", "LYRICSBE"} {
		if bytes.HasPrefix(b, []byte(id)) {
			return true
		}
	}
	return false
}

func (m *mpeg) finish(info *Info, _ int64) {
	if early := m.tail.from - m.pos; early > int64(m.first.Samples()) {
		info.warn(endsEarly, "Time", clock(early, info.SampleRate))
	}
	if m.lost > 0 {
		info.warn(skippedBit, "Count", m.lost)
	}
}
