package qa

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"shifu/internal/fault"
)

// Limits of a rubric. Lengths count characters.
const (
	MaxSections  = 100
	MaxQuestions = 100 // in a section
	MaxOptions   = 256 // in a question
	MaxTitle     = 128 // rubric, section, option label, root cause
	MaxText      = 350 // question, applicability rule
	MaxHelp      = 1024
	MaxRef       = 64
	minScale     = 2 // options of a reusable scale
	maxScale     = 11
)

// Problem is one thing that keeps a version from being published. Path says
// where: "sections[0].questions[2].options[1].score".
type Problem struct {
	Path  string
	Fault *fault.Fault
}

// Error is the English sentence.
func (p Problem) Error() string { return p.Fault.Error() }

// Unwrap returns the fault.
func (p Problem) Unwrap() error { return p.Fault }

// Check returns nil if v can be published, otherwise the first problem.
func (v *Version) Check() error {
	if all := v.Problems(); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Problems returns all that keeps v from being published, in the order of the form.
func (v *Version) Problems() []Problem {
	c := &checker{v: v, refs: map[string]string{}, scales: map[string][]Option{}}
	c.head()
	for s := range v.Sections {
		c.section(s)
	}
	c.conditions()
	if len(c.found) == 0 {
		c.anyWeight()
	}
	return c.found
}

type checker struct {
	v      *Version
	found  []Problem
	refs   map[string]string   // ref → path of the question that has it
	scales map[string][]Option // name → options of the first question with it
}

func (c *checker) say(path, key string, values fault.Values) {
	c.found = append(c.found, Problem{path, fault.New(fault.Invalid, key, values)})
}

func (c *checker) head() {
	c.title("title", c.v.Title, "The rubric has no title.",
		"The title of the rubric has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{})
	c.oneOf("mode", "mode", string(c.v.Mode), "section_percent", "weighted_points", "flat", "deduction")
	c.oneOf("na_policy", "na_policy", string(c.v.NAPolicy), "proportional", "equal_split", "full_credit", "zero")
	c.timers()
	switch n := len(c.v.Sections); {
	case n == 0:
		c.say("sections", "The rubric has no section. Add one with at least one question.", nil)
	case n > MaxSections:
		c.say(fmt.Sprintf("sections[%d]", MaxSections), "The rubric has {{.Have}} sections; {{.Limit}} is the most.",
			fault.Values{"Have": n, "Limit": MaxSections})
	}
}

func (c *checker) section(s int) {
	section, path := &c.v.Sections[s], fmt.Sprintf("sections[%d]", s)
	c.title(path+".title", section.Title, "Section {{.Number}} has no title.",
		"The title of section {{.Number}} has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{"Number": s + 1})
	c.weight(path+".weight", section.Weight, "Section {{.Number}} has no weight. Give a number, 0 or more.",
		"Section {{.Number}} has the weight {{.Weight}}. A weight is 0 or more.", fault.Values{"Number": s + 1})
	switch n := len(section.Questions); {
	case n == 0:
		c.say(path+".questions", "Section {{.Number}} has no question. Add one or take the section out.",
			fault.Values{"Number": s + 1})
	case n > MaxQuestions:
		c.say(fmt.Sprintf("%s.questions[%d]", path, MaxQuestions), "Section {{.Number}} has {{.Have}} questions; {{.Limit}} is the most.",
			fault.Values{"Number": s + 1, "Have": n, "Limit": MaxQuestions})
	}
	for i := range section.Questions {
		c.question(fmt.Sprintf("%s.questions[%d]", path, i), &section.Questions[i])
	}
}

// title refuses an empty and a long one.
func (c *checker) title(path, text, empty, long string, values fault.Values) {
	if strings.TrimSpace(text) == "" {
		c.say(path, empty, values)
	}
	if n := utf8.RuneCountInString(text); n > MaxTitle {
		values["Have"], values["Limit"] = n, MaxTitle
		c.say(path, long, values)
	}
}

func (c *checker) length(path, ref, field, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		c.say(path, "Question {{.Ref}}: {{.Field}} has {{.Have}} characters; {{.Limit}} is the most.",
			fault.Values{"Ref": ref, "Field": field, "Have": n, "Limit": limit})
	}
}

func (c *checker) weight(path string, weight Decimal, missing, negative string, values fault.Values) {
	values["Weight"] = weight.String()
	switch {
	case !weight.IsSet():
		c.say(path, missing, values)
	case weight.Float() < 0:
		c.say(path, negative, values)
	}
}

func (c *checker) oneOf(path, field, have string, words ...string) {
	for _, w := range words {
		if have == w {
			return
		}
	}
	c.say(path, "{{.Field}} is \"{{.Have}}\". It has to be one of: {{.Words}}.",
		fault.Values{"Field": field, "Have": have, "Words": strings.Join(words, ", ")})
}

// anyWeight refuses a version in which no answer could change the score.
func (c *checker) anyWeight() {
	sections := c.v.Mode == ModeSectionPercent || c.v.Mode == ModeWeightedPoints
	for _, s := range c.v.Sections {
		for i := range s.Questions {
			q := &s.Questions[i]
			if q.Scored() && !q.OnlyBonus() && q.Weight.Float() > 0 && (!sections || s.Weight.Float() > 0) {
				return
			}
		}
	}
	c.say("sections", "All weights are 0, so there would never be a score. Give at least one scored question a weight above 0.", nil)
}
