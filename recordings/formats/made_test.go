package formats

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// needTools skips without ffmpeg and sox, which make test installs, so that
// CI may not skip.
func needTools(t testing.TB) {
	t.Helper()
	for _, tool := range []string{"ffmpeg", "sox"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is missing; it makes the test recordings", tool)
			}
			t.Skipf("%s is missing; it makes the test recordings", tool)
		}
	}
}

// speech is something like a conversation: harmonics that come and go, noise,
// pauses, a few full-scale clicks; the lanes differ.
func speech(rate, channels int, seconds float64) []int16 {
	random := rand.New(rand.NewPCG(1, uint64(rate*10+channels)))
	frames := int(float64(rate) * seconds)
	s := make([]int16, frames*channels)
	for i := range frames {
		t := float64(i) / float64(rate)
		for c := range channels {
			pitch := 110 + 70*float64(c) + 20*math.Sin(2*math.Pi*0.7*t)
			level := 6000 * max(0, math.Sin(2*math.Pi*(0.45*t+0.5*float64(c))))
			x := random.NormFloat64() * (20 + level*0.04)
			for h := 1.0; h <= 8; h++ {
				x += level / h * math.Sin(2*math.Pi*h*pitch*t+h)
			}
			if i%(rate*3/2) == rate/3 {
				x = 40000
			}
			s[i*channels+c] = saturate(int32(x))
		}
	}
	return s
}

// source writes speech as PCM16 WAV and returns its path.
func sourceWAV(t testing.TB, rate, channels int, seconds float64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), fmt.Sprintf("source-%d-%d.wav", rate, channels))
	var b bytes.Buffer
	if err := WriteSamples(&b, rate, channels, speech(rate, channels, seconds)); err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, b.Bytes())
	return path
}

func writeFile(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, errs.Bytes())
	}
	return out.Bytes()
}

// converted makes a file with ffmpeg from speech.
func converted(t testing.TB, rate, channels int, seconds float64, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	all := append([]string{"-nostdin", "-v", "error", "-y", "-i", sourceWAV(t, rate, channels, seconds)}, args...)
	run(t, "ffmpeg", append(all, path)...)
	return path
}

// ffmpegPCM is the file as ffmpeg decodes it.
func ffmpegPCM(t testing.TB, path string) []int16 {
	t.Helper()
	raw := run(t, "ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-")
	s := make([]int16, len(raw)/2)
	for i := range s {
		s[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	return s
}

func soxPCM(t testing.TB, path string) []int16 {
	t.Helper()
	raw := run(t, "sox", "-D", path, "-t", "raw", "-e", "signed", "-b", "16", "-L", "-")
	s := make([]int16, len(raw)/2)
	for i := range s {
		s[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	return s
}

func open(t testing.TB, path string) *Audio {
	t.Helper()
	a, err := Open(path)
	if err != nil {
		t.Fatalf("opening %s: %v", filepath.Base(path), err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// readAll reads in pieces of an odd size, as consumers do.
func readAll(t testing.TB, a *Audio) []int16 {
	t.Helper()
	info := a.Info()
	all := make([]int16, 0, info.Frames*int64(info.Channels))
	buf := make([]int16, 1234*info.Channels)
	for from := int64(0); from < info.Frames; {
		n, err := a.ReadFrames(buf, from)
		if err != nil || n == 0 {
			t.Fatalf("reading at frame %d of %d: %d, %v", from, info.Frames, n, err)
		}
		all = append(all, buf[:n*info.Channels]...)
		from += int64(n)
	}
	return all
}

func sameSamples(t testing.TB, got, want []int16) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d samples, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("sample %d is %d, want %d", i, got[i], want[i])
		}
	}
}

// likeness is the ratio of signal to difference in dB.
func likeness(got, want []int16) float64 {
	var signal, noise float64
	for i := range min(len(got), len(want)) {
		d := float64(got[i]) - float64(want[i])
		signal += float64(want[i]) * float64(want[i])
		noise += d * d
	}
	if noise == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(signal/noise)
}
