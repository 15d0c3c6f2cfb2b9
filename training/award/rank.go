package award

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"

	"shifu/training/proof"
)

// LeastBallots is how many ballots a vote needs beside its quorum: of fewer one
// could guess who gave which.
const LeastBallots = 3

// Vote is what ballots come to.
type Vote struct {
	Entitled int                `json:"entitled"`
	Ballots  int                `json:"ballots"`
	Points   map[string]float64 `json:"points"` // by pair
	Most     map[string]float64 `json:"most"`   // what each could have come to
	Quorum   bool               `json:"quorum"` // enough have voted
}

// Count adds ballots up. could says of each pair how many of those who voted
// were free to vote for it: nobody is for their own.
func Count(r *Rule, of []Pair, ballots []Ballot, entitled int, could map[string]int) Vote {
	v := Vote{Entitled: entitled, Ballots: len(ballots), Points: map[string]float64{}, Most: map[string]float64{}}
	v.Quorum = len(ballots) >= LeastBallots && float64(len(ballots)) >= r.Quorum*float64(entitled)-1e-9
	top := float64(len(of) - 1)
	for _, p := range of {
		v.Points[p.ID], v.Most[p.ID] = 0, float64(could[p.ID])
		if r.Method == Borda {
			v.Most[p.ID] *= top
		}
	}
	for _, b := range ballots {
		for i, id := range b.Pairs {
			if r.Method == Borda {
				v.Points[id] += top - float64(i)
				continue
			}
			v.Points[id]++
		}
	}
	return v
}

// share is the points of a pair ÷ what it could have come to, in per cent.
func (v *Vote) share(id string) float64 {
	if v.Most[id] == 0 {
		return 0
	}
	return 100 * v.Points[id] / v.Most[id]
}

// LeastPairs is from how many pairs on the gain is a residual.
const LeastPairs = 10

// Gains are the gains of pairs of which nothing is missing, 0…100: the residual
// of the last exam on the first one over all of them by least squares, as
// 50 + 10·z, so that a weak start is no handicap; of fewer than LeastPairs the
// plain difference. Residual gain: Cronbach and Furby, Psychological Bulletin
// 74, 1970, 68-80. The deviation of residuals is that of all pairs, ÷ n.
func Gains(pairs []Pair) (out []float64, plain bool) {
	out = make([]float64, len(pairs))
	if len(pairs) < LeastPairs {
		for i, p := range pairs {
			out[i] = clip(*p.Last - *p.First)
		}
		return out, true
	}
	slope, cut := line(pairs)
	sum := 0.0
	for i, p := range pairs {
		out[i] = *p.Last - cut - slope**p.First
		sum += out[i] * out[i]
	}
	sd := math.Sqrt(sum / float64(len(pairs)))
	for i := range out {
		z := 0.0
		if sd > 1e-9 {
			z = out[i] / sd
		}
		out[i] = clip(50 + 10*z)
	}
	return out, false
}

// line is the least-squares line of the last exam on the first one; flat where
// all began alike.
func line(pairs []Pair) (slope, cut float64) {
	n := float64(len(pairs))
	x, y := 0.0, 0.0
	for _, p := range pairs {
		x, y = x+*p.First/n, y+*p.Last/n
	}
	sxy, sxx := 0.0, 0.0
	for _, p := range pairs {
		sxy, sxx = sxy+(*p.First-x)*(*p.Last-y), sxx+(*p.First-x)*(*p.First-x)
	}
	if sxx > 1e-9 {
		slope = sxy / sxx
	}
	return slope, y - slope*x
}

func clip(x float64) float64 { return min(max(x, 0), 100) }

// Standing is a pair in the ranking, with everything its score is made of.
type Standing struct {
	Pair     Pair    `json:"pair"`
	E        float64 `json:"e"`
	G        float64 `json:"g"`
	M        float64 `json:"m"`
	V        float64 `json:"v"`
	Score    float64 `json:"score"`
	Place    int     `json:"place"`
	Without  float64 `json:"without"`       // the score if the vote were left out
	WithoutP int     `json:"without_place"` // and the place
}

// Result is the ranking of an award.
type Result struct {
	Places  []Standing `json:"places"`  // best first
	Missing []Pair     `json:"missing"` // of which something was not measured: not ranked
	Plain   bool       `json:"plain"`   // the gain is the plain difference
	Vote    Vote       `json:"vote"`
}

// Hash is the SHA-256 of the result, in hexadecimal.
func (r Result) Hash() (string, error) {
	b, err := json.Marshal(r)
	return proof.Hash(string(b)), err
}

// Rank scores pairs: Score = wE·E + wG·G + wM·M + wV·V, each 0…100. E is the
// exam of the mentee, G the gain, M the measures done ÷ planned, V the vote.
// Equal scores are parted by E, then by G; then they share the place. Without
// the vote the other weights are blown up to 1; a vote without its quorum
// counts for nobody, and the ranking is that one.
func Rank(w Weights, pairs []Pair, v Vote) Result {
	r := Result{Vote: v}
	var whole []Pair
	for _, p := range pairs {
		if p.Whole() {
			whole = append(whole, p)
			continue
		}
		r.Missing = append(r.Missing, p)
	}
	gains, plain := Gains(whole)
	r.Plain = plain
	for i, p := range whole {
		s := Standing{Pair: p, E: *p.Last, G: gains[i], M: clip(100 * p.Done / p.Planned), V: v.share(p.ID)}
		rest := w.Exam*s.E + w.Gain*s.G + w.Measures*s.M
		s.Without = round(rest / (1 - w.Vote))
		s.Score = round(rest + w.Vote*s.V)
		if !v.Quorum {
			s.Score = s.Without
		}
		r.Places = append(r.Places, s)
	}
	place(r.Places, func(s *Standing) float64 { return s.Without }, func(s *Standing, n int) { s.WithoutP = n })
	place(r.Places, func(s *Standing) float64 { return s.Score }, func(s *Standing, n int) { s.Place = n })
	return r
}

// place sorts by a score, then E, then G, and numbers the places.
func place(all []Standing, score func(*Standing) float64, set func(*Standing, int)) {
	order := func(a, b Standing) int {
		return cmp.Or(cmp.Compare(score(&b), score(&a)), cmp.Compare(round(b.E), round(a.E)), cmp.Compare(round(b.G), round(a.G)))
	}
	slices.SortStableFunc(all, func(a, b Standing) int { return cmp.Or(order(a, b), cmp.Compare(a.Pair.ID, b.Pair.ID)) })
	n := 0
	for i := range all {
		if i == 0 || order(all[i-1], all[i]) != 0 {
			n = i + 1
		}
		set(&all[i], n)
	}
}

// round keeps six decimals, so that equal scores are equal on every machine.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// Winners are the pairs in the first place.
func (r Result) Winners() []Standing {
	return slices.DeleteFunc(slices.Clone(r.Places), func(s Standing) bool { return s.Place != 1 })
}
