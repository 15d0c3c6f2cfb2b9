package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shifu/cmd/internal/wiring"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/qa"
	"shifu/recordings/formats"
	"shifu/store"
)

type reportCmd struct {
	Evaluation reportEvaluationCmd `cmd:"" help:"The report of one evaluation."`
	Answers    reportAnswersCmd    `cmd:"" help:"A table of submitted evaluations, one row per answer."`
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

type reportAnswersCmd struct {
	place
	Out   string `required:"" help:"The table to write: .xlsx or .csv." type:"path"`
	From  string `help:"The first day of submission, such as 2026-11-01." placeholder:"DAY"`
	Until string `help:"The last day of submission." placeholder:"DAY"`
}

// Run writes the table.
func (c reportAnswersCmd) Run(d *desk) error {
	find, err := c.find()
	if err != nil {
		return err
	}
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		r := wiring.Reports{Workspace: ws, Now: time.Now, Zone: time.Local}
		return formats.WriteFile(c.Out, func(w io.Writer) error {
			to := tablefile.File{Writer: w, Language: d.lang, Move: d.progress("answers")}
			if strings.EqualFold(filepath.Ext(c.Out), ".csv") {
				to.Format = tablefile.CSV
			}
			return r.Answers(d, by, find, to)
		})
	})
}

func (c reportAnswersCmd) find() (f qa.Find, err error) {
	if f.From, err = day(c.From); err != nil {
		return f, err
	}
	if f.Until, err = day(c.Until); err == nil && !f.Until.IsZero() {
		f.Until = f.Until.AddDate(0, 0, 1)
	}
	return f, err
}

// day reads a day as typed; nothing is no day.
func day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		return at, fault.New(fault.Invalid, "\"{{.Have}}\" is no day. Write it as 2026-11-18.", fault.Values{"Have": text})
	}
	return at, nil
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
