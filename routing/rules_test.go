package routing

import (
	"reflect"
	"testing"
)

func TestJoinEmpty_TheShortWordsStandForTheirReasons(t *testing.T) {
	for word, want := range map[string][]Excluded{"yes": nil, "no": {ByPenalty, ByPause, Invalid}, "strict": {ByPenalty, ByPause, Invalid, Away}, "loose": {ByPenalty, Invalid}} {
		if got, ok := JoinEmpty(word); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("joinempty %s is %v", word, got)
		}
	}
	for word, want := range map[string][]Excluded{"no": nil, "yes": {ByPenalty, ByPause, Invalid}, "strict": {ByPenalty, ByPause, Invalid, Away}} {
		if got, ok := LeaveWhenEmpty(word); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("leavewhenempty %s is %v", word, got)
		}
	}
	if _, ok := JoinEmpty("perhaps"); ok {
		t.Error("perhaps is a word")
	}
}

func to(x int) Step { return Step{By: x, Given: true} }
func by(x int) Step { return Step{By: x, Relative: true, Given: true} }

func TestPenaltyChange_ChangesOnlyLimitsThatWereSetInTheOrderOfTheirTimes(t *testing.T) {
	set := Limits{Max: 2, Min: 1, Raise: 0, SetMax: true, SetMin: true, SetUp: true}
	all := []PenaltyChange{{After: 30, Max: by(3)}, {After: 60, Max: to(10), Min: by(-5)}, {After: 90, Max: by(-20), Raise: to(4)}, {After: 120, Min: to(9)}}
	for name, c := range map[string]struct {
		from    Limits
		waited  float64
		max     int
		min, up int
	}{
		"before the first":                {set, 29, 2, 1, 0},
		"relative, at its second":         {set, 30, 5, 1, 0},
		"absolute, and min is at least 0": {set, 60, 10, 0, 0},
		"max is at least 0, raise is cut": {set, 90, 0, 0, 0},
		"min is at most max":              {set, 120, 0, 0, 0},
		"what was not set stays":          {Limits{Max: 2, SetMax: true}, 120, 0, 0, 0},
		"nothing is set":                  {Limits{Max: 7, Min: 3}, 120, 7, 3, 0},
	} {
		got := c.from.After(all, c.waited)
		if got.Max != c.max || got.Min != c.min || got.Raise != c.up {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestPenalty_ARaisedMemberCountsWithTheRaiseUnlessMinIsRespected(t *testing.T) {
	for name, c := range map[string]struct {
		limits  Limits
		penalty int
		as      int
		ok      bool
	}{
		"within":           {Limits{Max: 5, Min: 2, SetMax: true, SetMin: true}, 5, 5, true},
		"at min":           {Limits{Max: 5, Min: 2, SetMax: true, SetMin: true}, 2, 2, true},
		"below min":        {Limits{Min: 2, SetMin: true}, 1, 1, false},
		"above max":        {Limits{Max: 5, SetMax: true}, 6, 6, false},
		"raised into":      {Limits{Min: 2, Raise: 3, SetMin: true, SetUp: true}, 1, 3, true},
		"rN: not raised":   {Limits{Min: 2, Raise: 3, SetMin: true, SetUp: true, Respect: true}, 1, 1, false},
		"rN: raised above": {Limits{Min: 2, Raise: 4, SetMin: true, SetUp: true, Respect: true}, 3, 4, true},
		"higher stays":     {Limits{Raise: 3, SetUp: true}, 7, 7, true},
	} {
		if as, ok := c.limits.Allows(c.penalty); as != c.as || ok != c.ok {
			t.Errorf("%s: %d, %v", name, as, ok)
		}
	}
}

func TestExpression_KnowsLevelsNamesAndOrNot(t *testing.T) {
	skill := func(name string, level int) Expression { return Expression{Skill: name, Level: level} }
	g := &Group{Name: "g", Skills: map[string]int{"power": 3, "english": 1}}
	not := skill("power", 4)
	for name, c := range map[string]struct {
		e    Expression
		want bool
	}{
		"the level":  {skill("power", 3), true},
		"a higher":   {skill("power", 4), false},
		"none":       {skill("law", 1), false},
		"and":        {Expression{All: []Expression{skill("power", 3), skill("english", 1)}}, true},
		"and, one":   {Expression{All: []Expression{skill("power", 3), skill("law", 1)}}, false},
		"or":         {Expression{Any: []Expression{skill("law", 1), skill("power", 2)}}, true},
		"or, none":   {Expression{Any: []Expression{skill("law", 1), skill("power", 5)}}, false},
		"not":        {Expression{Not: &not}, true},
		"the name":   {Expression{Groups: []string{"x", "g"}}, true},
		"other name": {Expression{Groups: []string{"x"}}, false},
	} {
		if got := c.e.Holds(g); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The example Blend of ContactCenters: s1 = 4, s2 = 1, κ = 2, c = 0.
func TestBlend_DialsTwiceTheFreeAgentsOnceCallersAreSafe(t *testing.T) {
	b := Blend{S1: 4, S2: 1, Kappa: 2}
	for in, want := range map[[2]int]int{{4, 3}: 6, {3, 3}: 0, {4, 0}: 0, {9, 1}: 2} {
		if got := b.Dial(in[0], in[1]); got != want {
			t.Errorf("%v: %d, not %d", in, got, want)
		}
	}
	if got := (Blend{Kappa: 0.5, C: -3}).Dial(1, 2); got != 0 {
		t.Errorf("%d numbers are dialled", got)
	}
}
