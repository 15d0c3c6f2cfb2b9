package speech

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shifu/demo/spoken"
	"shifu/recordings/formats"
)

// pcm is a recording in memory.
type pcm struct {
	rate  int
	lanes [][]int16
}

func (p pcm) source() Source {
	n := len(p.lanes)
	return Source{Channels: n, SampleRate: p.rate, Frames: int64(len(p.lanes[0])), ReadFrames: func(dst []int16, from int64) (int, error) {
		left := len(p.lanes[0]) - int(from)
		if left <= 0 {
			return 0, io.EOF
		}
		frames := min(left, len(dst)/n)
		for i := range frames {
			for lane := range n {
				dst[i*n+lane] = p.lanes[lane][int(from)+i]
			}
		}
		return frames, nil
	}}
}

func (p pcm) detect(t *testing.T) Activity {
	t.Helper()
	a, err := Detect(p.source())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// found is what is detected in the demo calls as they are, by id; it is made
// once, since five tests look at it.
var found map[string]Activity

func detected(t *testing.T) map[string]Activity {
	t.Helper()
	if found == nil {
		found = map[string]Activity{}
		for _, c := range calls(t) {
			found[c.ID] = recorded(t, c).detect(t)
		}
	}
	return found
}

// recorded decodes a demo call.
func recorded(t testing.TB, c spoken.Call) pcm {
	t.Helper()
	a, err := formats.Open(filepath.Join("../../demo/audio", c.File))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	i := a.Info()
	buf := make([]int16, i.Frames*int64(i.Channels))
	n, err := a.ReadFrames(buf, 0)
	if err != nil && err != io.EOF {
		t.Fatal(err)
	}
	p := pcm{rate: i.SampleRate, lanes: make([][]int16, i.Channels)}
	for k := range n * i.Channels {
		p.lanes[k%i.Channels] = append(p.lanes[k%i.Channels], buf[k])
	}
	return p
}

func calls(t testing.TB) []spoken.Call {
	t.Helper()
	data, err := os.ReadFile("../../demo/calls.json")
	if err != nil {
		t.Fatal(err)
	}
	out, err := spoken.ReadCalls(data)
	if err != nil || len(out) == 0 {
		t.Fatalf("%d calls, %v", len(out), err)
	}
	return out
}

// tunes are the holds of each call in which music plays.
func tunes(t testing.TB) map[string][]Span {
	t.Helper()
	scripts, err := spoken.ReadAll(os.DirFS("../../demo"), "scripts")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]Span{}
	for i, c := range calls(t) {
		var tone []bool
		for _, l := range scripts[i].Lines {
			if l.Hold > 0 {
				tone = append(tone, l.Tone)
			}
		}
		k := 0
		for _, s := range c.Spans {
			if s.Kind != spoken.Hold {
				continue
			}
			if tone[k] {
				out[c.ID] = append(out[c.ID], Span{milliseconds(int(s.StartMS)), milliseconds(int(s.EndMS))})
			}
			k++
		}
	}
	return out
}

// truth is when each lane speaks: whole utterances, from the first sound to
// the last, inner pauses included.
func truth(c spoken.Call) [][]Span {
	lanes := make([][]Span, c.Channels)
	for _, u := range c.Utterances {
		lane := 0
		if c.Channels == 2 {
			lane = u.Lane ^ c.AgentLane
		}
		lanes[lane] = append(lanes[lane], Span{milliseconds(int(u.StartMS)), milliseconds(int(u.EndMS))})
	}
	for i := range lanes {
		lanes[i] = merge(lanes[i], 0)
	}
	return lanes
}

// errorOf is what was detected and not said, and what was said and not
// detected. The truth knows no pauses between the sentences of an utterance:
// gaps up to 1 s within one utterance are no misses.
func errorOf(want, got []Span) (falseAlarm, miss, said time.Duration) {
	for _, gap := range less(want, got) {
		inner := gap.Length() <= time.Second
		for _, w := range want {
			inner = inner && (gap.From != w.From && gap.To != w.To)
		}
		if !inner {
			miss += gap.Length()
		}
	}
	return Total(less(got, want)), miss, Total(want)
}
