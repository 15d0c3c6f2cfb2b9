package calibration

import (
	"math"
	"slices"

	"shifu/qa"
	"shifu/qa/score"
)

// Cell is one member's answer to one question.
type Cell struct {
	Row       score.Row // as scored
	Answer    qa.Answer
	Deviation float64 // points of 100 against the reference; 0 where there is none
	Deviates  bool    // there is a deviation, or the one says N/A and the other doesn't
}

// Points is the answer's credit in points of 100.
func (c Cell) Points() float64 { return 100 * c.Row.Score }

// Out reports whether the question did not apply, or was not even asked.
func (c Cell) Out() bool {
	return c.Row.State == score.NotApplicable || c.Row.State == score.Hidden
}

// Row is one question over all members.
type Row struct {
	Ref     string
	Cells   []Cell  // in the order of the sheets
	Spread  float64 // greatest less least, points of 100
	Known   bool    // there is a spread: somebody's answer is scored
	Differs bool    // an answer against N/A, or different options without a score
	Flagged bool
}

// Matrix is question × member on one call.
type Matrix struct {
	Rows  []Row // in the order of the form; questions that nobody was asked are left out
	Total Row   // the final scores, Row.Score being final ÷ 100
}

// rounding is how much above the threshold a spread has to be: most decimal
// fractions have no exact float64, and a spread of exactly the threshold is
// not flagged.
const rounding = 1e-9

// Compare lays the sheets of one call beside each other. Deviations are
// measured from the expert's answer; without an expert from the agreed answer
// where there is one. A row is flagged if its greatest and least answer lie
// more than threshold points apart, the expert's among them, or if it differs.
func Compare(v *qa.Version, sheets []Sheet, ruled map[string]Ruling, threshold float64) Matrix {
	scheme := score.Compile(v)
	results := make([]score.Result, len(sheets))
	for i, s := range sheets {
		scheme.Score(s.Evaluation.Answers, &results[i])
	}
	var m Matrix
	i := 0
	for _, q := range v.All {
		row := Row{Ref: q.Ref}
		for k, s := range sheets {
			row.Cells = append(row.Cells, Cell{Row: results[k].Questions[i], Answer: s.Evaluation.Answers[q.Ref]})
		}
		i++
		if asked(row.Cells) {
			row.measure(q, sheets, ruled[q.Ref], threshold)
			m.Rows = append(m.Rows, row)
		}
	}
	m.Total = totals(sheets, results, threshold)
	return m
}

// asked reports whether anybody was shown the question.
func asked(cells []Cell) bool {
	return len(cells) == 0 || slices.ContainsFunc(cells, func(c Cell) bool { return c.Row.State != score.Hidden })
}

func (r *Row) measure(q *qa.Question, sheets []Sheet, ruled Ruling, threshold float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, c := range r.Cells {
		if c.Row.State == score.Scored {
			least, most, r.Known = min(least, c.Points()), max(most, c.Points()), true
		}
	}
	if r.Known {
		r.Spread = most - least
	}
	r.Differs = differs(r.Cells)
	r.Flagged = r.Differs || r.Spread > threshold+rounding
	if e := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Expert }); e >= 0 {
		r.deviate(r.Cells[e])
	} else if ruled.Settled() {
		r.deviate(asCell(q, ruled.Agreed))
	}
}

// asCell is an agreed answer as if somebody had given it.
func asCell(q *qa.Question, a qa.Answer) Cell {
	s, ok := q.Credit(a)
	c := Cell{Answer: a, Row: score.Row{Ref: q.Ref, State: score.NotApplicable}}
	switch {
	case ok:
		c.Row.State, c.Row.Score = score.Scored, s
	case !a.NA:
		c.Row.State = score.Beside
	}
	return c
}

func (r *Row) deviate(from Cell) {
	for i := range r.Cells {
		c := &r.Cells[i]
		switch {
		case c.Row.State == score.Scored && from.Row.State == score.Scored:
			c.Deviation = c.Points() - from.Points()
			c.Deviates = math.Abs(c.Deviation) > rounding
		case c.Row.State != score.Open && from.Row.State != score.Open:
			c.Deviates = apart(*c, from)
		}
	}
}

// differs reports answers that no number tells apart: one that applies against
// one that doesn't, or other options of a question without a score. Words and
// dates are notes: they may differ.
func differs(cells []Cell) bool {
	var first *Cell
	for i := range cells {
		c := &cells[i]
		if c.Row.State == score.Open {
			continue
		}
		if first == nil {
			first = c
			continue
		}
		if apart(*c, *first) {
			return true
		}
	}
	return false
}

func apart(a, b Cell) bool {
	if a.Out() != b.Out() {
		return true
	}
	return a.Row.State == score.Beside && b.Row.State == score.Beside && !sameOptions(a.Answer, b.Answer)
}

func sameOptions(a, b qa.Answer) bool {
	x, y := slices.Clone(a.Options), slices.Clone(b.Options)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// totals is the row of the final scores.
func totals(sheets []Sheet, results []score.Result, threshold float64) Row {
	row := Row{}
	least, most := math.Inf(1), math.Inf(-1)
	for i := range sheets {
		c := Cell{Row: score.Row{State: score.NotApplicable}}
		if f := results[i].Final; f.Known {
			c.Row.State, c.Row.Score = score.Scored, f.Value/100
			least, most, row.Known = min(least, f.Value), max(most, f.Value), true
		}
		row.Cells = append(row.Cells, c)
	}
	if row.Known {
		row.Spread = most - least
	}
	row.Flagged = row.Spread > threshold+rounding
	if e := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Expert }); e >= 0 {
		row.deviate(row.Cells[e])
	}
	return row
}

// Row returns the row of a question; ok is false if nobody was asked it.
func (m Matrix) Row(ref string) (Row, bool) {
	for _, r := range m.Rows {
		if r.Ref == ref {
			return r, true
		}
	}
	return Row{}, false
}

// Flagged are the refs of the flagged questions, in the order of the form.
func (m Matrix) Flagged() []string {
	var out []string
	for _, r := range m.Rows {
		if r.Flagged {
			out = append(out, r.Ref)
		}
	}
	return out
}
