package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/qa/indicators/tables"
	"shifu/recordings/intake"
	"shifu/store"
)

type figuresCmd struct {
	Import figuresImportCmd `cmd:"" help:"Import daily figures, shifts, complaints or work orders from a table."`
}

type figuresImportCmd struct {
	place
	Table  string            `arg:"" help:"A CSV or Excel table." type:"path"`
	Kind   string            `required:"" enum:"days,shifts,complaints,orders" help:"What its rows are: days, shifts, complaints or orders."`
	Source string            `help:"The system it comes from; a second import of a day replaces that source's rows." default:"import"`
	Map    map[string]string `help:"Which column holds what, e.g. answered=接听量. What isn't said is remembered from this source, or guessed."`
	Zone   string            `help:"Time zone of the table, e.g. Asia/Shanghai." default:"Local"`
	Skip   bool              `help:"Leave out rows that can't be taken, and keep the others."`
}

// figuresImported is what `shifuctl figures import --json` prints.
type figuresImported struct {
	Kind     string          `json:"kind"`
	Source   string          `json:"source"`
	Added    int             `json:"added"`
	Replaced int             `json:"replaced"`
	From     *string         `json:"from"` // first day, null: nothing was kept
	To       *string         `json:"to"`
	Refused  []figureRefusal `json:"refused"`
}

type figureRefusal struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Reason string `json:"reason"`
}

// Run imports the table, all of it or nothing.
func (c figuresImportCmd) Run(d *desk) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return wrongUse("--zone %s is no time zone.", c.Zone)
	}
	t, err := intake.ReadTable(c.Table)
	if err != nil {
		return err
	}
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		kind := indicators.Kind(c.Kind)
		sources, err := ws.Figures().Sources(d, by, kind)
		if err != nil {
			return err
		}
		columns := tables.Recall(sources[c.Source], kind, t.Header)
		for field, column := range c.Map {
			columns[tables.Field(field)] = column
		}
		job := tables.Job{Table: t, Kind: kind, Source: c.Source, Columns: columns, Zone: zone}
		taken, problems, err := tables.Take(d, by, ws.People(), ws.Figures(), job, c.Skip)
		if err != nil && len(problems) == 0 {
			return err
		}
		return errors.Join(c.show(d, taken, problems), err)
	})
}

func (c figuresImportCmd) show(d *desk, taken indicators.Taken, problems []tables.Problem) error {
	v := figuresImported{Kind: c.Kind, Source: c.Source, Added: taken.Added, Replaced: taken.Replaced, Refused: []figureRefusal{}}
	if n := len(taken.Dates); n > 0 {
		from, to := taken.Dates[0].String(), taken.Dates[n-1].String()
		v.From, v.To = &from, &to
	}
	for _, p := range problems {
		v.Refused = append(v.Refused, figureRefusal{p.Line, p.Column, words.Sentence(d.lang, p.Reason)})
	}
	return d.print(v, func(out io.Writer) {
		fmt.Fprintf(out, "%d kept, %d replaced, %d refused\n", v.Added, v.Replaced, len(v.Refused))
		for _, r := range v.Refused {
			fmt.Fprintf(out, "  %s\n", r.Reason)
		}
	})
}
