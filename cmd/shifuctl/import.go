package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/store"
)

type importCmd struct {
	place
	Paths     []string `arg:"" name:"path" help:"Files and folders."`
	Metadata  string   `help:"A CSV or Excel table of facts." type:"path"`
	Source    string   `help:"What the recorder is called; keeps its call ids apart." default:"import"`
	Zone      string   `help:"Time zone of the table, e.g. Asia/Shanghai." default:"Local"`
	Raw       []string `help:"How files without a header are read, as .raw=pcm_s16:16000:2; repeat it for each ending." placeholder:".EXT=CODEC:RATE:CHANNELS"`
	AgentLane string   `help:"The agent's channel where the table doesn't say." enum:"left,right" default:"left"`
}

// imported is what `shifuctl import --json` prints.
type imported struct {
	Imported   int       `json:"imported"`
	Duplicates int       `json:"duplicates"`
	Refused    []refusal `json:"refused"`
	Seconds    float64   `json:"seconds_of_audio"`
}

type refusal struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// Run imports what the paths name.
func (c importCmd) Run(d *desk) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return wrongUse("--zone %s is no time zone.", c.Zone)
	}
	job := intake.Job{Paths: c.Paths, Source: c.Source, Zone: zone, Progress: d.progress("import")}
	if c.AgentLane == "right" {
		job.AgentLane = 1
	}
	if job.Raw, err = rawByEnding(c.Raw); err != nil {
		return err
	}
	if c.Metadata != "" {
		t, err := intake.ReadTable(c.Metadata)
		if err != nil {
			return err
		}
		job.Table = &t
	}
	return c.founding(d, func(ws *store.Workspace, by people.Actor) error {
		k := intake.Kept{Calls: ws.Calls(), Shelf: ws.Shelf(), People: ws.People()}
		sum, err := intake.Import(d, by, k, job)
		if err == nil {
			intake.Prepare(d, by, k, sum.Calls, d.progress("peaks"))
		}
		if err == nil || sum.Imported+sum.Duplicates+len(sum.Refused) > 0 {
			c.show(d, sum) // also what was done before a cancel
		}
		return err
	})
}

// rawByEnding reads the --raw flags of an import.
func rawByEnding(flags []string) (map[string]formats.Raw, error) {
	out := map[string]formats.Raw{}
	for _, f := range flags {
		ext, how, ok := strings.Cut(f, "=")
		if !ok {
			return nil, wrongUse("--raw %s names no ending, as in .raw=pcm_s16:16000:2.", f)
		}
		as, err := formats.ParseRaw(how)
		if err != nil {
			return nil, err
		}
		out["."+strings.TrimPrefix(strings.ToLower(ext), ".")] = as
	}
	return out, nil
}

func (c importCmd) show(d *desk, sum intake.Summary) {
	// Every file counts once: what is listed without sound stands among the refused.
	v := imported{sum.Imported - sum.Mute, sum.Duplicates - sum.MuteAgain, []refusal{}, sum.Sound.Seconds()}
	for _, p := range sum.Refused {
		v.Refused = append(v.Refused, refusal{p.File, words.Sentence(d.lang, p.Reason)})
	}
	_ = d.print(v, func(out io.Writer) {
		fmt.Fprintf(out, "%d imported, %d here already, %d refused, %.0f s of audio\n", v.Imported, v.Duplicates, len(v.Refused), v.Seconds)
		if sum.Held > 0 {
			fmt.Fprintf(out, "  %d that were here got holds\n", sum.Held)
		}
		for _, r := range v.Refused {
			fmt.Fprintf(out, "  %s: %s\n", r.File, r.Reason)
		}
		for _, n := range sum.Notes {
			fmt.Fprintf(out, "  %s\n", named(n.File, words.Sentence(d.lang, n.Reason)))
		}
	})
}

// named is a sentence with the file that it is about, unless it says so itself.
func named(file, sentence string) string {
	base := filepath.Base(file)
	if strings.Contains(sentence, base) {
		return sentence
	}
	return base + ": " + sentence
}
