package mentor

import (
	"slices"
	"time"

	"shifu/qa/indicators"
)

// Day is a day of the calendar where people work.
type Day = indicators.Date

// Person is somebody in a round: what was entered for it, and what the
// workspace knew of them when the pairs were proposed.
type Person struct {
	ID        string   `json:"id"`
	Capacity  int      `json:"capacity,omitempty"`  // of a mentor: places in all; 0: what the rules say
	Wishes    []string `json:"wishes,omitempty"`    // IDs of the other side, the dearest first; none: not asked
	Roster    string   `json:"roster,omitempty"`    // entered, see ReadRoster; empty: the shifts that are known
	Languages []string `json:"languages,omitempty"` // and dialects, entered
	Facts     Facts    `json:"facts"`
}

// Facts are what the workspace knows of a person.
type Facts struct {
	Name           string          `json:"name"`
	StaffNumber    string          `json:"staff_number"`
	OrganisationID string          `json:"organisation_id"`
	Organisation   string          `json:"organisation"`
	TeamID         string          `json:"team_id"`
	Team           string          `json:"team"`
	Above          []string        `json:"above,omitempty"` // the reporting line, the own manager first
	Taken          int             `json:"taken,omitempty"` // open pairs as a mentor
	MentorID       string          `json:"mentor_id,omitempty"`
	Certificates   []string        `json:"certificates,omitempty"` // programmes whose certificate is in force
	Skills         []string        `json:"skills,omitempty"`       // of those; of a mentee also what is asked of them
	Projects       []string        `json:"projects,omitempty"`     // worked for in the window
	Shifts         []Span          `json:"shifts,omitempty"`       // in the window, in order, apart from each other
	Kept           map[string]Mean `json:"kept,omitempty"`         // by rubric and question: points kept, 0…1
}

// Mean is a mean of n values.
type Mean struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
}

// Span is a time at work, in minutes since 1970.
type Span struct {
	From  int64 `json:"f"`
	Until int64 `json:"u"`
}

// SpanOf is the span between two instants.
func SpanOf(from, until time.Time) Span { return Span{from.Unix() / 60, until.Unix() / 60} }

// Joined puts spans in order and joins those that touch.
func Joined(spans []Span) []Span {
	out := []Span{}
	slices.SortFunc(spans, func(a, b Span) int { return int(a.From - b.From) })
	for _, s := range spans {
		switch last := len(out) - 1; {
		case s.Until <= s.From:
		case last >= 0 && s.From <= out[last].Until:
			out[last].Until = max(out[last].Until, s.Until)
		default:
			out = append(out, s)
		}
	}
	return out
}

// sharedHours is how long two people are at work together, in hours. Both
// lists are in order and apart.
func sharedHours(a, b []Span) float64 {
	var minutes int64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		minutes += max(0, min(a[i].Until, b[j].Until)-max(a[i].From, b[j].From))
		if a[i].Until < b[j].Until {
			i++
		} else {
			j++
		}
	}
	return float64(minutes) / 60
}

// Window are the days of which shifts are compared: Until is not one of them.
type Window struct {
	From  Day `json:"from"`
	Until Day `json:"until"`
}

// WindowDays is how far back, and ahead, the workspace looks.
const WindowDays = 28

func (w Window) weeks() float64 { return float64(w.Until-w.From) / 7 }
