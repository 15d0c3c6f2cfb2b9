package tables

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/recordings/intake"
)

// Problem is a row that can't be taken.
type Problem struct {
	Line   int
	Column string
	Reason *fault.Fault
}

// Job says what to read and how.
type Job struct {
	Table   intake.Table
	Kind    indicators.Kind
	Source  string
	Columns Columns // nil: guessed from the headers
	Zone    *time.Location
}

// reader turns the rows of one table into those of its kind.
type reader struct {
	job   Job
	at    map[Field]int
	facts []indicators.Fact // that have a column
	staff *staff
	dates map[string]indicators.Date // texts read before
	seen  map[any]int                // what a row is known by → line
	batch indicators.Batch
}

// Read reads a whole table without keeping anything: the rows that can be
// taken, and why each of the others can't. It fails (Invalid) where no row can
// be taken at all, and says which columns are missing.
func Read(ctx context.Context, by people.Actor, k people.Keeper, job Job) (indicators.Batch, []Problem, error) {
	if job.Columns == nil {
		job.Columns = Guess(job.Kind, job.Table.Header)
	}
	if job.Zone == nil {
		job.Zone = time.Local
	}
	r := &reader{job: job, at: intake.Places(job.Columns, job.Table.Header), dates: map[string]indicators.Date{}, seen: map[any]int{}}
	for _, f := range indicators.Facts {
		if _, ok := r.at[Field(f.Key())]; ok {
			r.facts = append(r.facts, f)
		}
	}
	if err := r.useless(); err != nil {
		return indicators.Batch{}, nil, err
	}
	var err error
	if r.staff, err = readStaff(ctx, by, k); err != nil {
		return indicators.Batch{}, nil, err
	}
	problems, err := r.all(ctx)
	return r.batch, problems, err
}

func (r *reader) all(ctx context.Context) ([]Problem, error) {
	r.batch = indicators.Batch{Kind: r.job.Kind, Source: r.job.Source, Columns: map[string]string{}}
	for f, column := range r.job.Columns {
		r.batch.Columns[string(f)] = column
	}
	read := map[indicators.Kind]func(row) *Problem{indicators.DayKind: row.day, indicators.ShiftKind: row.shift,
		indicators.ComplaintKind: row.complaint, indicators.OrderKind: row.order}[r.job.Kind]
	var problems []Problem
	for i, l := range r.job.Table.Rows {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if p := read(row{r, l}); p != nil {
			problems = append(problems, *p)
		}
	}
	return problems, nil
}

// useless says which column is missing without which no row can be taken.
func (r *reader) useless() error {
	if !slices.Contains(indicators.Kinds, r.job.Kind) {
		return fault.New(fault.Invalid, "There is no table of the kind {{.Kind}}.", fault.Values{"Kind": string(r.job.Kind)})
	}
	_, named := r.at[Agent]
	_, numbered := r.at[StaffNumber]
	if !named && !numbered {
		return r.lacks(StaffNumber)
	}
	need := map[indicators.Kind][]Field{indicators.DayKind: {Date}, indicators.ShiftKind: {Start, End},
		indicators.ComplaintKind: {Date}, indicators.OrderKind: {Date, Number}}
	for _, f := range need[r.job.Kind] {
		if _, ok := r.at[f]; !ok {
			return r.lacks(f)
		}
	}
	if r.job.Kind == indicators.DayKind && len(r.facts) == 0 {
		return fault.New(fault.Invalid, "No column of {{.File}} holds a figure. Say which column is what.", fault.Values{"File": r.job.Table.Name})
	}
	return nil
}

func (r *reader) lacks(f Field) error {
	return fault.New(fault.Invalid, "No column of {{.File}} is known as: {{.Field}}. Say which column is what.",
		fault.Values{"File": r.job.Table.Name, "Field": f.Name()})
}

// row is one line while it is read.
type row struct {
	*reader
	line intake.Line
}

func (w row) cell(f Field) string {
	i, ok := w.at[f]
	if !ok || i >= len(w.line.Cells) {
		return ""
	}
	return w.line.Cells[i]
}

// refuse names line, file, column and value.
func (w row) refuse(f Field, key string, more ...any) *Problem {
	column := w.job.Columns[f]
	v := fault.Values{"Line": w.line.Number, "File": w.job.Table.Name, "Column": column, "Value": w.cell(f)}
	for i := 0; i+1 < len(more); i += 2 {
		v[fmt.Sprint(more[i])] = more[i+1]
	}
	return &Problem{w.line.Number, column, fault.New(fault.Invalid, key, v)}
}

// once refuses a second row that is known by the same.
func (w row) once(f Field, key any) *Problem {
	if first, twice := w.seen[key]; twice {
		return w.refuse(f, "Line {{.Line}} of {{.File}}: the same stands in line {{.First}} already.", "First", first)
	}
	w.seen[key] = w.line.Number
	return nil
}
