package main

import (
	"fmt"
	"io"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/score"
	"shifu/recordings/formats"
	"shifu/store"
)

type rubricCmd struct {
	Check  rubricCheckCmd  `cmd:"" help:"Check a rubric file."`
	Import rubricImportCmd `cmd:"" help:"Publish a rubric file in a workspace."`
	Export rubricExportCmd `cmd:"" help:"Write a rubric of a workspace to a file."`
}

type rubricCheckCmd struct {
	File string `arg:"" help:"The *.rubric.yaml."`
}

// Run checks the file and prints what is in it.
func (c rubricCheckCmd) Run(d *desk) error {
	sum, err := rubricfile.CheckFile(c.File)
	if err != nil {
		return err
	}
	return d.print(sum, func(out io.Writer) {
		fmt.Fprintf(out, "%s: %s, %d sections, %d questions\n", c.File, sum.Title, sum.Sections, sum.Questions)
	})
}

type rubricImportCmd struct {
	place
	File   string `arg:"" help:"The *.rubric.yaml."`
	Rubric string `help:"The rubric whose next version this is; otherwise a new one."`
}

// Run publishes the file as the active version.
func (c rubricImportCmd) Run(d *desk) error {
	v, err := rubricfile.Load(c.File)
	if err != nil {
		return err
	}
	v.RubricID = c.Rubric
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		id, err := ws.Quality().Publish(d, by, v)
		if err != nil {
			return err
		}
		return d.print(map[string]string{"version": id}, func(out io.Writer) { fmt.Fprintln(out, id) })
	})
}

type rubricExportCmd struct {
	place
	Rubric string `arg:"" help:"A rubric's title or a version's ID."`
	Out    string `required:"" help:"The file to write."`
}

// Run writes the active version.
func (c rubricExportCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		if err := by.Require(people.Export); err != nil {
			return err
		}
		v, err := c.find(d, ws, by)
		if err != nil {
			return err
		}
		return formats.WriteFile(c.Out, func(w io.Writer) error {
			_, err := w.Write(rubricfile.Write(&v))
			return err
		})
	})
}

func (c rubricExportCmd) find(d *desk, ws *store.Workspace, by people.Actor) (qa.Version, error) {
	all, err := ws.Quality().Rubrics(d, by)
	if err != nil {
		return qa.Version{}, err
	}
	for _, v := range all {
		if v.Title == c.Rubric || v.RubricID == c.Rubric {
			return v, nil
		}
	}
	v, err := ws.Quality().Version(d, by, c.Rubric)
	if fault.Is(err, fault.NotFound) {
		return v, fault.New(fault.NotFound, "There is no rubric {{.Rubric}} in this workspace.", fault.Values{"Rubric": c.Rubric})
	}
	return v, err
}

type scoreCmd struct {
	Rubric  string `arg:"" help:"The *.rubric.yaml."`
	Answers string `arg:"" help:"The answers, YAML."`
	Explain bool   `help:"Derive the score line by line."`
}

// Run scores the answers.
func (c scoreCmd) Run(d *desk) error {
	report, lines, err := rubricfile.ScoreFile(c.Rubric, c.Answers)
	if err != nil {
		return err
	}
	return d.print(report, func(out io.Writer) {
		if c.Explain {
			fmt.Fprintln(out, score.Render(d.lang, lines))
			return
		}
		if report.ScorePercent.Ptr() == nil {
			fmt.Fprintln(out, words.Say(d.lang, "No score", nil))
			return
		}
		fmt.Fprintln(out, score.Display(report.ScorePercent))
	})
}
