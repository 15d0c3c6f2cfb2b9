package main

import (
	"fmt"
	"io"
	"path/filepath"

	"shifu/recordings/formats"
	"shifu/recordings/peaks"
)

// recording is a file, and how it is read if it has no header.
type recording struct {
	File string `arg:"" help:"The recording."`
	Raw  string `help:"How it is read if it has no header, as pcm_s16:16000:2." placeholder:"CODEC:RATE:CHANNELS"`
}

// as is what --raw says, zero for nothing.
func (r recording) as() (formats.Raw, error) {
	if r.Raw == "" {
		return formats.Raw{}, nil
	}
	return formats.ParseRaw(r.Raw)
}

func (r recording) open(d *desk) (*formats.Audio, error) {
	as, err := r.as()
	if err != nil {
		return nil, err
	}
	return formats.OpenRaw(d, r.File, as)
}

type infoCmd struct{ recording }

// info is what `shifuctl info --json` prints.
type info struct {
	Container  string   `json:"container"`
	Codec      string   `json:"codec"`
	Channels   int      `json:"channels"`
	SampleRate int      `json:"sample_rate"`
	Frames     int64    `json:"frames"`
	Duration   float64  `json:"duration_s"`
	Warnings   []string `json:"warnings"`
}

// Run prints what the file is.
func (c infoCmd) Run(d *desk) error {
	as, err := c.as()
	if err != nil {
		return err
	}
	i, err := formats.InspectRaw(c.File, filepath.Base(c.File), as)
	if err != nil {
		return err
	}
	v := info{i.Container, string(i.Codec), i.Channels, i.SampleRate, i.Frames, i.Seconds(), []string{}}
	for _, w := range i.Warnings {
		v.Warnings = append(v.Warnings, w.String())
	}
	return d.print(v, func(out io.Writer) {
		fmt.Fprintf(out, "%s\n  %s, %s, %d channels, %d Hz, %d frames, %.3f s\n", filepath.Base(c.File),
			v.Container, v.Codec, v.Channels, v.SampleRate, v.Frames, v.Duration)
		for _, w := range v.Warnings {
			fmt.Fprintln(out, " ", w)
		}
	})
}

type decodeCmd struct {
	recording
	Out string `required:"" help:"The WAV to write."`
}

// Run decodes the file to PCM16 at its own rate and channels.
func (c decodeCmd) Run(d *desk) error {
	if err := apart(c.File, c.Out); err != nil {
		return err
	}
	a, err := c.open(d)
	if err != nil {
		return err
	}
	defer a.Close()
	return formats.WriteWAVFile(c.Out, a)
}

type peaksCmd struct {
	recording
	Out   string `required:"" help:"The .dat to write."`
	Zoom  int    `help:"Samples per pixel." default:"256"`
	Bits  int    `help:"Bits per value: 8 or 16." enum:"8,16" default:"16"`
	Split bool   `name:"split-channels" help:"One waveform per channel instead of the mix."`
}

// Run writes audiowaveform's version 2 layout.
func (c peaksCmd) Run(d *desk) error {
	if c.Zoom < 2 {
		return wrongUse("--zoom must be at least 2.")
	}
	if err := apart(c.File, c.Out); err != nil {
		return err
	}
	a, err := c.open(d)
	if err != nil {
		return err
	}
	defer a.Close()
	dat, err := peaks.NewDat(a, peaks.DatOptions{Zoom: c.Zoom, Bits: c.Bits, Split: c.Split})
	if err != nil {
		return err
	}
	return formats.WriteFile(c.Out, func(w io.Writer) error {
		_, err := dat.WriteTo(w)
		return err
	})
}
