package main

import (
	"fmt"
	"io"

	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/agreement"
	"shifu/recordings/intake"
)

type agreementCmd struct {
	File  string `arg:"" help:"The ratings, CSV or Excel: first column the unit, one column per rater, empty = missing."`
	Level string `enum:"nominal,ordinal,interval,ratio" default:"nominal" help:"Level of measurement: nominal, ordinal, interval or ratio."`
}

// Run measures how far the raters agree.
func (c agreementCmd) Run(d *desk) error {
	table, err := intake.ReadTable(c.File)
	if err != nil {
		return err
	}
	ratings, err := agreement.FromTable(table)
	if err != nil {
		return err
	}
	result := agreement.Measure(ratings, agreement.Options{Level: agreement.Level(c.Level)})
	return d.print(result.Report(d.lang), func(out io.Writer) { d.printAgreement(out, result) })
}

func (d *desk) printAgreement(out io.Writer, r agreement.Result) {
	fmt.Fprintln(out, words.Say(d.lang, "{{.Units}} units, {{.Raters}} raters, {{.Pairable}} pairable values, {{.Categories}} categories",
		map[string]any{"Units": r.Units, "Raters": r.Raters, "Pairable": r.Pairable, "Categories": r.Categories}))
	for _, l := range r.Lines() {
		figure := chart.None
		switch {
		case l.Value != nil && l.Low != nil:
			figure = fmt.Sprintf("%s  %s … %s  n = %d", chart.Number(*l.Value, 4), chart.Number(*l.Low, 4), chart.Number(*l.High, 4), l.N)
		case l.Value != nil:
			figure = fmt.Sprintf("%s  n = %d  %s", chart.Number(*l.Value, 4), l.N, l.Why.In(d.lang))
		default:
			figure = l.Why.In(d.lang)
		}
		fmt.Fprintf(out, "%s: %s\n", l.Name.In(d.lang), figure)
	}
}
