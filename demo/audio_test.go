package demo_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shifu/demo"
	"shifu/demo/spoken"
	"shifu/recordings/formats"
)

const tolerance = 400 // frames: 50 ms

// hear decodes a recording and returns its lanes.
func hear(t *testing.T, path string) (formats.Info, [][]int16) {
	t.Helper()
	a, err := formats.Open(path)
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	defer a.Close()
	info := a.Info()
	lanes := make([][]int16, info.Channels)
	buf := make([]int16, 8192*info.Channels)
	for at := int64(0); ; {
		n, err := a.ReadFrames(buf, at)
		for i := range n * info.Channels {
			lanes[i%info.Channels] = append(lanes[i%info.Channels], buf[i])
		}
		at += int64(n)
		if errors.Is(err, io.EOF) || err == nil && n == 0 {
			return info, lanes
		}
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
	}
}

func rms(lane []int16, fromMS, toMS int64) float64 {
	part := lane[min(int64(len(lane)), fromMS*8):min(int64(len(lane)), toMS*8)]
	var sum float64
	for _, s := range part {
		sum += float64(s) * float64(s)
	}
	return math.Sqrt(sum / math.Max(1, float64(len(part))))
}

// check compares a recording with what is true of it.
func check(t *testing.T, dir string, c spoken.Call) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, c.File))
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != c.SHA256 {
		t.Errorf("%s: the file is not the one that was described", c.File)
	}
	info, lanes := hear(t, filepath.Join(dir, c.File))
	if string(info.Codec) != c.Codec || info.Container != c.Container || info.Channels != c.Channels || info.SampleRate != 8000 {
		t.Errorf("%s: is %+v", c.File, info)
	}
	if d := info.Frames - c.Frames; d > tolerance || d < -tolerance {
		t.Errorf("%s: %d frames, described as %d", c.File, info.Frames, c.Frames)
	}
	for _, u := range c.Utterances {
		lane := 0
		if c.Channels == 2 {
			lane = u.Lane ^ c.AgentLane
		}
		if level := rms(lanes[lane], u.StartMS, u.EndMS); level < 250 {
			t.Errorf("%s: %q at %d ms has a level of %.0f only", c.File, u.Text, u.StartMS, level)
		}
	}
	for _, s := range c.Spans {
		if s.Kind != spoken.Silence {
			continue
		}
		for _, lane := range lanes {
			if level := rms(lane, s.StartMS+60, s.EndMS-60); level > 180 {
				t.Errorf("%s: silence at %d ms has a level of %.0f", c.File, s.StartMS, level)
			}
		}
	}
}

func TestRecorded_EveryCallSoundsAsDescribed(t *testing.T) {
	calls, err := demo.Recorded()
	if err != nil || len(calls) != 40 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	for _, c := range calls {
		t.Run(c.ID, func(t *testing.T) { check(t, "audio", c) })
		if s := c.Duration().Seconds(); s < 30 || s > 260 {
			t.Errorf("%s lasts %.1f s", c.ID, s)
		}
	}
}

func TestRecorded_SaysWhatTheScriptsSay(t *testing.T) {
	scripts, err := spoken.ReadAll(os.DirFS("."), "scripts")
	if err != nil {
		t.Fatal(err)
	}
	calls, err := demo.Recorded()
	if err != nil || len(calls) != len(scripts) {
		t.Fatalf("%d calls of %d scripts, %v", len(calls), len(scripts), err)
	}
	for i, s := range scripts {
		var written, said string
		for _, l := range s.Lines {
			if l.Text() != "" {
				written += l.Text() + "\n"
			}
		}
		for _, u := range calls[i].Utterances {
			said += u.Text + "\n"
		}
		if written != said || s.Title != calls[i].Title || s.ID != calls[i].ID {
			t.Errorf("%s was changed and not spoken anew: run tools/demospeech", s.ID)
		}
	}
}

func TestRecorded_IsSmallEnoughToShip(t *testing.T) {
	var audio, sample int64
	for dir, sum := range map[string]*int64{"audio": &audio, "import-sample": &sample} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			info, err := f.Info()
			if err != nil {
				t.Fatal(err)
			}
			*sum += info.Size()
		}
	}
	if names, _ := os.ReadDir("audio"); len(names) != 40 {
		t.Errorf("%d files for 40 calls", len(names))
	}
	if audio > 14e6 || sample > 2e6 {
		t.Errorf("audio %d bytes, sample %d bytes", audio, sample)
	}
}

func TestRecorded_TheCallOfThePicturesHasItsEvents(t *testing.T) {
	calls, err := demo.Recorded()
	if err != nil {
		t.Fatal(err)
	}
	c := calls[0]
	if hold := c.Longest(spoken.Hold); hold.EndMS-hold.StartMS != 38000 {
		t.Errorf("hold %+v, want 38 s", hold)
	}
	if gap := c.Longest(spoken.Silence); gap.EndMS-gap.StartMS != 11200 {
		t.Errorf("silence %+v, want 11.2 s", gap)
	}
	over := 0
	for _, s := range c.Spans {
		if s.Kind == spoken.Over {
			over++
		}
	}
	if over < 3 {
		t.Errorf("%d times talk-over, want 3 or more", over)
	}
	if _, said := c.Find("二十分钟之内一定修好"); !said {
		t.Error("the promise is missing")
	}
}

func TestWriteSample_IsAFolderThatPeopleImport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sample")
	if err := demo.WriteSample(dir); err != nil {
		t.Fatal(err)
	}
	calls, err := demo.Sample()
	if err != nil || len(calls) != 6 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	for _, c := range calls {
		check(t, dir, c)
	}
	table, err := os.ReadFile(filepath.Join(dir, "calls.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(table), "通话编号") {
		t.Error("the table is UTF-8; older systems write GB18030")
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(table)
	if err != nil || !strings.HasPrefix(string(text), "通话编号,文件名,开始时间") || strings.Count(string(text), "\n") != 7 {
		t.Errorf("the table reads %q, %v", text, err)
	}
}
