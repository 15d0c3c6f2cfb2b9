package main

import (
	"context"
	"time"

	"shifu/demo"
	"shifu/internal/fault"
	"shifu/recordings/formats"
	"shifu/recordings/player"
)

type playCmd struct {
	File  string  `arg:"" help:"The recording."`
	From  float64 `help:"Begin at this second."`
	For   float64 `help:"Stop after this many seconds of the call."`
	Speed float64 `help:"0.5 to 3; the pitch is kept." default:"1"`
	Mute  string  `help:"Don't play this channel." enum:"left,right,none" default:"none"`
}

// tick is how often a playing command looks whether it has ended.
const tick = 20 * time.Millisecond

// Run plays the recording to its end and returns.
func (c playCmd) Run(d *desk) error {
	if !(c.Speed >= 0.5 && c.Speed <= 3 && c.From >= 0 && c.For >= 0) { // NaN too
		return wrongUse("--speed goes from 0.5 to 3; --from and --for are not negative.")
	}
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	p := player.New()
	defer p.Close()
	p.SetRewind(0)
	p.Load(player.Of(a, a.Info().Channels, a.Info().SampleRate, a.Info().Frames))
	p.SetSpeed(c.Speed)
	for lane, name := range []string{"left", "right"} {
		p.SetMuted(lane, c.Mute == name && a.Info().Channels == 2)
	}
	from := time.Duration(c.From * float64(time.Second))
	p.Seek(from)
	p.Play()
	return c.follow(d, p, from)
}

// follow waits until the end, the --for, a lost device or Ctrl C.
func (c playCmd) follow(ctx context.Context, p *player.Player, from time.Duration) error {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			p.Pause()
			p.Sync()
			return ctx.Err()
		case <-t.C:
		}
		s := p.Snapshot()
		switch {
		case s.Device == player.DeviceMissing:
			return fault.New(fault.Invalid, "There is no sound device here. Connect one and try again.", nil).Because(s.Err)
		case s.AtEnd, c.For > 0 && s.Position >= from+time.Duration(c.For*float64(time.Second)):
			return nil
		case s.Err != nil:
			return s.Err
		}
	}
}

// writeSample writes the folder with which importing can be tried.
func writeSample(dir string) error { return demo.WriteSample(dir) }
