package routing

import (
	"fmt"
	"slices"

	"shifu/internal/fault"
)

// talks checks what may part a talk: holds, requests for help, transfers.
func (c *checker) talks(path string, t *Type) {
	c.share(path+".hold", t.Hold.Share, t.Hold.For)
	c.share(path+".help", t.Help.Share, t.Help.For)
	for _, g := range t.Help.From {
		c.knows(path+".help.from", g, c.groupNames())
	}
	sum := 0.0
	for i, x := range t.Transfers {
		at := fmt.Sprintf("%s.transfers[%d]", path, i)
		c.number(at+".share", x.Share, 0, 1)
		c.dist(at+".announce", x.Announce)
		c.target(at+".to", t, x.To)
		sum += x.Share
	}
	c.number(path+".transfers", float64(len(t.Transfers)), 0, MostSteps)
	if sum > 1+1e-9 {
		c.say(path+".transfers", "The shares of a type's transfers come to more than 1.", nil)
	}
}

func (c *checker) share(path string, share float64, time Dist) {
	if c.number(path+".share", share, 0, 1); share > 0 && time.Law == None {
		c.say(path+".for", "How long it takes is missing.", nil)
	}
	c.dist(path+".for", time)
}

// target checks where calls are passed on to: a type of callers, and another one.
func (c *checker) target(path string, t *Type, to string) {
	if to == t.Name {
		c.say(path, "A call is passed on to another type, not to its own.", nil)
		return
	}
	c.knows(path, to, c.typeNames())
	if i := slices.IndexFunc(c.s.Types, func(x Type) bool { return x.Name == to }); i >= 0 && c.s.Types[i].Blend != nil {
		c.say(path, "\"{{.Name}}\" is work that goes out; no caller is passed on to it.", fault.Values{"Name": to})
	}
}
