package insight

import (
	"encoding/json"
	"time"

	"shifu/qa"
	figures "shifu/qa/insight"
)

// question is what the filter bar holds; it is remembered per person.
type question struct {
	View   int        `json:"view"`
	By     figures.By `json:"by,omitempty"`
	Unit   string     `json:"unit,omitempty"` // whose line the trend shows
	Period int        `json:"period"`         // index of periods
	Risk   bool       `json:"risk,omitempty"`

	Organisation string `json:"organisation,omitempty"`
	Team         string `json:"team,omitempty"`
	Agent        string `json:"agent,omitempty"`
	Project      string `json:"project,omitempty"`
	Line         string `json:"line,omitempty"`
	Rubric       string `json:"rubric,omitempty"`
}

// period is a span of time up to today, cut into steps.
type period struct {
	days, months int
	weekly       bool
}

// periods are offered; the first is where everybody begins.
var periods = []period{{months: 12}, {days: 90, weekly: true}, {days: 30, weekly: true}, {months: 24}}

// find is the question as of now, with the starts of its steps.
func (q question) find(now time.Time, zone *time.Location) (qa.Find, []time.Time) {
	starts := periods[min(max(q.Period, 0), len(periods)-1)].starts(now.In(zone))
	sample := qa.RandomSample
	if q.Risk {
		sample = qa.RiskSample
	}
	return qa.Find{OrganisationID: q.Organisation, TeamID: q.Team, AgentID: q.Agent, Project: q.Project, BusinessLine: q.Line,
		RubricID: q.Rubric, Sample: sample, From: starts[0], Until: starts[len(starts)-1]}, starts
}

// starts are the beginnings of the steps, whole weeks from Monday or whole
// months, and at last the end of today's step.
func (p period) starts(now time.Time) []time.Time {
	y, m, d := now.Date()
	at, last := time.Date(y, m-time.Month(p.months-1), 1, 0, 0, 0, 0, now.Location()), time.Date(y, m+1, 1, 0, 0, 0, 0, now.Location())
	next := func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	if p.weekly {
		monday := func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }
		today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
		at, last = monday(today.AddDate(0, 0, 1-p.days)), monday(today).AddDate(0, 0, 7)
		next = func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	}
	var out []time.Time
	for ; at.Before(last); at = next(at) {
		out = append(out, at)
	}
	return append(out, last)
}

// narrowed reports whether anything but the time narrows.
func (q question) narrowed() bool {
	return q.Risk || q.Organisation != "" || q.Team != "" || q.Agent != "" || q.Project != "" || q.Line != "" || q.Rubric != "" || q.Period != 0
}

// cleared keeps the view only.
func (q question) cleared() question { return question{View: q.View, By: q.By} }

func (q question) json() []byte {
	b, err := json.Marshal(q)
	if err != nil {
		panic("app/insight: " + err.Error()) // plain fields
	}
	return b
}
