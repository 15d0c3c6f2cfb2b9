package formats

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
)

const someHash = "0123456789abcdef0123456789abcdef"

func listed(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestCache_GivesTheSameSamplesAndFactsAsDecoding(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 2, 20, "x.mp3", "-c:a", "libmp3lame")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, data[:len(data)*3/4])
	want := open(t, path)
	c := Cache{Dir: filepath.Join(t.TempDir(), "decoded")}
	var shares []float64
	for range 2 {
		a, err := c.Open(context.Background(), path, someHash, func(p float64) { shares = append(shares, p) })
		if err != nil {
			t.Fatal(err)
		}
		sameSamples(t, readAll(t, a), readAll(t, want))
		if warnings(a.Info()) != warnings(want.Info()) || a.Info().Codec != MP3 || a.Info().Container != "mp3" || warnings(want.Info()) == "" {
			t.Errorf("info is %+v, want %+v", a.Info(), want.Info())
		}
		_ = a.Close()
	}
	if len(listed(t, c.Dir)) != 1 || len(listed(t, filepath.Dir(path))) != 1 {
		t.Error("something else was written")
	}
	if !slices.IsSorted(shares) || len(shares) == 0 {
		t.Errorf("progress is %v", shares)
	}
	if err := c.Remove(someHash); err != nil || len(listed(t, c.Dir)) != 0 {
		t.Error("the copy is still there", err)
	}
	if err := c.Remove(someHash); err != nil {
		t.Error(err)
	}
}

func TestCache_AWAVIsReadInPlace(t *testing.T) {
	w := newWAV()
	c := Cache{Dir: filepath.Join(t.TempDir(), "decoded")}
	a, err := c.Open(context.Background(), tempFile(t, w.bytes()), someHash, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Close()
	if len(listed(t, c.Dir)) != 0 {
		t.Error("it was copied")
	}
}

func TestCache_ACancelledOrFailedDecodingLeavesNothing(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.flac")
	c := Cache{Dir: filepath.Join(t.TempDir(), "decoded")}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Open(ctx, path, someHash, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := c.Open(context.Background(), writeFile(t, path, []byte("fLaC....")), someHash, nil); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if got := listed(t, c.Dir); len(got) != 0 {
		t.Errorf("left %v", got)
	}
}

func TestCache_KeepsWithinItsSizeAndDropsTheOldest(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.flac") // 48 KB decoded
	c := Cache{Dir: filepath.Join(t.TempDir(), "decoded"), MaxBytes: 110_000}
	for i, hash := range []string{"aaaaaaaa", "bbbbbbbb", "cccccccc"} {
		a, err := c.Open(context.Background(), path, hash, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = a.Close()
		when := time.Unix(int64(1000*i), 0)
		if err := os.Chtimes(c.path(hash), when, when); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{filepath.Base(c.path("bbbbbbbb")), filepath.Base(c.path("cccccccc"))}
	if got := listed(t, c.Dir); !slices.Equal(got, want) {
		t.Errorf("kept %v", got)
	}
}

func TestCache_DropsWhatWasNotUsedForTooLong(t *testing.T) {
	needTools(t)
	dir := t.TempDir()
	c := Cache{Dir: dir, MaxAge: 24 * time.Hour}
	path := converted(t, 8000, 1, 1, "x.flac")
	for hash, ago := range map[string]time.Duration{"aaaaaaaa": 25 * time.Hour, "bbbbbbbb": 23 * time.Hour} {
		a, err := c.Open(t.Context(), path, hash, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = a.Close()
		then := time.Now().Add(-ago)
		if err := os.Chtimes(c.path(hash), then, then); err != nil {
			t.Fatal(err)
		}
	}
	a, err := c.Open(t.Context(), path, "cccccccc", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Close()
	for hash, want := range map[string]bool{"aaaaaaaa": false, "bbbbbbbb": true, "cccccccc": true} {
		if _, err := os.Stat(c.path(hash)); (err == nil) != want {
			t.Errorf("%s: kept is %v", hash, err == nil)
		}
	}
}

func TestCache_ADamagedCopyIsMadeAgain(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 3, "x.flac")
	c := Cache{Dir: t.TempDir()}
	writeFile(t, c.path(someHash), []byte("RIFF broken"))
	a, err := c.Open(context.Background(), path, someHash, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	sameSamples(t, readAll(t, a), ffmpegPCM(t, path))
}

func TestCache_RefusesANameThatIsNoHash(t *testing.T) {
	if _, err := (Cache{Dir: t.TempDir()}).Open(context.Background(), "x", "../../etc/passwd", nil); err == nil {
		t.Error("took it")
	}
}

func TestSpool_LongRecordingsGoToATemporaryFileThatIsRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := &spool{channels: 1}
	piece := make([]int16, spoolMemory/4)
	for i := range 6 {
		piece[0] = int16(i)
		if err := s.write(piece); err != nil {
			t.Fatal(err)
		}
	}
	dst := make([]int16, 2)
	if _, err := s.readFrames(dst, int64(5*len(piece))); err != nil || dst[0] != 5 || s.file == nil {
		t.Error(err, dst, s.file)
	}
	name := s.file.Name()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		t.Error("it is still there")
	}
}
