package contest

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/qa/indicators"
)

// thirds is into how many leagues the last contest divides.
const thirds = 3

// LeagueCount is how many leagues a rule has.
func (r *Rule) LeagueCount() int {
	switch r.Leagues {
	case ByTenure:
		return len(r.Months) + 1
	case ByLast:
		return thirds
	}
	return 1
}

// league is the league of a row: 0 the first one. By tenure the newcomers are
// the first; who was not ranked last time begins in the last third.
func (r *Rule) league(row *Row, in Input) int {
	switch r.Leagues {
	case ByTenure:
		return r.tenure(row.UnitID, in)
	case ByLast:
		if place, ok := in.Last[row.UnitID]; ok {
			return min((place-1)*thirds/max(len(in.Last), 1), thirds-1)
		}
		return thirds - 1
	}
	return 0
}

func (r *Rule) tenure(personID string, in Input) int {
	i := slices.IndexFunc(in.Now, func(l Line) bool { return l.PersonID == personID })
	from, err := indicators.ParseDate(in.From)
	if i < 0 || err != nil {
		return 0
	}
	joined, err := time.Parse(time.DateOnly, in.Now[i].Joined)
	if err != nil {
		return 0
	}
	at := 0
	for _, m := range r.Months {
		if indicators.DateOf(joined.AddDate(0, m, 0)) <= from {
			at++
		}
	}
	return at
}

// place gives those who are ranked their place in their league; equal points
// share one.
func place(rows []Row) {
	at := ranking(rows)
	for i, k := range at {
		row := &rows[k]
		switch {
		case i > 0 && rows[at[i-1]].League == row.League && rows[at[i-1]].Points == row.Points:
			row.Place = rows[at[i-1]].Place
		default:
			row.Place = 1
			for j := i - 1; j >= 0 && rows[at[j]].League == row.League; j-- {
				row.Place++
			}
		}
	}
}

// ranking is the order of those who are ranked, by league and points.
func ranking(rows []Row) []int {
	var at []int
	for i := range rows {
		if rows[i].Ranked() {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(rows[a].League, rows[b].League), cmp.Compare(rows[b].Points, rows[a].Points))
	})
	return at
}

// Places are the places of all who are ranked, leagues aside, by unit: what
// divides the next contest of the series.
func (r Result) Places() map[string]int {
	rows := slices.DeleteFunc(slices.Clone(r.Rows), func(x Row) bool { return !x.Ranked() })
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.Points, a.Points) })
	out := map[string]int{}
	for i, row := range rows {
		out[row.UnitID] = i + 1
	}
	return out
}

// The shown part of a ranking: its upper third, at least 3 and at most 10.
const (
	leastShown = 3
	mostShown  = 10
)

// shown is how many of n are shown.
func shown(n int) int {
	return min(max(leastShown, int(math.Ceil(float64(n)/3))), mostShown)
}

// Top are the rows of a league that everybody sees, best first. Whoever comes
// behind is in no list.
func (r Result) Top(league int) []Row {
	var all []Row
	for _, i := range ranking(r.Rows) {
		if r.Rows[i].League == league {
			all = append(all, r.Rows[i])
		}
	}
	most := shown(len(all))
	return slices.DeleteFunc(all, func(x Row) bool { return x.Place > most })
}

// Improved are those who gained most against their own periods before, best
// first, over all leagues: a table of equal rank with the ranking.
func (r Result) Improved() []Row {
	all := slices.DeleteFunc(slices.Clone(r.Rows), func(x Row) bool { return !x.Ranked() || x.Gain <= 0 })
	slices.SortStableFunc(all, func(a, b Row) int { return cmp.Compare(b.Gain, a.Gain) })
	return all[:min(len(all), shown(len(r.Rows)))]
}

// Count is how many of a league took part, and how many are ranked.
func (r Result) Count(league int) (all, ranked int) {
	for i := range r.Rows {
		if r.Rows[i].League == league {
			all++
			if r.Rows[i].Ranked() {
				ranked++
			}
		}
	}
	return all, ranked
}
