package library

import (
	"reflect"
	"slices"
	"time"

	"shifu/qa"
	"shifu/recordings"
)

// none stands for calls without an evaluation, as recordings.Filter names them.
const none = "none"

// period is a stretch of time that moves with the day.
type period string

const (
	today     period = "today"
	yesterday period = "yesterday"
	thisWeek  period = "week" // from Monday on
	thisMonth period = "month"
	lastDays  period = "30" // with today
)

var periods = []period{today, yesterday, thisWeek, thisMonth, lastDays}

// question is what the list is asked for: a filter, and perhaps a period
// instead of its fixed times.
type question struct {
	recordings.Filter
	Period period `json:",omitempty"`
}

// midnight is the beginning of the day of an instant.
func midnight(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// from is where a period begins and ends.
func (p period) span(now time.Time, zone *time.Location) (from, until time.Time) {
	day := midnight(now, zone)
	end := day.AddDate(0, 0, 1)
	switch p {
	case today:
		return day, end
	case yesterday:
		return day.AddDate(0, 0, -1), day
	case thisWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7), end
	case thisMonth:
		return day.AddDate(0, 0, 1-day.Day()), end
	case lastDays:
		return day.AddDate(0, 0, -29), end
	}
	return time.Time{}, time.Time{}
}

// filter is the question as of now.
func (q question) filter(now time.Time, zone *time.Location) recordings.Filter {
	f := q.Filter
	if q.Period != "" {
		f.From, f.Until = q.Period.span(now, zone)
	}
	return f
}

// empty reports whether nothing narrows.
func (q question) empty() bool { return reflect.DeepEqual(q, question{}) }

// copied shares nothing with q.
func (q question) copied() question {
	q.OrganisationIDs, q.TeamIDs, q.AgentIDs = slices.Clone(q.OrganisationIDs), slices.Clone(q.TeamIDs), slices.Clone(q.AgentIDs)
	q.Projects, q.BusinessLines = slices.Clone(q.Projects), slices.Clone(q.BusinessLines)
	q.Kinds, q.Tags = slices.Clone(q.Kinds), slices.Clone(q.Tags)
	q.Satisfaction, q.States = slices.Clone(q.Satisfaction), slices.Clone(q.States)
	return q
}

// unscored narrows a filter to calls without an evaluation; false if it can't
// hold any.
func unscored(f recordings.Filter) (recordings.Filter, bool) {
	may := len(f.States) == 0 || slices.Contains(f.States, none)
	f.States = []string{none}
	return f, may
}

var states = []qa.State{none, qa.Draft, qa.Submitted, qa.Released, qa.Acknowledged, qa.Appealed, qa.InReview, qa.Upheld, qa.Revised, qa.Closed, qa.Voided}
