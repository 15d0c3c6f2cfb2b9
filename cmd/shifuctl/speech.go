package main

import (
	"fmt"
	"io"
	"path/filepath"

	"shifu/recordings/formats"
	"shifu/recordings/speech"
)

type speechCmd struct {
	File  string `arg:"" help:"The recording."`
	Agent string `help:"The channel on which the agent speaks: left or right." enum:"left,right" default:"left"`
}

// Run prints who speaks when, and what follows from it.
func (c speechCmd) Run(d *desk) error {
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	found, err := speech.Detect(speech.SourceOf(a))
	if err != nil {
		return err
	}
	agent := 0
	if c.Agent == "right" {
		agent = 1
	}
	v := found.Summary(agent)
	return d.print(v, func(out io.Writer) {
		fmt.Fprintf(out, "%s\n  %.1f s, speech %.1f s, silence %.1f s, longest silence %.1f s\n", filepath.Base(c.File),
			v.Duration, v.Speech, v.Silence, v.LongestSilence)
		if v.Agent == nil {
			fmt.Fprintln(out, "  one channel for both voices: who speaks isn't known")
			return
		}
		printVoice(out, "agent", *v.Agent, *v.Interruptions.Agent)
		printVoice(out, "customer", *v.Customer, *v.Interruptions.Customer)
		fmt.Fprintf(out, "  both at once %.1f s\n", *v.Overlap)
	})
}

func printVoice(out io.Writer, who string, v speech.VoiceSummary, interruptions int) {
	fmt.Fprintf(out, "  %-8s talks %.1f s (%.0f %%), longest monologue %.1f s, interrupts %d times\n",
		who, v.Talk, 100*v.Share, v.LongestMonologue, interruptions)
}
