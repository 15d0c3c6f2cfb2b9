package sampling

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Record is what is known of an agent: how many random evaluations, and how
// many of them passed.
type Record struct {
	AgentID string
	N       int
	Passed  float64 // may be a fraction where the future is expected
}

// Belief is the 95 % interval of an agent's pass rate.
type Belief struct{ Low, High float64 }

// Width is how wide the interval is.
func (b Belief) Width() float64 { return b.High - b.Low }

// Holds reports whether a rate lies within: whether it is open on which side
// of it the agent stands.
func (b Belief) Holds(rate float64) bool { return b.Low <= rate && rate <= b.High }

// Interval is the equal-tailed 95 % posterior interval of the pass rate under
// Jeffreys' prior Beta(½, ½) (Brown, Cai and DasGupta, Statistical Science 16,
// 2001, 101-133, section 4.3, with their ends: from 0 where nothing passed, to
// 1 where everything did).
func (r Record) Interval() Belief {
	failed := float64(r.N) - r.Passed
	b := distuv.Beta{Alpha: r.Passed + .5, Beta: failed + .5}
	out := Belief{0, 1}
	if r.Passed > 0 {
		out.Low = b.Quantile(.025)
	}
	if failed > 0 {
		out.High = b.Quantile(.975)
	}
	return out
}

// expect is the record after one more evaluation as the posterior mean expects it.
func (r Record) expect() Record {
	mean := (r.Passed + .5) / (float64(r.N) + 1)
	return Record{r.AgentID, r.N + 1, r.Passed + mean}
}

// Aim is what a precision plan wants to know.
type Aim struct {
	Threshold float64 // the pass rate that matters
	Width     float64 // an interval this narrow is narrow enough; 0: none is
	Minimum   int     // evaluations that every agent gets in any case
}

// uncertainty is what is still open about an agent: the width of the interval
// while it holds the threshold and is wider than wanted, 0 once the agent
// stands clearly on one side.
func (a Aim) uncertainty(b Belief) float64 {
	if !b.Holds(a.Threshold) || b.Width() <= a.Width {
		return 0
	}
	return b.Width()
}

// Outlook is an agent before the next calls and, as the posterior expects it,
// after them.
type Outlook struct {
	Record
	Before, After Belief
	Calls         int // to be scored next
}

// Plan says how many of the next n calls each agent gets. First everybody's
// minimum is filled; then each call goes where the largest uncertainty near the
// threshold is, since only that shrinks it; once nobody is uncertain, to the
// widest interval. available caps each agent. Equal ones go in the order of
// their IDs. Fewer than n are planned if fewer calls are there.
func (a Aim) Plan(records []Record, available map[string]int, n int) []Outlook {
	all := make([]Outlook, len(records))
	now := make([]Record, len(records))
	for i, r := range records {
		b := r.Interval()
		all[i] = Outlook{Record: r, Before: b, After: b}
		now[i] = r
	}
	slices.SortFunc(all, func(x, y Outlook) int { return cmp.Compare(x.AgentID, y.AgentID) })
	slices.SortFunc(now, func(x, y Record) int { return cmp.Compare(x.AgentID, y.AgentID) })
	for range n {
		i := a.next(all, now, available)
		if i < 0 {
			break
		}
		all[i].Calls++
		now[i] = now[i].expect()
		all[i].After = now[i].Interval()
	}
	return all
}

// next is the agent whose call helps most, -1 if nobody has one left.
func (a Aim) next(all []Outlook, now []Record, available map[string]int) int {
	best, most := -1, [3]float64{}
	for i, o := range all {
		if o.Calls >= available[o.AgentID] {
			continue
		}
		want := [3]float64{float64(max(a.Minimum-now[i].N, 0)), a.uncertainty(o.After), o.After.Width()}
		if best < 0 || slices.Compare(want[:], most[:]) > 0 {
			best, most = i, want
		}
	}
	return best
}

// DrawPrecision chooses the n calls that tell most about who is near the
// threshold, at random among each agent's own. Agents without a record are
// new. The outlooks are of those who have calls, in the order of the strata.
func DrawPrecision(calls []Candidate, records []Record, aim Aim, n int, seed int64) (Sample, []Outlook, error) {
	if err := checkN(n, len(calls)); err != nil {
		return Sample{}, nil, err
	}
	own := slices.Clone(calls)
	available := map[string]int{}
	for i := range own {
		own[i].Stratum = own[i].AgentID
		available[own[i].AgentID]++
	}
	for id := range available {
		if !slices.ContainsFunc(records, func(r Record) bool { return r.AgentID == id }) {
			records = append(slices.Clip(records), Record{AgentID: id})
		}
	}
	looks := aim.Plan(records, available, n)
	byAgent := map[string]Outlook{}
	for _, o := range looks {
		byAgent[o.AgentID] = o
	}
	all := strata(own, seed)
	for _, s := range all {
		s.N = byAgent[s.Name].Calls
	}
	looks = slices.DeleteFunc(looks, func(o Outlook) bool { return available[o.AgentID] == 0 })
	sample := collect(all, func(s *stratum, _ Candidate) words.Text { return aim.why(byAgent[s.Name]) })
	return sample, looks, nil
}

// why says what the agent's calls are to tell.
func (a Aim) why(o Outlook) words.Text {
	if o.N < a.Minimum {
		return words.T("Minimum of {{.N}} for everybody", fault.Values{"N": a.Minimum})
	}
	key := "Pass rate {{.Low}} to {{.High}} %: on which side of {{.Threshold}} %?"
	if !o.Before.Holds(a.Threshold) {
		key = "Pass rate {{.Low}} to {{.High}} %, to be narrowed"
	}
	return words.T(key, fault.Values{"Low": percent(o.Before.Low), "High": percent(o.Before.High), "Threshold": percent(a.Threshold)})
}

func percent(share float64) int { return int(share*100 + .5) }
