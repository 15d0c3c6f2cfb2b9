package award_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/award"
)

func pair(id string, first, last, done float64) award.Pair {
	return award.Pair{ID: id, MentorID: "m" + id, MenteeID: "t" + id, Mentor: "M" + id, Mentee: "T" + id, First: &first, Last: &last, Done: done, Planned: 10}
}

func rule() award.Rule {
	return award.Rule{Name: "最佳师徒", From: indicators.On(2026, 1, 1), Until: indicators.On(2027, 1, 1), Weights: award.Standard, Method: award.Approval, Quorum: .5, Voters: award.Voters}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-4 {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// Of two pairs: a has .40·90 + .20·30 + .20·80 + .20·50 = 68; without the vote
// (36 + 6 + 16) ÷ .8 = 72.5.
func TestRank_IsTheWeightedSumWithTheBreakdownBesideIt(t *testing.T) {
	v := award.Vote{Entitled: 4, Ballots: 4, Points: map[string]float64{"a": 2, "b": 3}, Most: map[string]float64{"a": 4, "b": 4}, Quorum: true}
	r := award.Rank(award.Standard, []award.Pair{pair("a", 60, 90, 8), pair("b", 70, 80, 9)}, v)
	a, b := r.Places[0], r.Places[1]
	near(t, "a", a.Score, 68)
	near(t, "a without the vote", a.Without, 72.5)
	near(t, "b", b.Score, .4*80+.2*10+.2*90+.2*75)
	if !r.Plain || a.Pair.ID != "a" || a.Place != 1 || b.Place != 2 || a.E != 90 || a.G != 30 || a.M != 80 || a.V != 50 {
		t.Errorf("%+v", r)
	}
}

func TestRank_TheVoteCanTurnTheRankingAndBothAreTold(t *testing.T) {
	v := award.Vote{Entitled: 4, Ballots: 4, Points: map[string]float64{"b": 4}, Most: map[string]float64{"a": 4, "b": 4}, Quorum: true}
	r := award.Rank(award.Standard, []award.Pair{pair("a", 60, 90, 8), pair("b", 70, 85, 9)}, v)
	if b := r.Places[0]; b.Pair.ID != "b" || b.Place != 1 || b.WithoutP != 2 || r.Places[1].WithoutP != 1 {
		t.Errorf("%+v", r.Places)
	}
	v.Quorum = false
	if r = award.Rank(award.Standard, []award.Pair{pair("a", 60, 90, 8), pair("b", 70, 85, 9)}, v); r.Places[0].Pair.ID != "a" || r.Places[0].Score != r.Places[0].Without {
		t.Error("a vote without its quorum counted")
	}
}

func TestRank_TiesArePartedByExamThenGainThenShared(t *testing.T) {
	v := award.Vote{Quorum: true}
	// .4·80 + .2·20 + .2·100 = 56 = .4·90 + .2·0 + .2·100
	r := award.Rank(award.Standard, []award.Pair{pair("a", 60, 80, 10), pair("b", 90, 90, 10)}, v)
	if r.Places[0].Pair.ID != "b" || r.Places[0].Score != r.Places[1].Score || r.Places[1].Place != 2 {
		t.Error("the exam does not part", r.Places)
	}
	// the same E; more gain and fewer measures
	r = award.Rank(award.Standard, []award.Pair{pair("a", 60, 80, 9), pair("b", 50, 80, 8)}, v)
	if r.Places[0].Pair.ID != "b" || r.Places[0].Score != r.Places[1].Score || r.Places[1].Place != 2 {
		t.Error("the gain does not part", r.Places)
	}
	r = award.Rank(award.Standard, []award.Pair{pair("a", 60, 80, 9), pair("b", 60, 80, 9), pair("c", 60, 70, 9)}, v)
	if len(r.Winners()) != 2 || r.Places[1].Place != 1 || r.Places[2].Place != 3 {
		t.Error("equal pairs don't share", r.Places)
	}
}

// Anscombe's first set (The American Statistician 27, 1973, 17-21): the
// regression of y on x is 3.0001 + 0.5001·x, and the squared residuals sum up to
// 13.7627; n is 11.
func TestGains_AreResidualsOfTheRegressionOverAllPairs(t *testing.T) {
	x := []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}
	y := []float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}
	var all []award.Pair
	for i := range x {
		all = append(all, pair(fmt.Sprint(i), x[i], y[i], 5))
	}
	got, plain := award.Gains(all)
	if plain {
		t.Fatal("11 pairs are enough")
	}
	sd := math.Sqrt(13.7627 / 11)
	for i := range x {
		want := 50 + 10*(y[i]-3.00009-.50009*x[i])/sd
		if math.Abs(got[i]-want) > .01 {
			t.Errorf("pair %d gained %v, not %v", i, got[i], want)
		}
	}
}

