package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"shifu/internal/yamlfile"
	"shifu/training/mentor"
)

type mentorCmd struct {
	Match mentorMatchCmd `cmd:"" help:"Pair mentors with mentees by their wishes or by scores."`
}

type mentorMatchCmd struct {
	File   string `arg:"" help:"YAML: mentors with capacity and prefers, mentees with prefers, or scores by mentee and mentor."`
	Method string `enum:"stable,total,participation" required:"" help:"What the best pairing is: stable, total or participation."`
}

// Run pairs and prints the pairing.
func (c mentorMatchCmd) Run(d *desk) error {
	data, err := yamlfile.Load(c.File)
	if err != nil {
		return err
	}
	p, err := mentor.Read(filepath.Base(c.File), data)
	if err != nil {
		return err
	}
	m, err := p.Match(mentor.Method(c.Method))
	if err != nil {
		return err
	}
	return d.print(m, func(out io.Writer) {
		for _, mentee := range slices.Sorted(maps.Keys(m.Pairs)) {
			who := "-"
			if p := m.Pairs[mentee]; p != nil {
				who = *p
			}
			fmt.Fprintf(out, "%s  %s\n", mentee, who)
		}
		fmt.Fprintf(out, "total %g, without a mentor %d, blocking pairs %d\n", m.Total, m.Alone(), len(m.Blocking))
	})
}
