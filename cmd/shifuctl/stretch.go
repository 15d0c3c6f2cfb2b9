package main

import (
	"context"
	"io"
	"math"

	"shifu/recordings/formats"
	"shifu/recordings/stretch"
)

type stretchCmd struct {
	File  string  `arg:"" help:"The recording."`
	Speed float64 `required:"" help:"0.5 to 3; the pitch is kept."`
	Out   string  `required:"" help:"The WAV to write."`
}

// stretchBlock is how many frames are stretched at a time.
const stretchBlock = 4096

// Run writes the recording at another speed and the same pitch.
func (c stretchCmd) Run(d *desk) error {
	if !(c.Speed >= stretch.Slowest && c.Speed <= stretch.Fastest) { // NaN too
		return wrongUse("--speed goes from %v to %v.", stretch.Slowest, stretch.Fastest)
	}
	if err := apart(c.File, c.Out); err != nil {
		return err
	}
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	samples, err := stretched(d, a, c.Speed)
	if err != nil {
		return err
	}
	return formats.WriteFile(c.Out, func(w io.Writer) error {
		return formats.WriteSamples(w, a.Info().SampleRate, a.Info().Channels, samples)
	})
}

func stretched(ctx context.Context, a *formats.Audio, speed float64) ([]int16, error) {
	lanes := a.Info().Channels
	s := stretch.New(lanes, a.Info().SampleRate)
	s.SetSpeed(speed)
	in, frames := make([]int16, stretchBlock*lanes), make([]float32, stretchBlock*lanes)
	var out []int16
	for from := int64(0); ctx.Err() == nil; {
		n, err := a.ReadFrames(in, from)
		if err != nil && err != io.EOF {
			return nil, err
		}
		if n == 0 {
			s.End()
			return drain(s, out, lanes), nil
		}
		for i, v := range in[:n*lanes] {
			frames[i] = float32(v) / 32768
		}
		s.Write(frames[:n*lanes])
		out = drain(s, out, lanes)
		from += int64(n)
	}
	return nil, ctx.Err()
}

// drain takes everything that is ready.
func drain(s *stretch.Stretcher, out []int16, lanes int) []int16 {
	ready := make([]float32, stretchBlock*lanes)
	for {
		n := s.Read(ready)
		if n == 0 {
			return out
		}
		for _, v := range ready[:n*lanes] {
			out = append(out, int16(max(min(math.RoundToEven(float64(v)*32768), 32767), -32768)))
		}
	}
}
