package contest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shifu/qa/indicators"
)

// Back is how many earlier periods of their own people are compared with.
const Back = 4

// Part is a sum of figures of which the same facts are known.
type Part struct {
	Days  int              `json:"days"`
	Facts map[string]int64 `json:"facts"` // by the fact's key
}

// Work is what was done in one project.
type Work struct {
	Calls   int64 `json:"calls"`
	Seconds int64 `json:"seconds"` // signed in
}

// Line is what one person did in one period: all that is counted, and nothing
// that was worked out.
type Line struct {
	PersonID       string          `json:"person"`
	Name           string          `json:"name"`
	OrganisationID string          `json:"organisation"`
	Organisation   string          `json:"organisation_name"`
	TeamID         string          `json:"team"`
	Team           string          `json:"team_name"`
	Joined         string          `json:"joined"` // the day; empty: not known
	Parts          []Part          `json:"parts"`
	Work           map[string]Work `json:"work"`           // by project
	Scores         []float64       `json:"scores"`         // of evaluations, in their order
	Exams          []float64       `json:"exams"`          // per cent of the points, in their order
	Business       map[string]int  `json:"business_lines"` // calls heard of, by business line
}

// Input is everything that a result is computed from.
type Input struct {
	From   string         `json:"from"`
	Now    []Line         `json:"now"`
	Before [][]Line       `json:"before"` // the periods before, the latest first
	Last   map[string]int `json:"last"`   // places in the last contest of the series, by unit
}

// Text is the input as it is kept: JSON, the same for the same input.
func (in *Input) Text() (string, error) {
	for _, ls := range append([][]Line{in.Now}, in.Before...) {
		slices.SortFunc(ls, func(a, b Line) int { return strings.Compare(a.PersonID, b.PersonID) })
	}
	b, err := json.Marshal(in)
	return string(b), err
}

// ReadInput undoes Text.
func ReadInput(text string) (in Input, err error) {
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return in, fmt.Errorf("reading frozen inputs: %w", err)
	}
	return in, nil
}

// PartsOf are sums as an input keeps them.
func PartsOf(s indicators.Sums) []Part {
	var out []Part
	for _, p := range s {
		q := Part{Days: p.Days, Facts: map[string]int64{}}
		for _, f := range summed {
			if p.Known.Has(f) {
				q.Facts[f.Key()] = p.N[f]
			}
		}
		out = append(out, q)
	}
	return out
}

// summed are the facts that sums can know.
var summed = append(slices.Clone(indicators.Facts), indicators.OnDuty, indicators.Certified)

// sums undoes PartsOf.
func (l *Line) sums() (out indicators.Sums) {
	for _, p := range l.Parts {
		q := indicators.Part{Days: p.Days}
		for _, f := range summed {
			if n, ok := p.Facts[f.Key()]; ok {
				q.Figures = q.With(f, n)
			}
		}
		out = out.Add(q)
	}
	return out
}

// plus adds what another did, for the figures of a team.
func (l Line) plus(m Line) Line {
	l.Parts = append(slices.Clone(l.Parts), m.Parts...)
	l.Scores, l.Exams = append(slices.Clone(l.Scores), m.Scores...), append(slices.Clone(l.Exams), m.Exams...)
	work := map[string]Work{}
	for _, all := range []map[string]Work{l.Work, m.Work} {
		for project, w := range all {
			work[project] = Work{work[project].Calls + w.Calls, work[project].Seconds + w.Seconds}
		}
	}
	l.Work = work
	return l
}

// Home is the project in which most of the paid time was spent; of equals the
// first by name.
func (l *Line) Home() string {
	home, most := "", int64(-1)
	for project, w := range l.Work {
		if w.Seconds > most || w.Seconds == most && project < home {
			home, most = project, w.Seconds
		}
	}
	return home
}

// Hours are the paid hours, signed in.
func (l *Line) Hours() float64 {
	var s int64
	for _, w := range l.Work {
		s += w.Seconds
	}
	return float64(s) / 3600
}

// Drift counts the people whose figures in b differ from those in a, now and
// in the periods before; names and teams don't matter.
func Drift(a, b Input) int {
	changed := map[string]bool{}
	periods := max(len(a.Before), len(b.Before))
	at := func(in Input, i int) []Line {
		switch {
		case i == 0:
			return in.Now
		case i <= len(in.Before):
			return in.Before[i-1]
		}
		return nil
	}
	for i := range periods + 1 {
		was := map[string]string{}
		for _, l := range at(a, i) {
			was[l.PersonID] = l.told()
		}
		for _, l := range at(b, i) {
			if was[l.PersonID] != l.told() {
				changed[l.PersonID] = true
			}
			delete(was, l.PersonID)
		}
		for id := range was {
			changed[id] = true
		}
	}
	return len(changed)
}

// told is what figures tell of the person, without who it is.
func (l Line) told() string {
	l.Name, l.Organisation, l.TeamID, l.Team, l.Joined = "", "", "", "", ""
	b, _ := json.Marshal(l) // numbers, texts and maps of them always can be
	return string(b)
}
