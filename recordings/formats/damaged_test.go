package formats

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"shifu/internal/fault"
)

// samples of every kind of file, small.
func smallFiles(t testing.TB) map[string][]byte {
	t.Helper()
	needTools(t)
	files := map[string][]byte{}
	for name, args := range map[string][]string{
		"pcm.wav": {"-c:a", "pcm_s16le"}, "ima.wav": {"-c:a", "adpcm_ima_wav"}, "ms.wav": {"-c:a", "adpcm_ms"}, "f32.wav": {"-c:a", "pcm_f32le"},
		"a.flac": {"-c:a", "flac"}, "a.ogg": {"-c:a", "libvorbis"}, "a.mp3": {"-c:a", "libmp3lame"},
	} {
		data, err := os.ReadFile(converted(t, 8000, 2, 2, name, args...))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	path := filepath.Join(t.TempDir(), "gsm.wav")
	run(t, "sox", sourceWAV(t, 8000, 1, 2), "-e", "gsm-full-rate", path)
	files["gsm.wav"], _ = os.ReadFile(path)
	for name, args := range map[string][]string{
		"a.opus": {"-c:a", "libopus"}, "a.webm": {"-c:a", "libopus"}, "a.au": {"-c:a", "pcm_s16be"}, "alaw.au": {"-c:a", "pcm_alaw"},
		"a.gsm": {"-c:a", "libgsm", "-ac", "1", "-ar", "8000"}, "a.g722": {"-c:a", "g722", "-ac", "1"}, "a.sln": {"-ac", "1", "-f", "s16le"}, "a.ulaw": {"-ac", "1", "-f", "mulaw"},
	} {
		if files[name], _ = os.ReadFile(converted(t, 8000, 2, 2, name, args...)); len(files[name]) == 0 {
			t.Fatalf("%s was not made", name)
		}
	}
	pair, _, _ := sideBySide(t, ".ulaw", 9000, 7000)
	files["pair.ulaw"], _ = os.ReadFile(pair)
	return files
}

// mutate returns a damaged copy: bytes changed, cut out, doubled, or the end cut.
func mutate(r *rand.Rand, data []byte) []byte {
	d := append([]byte(nil), data...)
	for range 1 + r.IntN(6) {
		at := r.IntN(len(d))
		if r.IntN(2) == 0 {
			at = r.IntN(min(len(d), 200)) // headers are where harm is done
		}
		switch r.IntN(6) {
		case 0:
			d[at] = byte(r.Uint32())
		case 1:
			d[at] ^= 1 << r.IntN(8)
		case 2:
			for i := at; i < min(len(d), at+8); i++ {
				d[i] = 0xFF
			}
		case 3:
			d = append(d[:at:at], d[min(len(d), at+r.IntN(300)):]...)
		case 4:
			d = append(d[:at:at], append(append([]byte(nil), d[at:min(len(d), at+r.IntN(300))]...), d[at:]...)...)
		case 5:
			d = d[:max(1, at)]
		}
		if len(d) == 0 {
			return []byte{0}
		}
	}
	return d
}

// sealOgg makes the checksums of all pages right again, so that damage reaches
// the decoder.
func sealOgg(d []byte) {
	for at := 0; at+oggHeader < len(d); {
		size := oggHeader + int(d[at+26])
		if at+size > len(d) {
			return
		}
		for _, n := range d[at+oggHeader : at+size] {
			size += int(n)
		}
		if string(d[at:at+4]) != "OggS" || at+size > len(d) {
			return
		}
		binary.LittleEndian.PutUint32(d[at+22:], oggChecksum(d[at:at+size]))
		at += size
	}
}

// hangs is how long no broken file may take.
const hangs = 10 * time.Second

func TestOpen_DamagedFilesNeitherPanicNorHangNorEatMemory(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	var before, after runtime.MemStats
	files := smallFiles(t)
	defer withoutHelper(t)() // what a mutation makes another kind of is refused here
	if n := 60 * len(files); n < 600 {
		t.Fatalf("only %d broken files", n)
	}
	for name, data := range files {
		path := filepath.Join(t.TempDir(), name)
		for i := range 60 {
			d := mutate(random, data)
			if (strings.HasSuffix(name, "ogg") || strings.HasSuffix(name, "opus")) && i%2 == 0 {
				sealOgg(d)
			}
			runtime.ReadMemStats(&before)
			whole := time.AfterFunc(hangs, func() { panic(fmt.Sprint(name, " ", i, " hangs")) })
			playDamaged(t, fmt.Sprint(name, " ", i), writeFile(t, path, d))
			whole.Stop()
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
				t.Errorf("%s %d: %d bytes of file take %d MiB", name, i, len(d), used>>20)
			}
		}
	}
}

