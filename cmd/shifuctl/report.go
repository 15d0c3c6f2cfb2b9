package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"shifu/cmd/internal/wiring"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings/formats"
	"shifu/store"
)

type reportCmd struct {
	Evaluation reportEvaluationCmd `cmd:"" help:"The report of one evaluation."`
}

type reportEvaluationCmd struct {
	place
	ID  string `arg:"" help:"The evaluation."`
	Out string `required:"" help:"The PDF to write." type:"path"`
}

// Run writes the PDF.
func (c reportEvaluationCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		r := wiring.Reports{Workspace: ws, Now: time.Now, Zone: time.Local}
		return formats.WriteFile(c.Out, func(w io.Writer) error { return r.Evaluation(d, by, c.ID, d.lang, w) })
	})
}

type demoCmd struct {
	Workspace string `help:"The folder to make it in." env:"SHIFU_WORKSPACE" default:"~/Shifu" type:"path"`
	Sample    string `help:"Instead write the sample folder for importing here." type:"path"`
}

// Run makes the demo workspace; one that was begun and failed is taken away.
func (c demoCmd) Run(d *desk) error {
	if c.Sample != "" {
		if err := writeSample(c.Sample); err != nil {
			return err
		}
		return d.print(map[string]string{"sample": c.Sample}, func(io.Writer) {})
	}
	if store.Exists(c.Workspace) {
		return fault.New(fault.Conflict, "There is a workspace in {{.Folder}} already. Choose another folder.", fault.Values{"Folder": c.Workspace})
	}
	_, missing := os.Stat(c.Workspace)
	if err := wiring.MakeDemo(d, c.Workspace, time.Now(), d.progress("demo")); err != nil {
		if os.IsNotExist(missing) {
			os.RemoveAll(c.Workspace)
		}
		return err
	}
	return d.print(map[string]string{"workspace": c.Workspace}, func(out io.Writer) { fmt.Fprintln(out, c.Workspace) })
}
