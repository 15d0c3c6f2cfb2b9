package main

import (
	"fmt"
	"io"

	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/queueing"
)

// volume is the work that comes in, as flags.
type volume struct {
	Calls    float64  `name:"calls-per-hour" required:"" help:"Calls an hour."`
	AHT      float64  `name:"aht" required:"" help:"Mean handling time in seconds."`
	Patience *float64 `help:"Mean patience in seconds, exponential."`
	Within   float64  `default:"20" help:"Seconds of the service level."`
}

func (v volume) queue(agents int) queueing.Queue {
	q := queueing.Queue{Rate: v.Calls / 3600, Service: v.AHT, Agents: agents, Within: v.Within}
	if v.Patience != nil {
		q.Patience = routing.Exp(*v.Patience)
	}
	return q
}

type erlangCmd struct {
	Model  string `arg:"" enum:"b,c,a" help:"b: nobody waits, c: everybody waits, a: callers have a patience."`
	Agents int    `required:"" help:"Agents at work."`
	volume
}

// Run prints the exact figures of the model.
func (c erlangCmd) Run(d *desk) error {
	if c.Model == "a" && c.Patience == nil {
		return wrongUse("erlang a needs --patience.")
	}
	m, err := measure(c.Model, c.queue(c.Agents))
	if err != nil {
		return err
	}
	return d.print(m, func(out io.Writer) { d.printMeasures(out, m) })
}

func measure(model string, q queueing.Queue) (queueing.Measures, error) {
	switch model {
	case "b":
		return q.Loss()
	case "c":
		return q.Delay()
	}
	return q.Measure()
}

func (d *desk) printMeasures(out io.Writer, m queueing.Measures) {
	fmt.Fprintf(out, "%s: %s\n", words.Say(d.lang, "Load (Erlang)", nil), chart.Number(m.Load, 3))
	for _, l := range []struct {
		name  string
		value *float64
		share bool
	}{
		{words.Say(d.lang, "Occupancy", nil), m.Occupancy, true},
		{words.Say(d.lang, "Share that waits", nil), m.PWait, true},
		{words.Say(d.lang, "Share blocked", nil), m.PBlock, true},
		{words.Say(d.lang, "Share that abandons", nil), m.PAbandon, true},
		{words.Say(d.lang, "Mean wait of the answered (s)", nil), m.ASA, false},
		{words.Say(d.lang, "Mean wait of all (s)", nil), m.WaitMean, false},
		{words.Say(d.lang, "SLa: in time / answered", nil), m.SLa, true},
		{words.Say(d.lang, "SLb: in time / all", nil), m.SLb, true},
		{words.Say(d.lang, "SLc: (in time + abandoned in time) / all", nil), m.SLc, true},
		{words.Say(d.lang, "SLd: in time / (all − abandoned in time)", nil), m.SLd, true},
		{words.Say(d.lang, "Mean number waiting", nil), m.QueueMean, false},
	} {
		fmt.Fprintf(out, "%s: %s\n", l.name, quantity(l.value, l.share))
	}
}

// quantity writes a share as a percentage, another figure with three decimals.
func quantity(x *float64, share bool) string {
	switch {
	case x == nil:
		return chart.None
	case share:
		return chart.Percent(*x, 2)
	}
	return chart.Number(*x, 3)
}

type staffCmd struct {
	Level     float64 `name:"service-level" required:"" help:"The share to be answered in time, such as 0.8."`
	Shrinkage float64 `default:"0" help:"Share of paid time in which people are not there for calls."`
	volume
}

// Run prints the smallest staff that reaches the level.
func (c staffCmd) Run(d *desk) error {
	p, err := queueing.Staff(c.queue(0), queueing.Target{Level: c.Level, Shrinkage: c.Shrinkage})
	if err != nil {
		return err
	}
	return d.print(p, func(out io.Writer) {
		fmt.Fprintln(out, words.Say(d.lang, "{{.Agents}} agents at work, {{.Rostered}} rostered", map[string]any{"Agents": p.Agents, "Rostered": p.Rostered}))
		fmt.Fprintf(out, "%s: %s\n", words.Say(d.lang, "SLb: in time / all", nil), chart.Percent(p.SL, 2))
		fmt.Fprintf(out, "%s: %s\n", words.Say(d.lang, "Occupancy", nil), quantity(p.Occupancy, true))
		fmt.Fprintf(out, "%s: %s\n", words.Say(d.lang, "Mean wait of the answered (s)", nil), quantity(p.ASA, false))
		fmt.Fprintf(out, "%s: %s\n", words.Say(d.lang, "Share that abandons", nil), quantity(p.PAbandon, true))
	})
}
