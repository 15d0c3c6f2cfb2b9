// Package wiring joins neighbours that must not know each other: reports from
// what the store keeps, and the demo in a folder.
package wiring

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/peaks"
	"shifu/recordings/track"
	"shifu/store"
	"shifu/training/exam/analysis"
)

// mostExported is how many calls one table may hold: what Excel can show.
const mostExported = 1_000_000

// Reports writes documents from a workspace.
type Reports struct {
	Workspace *store.Workspace
	Now       func() time.Time
	Zone      *time.Location
}

// Evaluation writes the PDF of one evaluation. The actor needs the right Print
// and must see the evaluation.
func (r Reports) Evaluation(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	e, err := r.gather(ctx, by, id)
	if err != nil {
		return err
	}
	return report.WriteEvaluation(w, l, e)
}

func (r Reports) gather(ctx context.Context, by people.Actor, id string) (e report.Evaluation, err error) {
	q := r.Workspace.Quality()
	if e.Evaluation, err = q.Evaluation(ctx, by, id); err != nil {
		return e, err
	}
	if e.Version, err = q.Version(ctx, by, e.Evaluation.VersionID); err != nil {
		return e, err
	}
	if e.Call, err = r.Workspace.Calls().Call(ctx, by, e.Evaluation.CallID); err != nil {
		return e, err
	}
	editions, err := q.Editions(ctx, by, id)
	if err != nil {
		return e, err
	}
	e.Earlier = before(editions, e.Evaluation.Edition)
	if e.Peaks, err = r.peaks(ctx, by, e.Call.Call); err != nil {
		return e, err
	}
	e.Stamp, err = r.stamp(ctx, by)
	return e, err
}

// Certificate writes a certificate as PDF. Whoever holds it may, others need
// the right Print and must see it.
func (r Reports) Certificate(ctx context.Context, by people.Actor, number string, l words.Language, w io.Writer) error {
	h, err := r.Workspace.Certificates().Certificate(ctx, by, number)
	if err != nil {
		return err
	}
	if h.PersonID != by.PersonID {
		if err := by.Require(people.Print); err != nil {
			return err
		}
	}
	c := report.Certificate{}
	for _, i := range h.Issues {
		if i.Record.Number == number {
			c.Record = i.Record
		}
	}
	if c.Stamp, err = r.stamp(ctx, by); err != nil {
		return err
	}
	return report.WriteCertificate(w, l, c)
}

func before(editions []qa.Evaluation, edition int) []qa.Evaluation {
	var out []qa.Evaluation
	for _, e := range editions {
		if e.Edition < edition {
			out = append(out, e)
		}
	}
	return out
}

// peaks returns the waveform that was kept at import or first listening; a
// report is written without one rather than not at all.
func (r Reports) peaks(ctx context.Context, by people.Actor, c recordings.Call) (*peaks.Pyramid, error) {
	blob, err := r.Workspace.Calls().Derived(ctx, by, c.ID, track.PeaksKind)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := peaks.Unmarshal(blob)
	if err != nil {
		return nil, nil
	}
	return p, nil
}

func (r Reports) stamp(ctx context.Context, by people.Actor) (report.Stamp, error) {
	head, err := r.Workspace.Audit().Head(ctx)
	return report.Stamp{By: by.Name, Workspace: filepath.Base(r.Workspace.Dir()), AuditHead: head, At: r.Now(), Zone: r.Zone}, err
}

// Calls writes the calls that pass the filter as a table. The actor needs the
// right Export; the file carries the actor's name.
func (r Reports) Calls(ctx context.Context, by people.Actor, f recordings.Filter, o recordings.Order, to tablefile.File) error {
	if err := by.Require(people.Export); err != nil {
		return err
	}
	rows, err := r.Workspace.Calls().List(ctx, by, f, o, 0, mostExported)
	if err != nil {
		return err
	}
	stamp, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteCalls(ctx, to, rows, stamp)
}

// Exam writes the PDF of an exam's statistics. The actor needs the right Print
// and must keep the exam.
func (r Reports) Exam(ctx context.Context, by people.Actor, id string, ask analysis.Ask, fitted *analysis.Fitted, l words.Language, w io.Writer) error {
	if err := by.Require(people.Print); err != nil {
		return err
	}
	record, err := r.Workspace.Exams().Record(ctx, by, id)
	if err != nil {
		return err
	}
	e := report.Exam{Name: record.Exam.Name, Analysis: analysis.Make(&record, ask), Fitted: fitted}
	if e.Stamp, err = r.stamp(ctx, by); err != nil {
		return err
	}
	return report.WriteExam(w, l, e)
}

// Table writes any table of what the actor sees. The actor needs the right
// Export; the file carries the actor's name.
func (r Reports) Table(ctx context.Context, by people.Actor, t tablefile.Table, to tablefile.File) error {
	if err := by.Require(people.Export); err != nil {
		return err
	}
	stamp, err := r.stamp(ctx, by)
	if err != nil {
		return err
	}
	return report.WriteTable(ctx, to, t, stamp)
}
