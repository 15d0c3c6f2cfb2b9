package indicators

import (
	"time"

	"shifu/internal/fault"
)

// Date is a day of the calendar, counted from 1970-01-01. Figures belong to
// days and not to instants: no zone can move them.
type Date int

// DateOf is the day of at on the clock of its location.
func DateOf(at time.Time) Date {
	y, m, d := at.Date()
	return On(y, m, d)
}

// On is the day of year, month and day; days beyond the month run on.
func On(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
}

// ParseDate reads 2026-11-21. It refuses anything else (Invalid).
func ParseDate(text string) (Date, error) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fault.New(fault.Invalid, "“{{.Value}}” is no date. Write it as 2026-11-21.", fault.Values{"Value": text}).Because(err)
	}
	return DateOf(at), nil
}

// UTC is the midnight with which the day begins at Greenwich, for formatting.
func (d Date) UTC() time.Time { return time.Unix(int64(d)*24*3600, 0).UTC() }

// In is the midnight with which the day begins in zone.
func (d Date) In(zone *time.Location) time.Time {
	y, m, day := d.UTC().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

// String is the day as 2026-11-21.
func (d Date) String() string { return d.UTC().Format(time.DateOnly) }

// Add is the day so many days, months and years away, by the calendar.
func (d Date) Add(years, months, days int) Date { return DateOf(d.UTC().AddDate(years, months, days)) }
