package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/queuelog"
)

type metricsCmd struct {
	File    string  `arg:"" help:"Asterisk's queue_log, or a CSV of its table or of calls."`
	Within  float64 `default:"20" help:"Seconds of the service level."`
	Short   float64 `default:"5" help:"Seconds before which an abandoned call is a short one."`
	Details bool    `help:"Waits by rank, talk, transfers, matters settled by one call, time not ready too."`
}

// Run measures the log with the formulas that simulations are measured with.
func (c metricsCmd) Run(d *desk) error {
	for flag, value := range map[string]float64{"--within": c.Within, "--short": c.Short} {
		if !(value >= 0 && value <= routing.MostSeconds) {
			return fault.New(fault.Invalid, "{{.Field}} is {{.Have}}; it must lie between {{.Least}} and {{.Most}}.",
				fault.Values{"Field": flag, "Have": value, "Least": 0, "Most": routing.MostSeconds})
		}
	}
	h, err := queuelog.Load(c.File)
	if err != nil {
		return err
	}
	r := h.Measure(c.Within, c.Short)
	if !c.Details {
		r = r.Brief()
	}
	return d.print(r, func(out io.Writer) {
		for _, name := range slices.Sorted(maps.Keys(r.Queues)) {
			d.printQueue(out, name, r.Queues[name])
		}
		d.printQueue(out, words.Say(d.lang, "all queues", nil), r.Total)
		if h.Earlier > 0 {
			fmt.Fprintln(out, words.Say(d.lang, "{{.Calls}} calls came before the log begins and are not counted.", map[string]any{"Calls": chart.Count(h.Earlier)}))
		}
	})
}

func (d *desk) printQueue(out io.Writer, name string, f queuelog.Figures) {
	say := func(key string) string { return words.Say(d.lang, key, nil) }
	fmt.Fprintf(out, "%s: %s %s, %s %s, %s %s\n", name, say("offered"), chart.Count(int(f.Offered)), say("answered"), chart.Count(int(f.Answered)), say("abandoned"), chart.Count(int(f.Abandoned)))
	lines := []measured{
		{say("answer rate"), f.AnswerRate, lab.AnswerRate}, {say("Share that abandons"), f.AbandonRate, lab.AbandonRate},
		{"SLa", f.SLa, lab.SLa}, {"SLb", f.SLb, lab.SLb}, {"SLc", f.SLc, lab.SLc}, {"SLd", f.SLd, lab.SLd}, {"SLe", f.SLe, lab.SLe}, {"SLf", f.SLf, lab.SLf},
		{say("Share that waits"), f.PWait, lab.PWait}, {say("Mean wait of the answered (s)"), f.ASA, lab.ASA}, {say("Mean wait of all (s)"), f.WaitMean, lab.WaitMean},
		{say("Mean wait of the abandoned (s)"), f.WaitAbandoned, lab.WaitAbandoned}, {say("Mean number waiting"), f.QueueMean, lab.QueueMean},
	}
	if m := f.Details; m != nil {
		lines = append(lines, []measured{
			{say("Answered in time of all that came"), m.Timely, lab.Timely}, {say("Answered within 15 s"), m.Timely15, lab.Timely15}, {say("Answered within 20 s"), m.Timely20, lab.Timely20},
			{say("Answered within 30 s"), m.Timely30, lab.Timely30}, {say("Short abandons of all that came"), m.AbandonShort, lab.AbandonShort},
			{say("Wait of half the calls (s)"), m.WaitP50, lab.WaitP50}, {say("Wait of 90 % (s)"), m.WaitP90, lab.WaitP90}, {say("Wait of 95 % (s)"), m.WaitP95, lab.WaitP95}, {say("Longest wait (s)"), m.WaitLongest, lab.WaitLongest},
			{say("Mean talk (s)"), m.TalkMean, lab.TalkMean}, {say("Transferred"), m.TransferRate, lab.TransferRate}, {say("Settled by one call"), m.FCR, lab.FCR}, {say("Not ready of the time as a member"), m.NotReady, lab.NotReady},
			{say("Answer rate of those received"), m.ReceivedRate, lab.ReceivedRate}, {say("Mean wait of those received (s)"), m.ReceivedWait, lab.ReceivedWait},
			{say("Adherence"), m.Adherence, lab.Adherence}, {say("Conformance"), m.Conformance, lab.Conformance}, {say("Shrinkage"), m.Shrinkage, lab.Shrinkage},
		}...)
	}
	for _, l := range lines {
		if l.value == nil {
			fmt.Fprintf(out, "  %s: %s (%s)\n", l.name, chart.None, l.of.MissingFromLog().In(d.lang))
			continue
		}
		fmt.Fprintf(out, "  %s: %s\n", l.name, quantity(l.value, l.of.Share()))
	}
}

// measured is a line of a report.
type measured struct {
	name  string
	value *float64
	of    lab.Measure
}
