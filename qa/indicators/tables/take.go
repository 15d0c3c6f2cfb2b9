package tables

import (
	"context"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Take reads a table and keeps its rows, all or none. Where rows can't be taken
// nothing is kept (Invalid) unless skip is set: then all others are. The
// problems are told in either case.
func Take(ctx context.Context, by people.Actor, persons people.Keeper, k indicators.Intake, job Job, skip bool) (indicators.Taken, []Problem, error) {
	if err := by.Require(people.KeepFigures); err != nil {
		return indicators.Taken{}, nil, err
	}
	batch, problems, err := Read(ctx, by, persons, job)
	if err != nil {
		return indicators.Taken{}, nil, err
	}
	if err := Takeable(batch, problems, skip); err != nil {
		return indicators.Taken{}, problems, err
	}
	taken, err := k.Import(ctx, by, batch)
	return taken, problems, err
}

// Takeable says why a table that was read can't be kept as it is, nil if it can.
func Takeable(b indicators.Batch, problems []Problem, skip bool) error {
	switch {
	case len(problems) > 0 && !skip:
		return fault.New(fault.Invalid, "{{.N}} rows can't be taken, so nothing was kept. Mend them, or skip them.", fault.Values{"N": len(problems)})
	case b.Len() == 0:
		return fault.New(fault.Invalid, "No row can be taken.", nil)
	}
	return nil
}

// Recall turns the columns that were remembered for a source into Columns as
// far as the header still has them, filled up by the known headers.
func Recall(kept map[string]string, k indicators.Kind, header []string) Columns {
	out := Guess(k, header)
	for field, column := range kept {
		for _, h := range header {
			if h == column {
				out[Field(field)] = column
			}
		}
	}
	return out
}
