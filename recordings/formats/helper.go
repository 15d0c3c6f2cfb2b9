package formats

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// HelperName is the program that reads what Shifu doesn't.
const HelperName = "ffmpeg"

const (
	helperTime    = 10 * time.Minute
	helperErrors  = 4 << 10 // kept of what it says
	helperSamples = 16 << 10
)

var helperPath atomic.Value // string

// UseHelper names where ffmpeg lies; empty: it is looked for on PATH.
func UseHelper(path string) { helperPath.Store(path) }

// Helper is where ffmpeg lies, false if it is not here. Where the path that was
// named leads to no program, the one on PATH is taken.
func Helper() (string, bool) {
	if path, _ := helperPath.Load().(string); path != "" {
		if found, err := exec.LookPath(path); err == nil {
			return found, true
		}
	}
	found, err := exec.LookPath(HelperName)
	return found, err == nil
}

// HelperAstray reports whether a path was named that leads to no program.
func HelperAstray() bool {
	path, _ := helperPath.Load().(string)
	if path == "" {
		return false
	}
	_, err := exec.LookPath(path)
	return err != nil
}

// helped leaves the file to ffmpeg, and refuses it by its codec's name where
// that is missing.
func (o *opened) helped() error {
	program, ok := Helper()
	if !ok {
		return o.refused()
	}
	path, err := filepath.Abs(o.file.Name())
	if err != nil {
		return o.refused()
	}
	o.outside = true
	o.begin = func(in io.ReadSeeker) (decoder, error) {
		p, err := beginHelper(program, helperArguments(path, o.stream))
		if err == nil && o.info.Container == "amr" {
			p.pauses, p.due = true, amrFrames(in, p.rate)
		}
		return p, err
	}
	return nil
}

// helperArguments asks for PCM16 of the file's first sound at its own rate and
// channels. Frames that the sender left out (AMR with discontinuous
// transmission) become silence, so that the length stays. Nothing but files is
// opened, and nothing is taken for an option.
func helperArguments(path string, kind stream) []string {
	args := []string{"-nostdin", "-v", "error", "-max_error_rate", "1", "-protocol_whitelist", "file,pipe"}
	if kind.form != "" {
		args = append(args, "-f", kind.form)
		if kind.bits != "" {
			args = append(args, "-code_size", kind.bits, "-ar", fmt.Sprint(kind.rate))
		}
	}
	return append(args, "-i", "file:"+path, "-map", "0:a:0", "-af", "aresample=async=1", "-c:a", "pcm_s16le", "-bitexact", "-f", "wav", "pipe:1")
}

// process is ffmpeg at work.
type process struct {
	stop     context.CancelFunc
	cmd      *exec.Cmd
	out      *bufio.Reader
	said     tail
	rate     int
	channels int
	bytes    []byte
	samples  []int16
	over     bool
	pauses   bool  // what it says of frames is about pauses that were not sent
	due      int64 // samples of a channel still to give: silence at the end, if it gave none
	once     sync.Once
	ended    error
}

var errHelper = errors.New("ffmpeg could not read it")

func beginHelper(program string, args []string) (*process, error) {
	ctx, stop := context.WithTimeout(context.Background(), helperTime)
	p := &process{stop: stop, cmd: exec.CommandContext(ctx, program, args...)}
	p.cmd.Stderr = &p.said
	p.cmd.WaitDelay = time.Second
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("%w: %w", errHelper, err)
	}
	p.out = bufio.NewReaderSize(out, 64<<10)
	if err := p.header(); err != nil {
		return nil, fmt.Errorf("%w: %w: %s", errHelper, errors.Join(err, p.Close()), p.said.text())
	}
	return p, nil
}

// header reads the WAV header that ffmpeg writes first.
func (p *process) header() error {
	head := make([]byte, wavHeaderBytes)
	if _, err := io.ReadFull(p.out, head); err != nil {
		return err
	}
	if !isWAV(head) || string(head[36:40]) != "data" {
		return errOddFormat
	}
	p.channels, p.rate = int(binary.LittleEndian.Uint16(head[22:])), int(binary.LittleEndian.Uint32(head[24:]))
	if p.channels < 1 || p.channels > maxChannels {
		return errNoChannels
	}
	p.bytes = make([]byte, helperSamples*p.channels*2)
	p.samples = make([]int16, helperSamples*p.channels)
	return nil
}

func (p *process) about() (rate, channels int) { return p.rate, p.channels }

func (p *process) next() ([]int16, error) {
	if p.over {
		return p.silence()
	}
	n, err := io.ReadFull(p.out, p.bytes)
	n = n / 2 / p.channels * p.channels
	from16(p.samples[:n], p.bytes[:2*n], binary.LittleEndian)
	switch {
	case n > 0:
		p.due -= int64(n / p.channels)
		return p.samples[:n], nil
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return nil, err
	}
	p.over = true
	if err := p.wait(); err != nil && !p.pauses {
		return nil, fmt.Errorf("%w: %w: %s", errHelper, err, p.said.text())
	}
	return p.silence()
}

// silence stands for the pauses at the end.
func (p *process) silence() ([]int16, error) {
	if p.due <= 0 {
		return nil, io.EOF
	}
	n := min(p.due, helperSamples)
	p.due -= n
	clear(p.samples)
	return p.samples[:n*int64(p.channels)], nil
}

func (p *process) wait() error {
	p.once.Do(func() { p.ended = p.cmd.Wait() })
	return p.ended
}

// finish says that damage was heard of, since what is whole was played.
func (p *process) finish(info *Info, _ int64) {
	if n := bytes.Count(p.said.kept, []byte("\n")); n > 0 && !p.pauses {
		info.warn(skippedBit, "Count", n)
	}
}

// Close ends the program if it still runs.
func (p *process) Close() error {
	p.stop()
	_ = p.wait()
	return nil
}

// tail keeps the beginning of what a program says.
type tail struct{ kept []byte }

// Write takes all and keeps what still fits.
func (t *tail) Write(b []byte) (int, error) {
	t.kept = append(t.kept, b[:min(len(b), helperErrors-len(t.kept))]...)
	return len(b), nil
}

func (t *tail) text() string { return strings.TrimSpace(string(t.kept)) }
