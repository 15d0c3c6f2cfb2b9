package operations

import (
	"context"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// tab is one of the tabs.
type tab string

// The tabs.
const (
	tabOverview   tab = "overview"
	tabTable      tab = "table"
	tabShifts     tab = "shifts"
	tabComplaints tab = "complaints"
	tabOrders     tab = "orders"
)

// state is what is remembered of how somebody looks at the figures.
type state struct {
	Tab        tab
	Span       indicators.Span
	Day        indicators.Date `json:"-"` // a day of the period that is shown
	Scope      string          // "team:ID", "organisation:ID", "project:NAME"; empty: all that I see
	By         indicators.Group
	Family     indicators.Family
	Sort       string // an indicator or "name"
	Descending bool
}

const stateKey = "operations"

// recall is the state of last time; what can't be read is forgotten.
func recall(ctx context.Context, d *desk.Desk, standard state) state {
	st := standard
	blob, err := d.Preferences.Preference(ctx, d.Actor, stateKey)
	if err != nil || blob == nil || json.Unmarshal(blob, &st) != nil {
		return standard
	}
	return st
}

func (s *Screen) remember() {
	blob, err := json.Marshal(s.state)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.saving.Do(func() error { return s.d.Preferences.SetPreference(s.kept, s.d.Actor, stateKey, blob) }, s.d.Fail)
}

func (s *Screen) tabList() []tab {
	if !s.d.Actor.May(people.SeeCalls) {
		return []tab{tabOverview, tabShifts, tabComplaints, tabOrders}
	}
	return []tab{tabOverview, tabTable, tabShifts, tabComplaints, tabOrders}
}

func (s *Screen) tabWord(t tab) string {
	switch t {
	case tabOverview:
		return lang.L("Overview")
	case tabTable:
		return lang.L("People and teams")
	case tabShifts:
		return lang.L("Shifts")
	case tabComplaints:
		return lang.L("Complaints")
	case tabOrders:
		return lang.L("Faulty work orders")
	}
	return ""
}

// shown is the period that is looked at.
func (s *Screen) shown() indicators.Period {
	return indicators.PeriodOf(s.state.Span, s.state.Day, s.cycle)
}

// atEnd tells that no later period has figures or has begun.
func (s *Screen) atEnd() bool {
	today := indicators.DateOf(s.d.Now().In(s.d.Zone))
	return s.shown().Until > max(today, s.extent.Until-1)
}

// move goes to the period before or after.
func (s *Screen) move(by int) {
	p := s.shown()
	if by < 0 {
		s.state.Day = p.From - 1
	} else if !s.atEnd() {
		s.state.Day = p.Until
	}
	s.reload()
}

// setSpan keeps the last day that both periods hold.
func (s *Screen) setSpan(span indicators.Span) {
	today := indicators.DateOf(s.d.Now().In(s.d.Zone))
	last := s.shown().Until - 1
	if s.extent.Days() > 0 {
		last = min(last, s.extent.Until-1)
	}
	s.state.Day = min(last, max(today, s.extent.Until-1))
	s.state.Span = span
	s.remember()
	s.reload()
}

// narrowed is a question about what the scope names.
func (s *Screen) narrowed(q indicators.Question) indicators.Question {
	kind, id, _ := strings.Cut(s.state.Scope, ":")
	switch kind {
	case "team":
		q.TeamIDs = []string{id}
	case "organisation":
		q.OrganisationIDs = []string{id}
	case "project":
		q.Projects = []string{id}
	}
	return q
}

// found is a list's narrowing by period and scope.
func (s *Screen) found() indicators.Find {
	f := indicators.Find{Period: s.shown()}
	kind, id, _ := strings.Cut(s.state.Scope, ":")
	switch kind {
	case "team":
		f.TeamIDs = []string{id}
	case "organisation":
		f.OrganisationIDs = []string{id}
	case "project":
		f.Project = id
	}
	return f
}

// run is the periods of a trend: the longer ones over twelve months.
func (s *Screen) run() []indicators.Period {
	span, n := s.state.Span, 12
	switch span {
	case indicators.DaySpan:
		n = 31
	case indicators.WeekSpan:
		n = 26
	case indicators.CycleSpan:
		n = 24
	default:
		span = indicators.MonthSpan
	}
	last := s.state.Day
	if s.state.Span == indicators.QuarterSpan || s.state.Span == indicators.YearSpan {
		last = s.shown().Until - 1
		if s.extent.Days() > 0 {
			last = min(last, s.extent.Until-1)
		}
	}
	return indicators.Run(span, last, s.cycle, n)
}
