package routing

// Rename follows a new name of a type, or of a group, through the rules that
// speak of it; the tables are the policy's own.
func (s *Scenario) Rename(from, to string, ofType bool) {
	swap := func(names []string) {
		for i, n := range names {
			if n == from {
				names[i] = to
			}
		}
	}
	for i := range s.Policy.Workflow {
		f := &s.Policy.Workflow[i]
		if ofType {
			swap(f.Types)
			continue
		}
		for j := range f.Targets {
			swap(f.Targets[j].Groups)
			f.Targets[j].Need.rename(swap)
		}
	}
	for i := range s.Types {
		s.Types[i].rename(from, to, ofType, swap)
	}
}

func (t *Type) rename(from, to string, ofType bool, swap func([]string)) {
	for i := range t.Conditions {
		if c := &t.Conditions[i]; !ofType {
			swap(c.Groups)
		} else if c.Of == from {
			c.Of = to
		}
	}
	if ofType {
		for i := range t.Transfers {
			if t.Transfers[i].To == from {
				t.Transfers[i].To = to
			}
		}
		return
	}
	swap(t.Help.From)
	if b := t.Blend; b != nil {
		swap(b.Test)
		swap(b.Target)
	}
	for i := range t.Criteria {
		t.Criteria[i].Need.rename(swap)
	}
	if score, ok := t.Preferred.Scores[from]; ok {
		delete(t.Preferred.Scores, from)
		t.Preferred.Scores[to] = score
	}
}

func (e *Expression) rename(swap func([]string)) {
	if e == nil {
		return
	}
	swap(e.Groups)
	for i := range e.All {
		e.All[i].rename(swap)
	}
	for i := range e.Any {
		e.Any[i].rename(swap)
	}
	e.Not.rename(swap)
}
