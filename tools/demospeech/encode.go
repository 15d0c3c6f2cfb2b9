package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"

	"shifu/demo/spoken"
)

// way is how a recorder writes a file.
type way struct {
	container, ext string
	args           []string
	block          int // frames; the length is padded to a multiple
	mono           bool
}

var ways = map[string]way{
	"pcm_s16":   {"wav", ".wav", []string{"-c:a", "pcm_s16le"}, 1, false},
	"mulaw":     {"wav", ".wav", []string{"-c:a", "pcm_mulaw"}, 1, false},
	"alaw":      {"wav", ".wav", []string{"-c:a", "pcm_alaw"}, 1, false},
	"gsm":       {"wav", ".WAV", []string{"-c:a", "libgsm_ms", "-f", "wav"}, 320, true},
	"ima_adpcm": {"wav", ".wav", []string{"-c:a", "adpcm_ima_wav"}, 1017, false},
	"ms_adpcm":  {"wav", ".wav", []string{"-c:a", "adpcm_ms"}, 1012, false},
	"flac":      {"flac", ".flac", []string{"-c:a", "flac", "-compression_level", "8"}, 1, false},
	"vorbis":    {"ogg", ".ogg", []string{"-c:a", "libvorbis", "-q:a", "1"}, 1, false},
	"mp3":       {"mp3", ".mp3", []string{"-c:a", "libmp3lame", "-b:a", "24k"}, 1, false},
}

// codecNames are those that differ between scripts and recordings.
var codecNames = map[string]string{"gsm": "gsm610"}

// encode writes the lanes in the script's codec and returns the facts.
func encode(ctx context.Context, s spoken.Script, lanes [2][]float64, dir string) (spoken.Call, error) {
	w, known := ways[s.Codec]
	if !known {
		return spoken.Call{}, fmt.Errorf("codec %q is not known", s.Codec)
	}
	c := facts(s, w)
	path := filepath.Join(dir, c.File)
	pcm := interleave(s, w, lanes)
	args := append([]string{"-nostdin", "-v", "error", "-y", "-f", "s16le", "-ar", fmt.Sprint(rate), "-ac", fmt.Sprint(c.Channels),
		"-i", "pipe:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"}, w.args...)
	if err := ffmpeg(ctx, pcm, nil, append(args, path)...); err != nil {
		return c, fmt.Errorf("encoding: %w", err)
	}
	var back bytes.Buffer
	if err := ffmpeg(ctx, nil, &back, "-nostdin", "-v", "error", "-i", path, "-f", "s16le", "pipe:1"); err != nil {
		return c, fmt.Errorf("decoding again: %w", err)
	}
	c.Frames = int64(back.Len() / 2 / c.Channels)
	if made := int64(len(pcm) / 2 / c.Channels); abs(made-c.Frames) > rate/20 {
		return c, fmt.Errorf("%s: %d frames went in, %d came out", c.File, made, c.Frames)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return c, fmt.Errorf("reading the result: %w", err)
	}
	sum := sha256.Sum256(data)
	c.SHA256 = hex.EncodeToString(sum[:])
	return c, nil
}

func facts(s spoken.Script, w way) spoken.Call {
	c := spoken.Call{ID: s.ID, File: s.ID + w.ext, Container: w.container, Codec: s.Codec, Channels: 2, SampleRate: rate,
		Title: s.Title, BusinessLine: s.BusinessLine, Project: or(s.Project, "95598"), Language: or(s.Language, "zh"),
		Direction: or(s.Direction, "inbound"), Agent: s.Agent, Staff: s.Staff, Caller: s.Caller,
		Satisfaction: s.Satisfaction, Days: s.Days, Time: s.Time, Date: s.Date}
	if name, other := codecNames[s.Codec]; other {
		c.Codec = name
	}
	if w.mono {
		c.Channels = 1
	}
	if s.Swap {
		c.AgentLane = 1
	}
	return c
}

// interleave turns the lanes into 16-bit frames: agent first, unless swapped,
// or both in one channel.
func interleave(s spoken.Script, w way, lanes [2][]float64) []byte {
	n := (len(lanes[0]) + w.block - 1) / w.block * w.block
	first, second := 0, 1
	if s.Swap {
		first, second = 1, 0
	}
	out := make([]byte, 0, 4*n)
	for i := range n {
		a, b := at(lanes[first], i), at(lanes[second], i)
		if w.mono {
			out = binary.LittleEndian.AppendUint16(out, uint16(pcm16(soft(a+b))))
			continue
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(pcm16(a)))
		out = binary.LittleEndian.AppendUint16(out, uint16(pcm16(b)))
	}
	return out
}

func at(lane []float64, i int) float64 {
	if i < len(lane) {
		return lane[i]
	}
	return 0
}

func pcm16(s float64) int16 { return int16(math.Round(max(-1, min(1, s)) * 32767)) }

func ffmpeg(ctx context.Context, in []byte, out *bytes.Buffer, args ...string) error {
	cmd := exec.CommandContext(ctx, "ffmpeg", args...)
	var complaint bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &complaint
	if out != nil {
		cmd.Stdout = out
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("ffmpeg: %w: %s", err, complaint.String())
	}
	return nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func abs(n int64) int64 { return max(n, -n) }
