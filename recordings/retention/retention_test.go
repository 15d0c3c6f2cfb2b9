package retention_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/recordings"
	. "shifu/recordings/retention"
)

func TestFor_TheNarrowestRuleDecidesAndOfEqualOnesTheLonger(t *testing.T) {
	rules := []Rule{{ID: "all", Days: 365}, {ID: "fault", BusinessLine: "故障报修", Days: 90}, {ID: "both", BusinessLine: "故障报修", Project: "95598", Days: 30},
		{ID: "project", Project: "95598", Days: 100}}
	for want, c := range map[string]recordings.Call{"all": {Project: "x"}, "fault": {BusinessLine: "故障报修"}, "both": {BusinessLine: "故障报修", Project: "95598"},
		"project": {Project: "95598"}} {
		if r, ok := For(rules, c); !ok || r.ID != want {
			t.Errorf("%q decides about %+v, not %q", r.ID, c, want)
		}
	}
	if r, _ := For(append(rules, Rule{ID: "longer", Project: "95598", Days: 200}), recordings.Call{Project: "95598"}); r.ID != "longer" {
		t.Errorf("of two equal rules %q decides", r.ID)
	}
	if _, ok := For(rules[1:], recordings.Call{Project: "x"}); ok {
		t.Error("a rule that doesn't fit decides")
	}
}

func TestUntil_ScoredCallsAreKeptLonger(t *testing.T) {
	c := recordings.Call{StartedAt: time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)}
	r := Rule{Days: 1, ScoredDays: 60}
	if got := r.Until(c, false); !got.Equal(time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)) {
		t.Error(got)
	}
	if got := r.Until(c, true); !got.Equal(time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)) {
		t.Error(got)
	}
}

func TestCheck_RefusesWhatCanNotBeMeant(t *testing.T) {
	for name, r := range map[string]Rule{"no name": {Days: 1, ScoredDays: 1}, "no days": {Name: "x", ScoredDays: 1}, "too long": {Name: "x", Days: 40000, ScoredDays: 40000},
		"scored shorter": {Name: "x", Days: 30, ScoredDays: 29}} {
		if err := r.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Rule{Name: "x", Days: 30, ScoredDays: 30}).Check(); err != nil {
		t.Error(err)
	}
}
