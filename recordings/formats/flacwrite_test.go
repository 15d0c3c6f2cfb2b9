package formats

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// waves are samples of each kind that a predictor meets.
func waves() map[string][]int16 {
	r := rand.New(rand.NewPCG(1, 2))
	all := map[string][]int16{"silence": make([]int16, 9000), "noise": make([]int16, 9001), "extremes": make([]int16, 5000), "a ramp": make([]int16, 12288), "one sample": {7}, "just over a block": make([]int16, 4097)}
	for i := range all["noise"] {
		all["noise"][i] = int16(r.IntN(1<<16) - 1<<15)
	}
	for i := range all["extremes"] {
		all["extremes"][i] = []int16{-32768, 32767}[i%2]
	}
	for i := range all["a ramp"] {
		all["a ramp"][i] = int16(i * 5)
	}
	return all
}

func TestWriteFLAC_ComesBackBitForBit(t *testing.T) {
	for name, want := range waves() {
		for _, rate := range []int{8000, 11025, 44100, 48000} {
			path := filepath.Join(t.TempDir(), "x.flac")
			var out bytes.Buffer
			if err := WriteFLAC(&out, rate, want); err != nil {
				t.Fatal(name, err)
			}
			if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := Open(path)
			if err != nil {
				t.Fatal(name, err)
			}
			got := make([]int16, len(want)+9)
			n, err := a.ReadFrames(got, 0)
			if info := a.Info(); err != nil && err != io.EOF || info.Codec != FLAC || info.SampleRate != rate || len(info.Warnings) != 0 || !slices.Equal(got[:n], want) {
				t.Errorf("%s at %d Hz: %d of %d samples, %+v, %v", name, rate, n, len(want), info, err)
			}
			_ = a.Close()
		}
	}
}

func TestWriteFLAC_IsReadByFFmpegBitForBit(t *testing.T) {
	want := waves()["a ramp"]
	var out bytes.Buffer
	if err := WriteFLAC(&out, 8000, want); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.flac")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := ffmpegPCM(t, path); !slices.Equal(got, want) {
		t.Errorf("ffmpeg reads %d of %d samples, or others", len(got), len(want))
	}
}

func TestMonoOf_UndoesWriteSamplesAndRefusesTheRest(t *testing.T) {
	var wav bytes.Buffer
	want := waves()["noise"]
	if err := WriteSamples(&wav, 16000, 1, want); err != nil {
		t.Fatal(err)
	}
	if rate, got, err := MonoOf(wav.Bytes()); err != nil || rate != 16000 || !slices.Equal(got, want) {
		t.Error(rate, len(got), err)
	}
	var two bytes.Buffer
	if err := WriteSamples(&two, 8000, 2, make([]int16, 8)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]byte{nil, []byte("RIFF"), two.Bytes()} {
		if _, _, err := MonoOf(bad); err == nil {
			t.Errorf("%d bytes are taken", len(bad))
		}
	}
}