func TestGains_AWeakStartIsNoHandicap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(award.LeastPairs, 40).Draw(t, "pairs")
		var all []award.Pair
		for i := range n {
			all = append(all, pair(fmt.Sprint(i), rapid.Float64Range(0, 100).Draw(t, "first"), rapid.Float64Range(0, 100).Draw(t, "last"), 5))
		}
		got, _ := award.Gains(all)
		sum, with := 0.0, 0.0
		mean := 0.0
		for _, p := range all {
			mean += *p.First / float64(n)
		}
		for i, g := range got {
			if g < 0 || g > 100 || math.IsNaN(g) {
				t.Fatal(g)
			}
			if g == 0 || g == 100 {
				return // clipped: no residual any more
			}
			sum, with = sum+g-50, with+(g-50)*(*all[i].First-mean)
		}
		if math.Abs(sum) > 1e-5 || math.Abs(with) > 1e-3 {
			t.Fatal("the gain hangs on the start", sum, with)
		}
	})
}

func TestRank_WhatWasNotMeasuredIsNotRanked(t *testing.T) {
	p := pair("a", 60, 90, 8)
	p.Last = nil
	q := pair("b", 60, 90, 8)
	q.Planned = 0
	r := award.Rank(award.Standard, []award.Pair{p, q, pair("c", 1, 2, 3)}, award.Vote{})
	if len(r.Places) != 1 || len(r.Missing) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestCount_ApprovalsAndBordaPoints(t *testing.T) {
	of := []award.Pair{pair("a", 1, 2, 3), pair("b", 1, 2, 3), pair("c", 1, 2, 3)}
	ballots := []award.Ballot{{Pairs: []string{"a", "b"}}, {Pairs: []string{"a"}}, {Pairs: []string{"c", "a", "b"}}}
	could := map[string]int{"a": 3, "b": 3, "c": 2}
	r := rule()
	v := award.Count(&r, of, ballots, 6, could)
	if v.Points["a"] != 3 || v.Points["b"] != 2 || v.Points["c"] != 1 || v.Most["c"] != 2 || !v.Quorum {
		t.Errorf("%+v", v)
	}
	r.Method = award.Borda
	v = award.Count(&r, of, ballots, 7, could)
	if v.Points["a"] != 2+2+1 || v.Points["b"] != 1 || v.Points["c"] != 2 || v.Most["a"] != 6 || v.Quorum {
		t.Errorf("%+v", v)
	}
	if award.Count(&r, of, ballots[:2], 2, could).Quorum {
		t.Error("two ballots are no secret")
	}
}

func TestCheckBallot_NeverTheOwnPairAndNoneTwice(t *testing.T) {
	of := []award.Pair{pair("a", 1, 2, 3), pair("b", 1, 2, 3)}
	for name, c := range map[string]struct {
		pairs []string
		who   string
		ok    bool
	}{
		"fine": {[]string{"a", "b"}, "x", true}, "own as mentor": {[]string{"a"}, "ma", false}, "own as mentee": {[]string{"b", "a"}, "ta", false},
		"another's": {[]string{"b"}, "ta", true}, "twice": {[]string{"a", "a"}, "x", false}, "empty": {nil, "x", false}, "unknown": {[]string{"z"}, "x", false},
	} {
		err := award.CheckBallot(award.Ballot{Pairs: c.pairs}, of, c.who)
		if c.ok != (err == nil) || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOn_WeightsAreLockedWithTheYear(t *testing.T) {
	a := award.Award{Rule: rule()}
	at := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	if a.On(at(1, 1).Add(-time.Second), time.UTC) != award.Planned || a.On(at(1, 1), time.UTC) != award.Year {
		t.Error("the lock")
	}
	a.OpenedAt, a.ClosesAt = at(12, 1), at(12, 8)
	if a.On(at(12, 7), time.UTC) != award.Voting || a.On(at(12, 8), time.UTC) != award.Counted {
		t.Error("the vote")
	}
	a.PublishedAt = at(12, 9)
	if a.On(at(12, 10), time.UTC) != award.Published {
		t.Error("published")
	}
}

func TestCheck_NamesWhatIsWrong(t *testing.T) {
	ok := rule()
	if err := ok.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*award.Rule){
		"no name": func(r *award.Rule) { r.Name = "" }, "no year": func(r *award.Rule) { r.Until = r.From },
		"weights": func(r *award.Rule) { r.Weights.Vote = .3 }, "negative": func(r *award.Rule) { r.Weights = award.Weights{Exam: 1.2, Vote: -.2} },
		"vote alone": func(r *award.Rule) { r.Weights = award.Weights{Vote: 1} }, "method": func(r *award.Rule) { r.Method = "dice" },
		"quorum": func(r *award.Rule) { r.Quorum = 0 }, "nobody": func(r *award.Rule) { r.Voters = nil },
	} {
		r := rule()
		if change(&r); !fault.Is(r.Check(), fault.Invalid) {
			t.Errorf("%s is let through", name)
		}
	}
}

func TestHash_ChangesWithAnythingThatWasPublished(t *testing.T) {
	r := award.Rank(award.Standard, []award.Pair{pair("a", 60, 90, 8), pair("b", 70, 80, 9)}, award.Vote{})
	one, _ := r.Hash()
	b, _ := json.Marshal(r)
	var again award.Result
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	if two, _ := again.Hash(); two != one {
		t.Error("read again it has another hash")
	}
	again.Places[0].V++
	if two, _ := again.Hash(); two == one {
		t.Error("the vote does not matter")
	}
}
