package tables

import (
	"slices"
	"strings"
	"time"

	"shifu/qa/indicators"
)

// day reads one line of daily figures.
func (w row) day() *Problem {
	var d indicators.Day
	var p *Problem
	if d.Date, p = w.date(Date); p != nil {
		return p
	}
	if d.Who, p = w.who(); p != nil {
		return p
	}
	d.Project = w.cell(Project)
	for _, f := range w.facts {
		if p := w.fact(f, &d.Figures); p != nil {
			return p
		}
	}
	if p := w.fits(d.Figures); p != nil {
		return p
	}
	type known struct {
		date          indicators.Date
		who, project_ string
	}
	if p := w.once(Date, known{d.Date, d.Who.PersonID, d.Project}); p != nil {
		return p
	}
	w.batch.Days = append(w.batch.Days, d)
	return nil
}

// shift reads one line of the roster.
func (w row) shift() *Problem {
	s := indicators.Shift{Project: w.cell(Project), Duty: w.cell(Duty), NotReady: indicators.Reasons(w.cell(Reasons))}
	var p *Problem
	if s.Who, p = w.who(); p != nil {
		return p
	}
	if s.Start, s.End, p = w.turn(); p != nil {
		return p
	}
	s.Date = indicators.DateOf(s.Start.In(w.job.Zone))
	type known struct {
		who   string
		start int64
	}
	if p := w.once(Start, known{s.Who.PersonID, s.Start.Unix()}); p != nil {
		return p
	}
	w.batch.Shifts = append(w.batch.Shifts, s)
	return nil
}

// longestTurn is how long one shift may be.
const longestTurn = 36 * time.Hour

// turn reads start and end: whole instants, or times of the day in the column
// of the date; an end before the start is that of the next day.
func (w row) turn() (start, end time.Time, p *Problem) {
	if start, p = w.instant(Start); p != nil {
		return start, end, p
	}
	if end, p = w.instant(End); p != nil {
		return start, end, p
	}
	if !end.After(start) && isTimeOfDay(w.cell(End)) {
		end = end.AddDate(0, 0, 1)
	}
	if !end.After(start) {
		return start, end, w.refuse(End, "Line {{.Line}} of {{.File}}: the shift ends before it begins.")
	}
	if end.Sub(start) > longestTurn {
		return start, end, w.refuse(End, "Line {{.Line}} of {{.File}}: the shift is longer than 36 hours.")
	}
	return start.UTC(), end.UTC(), nil
}

// complaint reads one complaint.
func (w row) complaint() *Problem {
	c := indicators.Complaint{Number: w.cell(Number), CallID: w.cell(CallID), Reason: w.cell(Reason)}
	var p *Problem
	if c.Date, p = w.date(Date); p != nil {
		return p
	}
	if c.Who, p = w.who(); p != nil {
		return p
	}
	sort := fold(w.cell(Sort))
	c.Attitude = strings.Contains(sort, "态度") || slices.Contains([]string{"attitude", "yes", "true", "1", "是"}, sort)
	if c.Outcome, p = w.outcome(); p != nil {
		return p
	}
	if c.Number != "" {
		if p := w.once(Number, c.Number); p != nil {
			return p
		}
	}
	w.batch.Complaints = append(w.batch.Complaints, c)
	return nil
}

var outcomes = map[indicators.Outcome][]string{
	indicators.OpenOutcome: {"", "open", "pending", "核实中", "处理中", "未核实", "待核实"},
	indicators.Upheld:      {"upheld", "yes", "true", "是", "属实", "成立", "部分属实"},
	indicators.Rejected:    {"rejected", "no", "false", "否", "不属实", "不成立"},
}

func (w row) outcome() (indicators.Outcome, *Problem) {
	text := fold(w.cell(Outcome))
	for o, all := range outcomes {
		if slices.Contains(all, text) {
			return o, nil
		}
	}
	return "", w.refuse(Outcome, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no outcome. Write upheld, rejected or open.")
}

// order reads one work order.
func (w row) order() *Problem {
	o := indicators.Order{Number: w.cell(Number), Project: w.cell(Project), Reason: w.cell(Reason)}
	var p *Problem
	if o.Number == "" {
		return w.refuse(Number, "Line {{.Line}} of {{.File}}: column {{.Column}} is empty.")
	}
	if o.Date, p = w.date(Date); p != nil {
		return p
	}
	if o.Who, p = w.who(); p != nil {
		return p
	}
	if o.Faulty, p = w.yes(Faulty); p != nil {
		return p
	}
	if p := w.once(Number, o.Number); p != nil {
		return p
	}
	w.batch.Orders = append(w.batch.Orders, o)
	return nil
}
