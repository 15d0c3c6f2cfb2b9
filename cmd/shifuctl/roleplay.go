package main

import (
	"fmt"
	"io"
	"path/filepath"

	"shifu/internal/words"
	"shifu/internal/yamlfile"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

type roleplayCmd struct {
	Check roleplayCheckCmd `cmd:"" help:"Check a scenario: the file, and that every state and ending is reached by its replies."`
	List  roleplayListCmd  `cmd:"" help:"List the scenarios that ship."`
}

type roleplayCheckCmd struct {
	File string `arg:"" help:"A scenario (*.roleplay.yaml)."`
}

// checkedRoleplay is what is known of a scenario.
type checkedRoleplay struct {
	ID       string         `json:"id"`
	Line     roleplay.Line  `json:"line"`
	Title    roleplay.Text  `json:"title"`
	States   int            `json:"states"`
	Endings  map[string]int `json:"endings"` // by kind: the fewest answers that lead there
	Points   int            `json:"points"`
	Problems []string       `json:"problems"`
}

// Run reads, plays and reports.
func (c roleplayCheckCmd) Run(d *desk) error {
	data, err := yamlfile.Load(c.File)
	if err != nil {
		return err
	}
	s, err := roleplay.Parse(filepath.Base(c.File), data)
	if err != nil {
		return err
	}
	out := described(s)
	for _, p := range s.Blind() {
		out.Problems = append(out.Problems, words.Sentence(d.lang, p))
	}
	return d.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%s  %s\nstates %d, points %d\n", s.ID, s.Title.In(d.lang), out.States, out.Points)
		for _, e := range roleplay.Endings {
			if n, ok := out.Endings[string(e)]; ok {
				fmt.Fprintf(w, "ending %s after %d answers\n", e, n)
			}
		}
		for _, p := range out.Problems {
			fmt.Fprintln(w, p)
		}
	})
}

// described plays a scenario and says what it holds.
func described(s *roleplay.Scenario) checkedRoleplay {
	out := checkedRoleplay{ID: s.ID, Line: s.Line, Title: s.Title, Points: len(s.Points), Endings: map[string]int{}, Problems: []string{}}
	paths := s.Explore()
	for _, x := range s.States {
		moves, reached := paths[x.ID]
		if x.Ending == "" {
			out.States++
		} else if reached {
			out.Endings[string(x.Ending)] = answers(moves)
		}
	}
	return out
}

func answers(moves []roleplay.Move) (n int) {
	for _, m := range moves {
		if m.Kind == roleplay.Say {
			n++
		}
	}
	return n
}

type roleplayListCmd struct{}

// Run lists the shipped scenarios.
func (c roleplayListCmd) Run(d *desk) error {
	all := []checkedRoleplay{}
	for _, s := range scenarios.All() {
		all = append(all, described(s.Scenario))
	}
	return d.print(all, func(w io.Writer) {
		for i, s := range scenarios.All() {
			fmt.Fprintf(w, "%-24s %-15s %2d states  %s\n", s.ID, s.Line, all[i].States, s.Title.In(d.lang))
		}
	})
}
