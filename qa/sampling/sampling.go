// Package sampling chooses which calls are scored and who scores them. Every
// choice is made by seed and can be made again: the generator is PCG-DXSM
// (math/rand/v2, after O'Neill, HMC-CS-2014-0905, 2014), seeded with the seed
// and the FNV-1a hash of the stratum's name. The calls of a stratum are sorted
// by their ID and shuffled (Fisher and Yates 1938; Durstenfeld, CACM 7, 1964);
// the first n of that order are the picks. So the picks depend neither on the
// order of the input nor on the other strata, and a larger n of the same
// stratum holds the smaller one's picks.
package sampling

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Method is a way to choose calls.
type Method string

// The methods.
const (
	Random     Method = "random"     // every call has the same chance
	Stratified Method = "stratified" // every stratum is seen, in proportion
	Quota      Method = "quota"      // so many of each agent
	Risk       Method = "risk"       // those with most risk signals; never in an average
	Precision  Method = "precision"  // where the pass rate is least certain
)

// Methods lists every method in the order in which screens show them.
var Methods = []Method{Random, Stratified, Quota, Risk, Precision}

// Candidate is a call that may be chosen.
type Candidate struct {
	ID      string
	AgentID string
	Stratum string
	Signals Signals // for risk only
}

// Stratum is a part of the population: how large it is and how many of it are chosen.
type Stratum struct {
	Name string `json:"name"`
	Size int    `json:"size"`
	N    int    `json:"n"`
}

// Pick is a chosen call.
type Pick struct {
	ID      string
	AgentID string
	Stratum string
	Why     words.Text
}

// Sample is what a draw chose, by stratum and within it in the order of the shuffle.
type Sample struct {
	Candidates int
	Strata     []Stratum
	Picks      []Pick
}

// stratum is one part of the population while it is drawn from.
type stratum struct {
	Stratum
	calls []Candidate // in the order of the shuffle
}

// strata parts the calls by the stratum's name and shuffles each part.
func strata(calls []Candidate, seed int64) []*stratum {
	parts := map[string]*stratum{}
	var all []*stratum
	for _, c := range calls {
		s := parts[c.Stratum]
		if s == nil {
			s = &stratum{Stratum: Stratum{Name: c.Stratum}}
			parts[c.Stratum], all = s, append(all, s)
		}
		s.calls = append(s.calls, c)
	}
	slices.SortFunc(all, func(a, b *stratum) int { return cmp.Compare(a.Name, b.Name) })
	for _, s := range all {
		s.Size = len(s.calls)
		shuffle(s.calls, seed, s.Name)
	}
	return all
}

// chance is the generator for one seed and one stream.
func chance(seed int64, stream string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(stream)) // never fails
	return rand.New(rand.NewPCG(uint64(seed), h.Sum64()))
}

func shuffle(calls []Candidate, seed int64, stream string) {
	slices.SortFunc(calls, func(a, b Candidate) int { return cmp.Compare(a.ID, b.ID) })
	chance(seed, stream).Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
}

// collect takes the first N calls of each stratum.
func collect(all []*stratum, why func(s *stratum, c Candidate) words.Text) Sample {
	out := Sample{Picks: []Pick{}}
	for _, s := range all {
		out.Candidates += s.Size
		out.Strata = append(out.Strata, s.Stratum)
		for _, c := range s.calls[:s.N] {
			out.Picks = append(out.Picks, Pick{ID: c.ID, AgentID: c.AgentID, Stratum: c.Stratum, Why: why(s, c)})
		}
	}
	return out
}

// DrawRandom chooses n of all calls, each with the same chance (simple random
// sampling without replacement; Cochran, Sampling Techniques, 1977, chapter 2).
// The strata tell where the picks fell. It refuses an n below 1 or above the
// number of calls.
func DrawRandom(calls []Candidate, n int, seed int64) (Sample, error) {
	if err := checkN(n, len(calls)); err != nil {
		return Sample{}, err
	}
	mixed := slices.Clone(calls)
	shuffle(mixed, seed, "")
	chosen := map[string]int{}
	for _, c := range mixed[:n] {
		chosen[c.Stratum]++
	}
	all := strata(calls, seed)
	for _, s := range all {
		s.N = chosen[s.Name]
		// The picks are those of the one shuffle, not the first of each stratum's own.
		s.calls = slices.DeleteFunc(slices.Clone(mixed[:n]), func(c Candidate) bool { return c.Stratum != s.Name })
	}
	return collect(all, func(*stratum, Candidate) words.Text {
		return words.T("Random: {{.N}} of {{.Size}}", fault.Values{"N": n, "Size": len(calls)})
	}), nil
}

// DrawStratified chooses n calls so that every stratum is seen: each gets 1,
// the rest go by largest remainder in proportion to the sizes, no stratum gets
// more than it has (see Allocate).
func DrawStratified(calls []Candidate, n int, seed int64) (Sample, error) {
	if err := checkN(n, len(calls)); err != nil {
		return Sample{}, err
	}
	all := strata(calls, seed)
	sizes := make([]int, len(all))
	for i, s := range all {
		sizes[i] = s.Size
	}
	ns, err := Allocate(sizes, n)
	if err != nil {
		return Sample{}, err
	}
	for i, s := range all {
		s.N = ns[i]
	}
	return collect(all, stratumWhy), nil
}

// DrawQuota chooses of each stratum as many as want says, or all it has if
// those are fewer. It refuses calls of which none is wanted.
func DrawQuota(calls []Candidate, want func(stratum string, size int) int, seed int64) (Sample, error) {
	all := strata(calls, seed)
	some := false
	for _, s := range all {
		s.N = min(max(want(s.Name, s.Size), 0), s.Size)
		some = some || s.N > 0
	}
	if !some {
		return Sample{}, fault.New(fault.Invalid, "There is nothing to draw: nobody has a call left that the quota still wants.", nil)
	}
	return collect(all, stratumWhy), nil
}

func stratumWhy(s *stratum, _ Candidate) words.Text {
	if s.Name == "" {
		return words.T("Random: {{.N}} of {{.Size}}", fault.Values{"N": s.N, "Size": s.Size})
	}
	return words.T("{{.Stratum}}: {{.N}} of {{.Size}}", fault.Values{"Stratum": s.Name, "N": s.N, "Size": s.Size})
}

func checkN(n, size int) error {
	switch {
	case size == 0:
		return fault.New(fault.Invalid, "There is no call to draw from. Widen the filter or the period.", nil)
	case n < 1:
		return fault.New(fault.Invalid, "Draw at least one call.", nil)
	case n > size:
		return fault.New(fault.Invalid, "{{.N}} calls are wanted, but there are only {{.Size}}. Draw fewer, or widen the filter.",
			fault.Values{"N": n, "Size": size})
	}
	return nil
}
