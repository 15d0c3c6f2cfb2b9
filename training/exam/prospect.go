package exam

import (
	"errors"

	"shifu/internal/chart"
	"shifu/internal/fault"
)

// Prospect is what a draft would be if it were published now.
type Prospect struct {
	Cells   []Holding // by row of the blueprint
	Problem error     // what keeps it from being published; nil: nothing
	Aim     float64   // the share of all marks that its questions are expected to give
	Forms   []Form    // of an exam with forms that can be filled
}

// Holding is what a bank holds for one row of a blueprint.
type Holding struct {
	Have    int   // questions, each in whatever version
	Problem error // why the row can't be filled; nil: it can
}

// Even reports whether all forms are as hard as the blueprint asks.
func (p Prospect) Even() bool { return Balanced(p.Forms, p.Aim) }

// Apart is how far the easiest and the hardest form lie apart, as a share of
// all marks.
func (p Prospect) Apart() float64 {
	if len(p.Forms) == 0 {
		return 0
	}
	least, most := p.Forms[0].Expected, p.Forms[0].Expected
	for _, f := range p.Forms {
		least, most = min(least, f.Expected), max(most, f.Expected)
	}
	return most - least
}

// Uneven is the refusal of forms that are not equally hard.
func Uneven(p Prospect) error {
	return fault.New(fault.Conflict, "The forms are not equally hard: {{.Apart}} lie between the easiest and the hardest. Publish them so only on purpose.",
		fault.Values{"Apart": chart.Percent(p.Apart(), 1)})
}

// Prospect tells what the exam would be with a pool.
func (e *Exam) Prospect(pool []Candidate) Prospect {
	p := Prospect{Cells: e.Blueprint.holdings(pool)}
	fill := e.Blueprint.Check()
	if fill == nil {
		fill = e.Blueprint.Fill(pool)
	}
	if row, ok := rowOf(fill); ok && p.Cells[row].Problem == nil {
		p.Cells[row].Problem = fill
	}
	if p.Problem = e.Check(); p.Problem == nil {
		p.Problem = CheckPool(pool)
	}
	if p.Problem == nil {
		p.Problem = fill
	}
	if fill != nil {
		return p
	}
	p.Aim = e.Blueprint.aim(pool)
	if e.Forms > 0 && e.Forms <= MostForms {
		p.Forms, p.Aim, fill = e.Blueprint.Parallel(pool, e.Forms, e.Seed)
		if p.Problem == nil {
			p.Problem = fill
		}
	}
	return p
}

// holdings counts what each row could draw from.
func (b Blueprint) holdings(pool []Candidate) []Holding {
	out := make([]Holding, len(b))
	for i, c := range b {
		entries := map[string]bool{}
		s := slot{cell: i}
		for k := range pool {
			if c.Takes(&pool[k].Question) {
				entries[pool[k].entry()] = true
				s.takes = append(s.takes, k)
			}
		}
		out[i].Have = len(entries)
		if len(entries) < c.Count {
			out[i].Problem = b.short(s, pool)
		}
	}
	return out
}

// rowOf is the row of the blueprint that a refusal names.
func rowOf(err error) (int, bool) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return 0, false
	}
	row, ok := f.Values["Row"].(int)
	return row - 1, ok && row > 0
}
