package main

import (
	"fmt"
	"io"

	"shifu/recordings/formats"
	"shifu/recordings/loudness"
	"shifu/recordings/redaction"
	"shifu/recordings/speech"
)

type loudnessCmd struct {
	File string `arg:"" help:"The recording."`
}

// Run prints how loud the recording is (ITU-R BS.1770).
func (c loudnessCmd) Run(d *desk) error {
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	l, err := loudness.Measure(speech.SourceOf(a))
	if err != nil {
		return err
	}
	return d.print(l, func(out io.Writer) {
		fmt.Fprintln(out, "whole:", lufs(l.Whole))
		for i, one := range l.Channels {
			fmt.Fprintf(out, "channel %d: %s\n", i+1, lufs(one))
		}
	})
}

func lufs(l *float64) string {
	if l == nil {
		return "silence"
	}
	return fmt.Sprintf("%.2f LUFS", *l)
}

type redactCmd struct {
	File  string `arg:"" help:"The recording."`
	Spans string `required:"" help:"Seconds from and to, like 12.3-14.0,20-22; each is widened by 0.15 s."`
	With  string `help:"What is heard instead." enum:"tone,silence" default:"tone"`
	Lane  string `help:"The channel to redact." enum:"both,left,right" default:"both"`
	Out   string `required:"" help:"The WAV to write."`
}

// Run writes the recording with spans made unhearable.
func (c redactCmd) Run(d *desk) error {
	spans, err := redaction.Parse(c.Spans)
	if err != nil {
		return err
	}
	for i := range spans {
		spans[i].Lane = map[string]int{"both": redaction.BothLanes, "left": 0, "right": 1}[c.Lane]
	}
	if err := apart(c.File, c.Out); err != nil {
		return err
	}
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	info := a.Info()
	if err := redaction.Check(spans, info.Duration(), info.Channels); err != nil {
		return err
	}
	s, err := redaction.Apply(speech.SourceOf(a), spans, redaction.Fill(c.With))
	if err != nil {
		return err
	}
	return formats.WriteFile(c.Out, func(w io.Writer) error { return formats.WriteFrames(w, info, s.ReadFrames) })
}
