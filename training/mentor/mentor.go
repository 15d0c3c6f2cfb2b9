// Package mentor pairs mentors with mentees (师徒).
package mentor

import (
	"slices"

	"shifu/internal/fault"
)

// Mentor is somebody who takes mentees.
type Mentor struct {
	Name     string
	Capacity int      // how many mentees at once
	Prefers  []string // mentees, the dearest first; who is not in the list is not accepted
	Open     bool     // no list: everybody is accepted alike
}

// Mentee is somebody who gets a mentor.
type Mentee struct {
	Name    string
	Prefers []string // mentors, the dearest first; who is not in the list is not accepted
	Open    bool     // no list: everybody is accepted alike
}

// Pool is everybody who is to be paired. With scores the wishes follow them: a
// pair without a score is not allowed, and both sides prefer the higher one.
type Pool struct {
	Mentors []Mentor
	Mentees []Mentee
	Scores  map[string]map[string]float64 // mentee, mentor; nil: by wishes
}

// Method says what the best pairing is.
type Method string

// The methods. Stable: no two people would rather have each other than what they
// got. Total: the highest sum of scores, where a mentee may stay without a mentor.
// Participation: as many pairs as there can be, and of those the highest sum.
const (
	Stable        Method = "stable"
	Total         Method = "total"
	Participation Method = "participation"
)

// Match is a pairing. Pairs holds every mentee; nil is without a mentor. Total is
// the sum of the scores or, without scores, of the wish points (see Pool.Match).
type Match struct {
	Pairs    map[string]*string `json:"pairs"`
	Total    float64            `json:"total"`
	Blocking []Pair             `json:"blocking_pairs"`
}

// Pair is a mentee and a mentor.
type Pair struct {
	Mentee string `json:"mentee"`
	Mentor string `json:"mentor"`
}

// Alone counts the mentees without a mentor.
func (m Match) Alone() (n int) {
	for _, mentor := range m.Pairs {
		if mentor == nil {
			n++
		}
	}
	return n
}

// Most is how many mentors and how many mentees are paired at once at the most.
const Most = 2000

// Match pairs by the method. Without scores a pair is worth its wish points: on
// each side with a list of n names, the one at place k gives (n−k+1)/n of a
// point. Where several pairings are best, those come first who stand first in the
// pool. It fails if the pool is too large or names somebody unknown or twice.
//
// Stable is deferred acceptance with capacities, proposed by the mentees, whose
// best stable pairing it finds (Gale and Shapley, American Mathematical Monthly
// 69, 1962). Total and Participation solve the assignment problem by shortest
// augmenting paths (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987).
func (p Pool) Match(by Method) (Match, error) {
	if err := p.check(); err != nil {
		return Match{}, err
	}
	g := p.grid()
	var got []int
	switch by {
	case Stable:
		got = g.accept()
	case Total, Participation:
		got = g.assign(by == Participation)
	default:
		return Match{}, fault.New(fault.Invalid, "There is no method {{.Have}}. Choose stable, total or participation.", fault.Values{"Have": string(by)})
	}
	return g.match(got), nil
}

func (p Pool) check() error {
	if len(p.Mentors) > Most || len(p.Mentees) > Most {
		return fault.New(fault.Invalid, "At most {{.N}} mentors and {{.N}} mentees are paired at once. Pair each project by itself.", fault.Values{"N": Most})
	}
	mentors, mentees := map[string]bool{}, map[string]bool{}
	for _, m := range p.Mentors {
		if mentors[m.Name] {
			return twice(m.Name)
		}
		mentors[m.Name] = true
	}
	for _, m := range p.Mentees {
		if mentees[m.Name] {
			return twice(m.Name)
		}
		mentees[m.Name] = true
		if err := known(m.Name, m.Prefers, mentors); err != nil {
			return err
		}
	}
	for _, m := range p.Mentors {
		if err := known(m.Name, m.Prefers, mentees); err != nil {
			return err
		}
	}
	return nil
}

func twice(name string) error {
	return fault.New(fault.Invalid, "{{.Name}} is named twice.", fault.Values{"Name": name})
}

// known refuses a wish for somebody who is not there, or for one person twice.
func known(who string, wishes []string, there map[string]bool) error {
	for i, w := range wishes {
		switch {
		case !there[w]:
			return fault.New(fault.Invalid, "{{.Who}} prefers {{.Name}}, who is not in the list.", fault.Values{"Who": who, "Name": w})
		case slices.Contains(wishes[:i], w):
			return fault.New(fault.Invalid, "{{.Who}} prefers {{.Name}} twice.", fault.Values{"Who": who, "Name": w})
		}
	}
	return nil
}
