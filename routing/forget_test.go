package routing

import "testing"

func TestForget_NothingSpeaksOfWhatIsGone(t *testing.T) {
	s := &Scenario{Types: []Type{{Name: "a", Transfers: []Transfer{{To: "b", Share: 0.1}, {To: "c", Share: 0.1}}, Help: Help{Share: 0.1, For: Exp(9), From: []string{"g"}},
		Conditions: []Condition{{Groups: []string{"g"}, Measure: HowMany, Above: 1}, {Groups: []string{"g", "h"}, Of: "b", Measure: HowMany, Above: 1}},
		Blend:      &TaskBlend{Test: []string{"g"}, Target: []string{"g", "h"}}, Preferred: Preferred{Scores: map[string]int{"g": 9}, Rings: []PreferredRing{{Least: 1, For: 1}}}}}}
	s.Policy.Workflow = []Filter{{Types: []string{"b"}, Targets: []Target{{Groups: []string{"h"}}}}, {Types: []string{"a", "b"}, Targets: []Target{{Groups: []string{"g"}, For: 5}, {Groups: []string{"g", "h"}}}}}
	s.Forget("g", false)
	a := &s.Types[0]
	if a.Help.Share != 0 || len(a.Conditions) != 1 || len(a.Conditions[0].Groups) != 1 || a.Blend != nil || len(a.Preferred.Rings) != 0 {
		t.Errorf("%+v", a)
	}
	s.Forget("b", true)
	if len(a.Transfers) != 1 || a.Transfers[0].To != "c" || len(a.Conditions) != 0 {
		t.Errorf("%+v", a)
	}
	if w := s.Policy.Workflow; len(w) != 1 || len(w[0].Types) != 1 || len(w[0].Targets) != 1 || len(w[0].Targets[0].Groups) != 1 {
		t.Errorf("%+v", w)
	}
}
