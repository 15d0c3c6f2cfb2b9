package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"shifu/internal/chart"
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
	Details      bool   `help:"Waits by rank, handling time, holds, help, transfers, matters settled by one call, time not ready too."`
	Decisions    string `help:"Write every decision of the first run to this file, a JSON object a line: candidates, ranks, scores, reasons."`
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
	err = c.written(d, plan, &o, func() (err error) {
		r, err = sim.Replicate(d, plan, o)
		return err
	})
	if err != nil {
		return err
	}
	if !c.Details {
		r = r.Brief()
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

// written does the work and writes what was asked for: beside its place, and
// moved there when all is done.
func (c simulateCmd) written(d *desk, plan *sim.Plan, o *sim.Options, work func() error) error {
	if c.Decisions != "" {
		inner := work
		work = func() error {
			return replaceWith(c.Decisions, func(f io.Writer) error {
				w := newDecisions(f, plan.Scenario, d.lang)
				o.Explainer = w
				if err := inner(); err != nil {
					return err
				}
				return w.close()
			})
		}
	}
	if c.Log == "" {
		return work()
	}
	return replaceWith(c.Log, func(f io.Writer) error {
		w := queuelog.NewWriter(f, plan.Scenario)
		o.Journal = w
		if err := work(); err != nil {
			return err
		}
		return unwritable(c.Log, w.Close())
	})
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
		if m := r.Groups[name].Details; m != nil {
			say := func(key string) string { return words.Say(d.lang, key, nil) }
			fmt.Fprintf(out, "  %s %s, %s %s, %s %s (%s %s, %s %s)\n", say("Adherence"), ranged(m.Adherence, true), say("Conformance"), ranged(m.Conformance, true),
				say("Shrinkage"), ranged(m.Shrinkage, true), say("internal"), ranged(m.Internal, true), say("external"), ranged(m.External, true))
		}
	}
}

func (d *desk) printFigures(out io.Writer, name string, f sim.Figures) {
	say := func(key string) string { return words.Say(d.lang, key, nil) }
	fmt.Fprintf(out, "%s: %s %s, %s %s, %s %s, SLb %s, %s %s\n", name, say("offered"), counted(f.Offered),
		say("answer rate"), ranged(f.AnswerRate, true), say("abandoned"), ranged(f.AbandonRate, true), ranged(f.SLb, true),
		say("mean wait (s)"), ranged(f.WaitMean, false))
	if m := f.Details; m != nil {
		fmt.Fprintf(out, "  %s %s, %s %s, %s %s, %s %s\n", say("wait of 90 % (s)"), ranged(m.WaitP90, false), say("longest wait (s)"), ranged(m.WaitLongest, false),
			say("handling time (s)"), ranged(m.AHT, false), say("settled by one call"), ranged(m.FCR, true))
		fmt.Fprintf(out, "  %s %s, %s %s, %s %s\n", say("Answered within 15 s"), ranged(m.Timely15, true), say("Answered within 20 s"), ranged(m.Timely20, true),
			say("Answered within 30 s"), ranged(m.Timely30, true))
		fmt.Fprintf(out, "  %s %s, %s %s, %s %s\n", say("put on hold"), ranged(m.HoldRate, true), say("asked for help"), ranged(m.HelpRate, true), say("passed on"), ranged(m.TransferRate, true))
		if m.Received.Mean > 0 {
			fmt.Fprintf(out, "  %s %s, %s %s, %s %s\n", say("received"), counted(m.Received), say("answer rate"), ranged(m.ReceivedRate, true), say("mean wait (s)"), ranged(m.ReceivedWait, false))
		}
	}
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
