package examdesk

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/exam"
)

// The columns of attempts.
const (
	colPerson = iota
	colOrganisation
	colN
	colForm
	colState
	colPoints
	colShare
	colPassed
	colUsed
	colAway
	colJumps
	colEnded
)

func (s *Screen) attemptTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Examinee"), Least: 76, Sorts: true},
		{Title: lang.L("Organisation"), Width: 104, Sorts: true, Yield: 3},
		{Title: lang.L("Attempt"), Width: 62, Right: true, Sorts: true, Yield: 4},
		{Title: lang.L("Form"), Width: 46, Right: true, Sorts: true, Yield: 6},
		{Title: lang.L("State"), Width: 140, Yield: 1},
		{Title: lang.L("Points got"), Width: 74, Right: true, Sorts: true},
		{Title: "%", Width: 48, Right: true, Sorts: true},
		{Title: lang.L("Result"), Width: 148, Sorts: true},
		{Title: lang.L("Time used"), Width: 74, Right: true, Sorts: true, Yield: 5},
		{Title: lang.L("Left the window"), Width: 108, Right: true, Sorts: true, Yield: 2},
		{Title: lang.L("Clock jumps"), Width: 92, Right: true, Sorts: true, Yield: 7},
		{Title: lang.L("Ended"), Width: 98, Right: true, Sorts: true, Yield: 8},
	}, func() int { return len(s.f.results) }, s.attemptCell)
	t.Sorted = colPerson
	t.OnSorted = func(column int, descending bool) { s.sortAttempts(column, descending); t.Refresh() }
	t.OnOpened = func(int) { s.openAttempt() }
	return t
}

func (s *Screen) attemptCell(row, column int) parts.Cell {
	if row >= len(s.f.results) {
		return parts.Cell{}
	}
	r := &s.f.results[row]
	switch column {
	case colPerson:
		return parts.Cell{Text: r.Person, Bold: true}
	case colOrganisation:
		return parts.Cell{Text: r.Organisation, Tone: look.Ink2}
	case colN:
		return parts.Cell{Text: chart.Count(r.N), Tone: look.Ink2, Value: r.N}
	case colForm:
		return formCell(r.Form)
	case colState:
		word, state := say.Attempt(r.State)
		return parts.StateCell(word, state)
	case colPoints:
		return pointsCell(r, r.Points, say.Points(r.Points))
	case colShare:
		return pointsCell(r, r.Points/max(r.Most, 1), chart.Number(100*r.Points/max(r.Most, 1), 0))
	case colPassed:
		return s.resultCell(r)
	case colUsed:
		return parts.Cell{Text: chart.ClockWide(r.Used), Tone: look.Ink2, Value: r.Used}
	case colAway:
		return noticedCell(r.Away)
	case colJumps:
		return noticedCell(r.Jumps)
	}
	return parts.Cell{Text: s.d.Moment(r.Ended), Tone: look.Ink2, Value: r.Ended}
}

// noticedCell counts what should not have happened.
func noticedCell(n int) parts.Cell {
	if n == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3, Value: 0}
	}
	return parts.Cell{Text: chart.Count(n), Icon: "tri", IconTone: look.Warn, Value: n}
}

func formCell(form int) parts.Cell {
	if form == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: say.Letter(form - 1), Tone: look.Ink2}
}

func pointsCell(r *exam.Result, value float64, text string) parts.Cell {
	if !r.Known {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: text, Value: value}
}

// resultCell says passed or failed, and where chance may have decided.
func (s *Screen) resultCell(r *exam.Result) parts.Cell {
	switch {
	case !r.Known:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case s.borderline(r) && r.Passed:
		return parts.Cell{Text: lang.L("Passed, borderline"), Icon: "half", IconTone: look.Warn}
	case s.borderline(r):
		return parts.Cell{Text: lang.L("Failed, borderline"), Icon: "half", IconTone: look.Warn}
	case r.Passed:
		return parts.StateCell(lang.L("Passed"), parts.StateGood)
	}
	return parts.StateCell(lang.L("Failed"), parts.StateBad)
}

// borderline tells of marks within one standard error of the pass mark; under
// ten attempts nobody knows that error.
func (s *Screen) borderline(r *exam.Result) bool {
	a := s.f.analysis
	return a != nil && !a.Few() && r.Known && a.Borderline(r.Points*a.Most/max(r.Most, 1))
}

func (s *Screen) sortAttempts(column int, descending bool) {
	slices.SortStableFunc(s.f.results, func(a, b exam.Result) int {
		c := s.compare(&a, &b, column)
		if descending {
			return -c
		}
		return c
	})
}

func (s *Screen) compare(a, b *exam.Result, column int) int {
	switch column {
	case colOrganisation:
		return cmp.Compare(a.Organisation, b.Organisation)
	case colN:
		return cmp.Compare(a.N, b.N)
	case colForm:
		return cmp.Compare(a.Form, b.Form)
	case colPoints, colShare:
		return cmp.Compare(points(a), points(b))
	case colPassed:
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(points(a), points(b)))
	case colUsed:
		return cmp.Compare(a.Used, b.Used)
	case colAway:
		return cmp.Compare(a.Away, b.Away)
	case colJumps:
		return cmp.Compare(a.Jumps, b.Jumps)
	case colEnded:
		return a.Ended.Compare(b.Ended)
	}
	return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.N, b.N))
}

// points puts what is not marked yet last.
func points(r *exam.Result) float64 {
	if !r.Known {
		return -1
	}
	return r.Points / max(r.Most, 1)
}

func rank(r *exam.Result) int {
	switch {
	case !r.Known:
		return 0
	case !r.Passed:
		return 1
	}
	return 2
}
