package routing

import (
	"slices"

	"shifu/internal/fault"
)

func (c *checker) typeNames() []string {
	var all []string
	for _, t := range c.s.Types {
		all = append(all, t.Name)
	}
	return all
}

func (c *checker) groupNames() []string {
	var all []string
	for _, g := range c.s.Groups {
		all = append(all, g.Name)
	}
	return all
}

func (c *checker) knows(path, name string, known []string) {
	if !slices.Contains(known, name) {
		c.say(path, "There is no \"{{.Name}}\". Known: {{.Words}}.", fault.Values{"Name": name, "Words": names(known)})
	}
}
