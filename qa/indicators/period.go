package indicators

import "time"

// Span is how long a period is.
type Span string

// The spans (日, 周, 月, 季, 年, 班次周期).
const (
	DaySpan     Span = "day"
	WeekSpan    Span = "week" // from Monday
	MonthSpan   Span = "month"
	QuarterSpan Span = "quarter"
	YearSpan    Span = "year"
	CycleSpan   Span = "cycle" // of shifts
)

// Spans lists every span in the order in which screens show them.
var Spans = []Span{DaySpan, WeekSpan, MonthSpan, QuarterSpan, YearSpan, CycleSpan}

// Cycle is the rhythm of the shifts: so many days, counted from one first day.
type Cycle struct {
	First Date
	Days  int
}

// DefaultCycle is eight days from a Monday: two early, two late, two night
// shifts and two days off.
var DefaultCycle = Cycle{First: On(2024, time.January, 1), Days: 8}

// Period is the days from From until the one before Until.
type Period struct{ From, Until Date }

// Holds reports whether d is one of the days.
func (p Period) Holds(d Date) bool { return d >= p.From && d < p.Until }

// Days is how many there are.
func (p Period) Days() int { return int(p.Until - p.From) }

// Around is the shortest period that holds both; an empty one adds nothing.
func (p Period) Around(q Period) Period {
	switch {
	case p.Days() == 0:
		return q
	case q.Days() == 0:
		return p
	}
	return Period{min(p.From, q.From), max(p.Until, q.Until)}
}

// PeriodOf is the period of that span in which d lies. The cycle is only
// needed for CycleSpan.
func PeriodOf(s Span, d Date, c Cycle) Period {
	at := d.UTC()
	switch s {
	case WeekSpan:
		first := d - Date((int(at.Weekday())+6)%7)
		return Period{first, first + 7}
	case MonthSpan:
		first := On(at.Year(), at.Month(), 1)
		return Period{first, first.Add(0, 1, 0)}
	case QuarterSpan:
		first := On(at.Year(), (at.Month()-1)/3*3+1, 1)
		return Period{first, first.Add(0, 3, 0)}
	case YearSpan:
		first := On(at.Year(), time.January, 1)
		return Period{first, first.Add(1, 0, 0)}
	case CycleSpan:
		first := c.First + floor(d-c.First, Date(c.Days))
		return Period{first, first + Date(c.Days)}
	}
	return Period{d, d + 1}
}

// floor is the greatest multiple of step that is not above d.
func floor(d, step Date) Date {
	rest := d % step
	if rest < 0 {
		rest += step
	}
	return d - rest
}

// Before is the period of the same span just before p.
func (p Period) Before(s Span, c Cycle) Period { return PeriodOf(s, p.From-1, c) }

// After is the period of the same span just after p.
func (p Period) After(s Span, c Cycle) Period { return PeriodOf(s, p.Until, c) }

// Run is the last n periods of span s up to that of d, oldest first.
func Run(s Span, d Date, c Cycle, n int) []Period {
	out := make([]Period, n)
	p := PeriodOf(s, d, c)
	for i := n - 1; i >= 0; i-- {
		out[i] = p
		p = p.Before(s, c)
	}
	return out
}
