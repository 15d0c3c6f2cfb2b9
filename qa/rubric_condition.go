package qa

import (
	"strings"

	"shifu/internal/fault"
)

// Visible returns the refs of the questions that are shown for the given
// answers. A question is hidden if its condition does not hold, or if the
// question that its condition names is hidden itself.
func (v *Version) Visible(a Answers) map[string]bool {
	shown := make(map[string]bool, v.Count())
	index := v.index()
	for ref := range index {
		v.visible(ref, a, index, shown, 0)
	}
	return shown
}

func (v *Version) index() map[string]*Question {
	index := make(map[string]*Question, v.Count())
	for _, q := range v.All {
		index[q.Ref] = q
	}
	return index
}

// depth ends the walk of a version with a circle, which Check refuses.
func (v *Version) visible(ref string, a Answers, index map[string]*Question, shown map[string]bool, depth int) bool {
	if yes, known := shown[ref]; known {
		return yes
	}
	q, exists := index[ref]
	if !exists || depth > len(index) {
		return false
	}
	yes := q.VisibleWhen == nil
	if !yes {
		on := q.VisibleWhen.Ref
		yes = v.visible(on, a, index, shown, depth+1) && a[on].Is(index[on], q.VisibleWhen.Is)
	}
	shown[ref] = yes
	return yes
}

// conditions refuses a visible_when that names an unknown question or answer,
// or that leads back to its own question.
func (c *checker) conditions() {
	index := c.v.index()
	for _, q := range c.v.All {
		if q.VisibleWhen == nil || c.refs[q.Ref] == "" {
			continue
		}
		path, values := c.refs[q.Ref]+".visible_when", fault.Values{"Ref": q.Ref, "On": q.VisibleWhen.Ref}
		on, exists := index[q.VisibleWhen.Ref]
		switch {
		case !exists:
			c.say(path+".ref", "Question {{.Ref}} is shown depending on question {{.On}}, which does not exist.", values)
		case leadsBack(q, index):
			c.say(path+".ref", "Question {{.Ref}} is shown depending on question {{.On}}, which in the end depends on it: a circle.", values)
		case len(q.VisibleWhen.Is) == 0:
			c.say(path+".is", "Question {{.Ref}} is shown depending on question {{.On}}, but no answer is named.", values)
		default:
			c.possible(path+".is", values, on, q.VisibleWhen.Is)
		}
	}
}

func leadsBack(q *Question, index map[string]*Question) bool {
	at := q
	for range len(index) + 1 {
		if at.VisibleWhen == nil {
			return false
		}
		next, exists := index[at.VisibleWhen.Ref]
		if !exists {
			return false
		}
		if at = next; at == q {
			return true
		}
	}
	return false
}

func (c *checker) possible(path string, values fault.Values, on *Question, is []string) {
	labels := make([]string, 0, len(on.Choices())+1)
	for _, o := range on.Choices() {
		labels = append(labels, o.Label)
	}
	if on.NA {
		labels = append(labels, NAWord)
	}
	for _, word := range is {
		if !on.canBe(word, labels) {
			values["Have"], values["Words"] = word, strings.Join(labels, ", ")
			c.say(path, "Question {{.Ref}} is shown when question {{.On}} is \"{{.Have}}\", which it can't be. Possible: {{.Words}}.", values)
			return
		}
	}
}

func (q *Question) canBe(word string, labels []string) bool {
	for _, l := range labels {
		if l == word {
			return true
		}
	}
	return q.Kind == KindText || q.Kind == KindDate || (q.Kind == KindNumeric && plain(word))
}