// playDamaged opens and reads a file that may be anything: it plays or is
// refused with a sentence.
func playDamaged(t testing.TB, name, path string) {
	t.Helper()
	a, err := Open(path)
	if err != nil {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v is no sentence for people", name, err)
		}
		return
	}
	defer func() { _ = a.Close() }()
	i := a.Info()
	if i.Frames <= 0 || i.Channels <= 0 || i.SampleRate <= 0 {
		t.Errorf("%s: opened as %+v", name, i)
	}
	buf := make([]int16, 4096*i.Channels)
	for from := int64(0); from < i.Frames; from += 4096 {
		if n, err := a.ReadFrames(buf, from); err != nil || n == 0 {
			t.Errorf("%s: reading at %d of %d: %d, %v", name, from, i.Frames, n, err)
			return
		}
	}
}

func TestOpen_FFmpegIsNoDangerToBrokenFiles(t *testing.T) {
	needTools(t)
	random := rand.New(rand.NewPCG(5, 5))
	for name, args := range map[string][]string{"x.m4a": {"-c:a", "aac"}, "x.spx": {"-c:a", "libspeex"}} {
		data, err := os.ReadFile(converted(t, 8000, 1, 1, name, args...))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name)
		for i := range 12 {
			playDamaged(t, fmt.Sprint(name, " ", i), writeFile(t, path, mutate(random, data)))
		}
	}
}

func TestOpen_AFileCutInHalfPlaysItsFirstHalf(t *testing.T) {
	needTools(t)
	for name, args := range map[string][]string{
		"x.wav": {"-c:a", "pcm_mulaw"}, "ima.wav": {"-c:a", "adpcm_ima_wav"}, "ms.wav": {"-c:a", "adpcm_ms"},
		"x.flac": {"-c:a", "flac"}, "x.ogg": {"-c:a", "libvorbis"}, "x.mp3": {"-c:a", "libmp3lame"},
		"x.opus": {"-c:a", "libopus"}, "x.webm": {"-c:a", "libopus", "-cluster_time_limit", "1000"},
	} {
		path := converted(t, 8000, 2, 20, name, args...)
		whole := readAll(t, open(t, path))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a := open(t, writeFile(t, path, data[:len(data)/2]))
		got := readAll(t, a)
		sameSamples(t, got, whole[:len(got)])
		if s := a.Info().Seconds(); s < 5 || s > 15 {
			t.Errorf("%s: %.1f s are left", name, s)
		}
		if w := warnings(a.Info()); !strings.Contains(w, "early") && !strings.Contains(w, "missing") {
			t.Errorf("%s: warns %q", name, w)
		}
	}
}

func TestOpen_AHoleInTheMiddleKeepsTheTimeOfWhatFollows(t *testing.T) {
	needTools(t)
	for name, args := range map[string][]string{
		"x.flac": {"-c:a", "flac"}, "x.ogg": {"-c:a", "libvorbis"}, "x.opus": {"-c:a", "libopus"}, "x.webm": {"-c:a", "libopus", "-cluster_time_limit", "1000"},
	} {
		path := converted(t, 8000, 2, 20, name, args...)
		whole := readAll(t, open(t, path))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2000 {
			data[len(data)/2+i] ^= 0x5A
		}
		a := open(t, writeFile(t, path, data))
		got := readAll(t, a)
		if len(got) != len(whole) || warnings(a.Info()) == "" {
			t.Fatalf("%s: %d samples, want %d; warns %q", name, len(got), len(whole), warnings(a.Info()))
		}
		tail := len(whole) * 3 / 4
		if l := likeness(got[tail:], whole[tail:]); l < 60 {
			t.Errorf("%s: what follows the hole is like the original by %.1f dB", name, l)
		}
	}
}

