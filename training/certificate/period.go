package certificate

import (
	"time"

	"shifu/qa/indicators"
)

// Day is a day of the calendar; 0 is none.
type Day = indicators.Date

// DayOf is the day of at on the clock of its location.
func DayOf(at time.Time) Day { return indicators.DateOf(at) }

// Unit is what a period is counted in.
type Unit string

// The units.
const (
	Days   Unit = "days"
	Months Unit = "months"
)

// Period is a length of time by the calendar. The zero period is none.
type Period struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// IsZero reports whether the period has no length.
func (p Period) IsZero() bool { return p.N == 0 }

// After is the day a period after d; months end with the month: a month after
// 31 January is 28 or 29 February.
func (p Period) After(d Day) Day { return p.times(d, 1) }

// Before is the day a period before d, by the same rule.
func (p Period) Before(d Day) Day { return p.times(d, -1) }

// times is the day k periods after d, counted from d at once: twice a month
// after 31 January is 31 March.
func (p Period) times(d Day, k int) Day {
	if p.Unit != Months {
		return d + Day(k*p.N)
	}
	at := d.UTC()
	first := time.Date(at.Year(), at.Month()+time.Month(k*p.N), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return indicators.On(first.Year(), first.Month(), min(at.Day(), last))
}

// daysAMonth is the mean length of a month of the calendar, by which days are
// set against months.
const daysAMonth = 365.2425 / 12

func (p Period) days() float64 {
	if p.Unit == Months {
		return float64(p.N) * daysAMonth
	}
	return float64(p.N)
}

// Longer reports whether p is longer than q.
func (p Period) Longer(q Period) bool {
	if p.Unit == q.Unit {
		return p.N > q.N
	}
	return p.days() > q.days()
}
