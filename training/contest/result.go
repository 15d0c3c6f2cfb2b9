package contest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"shifu/training/proof"
)

// Row is what one who competes came to.
type Row struct {
	UnitID         string  `json:"unit"`
	Name           string  `json:"name"`
	OrganisationID string  `json:"organisation"`
	Organisation   string  `json:"organisation_name"`
	Team           string  `json:"team"`
	Project        string  `json:"project"`
	People         int     `json:"people"`
	Hours          float64 `json:"hours"`
	Values         []Value `json:"values"` // one for each metric of the rule
	Points         float64 `json:"points"`
	Failed         []int   `json:"failed"`  // the metrics whose gate it does not stand
	Missing        []int   `json:"missing"` // the weighted metrics of which nothing is known
	League         int     `json:"league"`
	Place          int     `json:"place"` // in the league; 0: not ranked
	Gain           float64 `json:"gain"`  // against the own mean of the periods before
	Periods        int     `json:"periods"`
}

// Ranked reports whether the row takes part in the ranking.
func (r *Row) Ranked() bool { return len(r.Failed) == 0 && len(r.Missing) == 0 }

// Result is what a contest came to: rows by unit.
type Result struct {
	Rows   []Row   `json:"rows"`
	Alarms []Alarm `json:"alarms"`
}

// Hash is the SHA-256 of the result, in hexadecimal: the same inputs come to
// the same one.
func (r Result) Hash() (string, error) {
	b, err := json.Marshal(r)
	return proof.Hash(string(b)), err
}

// Of returns the row of a unit, nil if it did not take part.
func (r Result) Of(unitID string) *Row {
	if i := slices.IndexFunc(r.Rows, func(x Row) bool { return x.UnitID == unitID }); i >= 0 {
		return &r.Rows[i]
	}
	return nil
}

// leastPeriods is on how many earlier periods an improvement is told.
const leastPeriods = 2

// Compute works a result out of inputs. It depends on nothing else, and the
// order of the lines does not matter.
//
//   - Each person is measured, and set against those of the same project:
//     points = 50 + 10·Σ w·z.
//   - A team or a company has the mean of its people's points, weighted by paid
//     hours; its gates judge the figures of all together.
//   - Who does not stand a gate is not ranked.
func Compute(r Rule, in Input) Result {
	rows := r.rows(in.Now)
	past := map[string][]float64{}
	for _, ls := range in.Before {
		for _, row := range r.rows(ls) {
			if len(row.Missing) == 0 {
				past[row.UnitID] = append(past[row.UnitID], row.Points)
			}
		}
	}
	for i := range rows {
		row := &rows[i]
		row.League = r.league(row, in)
		if was := past[row.UnitID]; len(was) >= leastPeriods {
			mean, _ := spread(was)
			row.Gain, row.Periods = round(row.Points-mean), len(was)
		}
	}
	place(rows)
	return Result{Rows: rows, Alarms: r.alarms(in)}
}

// rows are those who compete with their points, by unit.
func (r *Rule) rows(ls []Line) []Row {
	ls = slices.DeleteFunc(slices.Clone(ls), func(l Line) bool { return len(l.Work) == 0 })
	slices.SortFunc(ls, func(a, b Line) int { return strings.Compare(a.PersonID, b.PersonID) })
	out := make([]Row, len(ls))
	for i := range ls {
		out[i] = r.person(&ls[i])
	}
	byProject := map[string][]int{}
	for i := range out {
		byProject[out[i].Project] = append(byProject[out[i].Project], i)
	}
	for _, project := range slices.Sorted(maps.Keys(byProject)) {
		for k, m := range r.Metrics {
			var lines []*Line
			var values []*Value
			for _, i := range byProject[project] {
				lines, values = append(lines, &ls[i]), append(values, &out[i].Values[k])
			}
			r.fair(m, lines, values)
		}
	}
	for i := range out {
		r.judge(&out[i])
	}
	if r.Unit == Person {
		return out
	}
	return r.together(ls, out)
}

func (r *Rule) person(l *Line) Row {
	row := Row{UnitID: l.PersonID, Name: l.Name, OrganisationID: l.OrganisationID, Organisation: l.Organisation, Team: l.Team,
		Project: l.Home(), People: 1, Hours: round(l.Hours())}
	row.Values = r.measure(l)
	return row
}

func (r *Rule) measure(l *Line) []Value {
	out := make([]Value, len(r.Metrics))
	for k, m := range r.Metrics {
		kind, _ := KindOf(m.Source)
		out[k] = r.raw(kind, l)
	}
	return out
}

// judge adds up points and looks at the gates. What nobody measured can't fail
// a gate: nobody loses by what others left undone.
func (r *Rule) judge(row *Row) {
	row.Points, row.Failed, row.Missing = 50, nil, nil
	for k, m := range r.Metrics {
		v := row.Values[k]
		if m.Weight > 0 && !r.measured(m, v) {
			row.Missing = append(row.Missing, k)
		}
		if v.Known && !m.Holds(v.Raw) {
			row.Failed = append(row.Failed, k)
		}
		row.Points += 10 * m.Weight * v.Z
	}
	row.Points = round(row.Points)
}

// together makes rows of teams or companies out of those of their people.
func (r *Rule) together(ls []Line, rows []Row) []Row {
	units := map[string][]int{}
	for i := range ls {
		if id := r.unitOf(&ls[i]); id != "" {
			units[id] = append(units[id], i)
		}
	}
	var out []Row
	for _, id := range slices.Sorted(maps.Keys(units)) {
		out = append(out, r.unit(id, units[id], ls, rows))
	}
	return out
}

func (r *Rule) unitOf(l *Line) string {
	if r.Unit == Team {
		return l.TeamID
	}
	return l.OrganisationID
}

func (r *Rule) unit(id string, members []int, ls []Line, rows []Row) Row {
	all := ls[members[0]]
	for _, i := range members[1:] {
		all = all.plus(ls[i])
	}
	row := r.person(&all)
	row.UnitID, row.Name, row.People = id, all.Organisation, len(members)
	if r.Unit == Team {
		row.Name = all.Team
	}
	for k, m := range r.Metrics {
		v, hours := &row.Values[k], 0.0
		sum, fair := 0.0, 0.0
		for _, i := range members {
			if x := rows[i].Values[k]; r.measured(m, x) {
				sum, fair, hours = sum+x.Z*rows[i].Hours, fair+x.Fair*rows[i].Hours, hours+rows[i].Hours
			}
		}
		if hours > 0 {
			v.Z, v.Fair = round(sum/hours), fair/hours
		}
	}
	r.judge(&row)
	return row
}
