package formats

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shifu/internal/fault"
)

// ds64 is the body of RF64's chunk of 64-bit sizes.
func ds64(riff, data uint64) []byte {
	b := binary.LittleEndian.AppendUint64(nil, riff)
	b = binary.LittleEndian.AppendUint64(b, data)
	return append(binary.LittleEndian.AppendUint64(b, 1000), 0, 0, 0, 0)
}

// headerCase changes a file of 1000 frames; all of them must be heard.
type headerCase struct {
	name    string
	change  func(w *wavBytes)
	warning string
}

func headerCases() []headerCase {
	return []headerCase{{"plain", func(w *wavBytes) {}, ""},
		{"RIFX", func(w *wavBytes) { w.id, w.order = "RIFX", binary.BigEndian; w.data = ramp(1000, w.order) }, ""},
		{"data size 0 of a recorder that was cut off", func(w *wavBytes) { w.riffSize, w.dataSize = 0, 0 }, ""},
		{"data size 0 and header-only RIFF size", func(w *wavBytes) { w.riffSize, w.dataSize = 36, 0 }, ""},
		{"data size 0xFFFFFFFF of a pipe", func(w *wavBytes) { w.riffSize, w.dataSize = 0xFFFFFFFF, 0xFFFFFFFF }, ""},
		{"data size near 2 GiB of a pipe", func(w *wavBytes) { w.dataSize = 0x7FFFF000 }, ""},
		{"cut file", func(w *wavBytes) { w.dataSize = 2*8000*754 + 2000 }, "The file ends 12:34 early."},
		{"data size 0 though the RIFF size is right", func(w *wavBytes) { w.dataSize = 0 }, ""},
		{"RIFF size wrong", func(w *wavBytes) { w.riffSize = 12345678 }, ""},
		{"half a frame at the end", func(w *wavBytes) { w.data = append(w.data, 1) }, ""},
		{"RF64", func(w *wavBytes) {
			w.id, w.riffSize, w.dataSize = "RF64", 0xFFFFFFFF, 0xFFFFFFFF
			w.before = w.chunk("ds64", ds64(2100, 2000), -1)
			w.after = w.chunk("LIST", []byte("INFOx."), -1)
		}, ""},
		{"RF64 that was cut", func(w *wavBytes) {
			w.id, w.riffSize, w.dataSize = "RF64", 0xFFFFFFFF, 0xFFFFFFFF
			w.before = w.chunk("ds64", ds64(1<<40, 2000+2*8000*60), -1)
		}, "The file ends 1:00 early."},
		{"chunks before and after", func(w *wavBytes) {
			w.before, w.after = w.chunk("JUNK", make([]byte, 52), -1), w.chunk("LIST", []byte("INFO"), -1)
		}, ""},
		{"odd chunk with padding", func(w *wavBytes) { w.before = append(w.chunk("bext", []byte("abc"), -1), 0) }, ""},
		{"odd chunk without padding", func(w *wavBytes) { w.before = w.chunk("bext", []byte("abc"), -1) }, ""},
		{"a sixteen-bit file that says eight bits a sample too many", func(w *wavBytes) { w.fmt = w.fmtChunk(1, 1, 8000, 2, 12) }, ""},
		{"block size 0", func(w *wavBytes) { w.fmt = w.fmtChunk(1, 1, 8000, 0, 16) }, ""},
	}
}

// refusal is a file that can't be played, and what is said about it.
type refusal struct {
	name  string
	data  []byte
	says  string
	codec Codec
}

