package retrain

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Answered is one question of a marked attempt.
type Answered struct {
	EntryID   string // of the bank, whatever its version
	Point     string // knowledge point; may be empty
	ArticleID string // on which it rests; may be empty
	Right     bool   // the whole mark was given
}

// Weak is a knowledge point that a person does not know well enough.
type Weak struct {
	Point string  `json:"point"`
	Right int     `json:"right"`
	N     int     `json:"n"`
	Mean  float64 `json:"mean"` // of the posterior
	Low   float64 `json:"low"`  // 95 % credible interval
	High  float64 `json:"high"`
}

// Posterior is what right out of n answers tell of the share that somebody
// knows, after a uniform prior: Beta(right+1, n−right+1) with the mean
// (right+1)/(n+2) (Laplace's rule of succession) and its central 95 % interval.
func Posterior(right, n int) (mean, low, high float64) {
	b := distuv.Beta{Alpha: float64(right + 1), Beta: float64(n - right + 1)}
	return b.Mean(), b.Quantile(.025), b.Quantile(.975)
}

// WeakPoints are the knowledge points whose posterior mean lies below cut, the
// weakest first.
func WeakPoints(answers []Answered, cut float64) []Weak {
	at, all := map[string]int{}, []Weak{}
	for _, a := range answers {
		if a.Point == "" {
			continue
		}
		i, ok := at[a.Point]
		if !ok {
			i = len(all)
			at[a.Point], all = i, append(all, Weak{Point: a.Point})
		}
		all[i].N++
		if a.Right {
			all[i].Right++
		}
	}
	out := all[:0]
	for _, w := range all {
		if w.Mean, w.Low, w.High = Posterior(w.Right, w.N); w.Mean < cut {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b Weak) int { return cmp.Or(cmp.Compare(a.Mean, b.Mean), cmp.Compare(a.Point, b.Point)) })
	return out
}

// Set is what a person has to study before the next sitting.
type Set struct {
	Articles []string `json:"articles,omitempty"` // IDs
	Cards    []string `json:"cards,omitempty"`    // entries of the bank
	Plays    []string `json:"plays,omitempty"`    // scenarios of role-play, one for each weak point
}

// Rehearsal is a scenario of role-play with the knowledge points that it practises.
type Rehearsal struct {
	ID        string
	Practises []string
}

// Plays are the role-plays of a remedial set: for each weak point the first that
// practises it and is not there yet. A point that none practises has none.
func Plays(weak []Weak, all []Rehearsal) (out []string) {
	for _, w := range weak {
		i := slices.IndexFunc(all, func(r Rehearsal) bool {
			return slices.Contains(r.Practises, w.Point) && !slices.Contains(out, r.ID)
		})
		if i >= 0 {
			out = append(out, all[i].ID)
		}
	}
	return out
}

// Remedy is the remedial set of an attempt: the articles of its weak points,
// of which about tells more than the answers themselves do (Right is not looked
// at), and the cards of all wrong answers. Without a weak point the articles
// are those of the wrong answers.
func Remedy(answers, about []Answered, weak []Weak) Set {
	var s Set
	isWeak := func(point string) bool {
		return slices.ContainsFunc(weak, func(w Weak) bool { return w.Point == point })
	}
	for _, a := range answers {
		if a.Right {
			continue
		}
		s.Cards = append(s.Cards, a.EntryID)
		if len(weak) == 0 || isWeak(a.Point) {
			s.Articles = append(s.Articles, a.ArticleID)
		}
	}
	for _, a := range about {
		if isWeak(a.Point) {
			s.Articles = append(s.Articles, a.ArticleID)
		}
	}
	s.Articles, s.Cards = once(s.Articles), once(s.Cards)
	return s
}

// once leaves out what is empty or stands there twice.
func once(ids []string) []string {
	seen := map[string]bool{"": true}
	return slices.DeleteFunc(ids, func(id string) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}
