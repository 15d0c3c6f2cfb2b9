package routing

import (
	"fmt"
	"slices"

	"shifu/internal/fault"
)

// callers checks what a type says of its callers beside their rate.
func (c *checker) callers(path string, t *Type) {
	if c.number(path+".hasty.share", t.Hasty.Share, 0, 1); t.Hasty.Share > 0 && t.Hasty.Patience.Law == None {
		c.say(path+".hasty.patience", "How long hasty callers wait is missing.", nil)
	}
	c.dist(path+".hasty.patience", t.Hasty.Patience)
	if t.Hasty.Share > 0 && t.Patience.Law == None {
		c.say(path+".patience", "Hasty callers are told from others by their patience, which is missing.", nil)
	}
	for i, a := range t.Announcements {
		at := fmt.Sprintf("%s.announcements[%d]", path, i)
		c.number(at+".at", a.At, 1, MostSeconds)
		if c.number(at+".leave", a.Leave, 0, 1); i > 0 && a.At <= t.Announcements[i-1].At {
			c.say(at+".at", "Announcements stand in the order of their times.", nil)
		}
	}
	if len(t.Announcements) > MostSteps {
		c.say(path+".announcements", "There are between {{.Least}} and {{.Most}} steps.", fault.Values{"Least": 0, "Most": MostSteps})
	}
	c.number(path+".repeat.share", t.Repeat.Share, 0, 1)
	c.dist(path+".repeat.after", t.Repeat.After)
	if t.CallBack != nil && !(t.CallBack.Sound() && t.CallBack.From > 0) {
		c.say(path+".call_back", "A call-back needs from (calls waiting), share and reach between 0 and 1, tries from 1 to 99; slot is at least 60s and comes with per_slot.", nil)
	}
}

// people checks what a group says of its people beside their number.
func (c *checker) people(path string, g *Group) {
	if c.number(path+".novices.share", g.Novices.Share, 0, 1); g.Novices.Share > 0 {
		c.number(path+".novices.factor", g.Novices.Factor, 1, 10)
	}
	if c.number(path+".fatigue.after", g.Fatigue.After, 0, MostDuration); g.Fatigue.After > 0 {
		c.number(path+".fatigue.factor", g.Fatigue.Factor, 1, 10)
	}
	c.number(path+".absent", g.Absent, 0, 1)
	if c.number(path+".late.share", g.Late.Share, 0, 1); g.Late.Share > 0 && g.Late.By.Law == None {
		c.say(path+".late.by", "By how much people are late is missing.", nil)
	}
	c.dist(path+".late.by", g.Late.By)
	c.breaks(path+".breaks", g.Breaks)
}

func (c *checker) breaks(path string, all []Break) {
	c.number(path, float64(len(all)), 0, 1000)
	for i, b := range all {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.number(at+".at", b.At, 0, MostDuration)
		c.number(at+".for", b.For, 1, MostDuration)
		c.number(at+".people", float64(b.People), 1, MostAgents)
		if !slices.Contains(OffPhones, b.Reason) {
			c.say(at+".reason", "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(b.Reason), "Words": names(OffPhones)})
		}
	}
}

func (c *checker) overload() {
	o := c.s.Overload
	if o == nil {
		return
	}
	c.number("overload.above", o.Above, 0.01, 1)
	c.number("overload.factor", o.Factor, 1, 10)
	c.number("overload.unsettled", o.Unsettled, 0, 1)
	if o.Below != 0 {
		c.number("overload.below", o.Below, 0, o.Above)
		c.number("overload.slack", o.Slack, 1, 10)
	}
}
