package main

import (
	"fmt"
	"io"

	"shifu/internal/words"
	"shifu/qa/sampling"
	"shifu/recordings/intake"
)

type sampleCmd struct {
	Population string `required:"" help:"A CSV or Excel table, a call a row; its column id, else its first, names the calls."`
	Method     string `required:"" enum:"random,stratified,quota" help:"random, stratified or quota."`
	By         string `help:"The column that the strata are made of; for quota the one whose values get n each."`
	N          int    `required:"" name:"n" help:"How many calls; for quota of each value of --by."`
	Seed       int64  `required:"" help:"The same seed gives the same picks."`
}

// sampled is what sample prints as JSON.
type sampled struct {
	Seed       int64              `json:"seed"`
	Candidates int                `json:"candidates"`
	Strata     []sampling.Stratum `json:"strata"`
	Picks      []samplePick       `json:"picks"`
}

type samplePick struct {
	ID      string `json:"id"`
	Stratum string `json:"stratum"`
	Why     string `json:"why"`
}

// Run draws the sample and prints it.
func (c sampleCmd) Run(d *desk) error {
	if c.By == "" && c.Method != string(sampling.Random) {
		return wrongUse("--method %s needs --by COLUMN.", c.Method)
	}
	if c.N < 1 {
		return wrongUse("--n is 1 or more.")
	}
	table, err := intake.ReadTable(c.Population)
	if err != nil {
		return err
	}
	p, err := sampling.ReadPopulation(table, c.By)
	if err != nil {
		return err
	}
	if p.Guessed {
		fmt.Fprintln(d.err, words.Say(d.lang, "No column is called id: the IDs are those of the first column, {{.Column}}.", map[string]any{"Column": p.IDColumn}))
	}
	s, err := c.draw(p.Calls)
	if err != nil {
		return err
	}
	return d.print(c.report(d, s), func(out io.Writer) { c.write(d, out, s) })
}

func (c sampleCmd) draw(calls []sampling.Candidate) (sampling.Sample, error) {
	switch sampling.Method(c.Method) {
	case sampling.Stratified:
		return sampling.DrawStratified(calls, c.N, c.Seed)
	case sampling.Quota:
		return sampling.DrawQuota(calls, func(string, int) int { return c.N }, c.Seed)
	}
	return sampling.DrawRandom(calls, c.N, c.Seed)
}

func (c sampleCmd) report(d *desk, s sampling.Sample) sampled {
	out := sampled{Seed: c.Seed, Candidates: s.Candidates, Strata: s.Strata, Picks: []samplePick{}}
	for _, p := range s.Picks {
		out.Picks = append(out.Picks, samplePick{p.ID, p.Stratum, p.Why.In(d.lang)})
	}
	return out
}

func (c sampleCmd) write(d *desk, out io.Writer, s sampling.Sample) {
	fmt.Fprintf(out, "seed %d, %d of %d\n", c.Seed, len(s.Picks), s.Candidates)
	for _, p := range s.Picks {
		fmt.Fprintf(out, "%s\t%s\t%s\n", p.ID, p.Stratum, p.Why.In(d.lang))
	}
}
