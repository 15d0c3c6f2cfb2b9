package reviewers

import (
	"cmp"
	"image"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/qa/severity"
)

// The columns of reviewers.
const (
	colName = iota
	colN
	colBias
	colLikely
	colDrift
	colTaken
	colDisputed
	colOverturned
	colQuestion
	colCall
	colSame
)

func (s *Screen) newReviewers() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Reviewer"), Sorts: true, Least: 72},
		{Title: lang.L("Evaluations"), Width: 88, Right: true, Sorts: true},
		{Title: lang.L("Bias"), Width: 66, Right: true, Sorts: true},
		{Title: lang.L("Likely"), Width: 116, Right: true},
		{Title: lang.L("By month"), Width: 96, Right: true},
		{Title: lang.L("Taken a call"), Width: 92, Right: true, Sorts: true, Yield: 4},
		{Title: lang.L("Disputed"), Width: 78, Right: true, Sorts: true, Yield: 2},
		{Title: lang.L("Overturned"), Width: 84, Right: true, Sorts: true, Yield: 3},
		{Title: lang.L("A question"), Width: 84, Right: true, Sorts: true, Yield: 5},
		{Title: lang.L("A call"), Width: 66, Right: true, Sorts: true, Yield: 6},
		{Title: lang.L("Same answer"), Width: 94, Right: true, Sorts: true, Yield: 1},
	}, func() int { return len(s.f.model.Reviewers) }, s.reviewerCell)
	t.Sorted = colBias
	t.OnSorted = s.sortReviewers
	t.OnChosen = s.choose
	return t
}

func (s *Screen) reviewerCell(row, column int) parts.Cell {
	if row >= len(s.f.model.Reviewers) {
		return parts.Cell{}
	}
	r := &s.f.model.Reviewers[row]
	switch column {
	case colName:
		return parts.Cell{Text: r.Name}
	case colN:
		return parts.Cell{Text: chart.Count(r.N), Tone: look.Ink2, Value: r.N}
	case colBias:
		return parts.Cell{Text: chart.Signed(r.Bias.Value, 1), Bold: true, Tone: toneOf(r), Value: r.Bias.Value}
	case colLikely:
		return s.likelyCell(r)
	case colDrift:
		return s.driftCell(r)
	case colTaken:
		return parts.Cell{Text: chart.Number(r.Severity, 1), Value: r.Severity}
	case colDisputed:
		return shareCell(r.Disputes)
	case colOverturned:
		return shareCell(r.Overturned)
	case colQuestion:
		return spentCell(r.PerQuestion)
	case colCall:
		return spentCell(r.PerCall)
	}
	return shareCell(r.Pairs.Same)
}

// toneOf is grey where there are too few evaluations to tell.
func toneOf(r *severity.Reviewer) look.Token {
	if r.N < interval.Enough {
		return look.Ink3
	}
	return look.Ink
}

func (s *Screen) likelyCell(r *severity.Reviewer) parts.Cell {
	if r.N < interval.Enough {
		return parts.Cell{Text: lang.L("Too few to tell"), Tone: look.Ink3, Small: true}
	}
	return parts.Cell{Image: parts.IntervalImage(s.biasScale(), r.Bias.Value, r.Bias.Low, r.Bias.High, 114, 18),
		Value: chart.Signed(r.Bias.Low, 1) + " … " + chart.Signed(r.Bias.High, 1)}
}

func (s *Screen) driftCell(r *severity.Reviewer) parts.Cell {
	return parts.Cell{Image: s.spark(r), Value: r.Drift.Value}
}

func (s *Screen) spark(r *severity.Reviewer) image.Image {
	var values []float64
	for _, m := range r.Months {
		values = append(values, m.Value)
	}
	return parts.SparkImage(values, s.monthScale(), 94, 18)
}

// biasScale is one scale for all reviewers, with 0 in its middle.
func (s *Screen) biasScale() chart.Scale {
	most := 2.0
	for i := range s.f.model.Reviewers {
		if r := &s.f.model.Reviewers[i]; r.N >= interval.Enough {
			most = max(most, math.Abs(r.Bias.Low), math.Abs(r.Bias.High))
		}
	}
	return chart.Scale{Low: -most, High: most}
}

func (s *Screen) monthScale() chart.Scale {
	most := 2.0
	for i := range s.f.model.Reviewers {
		for _, m := range s.f.model.Reviewers[i].Months {
			most = max(most, math.Abs(m.Value))
		}
	}
	return chart.Scale{Low: -most, High: most}
}

// shareCell writes a share; under ten it is grey and says of how many.
func shareCell(h severity.Share) parts.Cell {
	switch {
	case h.N == 0:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case h.N < interval.Enough:
		return parts.Cell{Text: lang.L("{{.Hits}} of {{.N}}", map[string]any{"Hits": h.Hits, "N": h.N}), Tone: look.Ink3, Value: part(h)}
	}
	return parts.Cell{Text: chart.Percent(part(h), 0), Value: part(h)}
}

func part(h severity.Share) float64 { return float64(h.Hits) / float64(max(h.N, 1)) }

func spentCell(v time.Duration) parts.Cell {
	if v == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: seconds(v), Tone: look.Ink2, Value: v}
}

// seconds writes under two minutes as seconds, otherwise m:ss.
func seconds(v time.Duration) string {
	if v < 2*time.Minute {
		return lang.L("{{.N}} s", map[string]any{"N": chart.Number(v.Seconds(), 0)})
	}
	return chart.Clock(v)
}

func (s *Screen) sortReviewers(column int, descending bool) {
	slices.SortStableFunc(s.f.model.Reviewers, func(a, b severity.Reviewer) int {
		c := compare(&a, &b, column)
		if descending {
			return -c
		}
		return c
	})
	s.reviewers.Refresh()
	s.chooseWanted()
}

func compare(a, b *severity.Reviewer, column int) int {
	switch column {
	case colName:
		return cmp.Compare(a.Name, b.Name)
	case colN:
		return cmp.Compare(a.N, b.N)
	case colTaken:
		return cmp.Compare(a.Severity, b.Severity)
	case colDisputed:
		return cmp.Compare(part(a.Disputes), part(b.Disputes))
	case colOverturned:
		return cmp.Compare(part(a.Overturned), part(b.Overturned))
	case colQuestion:
		return cmp.Compare(a.PerQuestion, b.PerQuestion)
	case colCall:
		return cmp.Compare(a.PerCall, b.PerCall)
	case colSame:
		return cmp.Compare(part(a.Pairs.Same), part(b.Pairs.Same))
	}
	return cmp.Compare(a.Bias.Value, b.Bias.Value)
}
