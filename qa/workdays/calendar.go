// Package workdays counts in working days: weekends, public holidays, weekend
// days that are worked instead (调休), and the leave of a person. Everything
// here is a pure function of a calendar.
package workdays

import (
	"slices"
	"time"

	"shifu/internal/fault"
)

// Day is a date without a time, written 2026-10-01; days compare as texts do.
type Day string

// On is the day of an instant in a zone.
func On(at time.Time, zone *time.Location) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// date is the midnight with which d begins in a zone; zero if d is no date.
func (d Day) date(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Calendar says which days are worked, and from when until when. The zero
// value works from Monday to Friday around the clock of the working day.
type Calendar struct {
	Begins time.Duration `json:"begins"` // of the working day, from midnight
	Ends   time.Duration `json:"ends"`
	Off    []Span        `json:"off,omitempty"`    // public holidays
	Worked []Span        `json:"worked,omitempty"` // weekend days that are worked
}

// Span is a run of days, both ends within it.
type Span struct {
	From  Day    `json:"from"`
	Until Day    `json:"until"`
	Name  string `json:"name,omitempty"`
}

// Holds reports whether d lies within s.
func (s Span) Holds(d Day) bool { return s.From <= d && d <= s.Until }

// Standard is the calendar of a workspace that keeps none of its own: Monday to
// Friday, 9 to 18 o'clock, no holidays.
func Standard() Calendar { return Calendar{Begins: 9 * time.Hour, Ends: 18 * time.Hour} }

// Length is how long a working day is.
func (c Calendar) Length() time.Duration { return c.Ends - c.Begins }

// Works reports whether d is worked: a weekend day only if it is worked
// instead of a holiday, any other day unless it is one.
func (c Calendar) Works(d Day) bool {
	on := func(s Span) bool { return s.Holds(d) }
	if slices.ContainsFunc(c.Worked, on) {
		return true
	}
	weekday := d.date(time.UTC).Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !slices.ContainsFunc(c.Off, on)
}

// Leave is when a person is away, whole days.
type Leave struct {
	ID         string
	PersonID   string
	PersonName string // as kept with the person; only read
	Span
}

// furthest bounds how many days are looked ahead: a calendar or a leave without
// end must not keep anybody waiting for ever.
const furthest = 3660

// Add returns the end of the n-th working day after the day of from, in zone.
// The day of from is not counted (as periods of days are counted in the Civil
// Code of the People's Republic of China, article 201); days on which somebody
// of away is on leave are not counted either. n of 0 or less returns from.
func (c Calendar) Add(from time.Time, n int, zone *time.Location, away []Leave) time.Time {
	if n <= 0 {
		return from
	}
	day := On(from, zone).date(zone)
	for range furthest {
		day = day.AddDate(0, 0, 1)
		if !c.counts(On(day, zone), away) {
			continue
		}
		if n--; n == 0 {
			break
		}
	}
	return c.at(day, c.Ends)
}

// Between returns the working time from from until until, negative if until
// lies before from. Days of leave have none.
func (c Calendar) Between(from, until time.Time, zone *time.Location, away []Leave) time.Duration {
	if until.Before(from) {
		return -c.Between(until, from, zone, away)
	}
	var sum time.Duration
	day := On(from, zone).date(zone)
	for range furthest {
		if day.After(until) {
			break
		}
		if c.counts(On(day, zone), away) {
			begins, ends := later(c.at(day, c.Begins), from), earlier(c.at(day, c.Ends), until)
			sum += max(ends.Sub(begins), 0)
		}
		day = day.AddDate(0, 0, 1)
	}
	return sum
}

func (c Calendar) counts(d Day, away []Leave) bool {
	return c.Works(d) && !slices.ContainsFunc(away, func(l Leave) bool { return l.Holds(d) })
}

// at is a time of a day by the clock on the wall, also where clocks change.
func (c Calendar) at(day time.Time, since time.Duration) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, int(since.Minutes()), 0, 0, day.Location())
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Check returns nil if c can be kept: its day ends after it begins, and its
// days are dates in order.
func (c Calendar) Check() error {
	if c.Begins < 0 || c.Ends > 24*time.Hour || c.Ends <= c.Begins {
		return fault.New(fault.Invalid, "A working day has to end after it begins, within one day.", nil)
	}
	for _, s := range slices.Concat(c.Off, c.Worked) {
		if err := s.Check(); err != nil {
			return err
		}
	}
	return nil
}

// Check returns nil if s is two dates in order, not more than ten years apart.
func (s Span) Check() error {
	from, until := s.From.date(time.UTC), s.Until.date(time.UTC)
	switch {
	case from.IsZero():
		return fault.New(fault.Invalid, "\"{{.Have}}\" is no date. Write it as 2026-10-01.", fault.Values{"Have": string(s.From)})
	case until.IsZero():
		return fault.New(fault.Invalid, "\"{{.Have}}\" is no date. Write it as 2026-10-01.", fault.Values{"Have": string(s.Until)})
	case until.Before(from):
		return fault.New(fault.Invalid, "{{.From}} comes after {{.Until}}. Write the earlier day first.", fault.Values{"From": string(s.From), "Until": string(s.Until)})
	case until.Sub(from) > furthest*24*time.Hour:
		return fault.New(fault.Invalid, "From {{.From}} to {{.Until}} is more than ten years.", fault.Values{"From": string(s.From), "Until": string(s.Until)})
	}
	return nil
}