func refusals() []refusal {
	w := newWAV()
	with := func(change func(w *wavBytes)) []byte {
		x := newWAV()
		change(&x)
		return x.bytes()
	}
	return []refusal{
		{"empty", nil, "is empty", Unknown},
		{"garbage", bytes.Repeat([]byte("0123456789abcdef\x00\x01"), 500), "no recording", Unknown},
		{"a header and no more", w.bytes()[:44], "holds no sound", PCMS16},
		{"an empty data chunk before another", with(func(w *wavBytes) { w.data, w.after = nil, w.chunk("LIST", []byte("INFO"), -1) }), "holds no sound", PCMS16},
		{"cut in the header", w.bytes()[:30], "damaged", Unknown},
		{"twelve bytes", w.bytes()[:12], "damaged", Unknown},
		{"zero rate", with(func(w *wavBytes) { w.fmt = w.fmtChunk(1, 1, 0, 2, 16) }), "zero samples a second", Unknown},
		{"zero channels", with(func(w *wavBytes) { w.fmt = w.fmtChunk(1, 0, 8000, 2, 16) }), "zero channels", Unknown},
		{"65535 channels", with(func(w *wavBytes) { w.fmt = w.fmtChunk(1, 65535, 8000, 2, 16) }), "damaged", Unknown},
		{"four gigahertz", with(func(w *wavBytes) { w.fmt = w.fmtChunk(1, 1, 0xFFFFFFFF, 2, 16) }), "damaged", Unknown},
		{"enormous fmt chunk", append([]byte("RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff"), make([]byte, 100)...), "zero channels", Unknown},
		{"G.729", with(func(w *wavBytes) { w.fmt = w.fmtChunk(0x83, 1, 8000, 10, 0) }), "G.729", G729},
		{"G.722", with(func(w *wavBytes) { w.fmt = w.fmtChunk(0x28F, 1, 16000, 1, 8) }), "G.722", G722},
		{"an unknown tag", with(func(w *wavBytes) { w.fmt = w.fmtChunk(0x9999, 1, 8000, 1, 8) }), "codec that Shifu does not know", Unknown},
		{"IMA ADPCM of three bits", with(func(w *wavBytes) { w.fmt = w.fmtChunk(0x11, 1, 8000, 256, 3) }), "damaged", IMAADPCM},
		{"IMA ADPCM with a block of two bytes", with(func(w *wavBytes) { w.fmt = w.fmtChunk(0x11, 1, 8000, 2, 4) }), "damaged", IMAADPCM},
		{"AMR", []byte("#!AMR\n\x3c\x08\x00\x00"), "AMR", AMR},
		{"an MP4 file", append([]byte("\x00\x00\x00\x18ftypM4A "), make([]byte, 64)...), "AAC", AAC},
	}
}

func TestOpen_RefusesWithOneClearSentence(t *testing.T) {
	defer withoutHelper(t)()
	for _, c := range refusals() {
		t.Run(c.name, func(t *testing.T) {
			path := tempFile(t, c.data)
			info, err := Inspect(path)
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) || !strings.Contains(fault.Sentence(err), "call.bin") {
				t.Errorf("says %v", err)
			}
			if info.Codec != c.codec {
				t.Errorf("codec %s, want %s", info.Codec, c.codec)
			}
		})
	}
}

func TestOpen_ThereIsNoFile(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "gone.wav"))
	if !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := Open(t.TempDir()); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestWriteFile_SaysWhatIsWrongAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.wav")
	broken := errors.New("broken")
	if err := WriteFile(path, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := WriteFile(path, func(io.Writer) error { return syscall.ENOSPC }); !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Error(err)
	}
	if len(listed(t, dir)) != 0 {
		t.Error("something is left")
	}
	if err := WriteFile(filepath.Join(dir, "gone", "x"), nil); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if err := writeFault(path, os.ErrPermission); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}

func TestOpen_AFileThatMayNotBeReadIsForbidden(t *testing.T) {
	o := &opened{name: "call.wav"}
	if err := o.osFault(os.ErrPermission); !fault.Is(err, fault.Forbidden) || !strings.Contains(fault.Sentence(err), "may not be read") {
		t.Error(err)
	}
}

func TestOpen_WithoutFFmpegOtherCodecsAreRefusedByName(t *testing.T) {
	needTools(t)
	cases := []struct {
		name  string
		args  []string
		codec Codec
		says  string
	}{
		{"x.m4a", []string{"-c:a", "aac"}, AAC, "AAC"},
		{"x.aac", []string{"-c:a", "aac"}, AAC, "AAC"},
		{"x.spx", []string{"-c:a", "libspeex"}, Speex, "Speex"},
		{"x.g726-32", []string{"-c:a", "g726le", "-b:a", "32k", "-f", "g726le"}, G726, "G.726"},
		{"x.aiff", nil, Unknown, "AIFF"},
		{"x.caf", nil, Unknown, "CAF"},
		{"x.w64", nil, Unknown, "Wave64"},
		{"x.wma", []string{"-c:a", "wmav2"}, Unknown, "Windows Media"},
	}
	for _, c := range cases {
		path := converted(t, 8000, 1, 1, c.name, c.args...)
		a := open(t, path) // with it they play
		if s := a.Info().Seconds(); s < 0.95 || s > 1.2 || a.Info().Codec != c.codec {
			t.Errorf("%s: %+v", c.name, a.Info())
		}
		back := withoutHelper(t)
		info, err := Inspect(path)
		back()
		if info.Codec != c.codec || !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) || !strings.Contains(fault.Sentence(err), "ffmpeg") {
			t.Errorf("%s: %s, %v", c.name, info.Codec, err)
		}
	}
}
