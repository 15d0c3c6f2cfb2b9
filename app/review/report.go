package review

import (
	"context"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
)

// report asks where the PDF of the evaluation should go, and writes it.
func (r *Room) report() {
	if r.dirty && r.saver != nil {
		r.save()
	}
	d, id := r.d, r.sheet.e.ID
	ask.Asker{Ctx: r.ctx, Desk: d}.File(ask.File{Title: lang.L("Where should the report go?"), Act: lang.L("Save the report"), Name: r.reportName(), Ending: ".pdf",
		Facts: map[string]any{"evaluation": id}, Write: func(ctx context.Context, w io.Writer) error {
			if err := r.line.Wait(closeLimit); err != nil {
				return err
			}
			return d.Reports.Evaluation(ctx, d.Actor, id, d.Settings.Language, w)
		}})
}

// reportName says which call it is.
func (r *Room) reportName() string {
	c := r.o.call.Call
	name := strings.TrimSpace(strings.Join([]string{c.StartedAt.In(r.d.Zone).Format("2006-01-02 1504"), c.AgentName, nameOf(c)}, " "))
	if e := r.sheet.e.Edition; e > 1 {
		name = fmt.Sprintf("%s (%d)", name, e)
	}
	return name
}
