package clip

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/formats"
)

func recorded(t *testing.T, samples []int16) *formats.Audio {
	t.Helper()
	var b bytes.Buffer
	if err := formats.WriteSamples(&b, 8000, 2, samples); err != nil {
		t.Fatal(err)
	}
	return opened(t, b.Bytes())
}

func opened(t *testing.T, data []byte) *formats.Audio {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.wav")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := formats.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestWrite_CutsOnTheSample(t *testing.T) {
	samples := make([]int16, 2*16000)
	for i := range samples {
		samples[i] = int16(i%20000 + 1000)
	}
	var out bytes.Buffer
	if err := Write(&out, recorded(t, samples), 500*time.Millisecond, 1500*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	a := opened(t, out.Bytes())
	got := make([]int16, 2*a.Info().Frames)
	if _, err := a.ReadFrames(got, 0); err != nil || a.Info().Frames != 8000 {
		t.Fatal(a.Info(), err)
	}
	if ramp := 2 * 40; !slices.Equal(got[ramp:len(got)-ramp], samples[8000+ramp:24000-ramp]) || got[0] != 0 || got[len(got)-1] != 0 {
		t.Error("the clip is another stretch, or has no fades")
	}
}

func TestWrite_NothingSelectedIsNoClip(t *testing.T) {
	a := recorded(t, make([]int16, 16000))
	for _, s := range [][2]time.Duration{{0, 0}, {time.Second, time.Second}, {2 * time.Second, 3 * time.Second}, {-1, time.Second}} {
		if err := Write(&bytes.Buffer{}, a, s[0], s[1]); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", s, err)
		}
	}
}

func TestName_HoldsCallAndTimesAndNothingThatAFileNameCannot(t *testing.T) {
	if got := Name("95598 7", 65*time.Second, 72500*time.Millisecond); got != "95598 7 1m05.0-1m12.5" {
		t.Error(got)
	}
}
