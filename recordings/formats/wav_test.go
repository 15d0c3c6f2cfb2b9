package formats

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
)

// wavBytes is a WAV file with 1000 frames of s16 mono at 8 kHz unless changed.
type wavBytes struct {
	id       string
	order    binary.ByteOrder
	before   []byte // chunks before the data
	riffSize int64  // -1: right
	dataSize int64  // -1: right
	data     []byte
	after    []byte
	fmt      []byte
}

func newWAV() wavBytes {
	w := wavBytes{id: "RIFF", order: binary.LittleEndian, riffSize: -1, dataSize: -1}
	w.data = ramp(1000, w.order)
	return w
}

func ramp(n int, order binary.ByteOrder) []byte {
	b := make([]byte, 2*n)
	for i := range n {
		order.PutUint16(b[2*i:], uint16(i*7))
	}
	return b
}

func (w wavBytes) fmtChunk(tag, channels, rate, align, bits int) []byte {
	b := make([]byte, 16)
	w.order.PutUint16(b, uint16(tag))
	w.order.PutUint16(b[2:], uint16(channels))
	w.order.PutUint32(b[4:], uint32(rate))
	w.order.PutUint32(b[8:], uint32(rate*align))
	w.order.PutUint16(b[12:], uint16(align))
	w.order.PutUint16(b[14:], uint16(bits))
	return b
}

func (w wavBytes) chunk(id string, data []byte, claim int64) []byte {
	if claim < 0 {
		claim = int64(len(data))
	}
	head := make([]byte, 8)
	copy(head, id)
	w.order.PutUint32(head[4:], uint32(claim))
	return append(head, data...)
}

func (w wavBytes) bytes() []byte {
	if w.fmt == nil {
		w.fmt = w.fmtChunk(1, 1, 8000, 2, 16)
	}
	body := []byte("WAVE")
	body = append(body, w.before...)
	body = append(body, w.chunk("fmt ", w.fmt, -1)...)
	body = append(body, w.chunk("data", w.data, w.dataSize)...)
	body = append(body, w.after...)
	return w.chunk(w.id, body, w.riffSize)
}

func tempFile(t testing.TB, data []byte) string {
	t.Helper()
	return writeFile(t, filepath.Join(t.TempDir(), "call.bin"), data)
}

func TestOpen_WAVHeaders(t *testing.T) {
	for _, c := range headerCases() {
		t.Run(c.name, func(t *testing.T) {
			w := newWAV()
			c.change(&w)
			a := open(t, tempFile(t, w.bytes()))
			i := a.Info()
			if i.Frames != 1000 || i.SampleRate != 8000 || i.Codec != PCMS16 {
				t.Fatalf("info is %+v", i)
			}
			if got := warnings(i); got != c.warning {
				t.Errorf("warns %q, want %q", got, c.warning)
			}
			s := readAll(t, a)
			if s[1] != 7 || s[999] != 6993 {
				t.Errorf("samples are %d … %d", s[1], s[999])
			}
		})
	}
}

func warnings(i Info) string {
	var all []string
	for _, w := range i.Warnings {
		all = append(all, w.String())
	}
	return strings.Join(all, " ")
}

func TestOpen_ExtensibleNamesTheCodecInItsGUID(t *testing.T) {
	w := newWAV()
	for tag, want := range map[int]Codec{1: PCMS16, 6: Alaw, 7: Mulaw} {
		align, bits := 2, 16
		if tag > 1 {
			align, bits = 1, 8
		}
		ext := append(w.fmtChunk(tagExtensible, 1, 8000, align, bits), 22, 0, byte(bits), 0, 4, 0, 0, 0)
		w.fmt = append(ext, byte(tag), 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71)
		if got := open(t, tempFile(t, w.bytes())).Info().Codec; got != want {
			t.Errorf("tag %d is %s, want %s", tag, got, want)
		}
	}
}

