package routinglab

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/export"
	"shifu/internal/tablefile"
	"shifu/routing/queuelog"
	"shifu/routing/sim"
)

// writeLog asks where the log of the first run goes, in the form in which
// Asterisk writes its queue_log.
func (r *running) writeLog() {
	if r.done.Runs == 0 || r.cancel != nil {
		return
	}
	seed := r.seed
	ask.Asker{Ctx: r.p.s.ctx, Desk: r.p.s.d}.File(ask.File{Title: lang.L("Write the queue_log of the first run?"), Text: lang.L("As Asterisk writes it: the page Real centre, metrics and other programs read it."),
		Name: r.of.Name + " queue_log", Ending: ".log", Write: func(ctx context.Context, w io.Writer) error {
			plan, err := sim.NewPlan(r.s)
			if err != nil {
				return err
			}
			log := queuelog.NewWriter(w, r.s)
			run := plan.Start(seed)
			run.Listen(log)
			if err := run.Advance(ctx, 0); err != nil {
				return err
			}
			return log.Close()
		}})
}

// export asks where the decisions in view go.
func (y *why) export() { export.Rows(y.r.p.s.d, y.sheet()) }

// sheet are the decisions in view: a row for each candidate.
func (y *why) sheet() tablefile.Table {
	columns := []string{lang.L("duty.at"), lang.L("Decision"), lang.L("Candidate"), lang.L("Rank"), lang.L("Score"), lang.L("why.chosen"), lang.L("Why not")}
	var rows [][]any
	for _, c := range y.shown {
		if w := c.Waiter; w != nil && !w.Chosen {
			rows = append(rows, []any{moment(c.At), y.what(c.Choice), y.name(sim.Candidate{Type: w.Type, Call: w.Call}), w.Rank, w.Score, "", w.Why.In(y.r.p.s.d.Settings.Language)})
		}
		if len(c.Candidates) == 0 {
			rows = append(rows, []any{moment(c.At), y.what(c.Choice), "", "", "", y.chosen(c.Choice), ""})
		}
		for _, x := range c.Candidates {
			rows = append(rows, y.row(c.At, y.what(c.Choice), x))
		}
	}
	return tablefile.Table{Name: y.r.of.Name + " " + lang.L("decisions"), Columns: columns, Count: len(rows), Rows: slices.Values(rows)}
}

func (y *why) row(at int64, what string, x sim.Candidate) []any {
	chosen, refused := "", ""
	if x.Chosen {
		chosen = lang.L("why.chosen")
	}
	var score any = x.Score
	if !x.Refused.IsZero() {
		refused, score = x.Refused.In(y.r.p.s.d.Settings.Language), ""
	}
	return []any{moment(at), what, y.name(x), x.Rank, score, chosen, refused}
}
