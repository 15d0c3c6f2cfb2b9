package formats

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// headerless writes bytes under a name that has the ending of a raw file.
func headerless(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenRaw_ReadsTheSameBytesAsWhoeverKnowsSays(t *testing.T) {
	data := bytes.Repeat([]byte{0x34, 0x12, 0x78, 0x56}, 4000)
	path := headerless(t, "x.raw", data)
	for _, c := range []struct {
		as     Raw
		frames int64
		first  []int16
	}{
		{Raw{}, 8000, []int16{0x1234, 0x5678}},
		{Raw{PCMS16, 16000, 1}, 8000, []int16{0x1234, 0x5678}},
		{Raw{PCMS16, 16000, 2}, 4000, []int16{0x1234, 0x5678}},
		{Raw{Mulaw, 8000, 1}, 16000, []int16{decodeMulaw(0x34), decodeMulaw(0x12)}},
		{Raw{Alaw, 8000, 2}, 8000, []int16{decodeAlaw(0x34), decodeAlaw(0x12)}},
	} {
		a, err := OpenRaw(context.Background(), path, c.as)
		if err != nil {
			t.Fatal(c.as, err)
		}
		got := make([]int16, 2)
		if _, err := a.ReadFrames(got, 0); err != nil && err != io.EOF {
			t.Fatal(err)
		}
		if info := a.Info(); info.Frames != c.frames || c.as != (Raw{}) && (info.SampleRate != c.as.SampleRate || info.Channels != c.as.Channels) || !slices.Equal(got, c.first) {
			t.Errorf("%v: %+v, %v instead of %v", c.as, info, got, c.first)
		}
		_ = a.Close()
	}
}

func TestOpenRaw_AFileWithAHeaderIsReadByItsHeader(t *testing.T) {
	a, err := OpenRaw(context.Background(), sourceWAV(t, 8000, 2, 1), Raw{Mulaw, 16000, 1})
	if err != nil || a.Info().Container != "wav" || a.Info().Channels != 2 {
		t.Fatal(a, err)
	}
	_ = a.Close()
}

func TestRaw_CheckRefusesWhatNobodyWrites(t *testing.T) {
	for _, bad := range []Raw{{}, {MP3, 8000, 1}, {PCMS16, 0, 1}, {PCMS16, 8000, 3}, {G722, 8000, 1}, {VOX, 8000, 2}, {GSM610, 16000, 1}} {
		if bad.Check() == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	for _, c := range RawCodecs() {
		for _, rate := range RawRates(c) {
			if err := (Raw{c, rate, RawChannels(c)}).Check(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestCache_KeepsWhatIsReadInTwoWaysApartAndRemovesBoth(t *testing.T) {
	path := headerless(t, "x.vox", bytes.Repeat([]byte{0x17, 0x93}, 900))
	c := Cache{Dir: t.TempDir(), Name: "x.vox"}
	hash := strings.Repeat("ab", 32)
	for _, as := range []Raw{{}, {VOX, 8000, 1}, {VOX, 6000, 1}} {
		c.As = as
		a, err := c.Open(context.Background(), path, hash, nil)
		if err != nil {
			t.Fatal(err)
		}
		if want := max(as.SampleRate, 6000); as != (Raw{}) && a.Info().SampleRate != want {
			t.Errorf("%v: %d Hz", as, a.Info().SampleRate)
		}
		_ = a.Close()
	}
	if kept, _ := os.ReadDir(c.Dir); len(kept) != 2 {
		t.Errorf("%d copies instead of one for each way", len(kept))
	}
	if err := c.Remove(hash); err != nil {
		t.Fatal(err)
	}
	if kept, _ := os.ReadDir(c.Dir); len(kept) != 0 {
		t.Errorf("%d copies are left", len(kept))
	}
}

// withoutHelper makes a machine without ffmpeg until back is called.
func withoutHelper(t testing.TB) (back func()) {
	t.Helper()
	was := os.Getenv("PATH")
	t.Setenv("PATH", t.TempDir())
	return func() { t.Setenv("PATH", was) }
}

func TestHelper_APathThatLeadsNowhereGivesWayToTheOneOnPATH(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, HelperName)
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Cleanup(func() { UseHelper("") })
	for _, c := range []struct {
		path   string
		astray bool
	}{{"", false}, {program, false}, {filepath.Join(dir, "none"), true}} {
		UseHelper(c.path)
		if found, ok := Helper(); !ok || found != program || HelperAstray() != c.astray {
			t.Errorf("%q: %q %t, astray %t", c.path, found, ok, HelperAstray())
		}
	}
}
