package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/recordings/intake"
	"shifu/training/exam/cut"
	"shifu/training/exam/stats"
)

type examCmd struct {
	Stats examStatsCmd `cmd:"" help:"Statistics of marks, as Moodle defines them."`
	Items examItemsCmd `cmd:"" help:"Classical analysis of chosen options; the row of the person KEY holds the right ones."`
	IRT   examIRTCmd   `cmd:"" name:"irt" help:"Fit a logistic model to patterns of right and wrong answers."`
	Cut   examCutCmd   `cmd:"" help:"The cut score of judges' ratings (Angoff)."`
}

type examStatsCmd struct {
	File string `arg:"" help:"The marks: a header, the person, then a column a question."`
	Max  string `help:"The highest mark of each question, with commas; otherwise 1 each."`
}

// Run prints the statistics.
func (c examStatsCmd) Run(d *desk) error {
	most, err := numbers(c.Max)
	if err != nil {
		return err
	}
	table, err := intake.ReadTable(c.File)
	if err != nil {
		return err
	}
	sheet, err := stats.SheetFrom(table, most)
	if err != nil {
		return err
	}
	t := stats.Classical(sheet)
	return d.print(t, func(out io.Writer) {
		fmt.Fprintf(out, "n %d  mean %s  median %s  SD %s  CIC %s  standard error %s\n", t.N, figure(t.Mean), figure(t.Median), figure(t.SD), figure(t.CIC), figure(t.StandardError))
		for i, it := range t.Items {
			fmt.Fprintf(out, "%s: facility %s  discrimination %s  efficiency %s\n", sheet.Questions[i], figure(it.Facility), figure(it.DiscriminationIndex), figure(it.DiscriminativeEfficiency))
		}
	})
}

// numbers reads numbers between commas.
func numbers(text string) ([]float64, error) {
	var out []float64
	for _, piece := range strings.Split(text, ",") {
		if strings.TrimSpace(text) == "" {
			break
		}
		x, err := strconv.ParseFloat(strings.TrimSpace(piece), 64)
		if err != nil || !(x > 0 && x <= 1e6) {
			return nil, fault.New(fault.Invalid, "The maximum mark {{.Have}} is no number above 0.", fault.Values{"Have": piece})
		}
		out = append(out, x)
	}
	return out, nil
}

func figure(x *float64) string {
	if x == nil {
		return chart.None
	}
	return chart.Number(*x, 3)
}

type examItemsCmd struct {
	File string `arg:"" help:"The chosen options: a header, the person, then a column a question; the person KEY holds the right ones."`
}

// Run prints the analysis.
func (c examItemsCmd) Run(d *desk) error {
	table, err := intake.ReadTable(c.File)
	if err != nil {
		return err
	}
	r, err := stats.ResponsesFrom(table)
	if err != nil {
		return err
	}
	a := stats.Analyse(r)
	return d.print(a, func(out io.Writer) {
		fmt.Fprintf(out, "n %d  KR-20 %s  KR-21 %s  alpha %s\n", a.N, figure(a.KR20), figure(a.KR21), figure(a.Alpha))
		for i, it := range a.Items {
			fmt.Fprintf(out, "%s: key %s  difficulty %s  point-biserial %s  D %s\n", r.Questions[i], it.Key, figure(it.Difficulty), figure(it.PointBiserial), figure(it.DIndex))
		}
	})
}

type examIRTCmd struct {
	File  string `arg:"" help:"The patterns: a header with the questions, cells 0 or 1, and perhaps a column count."`
	Model string `required:"" enum:"1pl,2pl" help:"1pl (one common slope) or 2pl."`
}

// Run fits the model.
func (c examIRTCmd) Run(d *desk) error {
	table, err := intake.ReadTable(c.File)
	if err != nil {
		return err
	}
	p, err := stats.PatternsFrom(table)
	if err != nil {
		return err
	}
	fitted, err := stats.Calibrate(p, stats.Model(c.Model))
	if err != nil {
		return err
	}
	return d.print(fitted, func(out io.Writer) {
		fmt.Fprintf(out, "log-likelihood %s\n", chart.Number(fitted.LogLikelihood, 3))
		for i, it := range fitted.Items {
			fmt.Fprintf(out, "%s: a %s (%s)  b %s (%s)\n", p.Items[i], figure(it.A), figure(it.SEA), figure(it.B), figure(it.SEB))
		}
	})
}

type examCutCmd struct {
	File string `arg:"" help:"The ratings: a header, the judge, then a column a question with chances from 0 to 1."`
}

// Run prints the cut.
func (c examCutCmd) Run(d *desk) error {
	table, err := intake.ReadTable(c.File)
	if err != nil {
		return err
	}
	r, err := cut.RatingsFrom(table)
	if err != nil {
		return err
	}
	a := cut.Judged(r)
	return d.print(a, func(out io.Writer) {
		fmt.Fprintf(out, "cut %s  %s … %s  ICC(A,k) %s\n", figure(a.Cut), figure(a.Low), figure(a.High), figure(a.ICC))
	})
}
