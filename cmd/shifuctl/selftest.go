package main

import (
	"fmt"
	"io"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing/selftest"
)

type selftestCmd struct {
	Seed uint64 `default:"1" help:"The same seed gives the same outcome."`
}

// Run compares simulations with exact values; it is refused if one is off.
func (c selftestCmd) Run(d *desk) error {
	r, err := selftest.Run(d, c.Seed, d.progress(words.Say(d.lang, "cases", nil)))
	if err != nil {
		return err
	}
	if err := d.print(r, func(out io.Writer) { d.printChecks(out, r) }); err != nil || r.Pass {
		return err
	}
	return fault.New(fault.Conflict, "{{.Failed}} of {{.All}} checks failed.", fault.Values{"Failed": r.Failed, "All": len(r.Checks)})
}

func (d *desk) printChecks(out io.Writer, r selftest.Result) {
	for _, c := range r.Checks {
		mark := "✓"
		if !c.Pass {
			mark = "✗"
		}
		line := fmt.Sprintf("%s %s, %s: %s %s, ", mark, c.Case.In(d.lang), c.Measure, words.Say(d.lang, "exact", nil), chart.Number(c.Exact, 6))
		if c.HalfWidth == nil {
			fmt.Fprintf(out, "%s%s %s\n", line, words.Say(d.lang, "computed", nil), chart.Number(c.Mean, 6))
			continue
		}
		fmt.Fprintf(out, "%s%s %s ± %s\n", line, words.Say(d.lang, "simulated", nil), chart.Number(c.Mean, 6), chart.Number(*c.HalfWidth, 6))
	}
	fmt.Fprintln(out, words.Say(d.lang, "{{.Passed}} of {{.All}} checks passed.", map[string]any{"Passed": r.Passed, "All": len(r.Checks)}))
}
