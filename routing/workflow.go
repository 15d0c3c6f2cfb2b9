package routing

import "slices"

// Attribute is what a call of the type has under a key: an attribute, or type,
// the type's name.
func (t *Type) Attribute(key string) []string {
	if v, ok := t.Attributes[key]; ok || key != "type" {
		return v
	}
	return []string{t.Name}
}

// takes reports whether calls of a type match the filter; the default takes all.
func (f *Filter) takes(t *Type) bool {
	if len(f.Types) > 0 && !slices.Contains(f.Types, t.Name) {
		return false
	}
	if f.Where == "" {
		return true
	}
	rule, err := NewTaskRule(f.Where)
	return err == nil && rule.Holds(t.Attribute)
}

func (f *Filter) isDefault() bool { return len(f.Types) == 0 && f.Where == "" }

// Asks reports whether a group belongs to the target's task queue.
func (x *Target) Asks(g *Group) bool { return len(x.Groups) == 0 || slices.Contains(x.Groups, g.Name) }

// Steps are the targets that a type's calls are led through: those of the first
// filter that takes it, and as long as the last of them ends, those of the next
// one, the default behind all others.
func (s *Scenario) Steps(t *Type) (all []Target) {
	for _, last := range []bool{false, true} {
		for i := range s.Policy.Workflow {
			f := &s.Policy.Workflow[i]
			if f.isDefault() != last || !f.takes(t) {
				continue
			}
			if all = append(all, f.Targets...); len(all) > 0 && !all[len(all)-1].ends() {
				return all
			}
		}
	}
	return all
}

// ends reports whether calls go on to the next target some time.
func (x *Target) ends() bool { return x.For > 0 || x.SkipIf != "" }
