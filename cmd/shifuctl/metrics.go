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
	none, unanswered, unended, stayed := say("no call came"), say("no call was answered"), say("no call was answered or abandoned"), say("no call was abandoned")
	lines := []measured{
		{say("answer rate"), f.AnswerRate, true, none}, {say("Share that abandons"), f.AbandonRate, true, none},
		{"SLa", f.SLa, true, unanswered}, {"SLb", f.SLb, true, unended}, {"SLc", f.SLc, true, unended},
		{"SLd", f.SLd, true, say("every call was abandoned in time")}, {"SLe", f.SLe, true, say("every call was a short one")}, {"SLf", f.SLf, true, unended},
		{say("Share that waits"), f.PWait, true, none}, {say("Mean wait of the answered (s)"), f.ASA, false, unanswered},
		{say("Mean wait of all (s)"), f.WaitMean, false, unended}, {say("Mean wait of the abandoned (s)"), f.WaitAbandoned, false, stayed},
		{say("Mean number waiting"), f.QueueMean, false, say("the log covers no time")},
	}
	if m := f.Details; m != nil {
		lines = append(lines, []measured{
			{say("Answered in time of all that came"), m.Timely, true, none}, {say("Short abandons of all that came"), m.AbandonShort, true, none},
			{say("Wait of half the calls (s)"), m.WaitP50, false, unended}, {say("Wait of 90 % (s)"), m.WaitP90, false, unended}, {say("Wait of 95 % (s)"), m.WaitP95, false, unended}, {say("Longest wait (s)"), m.WaitLongest, false, unended},
			{say("Mean talk (s)"), m.TalkMean, false, unanswered}, {say("Transferred"), m.TransferRate, true, unanswered},
			{say("Settled by one call"), m.FCR, true, say("the log names no caller")}, {say("Not ready of the time as a member"), m.NotReady, true, say("the log tells of no members")},
		}...)
	}
	for _, l := range lines {
		if l.value == nil {
			fmt.Fprintf(out, "  %s: %s (%s)\n", l.name, chart.None, l.why)
			continue
		}
		fmt.Fprintf(out, "  %s: %s\n", l.name, quantity(l.value, l.share))
	}
}

// measured is a line of a report: a value, or why there is none.
type measured struct {
	name  string
	value *float64
	share bool
	why   string
}
