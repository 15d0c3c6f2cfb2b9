package soundtest

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Recording is what the sink received.
type Recording struct {
	Left, Right []float64 // -1 to 1, at Rate
	arrivals    []arrival
}

// arrival says that so many frames were there at a time.
type arrival struct {
	frames int
	at     time.Time
}

// Arrived is when the given frame had come in: by then at the latest it had
// been played.
func (r *Recording) Arrived(frame int) time.Time {
	for _, a := range r.arrivals {
		if a.frames > frame {
			return a.at
		}
	}
	return time.Time{}
}

// Between is the part of the recording between two times in seconds from its
// beginning, without its arrival times.
func (r *Recording) Between(from, to float64) *Recording {
	n := float64(len(r.Left))
	a, b := int(min(max(from*Rate, 0), n)), int(min(max(to*Rate, 0), n))
	b = max(a, b)
	return &Recording{Left: r.Left[a:b], Right: r.Right[a:b]}
}

// Seconds is the recording's length.
func (r *Recording) Seconds() float64 { return float64(len(r.Left)) / Rate }

// Record records what the sink receives while play runs, and a little longer.
func (s *Sink) Record(t testing.TB, play func()) *Recording {
	t.Helper()
	tape, err := s.Tape()
	if err != nil {
		t.Fatal(err)
	}
	play()
	rec, err := tape.Stop()
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// Tape is a running recording.
type Tape struct {
	recorder *exec.Cmd
	mu       sync.Mutex
	rec      Recording
	over     chan struct{}
	first    chan struct{}
}

// Tape starts recording; it returns when the first sound, or silence, came in.
func (s *Sink) Tape() (*Tape, error) {
	c := s.command("parec", "-d", sinkName+".monitor", "--raw", "--format=s16le",
		"--rate="+strconv.Itoa(Rate), "--channels=2", "--latency-msec=10", "--process-time-msec=5")
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("starting the recorder: %w", err)
	}
	t := &Tape{recorder: c, over: make(chan struct{}), first: make(chan struct{})}
	go t.collect(out)
	select {
	case <-t.first:
		return t, nil
	case <-time.After(10 * time.Second):
		_, _ = t.Stop()
		return nil, fmt.Errorf("recording: nothing came in within 10 s")
	}
}

func (t *Tape) collect(in io.Reader) {
	defer close(t.over)
	buf := make([]byte, 4096)
	held := 0
	for {
		n, err := in.Read(buf[held:])
		held = t.keep(buf, held+n)
		if err != nil {
			return
		}
	}
}

// keep takes the whole frames of the first n bytes and moves the rest forward.
func (t *Tape) keep(buf []byte, n int) (rest int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := 0
	for ; i+4 <= n; i += 4 {
		t.rec.Left = append(t.rec.Left, float64(int16(buf[i])|int16(buf[i+1])<<8)/32768)
		t.rec.Right = append(t.rec.Right, float64(int16(buf[i+2])|int16(buf[i+3])<<8)/32768)
	}
	if i > 0 && len(t.rec.arrivals) == 0 {
		close(t.first)
	}
	if i > 0 {
		t.rec.arrivals = append(t.rec.arrivals, arrival{len(t.rec.Left), time.Now()})
	}
	return copy(buf, buf[i:n])
}

// Now is how many seconds have been recorded so far.
func (t *Tape) Now() float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.rec.Seconds()
}

// Stop records a quarter of a second more, ends and returns the recording.
func (t *Tape) Stop() (*Recording, error) {
	time.Sleep(250 * time.Millisecond)
	if err := t.recorder.Process.Signal(os.Interrupt); err != nil {
		return nil, fmt.Errorf("ending the recorder: %w", err)
	}
	<-t.over
	_ = t.recorder.Wait() // interrupted on purpose
	return &t.rec, nil
}
