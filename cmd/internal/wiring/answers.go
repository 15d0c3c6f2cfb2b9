package wiring

import (
	"context"
	"iter"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/tablefile"
	"shifu/qa"
	"shifu/recordings"
)

// pageOfAnswers is how many evaluations are read at a time.
const pageOfAnswers = 500

// Answers writes the submitted evaluations that match as a table, one row per
// answer, the newest first. The actor needs the right Export; the file carries
// the actor's name.
func (r Reports) Answers(ctx context.Context, by people.Actor, f qa.Find, to tablefile.File) error {
	if err := by.Require(people.Export); err != nil {
		return err
	}
	stamp, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	a := &answers{Reports: r, by: by, find: f, versions: map[string]qa.Version{}}
	first, err := a.page(ctx, time.Time{})
	if err != nil {
		return err
	}
	return report.WriteAnswers(ctx, to, a.all(ctx, first), len(first), stamp)
}

// answers reads evaluations page by page, so that a year of them never lies
// in memory at once.
type answers struct {
	Reports
	by       people.Actor
	find     qa.Find
	versions map[string]qa.Version
}

// page reads what was submitted before until, which is zero for all.
func (a *answers) page(ctx context.Context, until time.Time) ([]qa.Evaluation, error) {
	f := a.find
	if f.Until.IsZero() {
		f.Until = a.Now().AddDate(100, 0, 0) // leaves drafts out
	}
	if !until.IsZero() {
		f.Until = until
	}
	return a.Workspace.Quality().Evaluations(ctx, a.by, f, pageOfAnswers)
}

func (a *answers) all(ctx context.Context, page []qa.Evaluation) iter.Seq2[report.Evaluation, error] {
	return func(yield func(report.Evaluation, error) bool) {
		seen := map[string]bool{}
		for len(page) > 0 {
			for _, e := range page {
				if seen[e.ID] {
					continue
				}
				seen[e.ID] = true
				if full, err := a.gatherAnswers(ctx, e); !yield(full, err) || err != nil {
					return
				}
			}
			last := page[len(page)-1].SubmittedAt
			if len(page) < pageOfAnswers {
				return
			}
			var err error
			// the last instant is read again: another may share it
			if page, err = a.page(ctx, last.Add(time.Microsecond)); err != nil {
				yield(report.Evaluation{}, err)
				return
			}
			if seen[page[len(page)-1].ID] {
				return
			}
		}
	}
}

func (a *answers) gatherAnswers(ctx context.Context, e qa.Evaluation) (out report.Evaluation, err error) {
	out.Evaluation = e
	known, ok := a.versions[e.VersionID]
	if !ok {
		if known, err = a.Workspace.Quality().Version(ctx, a.by, e.VersionID); err != nil {
			return out, err
		}
		a.versions[e.VersionID] = known
	}
	out.Version = known
	out.Call, err = a.Workspace.Calls().Call(ctx, a.by, e.CallID)
	if fault.Is(err, fault.NotFound) {
		out.Call, err = recordings.Row{}, nil
	}
	return out, err
}
