package roleplay

import "slices"

// Toward is the scenario for somebody who missed something in some states and
// practises them again: where only the mood decides against a way that leads to
// one of them, the caller goes it all the same, and the mood with the caller. A
// way that asks for something missed is not forced: who says it this time has
// learnt it. The scenario itself does not change.
func (s *Scenario) Toward(states []string) *Scenario {
	if len(states) == 0 {
		return s
	}
	out := *s
	out.toward = states
	return &out
}

// forced is the way to a state that is to be practised again and was not come
// to yet, if the way that holds does not lead there and another one does, the
// mood aside.
func (r *Run) forced(state *State, holds string) (n Next, ok bool) {
	for _, to := range r.S.toward {
		if r.came(to) || r.S.leads(holds, to) {
			continue
		}
		for _, n := range state.Next {
			free := n
			free.MoodBelow, free.MoodFrom = 0, 0
			if n.ByMood() && r.holds(free) && r.S.leads(n.To, to) {
				return n, true
			}
		}
	}
	return n, false
}

func (r *Run) came(id string) bool {
	return slices.ContainsFunc(r.Turns, func(t Turn) bool { return t.State == id })
}

// leads reports whether a state is another one or some way leads from it there.
func (s *Scenario) leads(from, to string) bool {
	seen := []string{from}
	for i := 0; i < len(seen); i++ {
		if seen[i] == to {
			return true
		}
		x := s.State(seen[i])
		if x == nil {
			continue
		}
		for _, n := range x.Next {
			if !slices.Contains(seen, n.To) {
				seen = append(seen, n.To)
			}
		}
	}
	return false
}

// sways takes the mood to where a way that the mood decides holds.
func (r *Run) sways(n Next) {
	if n.MoodBelow > 0 {
		r.Mood = min(r.Mood, n.MoodBelow-1)
	}
	r.Mood = max(r.Mood, n.MoodFrom)
}
