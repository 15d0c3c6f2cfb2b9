package rules

import (
	"fmt"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/qa"
)

// Limits of a set.
const (
	MaxRules   = 500
	maxPhrases = 200 // in a condition; also sentences and times
	maxPattern = 500
	maxParts   = 64 // conditions within an and, an or
	maxNesting = 8
)

// checker collects the problems of a set with their paths.
type checker struct {
	found []qa.Problem
	deep  int
}

func (c *checker) say(path, key string, values fault.Values) {
	c.found = append(c.found, qa.Problem{Path: path, Fault: fault.New(fault.Invalid, key, values)})
}

// Problems returns all that keeps the set from being used, in its order.
func (s *Set) Problems() []qa.Problem {
	c := &checker{}
	if s.Title == "" {
		c.say("title", "The rules have no title.", nil)
	}
	c.length("title", s.Title, qa.MaxTitle)
	if n := len(s.Rules); n > MaxRules {
		c.say(fmt.Sprintf("rules[%d]", MaxRules), "There are {{.Have}} rules; {{.Limit}} is the most.", fault.Values{"Have": n, "Limit": MaxRules})
	}
	seen := map[string]bool{}
	for i := range s.Rules {
		r, path := &s.Rules[i], fmt.Sprintf("rules[%d]", i)
		if seen[r.ID] {
			c.say(path+".id", "There are two rules \"{{.Have}}\".", fault.Values{"Have": r.ID})
		}
		seen[r.ID] = true
		r.check(c, path)
	}
	return c.found
}

// Check returns nil if the set can be used, otherwise the first problem.
func (s *Set) Check() error {
	if all := s.Problems(); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (r *Rule) check(c *checker, path string) {
	c.need(path+".id", r.ID, qa.MaxRef)
	c.need(path+".title", r.Title, qa.MaxTitle)
	c.need(path+".question", r.Question, qa.MaxRef)
	if len(r.Option) == 0 {
		c.say(path+".option", "Say which option the rule proposes.", nil)
	}
	for _, o := range r.Option {
		c.need(path+".option", o, qa.MaxTitle)
	}
	c.condition(r.When, path+".when")
}

func (c *checker) need(path, text string, most int) {
	if text == "" {
		c.say(path, "This can't be empty.", nil)
	}
	c.length(path, text, most)
}

func (c *checker) length(path, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		c.say(path, "This has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{"Have": n, "Limit": most})
	}
}

func (c *checker) condition(w Condition, path string) {
	if w == nil {
		c.say(path, "Say when the rule fires: said, matches, order, silence, ...", nil)
		return
	}
	if c.deep++; c.deep > maxNesting {
		c.say(path, "Conditions lie more than {{.Limit}} deep within each other.", fault.Values{"Limit": maxNesting})
	} else {
		w.check(c, path)
	}
	c.deep--
}

func (c *checker) parts(all []Condition, path string) {
	if n := len(all); n == 0 || n > maxParts {
		c.say(path, "Between 1 and {{.Limit}} conditions belong here.", fault.Values{"Limit": maxParts})
	}
	for i, part := range all {
		c.condition(part, fmt.Sprintf("%s[%d]", path, i))
	}
}
