package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing/queuelog"
	"shifu/routing/scenariofile"
)

type historyCmd struct {
	File     string        `arg:"" help:"Asterisk's queue_log, or a CSV of its table or of calls."`
	Out      string        `required:"" help:"The *.scenario.yaml to write."`
	Interval time.Duration `default:"30m" help:"Interval of rates and numbers of agents."`
	Within   float64       `default:"20" help:"Seconds of the service level."`
	Zone     string        `default:"Local" help:"Time zone whose days count, such as Asia/Shanghai."`
}

// historyResult says what was learned.
type historyResult struct {
	Out       string   `json:"out"`
	Calls     int      `json:"calls"`
	Types     []string `json:"types"`
	Groups    int      `json:"groups"`
	Intervals int      `json:"intervals"`
}

// Run makes a scenario of the log, whole or not at all.
func (c historyCmd) Run(d *desk) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return fault.New(fault.Invalid, "There is no time zone {{.Zone}}.", fault.Values{"Zone": c.Zone}).Because(err)
	}
	h, err := queuelog.Load(c.File)
	if err != nil {
		return err
	}
	s, err := h.Scenario(queuelog.Choices{Interval: c.Interval, Within: c.Within, Zone: zone})
	if err != nil {
		return err
	}
	s.Name = filepath.Base(c.File)
	err = replaceWith(c.Out, func(f io.Writer) error {
		_, err := f.Write(scenariofile.Write(s))
		return err
	})
	if err != nil {
		return err
	}
	r := historyResult{c.Out, len(h.Visits), nil, len(s.Groups), s.Horizon.Intervals()}
	for _, t := range s.Types {
		r.Types = append(r.Types, t.Name)
	}
	return d.print(r, func(out io.Writer) {
		fmt.Fprintln(out, words.Say(d.lang, "{{.Out}}: {{.Calls}} calls of {{.Types}} types, {{.Groups}} groups, {{.Intervals}} intervals",
			map[string]any{"Out": r.Out, "Calls": r.Calls, "Types": len(r.Types), "Groups": r.Groups, "Intervals": r.Intervals}))
	})
}
