package routing

import (
	"fmt"
	"strings"

	"shifu/internal/fault"
)

// workflow checks Twilio's filters and targets, and where every type is led.
func (c *checker) workflow() {
	for i, f := range c.s.Policy.Workflow {
		c.filter(fmt.Sprintf("policy.workflow[%d]", i), f)
	}
	for i := range c.s.Types {
		if t := &c.s.Types[i]; len(c.found) == 0 {
			c.led(fmt.Sprintf("types[%d]", i), t)
		}
	}
}

func (c *checker) led(path string, t *Type) {
	steps := c.s.Steps(t)
	switch {
	case len(steps) == 0:
		c.say(path, "No filter of the workflow takes \"{{.Name}}\", and there is no default.", fault.Values{"Name": t.Name})
	case len(steps) > MostSteps:
		c.say(path, "There are between {{.Least}} and {{.Most}} steps.", fault.Values{"Least": 1, "Most": MostSteps})
	case steps[len(steps)-1].ends():
		c.say("policy.workflow", "Behind the last step of \"{{.Name}}\" nobody is asked: leave its for and skip_if out, or add a default filter.", fault.Values{"Name": t.Name})
	}
}

func (c *checker) filter(path string, f Filter) {
	for _, t := range f.Types {
		c.knows(path+".types", t, c.typeNames())
	}
	c.rule(path+".where", f.Where, false)
	if len(f.Targets) == 0 || len(f.Targets) > MostSteps {
		c.say(path+".targets", "There are between {{.Least}} and {{.Most}} steps.", fault.Values{"Least": 1, "Most": MostSteps})
	}
	for i := range f.Targets {
		c.asks(fmt.Sprintf("%s.targets[%d]", path, i), &f.Targets[i], i == len(f.Targets)-1)
	}
}

func (c *checker) asks(at string, x *Target, last bool) {
	for _, g := range x.Groups {
		c.knows(at+".groups", g, c.groupNames())
	}
	if x.Need != nil {
		c.expression(at+".need", x.Need)
	} else if len(x.Groups) == 0 {
		c.say(at+".groups", "A step asks groups, or whoever meets a condition.", nil)
	}
	c.rule(at+".skip_if", x.SkipIf, true)
	if c.number(at+".for", x.For, 0, MostSeconds); !x.ends() && !last {
		c.say(at+".for", "Only the last step lasts to the end.", nil)
	}
}

// rule checks a condition over attributes of tasks and, in skip_if, the number
// of workers who are available or not.
func (c *checker) rule(path, text string, workers bool) {
	if text == "" {
		return
	}
	rule, err := NewTaskRule(text)
	if f, ok := err.(*fault.Fault); ok {
		c.found = append(c.found, Problem{path, f})
		return
	}
	for _, key := range rule.Keys() {
		switch {
		case workers && (key == WorkersAvailable || key == WorkersUnavailable):
		case strings.HasPrefix(key, "worker"):
			c.say(path, "\"{{.Name}}\" is not known here: skip_if counts workers.available and workers.unavailable, and what one worker needs stands in need.", fault.Values{"Name": key})
		case key != "type" && !c.attribute(key):
			c.say(path, "No type has the attribute \"{{.Name}}\".", fault.Values{"Name": key})
		}
	}
}

func (c *checker) attribute(key string) bool {
	for i := range c.s.Types {
		if _, ok := c.s.Types[i].Attributes[key]; ok {
			return true
		}
	}
	return false
}