func TestOpen_BigEndianSamplesOfEveryWidth(t *testing.T) {
	w := newWAV()
	w.id, w.order = "RIFX", binary.BigEndian
	for size, want := range map[int]int16{2: 0x1234, 3: 0x1234, 4: 0x1234} {
		w.data = bytes.Repeat([]byte{0x12, 0x34, 0x56, 0x78}[:size], 8)
		w.fmt = w.fmtChunk(1, 1, 8000, size, 8*size)
		if got := readAll(t, open(t, tempFile(t, w.bytes()))); len(got) != 8 || got[7] != want {
			t.Errorf("%d bytes: %x", size, got)
		}
	}
}

func TestWriteWAV_ReadsBackTheSame(t *testing.T) {
	for channels := 1; channels <= 3; channels++ {
		want := speech(8000, channels, 1)
		var b bytes.Buffer
		if err := WriteSamples(&b, 8000, channels, want); err != nil {
			t.Fatal(err)
		}
		a := open(t, tempFile(t, b.Bytes()))
		out := filepath.Join(t.TempDir(), "out.wav")
		if err := WriteWAVFile(out, a); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(out)
		if err != nil || !bytes.Equal(got, b.Bytes()) {
			t.Errorf("%d channels: differs (%v)", channels, err)
		}
		sameSamples(t, readAll(t, a), want)
	}
}

func TestWAVHeader_RefusesMoreThanFourGiB(t *testing.T) {
	if _, err := WAVHeader(8000, 2, 1<<30); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestReadFrames_AllocatesNothing(t *testing.T) {
	for _, tag := range []int{tagPCM, 6, 0x11} {
		w := newWAV()
		w.data = make([]byte, 256*200)
		w.fmt = w.fmtChunk(tag, 1, 8000, map[int]int{tagPCM: 2, 6: 1, 0x11: 256}[tag], map[int]int{tagPCM: 16, 6: 8, 0x11: 4}[tag])
		a := open(t, tempFile(t, w.bytes()))
		buf := make([]int16, 1000)
		from := int64(0)
		if n := testing.AllocsPerRun(10, func() { from += 900; _, _ = a.ReadFrames(buf, from) }); n > 0 {
			t.Errorf("tag %x: %v allocations", tag, n)
		}
	}
}

func TestClose_EndsReading(t *testing.T) {
	w := newWAV()
	a := open(t, tempFile(t, w.bytes()))
	if _, err := a.ReadFrames(make([]int16, 4), -1); err == nil {
		t.Error("reads before the start")
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ReadFrames(make([]int16, 4), 0); err != os.ErrClosed {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// Reference values: ITU-T G.711 tables 1a and 2a, at the ends of the segments.
func TestG711_DecisionValues(t *testing.T) {
	for code, want := range map[byte]int16{0xD5: 8, 0x55: -8, 0xAA: 32256, 0x2A: -32256} {
		if got := decodeAlaw(code); got != want {
			t.Errorf("A-law %02x is %d, want %d", code, got, want)
		}
	}
	for code, want := range map[byte]int16{0xFF: 0, 0x7F: 0, 0x80: 32124, 0x00: -32124, 0xFE: 8} {
		if got := decodeMulaw(code); got != want {
			t.Errorf("µ-law %02x is %d, want %d", code, got, want)
		}
	}
}

func TestG711_EncodingADecodedValueGivesItBack(t *testing.T) {
	for i := range 256 {
		code := byte(i)
		if got := EncodeAlaw(decodeAlaw(code)); got != code {
			t.Errorf("A-law %02x comes back as %02x", code, got)
		}
		if got := EncodeMulaw(decodeMulaw(code)); decodeMulaw(got) != decodeMulaw(code) {
			t.Errorf("µ-law %02x comes back as %02x", code, got)
		}
	}
	for x := -32768; x <= 32767; x += 3 {
		for _, d := range []int{int(decodeAlaw(EncodeAlaw(int16(x)))), int(decodeMulaw(EncodeMulaw(int16(x))))} {
			if e := d - x; e*e > 1100*1100 {
				t.Fatalf("%d comes back as %d", x, d)
			}
		}
	}
}
