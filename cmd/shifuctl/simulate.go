package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/queuelog"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

type simulateCmd struct {
	File         string `arg:"" help:"The *.scenario.yaml."`
	Replications *int   `help:"Runs; without it 20, or 1 for a scenario over a number of calls, whose batches give the intervals."`
	Seed         uint64 `default:"1" help:"The same seed gives the same outcome."`
	Log          string `help:"Write the log of the first run to this file, as Asterisk's queue_log."`
}

// Run simulates the scenario and prints the estimates.
func (c simulateCmd) Run(d *desk) error {
	s, err := scenariofile.Load(c.File)
	if err != nil {
		return err
	}
	plan, err := sim.NewPlan(s)
	if err != nil {
		return err
	}
	o := sim.Options{Replications: c.runs(s), Seed: c.Seed, CPU: cpu, Move: d.progress(words.Say(d.lang, "runs", nil))}
	var r sim.Report
	if c.Log == "" {
		r, err = sim.Replicate(d, plan, o)
	} else {
		r, err = c.logged(d, plan, o)
	}
	if err != nil {
		return err
	}
	return d.print(r, func(out io.Writer) { d.printReport(out, r) })
}

func (c simulateCmd) runs(s *routing.Scenario) int {
	switch {
	case c.Replications != nil:
		return *c.Replications
	case s.Horizon.Calls > 0:
		return 1
	}
	return 20
}

// logged writes the log beside its place and moves it there when all is done.
func (c simulateCmd) logged(d *desk, plan *sim.Plan, o sim.Options) (r sim.Report, err error) {
	f, err := os.CreateTemp(filepath.Dir(c.Log), ".queue_log-*")
	if err != nil {
		return r, c.unwritable(err)
	}
	defer os.Remove(f.Name())
	w := queuelog.NewWriter(f, plan.Scenario)
	o.Journal = w
	if r, err = sim.Replicate(d, plan, o); err != nil {
		f.Close()
		return r, err
	}
	if err = w.Close(); err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), c.Log)
	}
	if err != nil {
		return r, c.unwritable(err)
	}
	return r, nil
}

func (c simulateCmd) unwritable(err error) error {
	return fault.New(fault.Invalid, "{{.File}} can't be written.", fault.Values{"File": c.Log}).Because(err)
}

func (d *desk) printReport(out io.Writer, r sim.Report) {
	fmt.Fprintln(out, words.Say(d.lang, "{{.Runs}} runs, {{.Calls}} calls", map[string]any{"Runs": r.Replications, "Calls": chart.Count(int(r.Calls))}))
	if r.CallsPerCPUSecond != nil {
		fmt.Fprintln(out, words.Say(d.lang, "{{.Calls}} calls a CPU second", map[string]any{"Calls": chart.Number(*r.CallsPerCPUSecond, 0)}))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Types)) {
		d.printFigures(out, name, r.Types[name])
	}
	d.printFigures(out, words.Say(d.lang, "all types", nil), r.Total)
	for _, name := range slices.Sorted(maps.Keys(r.Groups)) {
		fmt.Fprintf(out, "%s: %s %s\n", name, words.Say(d.lang, "Occupancy", nil), ranged(r.Groups[name].Occupancy, true))
	}
}

func (d *desk) printFigures(out io.Writer, name string, f sim.Figures) {
	say := func(key string) string { return words.Say(d.lang, key, nil) }
	fmt.Fprintf(out, "%s: %s %s, %s %s, %s %s, SLb %s, %s %s\n", name, say("offered"), counted(f.Offered),
		say("answer rate"), ranged(f.AnswerRate, true), say("abandoned"), ranged(f.AbandonRate, true), ranged(f.SLb, true),
		say("mean wait (s)"), ranged(f.WaitMean, false))
}

// ranged writes an estimate with its half width.
func ranged(e sim.Estimate, share bool) string {
	if e.HalfWidth == nil {
		return quantity(&e.Mean, share)
	}
	return quantity(&e.Mean, share) + " ± " + quantity(e.HalfWidth, share)
}

// counted writes a number of calls with its half width.
func counted(e sim.Estimate) string {
	if e.HalfWidth == nil {
		return chart.Number(e.Mean, 0)
	}
	return chart.Number(e.Mean, 0) + " ± " + chart.Number(*e.HalfWidth, 0)
}
