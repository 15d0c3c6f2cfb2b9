package main

import (
	"fmt"
	"io"
	"path/filepath"

	"shifu/internal/yamlfile"
	"shifu/qa/rules"
)

type rulesCmd struct {
	Check rulesCheckCmd `cmd:"" help:"Check a file of rules."`
}

type rulesCheckCmd struct {
	File string `arg:"" help:"The *.rules.yaml."`
}

// Run checks the file and prints what is in it.
func (c rulesCheckCmd) Run(d *desk) error {
	data, err := yamlfile.Load(c.File)
	if err != nil {
		return err
	}
	s, err := rules.Read(filepath.Base(c.File), data)
	if err != nil {
		return err
	}
	questions := map[string]bool{}
	for _, r := range s.Rules {
		questions[r.Question] = true
	}
	sum := map[string]any{"title": s.Title, "language": s.Language, "rules": len(s.Rules), "questions": len(questions)}
	return d.print(sum, func(out io.Writer) {
		fmt.Fprintf(out, "%s: %s, %d rules for %d questions\n", c.File, s.Title, len(s.Rules), len(questions))
	})
}
