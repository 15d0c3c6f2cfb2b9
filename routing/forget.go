package routing

import "slices"

// Forget takes a type, or a group, that goes out of the rules that speak of it,
// and with it what would mean something else without it.
func (s *Scenario) Forget(name string, ofType bool) {
	is := func(n string) bool { return n == name }
	s.Policy.Workflow = slices.DeleteFunc(s.Policy.Workflow, func(f Filter) bool {
		return ofType && slices.Equal(f.Types, []string{name})
	})
	for i := range s.Policy.Workflow {
		f := &s.Policy.Workflow[i]
		if ofType {
			f.Types = slices.DeleteFunc(f.Types, is)
			continue
		}
		f.Targets = slices.DeleteFunc(f.Targets, func(x Target) bool { return slices.Equal(x.Groups, []string{name}) })
		for j := range f.Targets {
			f.Targets[j].Groups = slices.DeleteFunc(f.Targets[j].Groups, is)
		}
	}
	for i := range s.Types {
		s.Types[i].forget(name, ofType)
	}
}

func (t *Type) forget(name string, ofType bool) {
	is := func(n string) bool { return n == name }
	if ofType {
		t.Transfers = slices.DeleteFunc(t.Transfers, func(x Transfer) bool { return x.To == name })
		t.Conditions = slices.DeleteFunc(t.Conditions, func(c Condition) bool { return c.Of == name })
		return
	}
	if slices.Equal(t.Help.From, []string{name}) {
		t.Help = Help{}
	}
	t.Help.From = slices.DeleteFunc(t.Help.From, is)
	t.Conditions = slices.DeleteFunc(t.Conditions, func(c Condition) bool { return slices.Equal(c.Groups, []string{name}) })
	for i := range t.Conditions {
		t.Conditions[i].Groups = slices.DeleteFunc(t.Conditions[i].Groups, is)
	}
	if b := t.Blend; b != nil {
		b.Test, b.Target = slices.DeleteFunc(b.Test, is), slices.DeleteFunc(b.Target, is)
		if len(b.Test) == 0 || len(b.Target) == 0 {
			t.Blend = nil
		}
	}
	if delete(t.Preferred.Scores, name); len(t.Preferred.Scores) == 0 {
		t.Preferred = Preferred{}
	}
}
