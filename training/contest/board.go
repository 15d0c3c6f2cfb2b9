package contest

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/people"
)

// Grace is how long after its end a contest waits for the last tables before it
// freezes by itself.
const Grace = 24 * time.Hour

// Board is a contest as one person may see it: who leads, who improved most,
// oneself, and never a list of those behind.
type Board struct {
	Contest  Contest
	State    State
	Until    time.Time // appeals: zero before the first freezing
	Result   string    // hash of what is shown
	Same     bool      // computed again from the frozen inputs, it came to the same
	Drift    int       // people whose figures have changed since the freezing
	Leagues  []Standing
	Improved []Row
	Mine     *Row     // one's own, or that of one's team or company; nil: none
	Others   []Row    // for keepers: who is behind, by name, with what was measured alone
	Alarms   []Alarm  // for keepers
	Appeals  []Appeal // for keepers all, otherwise one's own
	Keeps    bool     // the person may keep this contest
}

// Standing is a league as everybody sees it.
type Standing struct {
	Top         []Row
	All, Ranked int
}

// See is what an actor sees of a result.
func See(by people.Actor, c Contest, r Result) Board {
	b := Board{Contest: c, Keeps: MayKeep(by, c.Rule.OrganisationID)}
	for l := range c.Rule.LeagueCount() {
		s := Standing{Top: veil(by, r.Top(l))}
		s.All, s.Ranked = r.Count(l)
		b.Leagues = append(b.Leagues, s)
	}
	b.Improved = veil(by, r.Improved())
	if own := r.Of(c.Rule.UnitOf(by)); own != nil {
		mine := *own
		b.Mine = &mine
	}
	if b.Keeps {
		b.Others, b.Alarms = others(r), r.Alarms
	}
	return b
}

// UnitOf is what an actor competes as.
func (r *Rule) UnitOf(by people.Actor) string {
	switch r.Unit {
	case Team:
		return by.TeamID
	case Vendor:
		return by.OrganisationID
	}
	return by.PersonID
}

// MayKeep reports whether an actor keeps the contests of an organisation
// (empty: of all companies).
func MayKeep(by people.Actor, organisationID string) bool {
	return by.May(people.KeepContests) && (by.Scope().All || organisationID != "" && organisationID == by.OrganisationID)
}

// veil hides who the people of other companies are from those who don't see them.
func veil(by people.Actor, rows []Row) []Row {
	s := by.Scope()
	out := slices.Clone(rows)
	for i := range out {
		if !s.All && out[i].OrganisationID != by.OrganisationID {
			out[i] = Row{Place: out[i].Place, Points: out[i].Points, League: out[i].League, Gain: out[i].Gain, Periods: out[i].Periods}
		}
	}
	return out
}

// others are those that no list shows, by name, without what would rank them.
func others(r Result) []Row {
	top := map[string]bool{}
	for l := range r.Rows {
		for _, x := range r.Top(l) {
			top[x.UnitID] = true
		}
	}
	var out []Row
	for _, x := range r.Rows {
		if top[x.UnitID] {
			continue
		}
		x.Place, x.Points, x.Gain, x.Periods = 0, 0, 0, 0
		x.Values = slices.Clone(x.Values)
		for i := range x.Values {
			x.Values[i].Z, x.Values[i].Fair = 0, 0
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b Row) int { return strings.Compare(a.Name, b.Name) })
	return out
}