func TestOpen_AnMP3WithTagsAndJunkPlays(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.mp3", "-c:a", "libmp3lame")
	want := ffmpegPCM(t, path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture := append([]byte("ID3\x04\x00\x00\x00\x09\x05\x10"), make([]byte, 9<<14+5<<7+16)...)
	data = append(picture, append(data, append([]byte("TAG"), make([]byte, 125)...)...)...)
	a := open(t, writeFile(t, path, data))
	got := readAll(t, a)
	if len(got) != len(want) || likeness(got, want) < 59 || len(a.Info().Warnings) != 0 {
		t.Errorf("%d samples, want %d, %+v", len(got), len(want), a.Info())
	}
}

func TestOpen_RecordingsAppendedToAnMP3ArePlayed(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.mp3", "-c:a", "libmp3lame")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := readAll(t, open(t, path))
	a := open(t, writeFile(t, path, append(data[:len(data):len(data)], data...)))
	got := readAll(t, a)
	if len(got) < 2*len(want) || warnings(a.Info()) != "" {
		t.Fatalf("%d samples of twice %d, warns %q", len(got), len(want), warnings(a.Info()))
	}
	sameSamples(t, got[:len(want)], want)
	// Of the second, information frame, delay and padding are heard as well.
	begin := len(want) + 576 + 1105
	if l := likeness(got[begin:begin+len(want)], want); l < 59 {
		t.Errorf("the second is like the first by %.1f dB", l)
	}
}

func TestOpen_JunkBehindAFLACIsNoLoss(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.flac")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := readAll(t, open(t, path))
	a := open(t, writeFile(t, path, append(data, append([]byte("TAG"), make([]byte, 125)...)...)))
	sameSamples(t, readAll(t, a), want)
	if w := warnings(a.Info()); w != "" {
		t.Errorf("warns %q", w)
	}
}

func TestReadFrames_SeveralReadersTakeTurns(t *testing.T) {
	w := newWAV()
	w.data, w.fmt = make([]byte, 256*100), w.fmtChunk(0x11, 1, 8000, 256, 4)
	for i := range w.data {
		w.data[i] = byte(i * 7)
	}
	a := open(t, tempFile(t, w.bytes()))
	want := readAll(t, a)
	var all sync.WaitGroup
	for reader := range 4 {
		all.Go(func() {
			buf := make([]int16, 300)
			for i := range 50 {
				from := int64((i*977 + reader*3001) % 20000)
				if n, err := a.ReadFrames(buf, from); err != nil || !slices.Equal(buf[:n], want[from:from+int64(n)]) {
					t.Error(from, n, err)
				}
			}
		})
	}
	all.Wait()
}

// fullDisk takes nothing.
type fullDisk struct{ discard }

func (fullDisk) write([]int16) error { return syscall.ENOSPC }

func TestDecode_AFullDiskIsSaid(t *testing.T) {
	needTools(t)
	o, err := probe(converted(t, 8000, 1, 1, "x.flac"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = o.file.Close() }()
	if _, err := o.decode(context.Background(), fullDisk{}, nil); !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Error(err)
	}
}

func TestOpen_MP3InWAVPlays(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.wav", "-c:a", "libmp3lame", "-b:a", "16k")
	a := open(t, path)
	if i := a.Info(); i.Codec != MP3 || i.Container != "wav" || i.Seconds() < 2.9 || i.Seconds() > 3.3 {
		t.Errorf("info is %+v", i)
	}
}
