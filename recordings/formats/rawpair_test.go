package formats

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"shifu/internal/fault"
)

// streamOf writes n bytes without a header.
func streamOf(t testing.TB, name string, n int) string {
	t.Helper()
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(i*i/7 + len(name))
		if i%33 == 0 {
			data[i] = gsmSignature << 4
		}
	}
	return writeFile(t, filepath.Join(t.TempDir(), name), data)
}

// sideBySide keeps two files of one ending side by side.
func sideBySide(t testing.TB, ext string, first, second int) (path, a, b string) {
	t.Helper()
	a, b = streamOf(t, "a"+ext, first), streamOf(t, "bb"+ext, second)
	var out bytes.Buffer
	if _, ok, err := WriteStreams(&out, a, b, Raw{}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	return writeFile(t, filepath.Join(t.TempDir(), "call"+ext), out.Bytes()), a, b
}

func TestWriteStreams_TwoStreamsSoundAsTheyDidAndCanBeReadOtherwise(t *testing.T) {
	for _, ext := range []string{".ulaw", ".alaw", ".sln", ".raw", ".gsm", ".g722", ".vox"} {
		path, a, b := sideBySide(t, ext, 33*200, 33*150)
		for _, as := range []Raw{{}, {Mulaw, 16000, 1}, {PCMS16, 8000, 1}, {VOX, 6000, 1}} {
			var joined bytes.Buffer
			if _, err := WritePair(context.Background(), &joined, a, b, as); err != nil {
				t.Fatal(ext, as, err)
			}
			want := open(t, writeFile(t, filepath.Join(t.TempDir(), "x.wav"), joined.Bytes()))
			got, err := OpenRaw(context.Background(), path, as)
			if err != nil {
				t.Fatal(ext, as, err)
			}
			if g, w := got.Info(), want.Info(); g.Frames != w.Frames || g.SampleRate != w.SampleRate || g.Channels != 2 || g.Container != pairContainer {
				t.Fatalf("%s as %v: %+v, want %+v", ext, as, g, w)
			}
			sameSamples(t, readAll(t, got), readAll(t, want))
			_ = got.Close()
		}
	}
}

func TestWriteStreams_LeavesWhatHasAHeaderOrIsOfTwoKindsToOthers(t *testing.T) {
	wav := mono(t, "a.wav", speech(8000, 1, 1))
	ulaw, sln := streamOf(t, "a.ulaw", 800), streamOf(t, "b.sln", 800)
	for _, two := range [][2]string{{wav, wav}, {ulaw, sln}, {wav, ulaw}} {
		var out bytes.Buffer
		if _, ok, err := WriteStreams(&out, two[0], two[1], Raw{}); ok || err != nil || out.Len() > 0 {
			t.Error(two, ok, err)
		}
	}
}

func TestOpen_ABrokenPairOfStreamsIsRefusedInASentence(t *testing.T) {
	path, _, _ := sideBySide(t, ".ulaw", 900, 700)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"cut in its head": whole[:pairHead-1], "longer than the file": append([]byte(pairMark+"\xff\xff\xff\xff\xff\xff\xff\xff"), whole[pairHead:]...), "no sound": whole[:0:0],
	} {
		if _, err := Open(writeFile(t, path, data)); !fault.Is(err, fault.Invalid) {
			t.Error(name, err)
		}
	}
	writeFile(t, path, whole)
	for _, as := range []Raw{{Mulaw, 8000, 2}, {G729, 8000, 1}, {Mulaw, 7, 1}} {
		if _, err := OpenRaw(context.Background(), path, as); !fault.Is(err, fault.Invalid) {
			t.Error(as, err)
		}
	}
}
