package routing

import (
	"fmt"
	"slices"

	"shifu/internal/fault"
)

// The presets: how known call distributors decide. What one of them does not
// know is refused in a scenario that asks for it.
const (
	AsteriskRingAll     = "asterisk-ringall"
	AsteriskLeastRecent = "asterisk-leastrecent"
	AsteriskFewestCalls = "asterisk-fewestcalls"
	AsteriskRandom      = "asterisk-random"
	AsteriskMemory      = "asterisk-rrmemory"
	AsteriskOrdered     = "asterisk-rrordered"
	AsteriskLinear      = "asterisk-linear"
	AsteriskWeighted    = "asterisk-wrandom"

	SwitchLongestIdle   = "freeswitch-longest-idle"
	SwitchLeastTalk     = "freeswitch-least-talk"
	SwitchFewest        = "freeswitch-fewest"
	SwitchRoundRobin    = "freeswitch-round-robin"
	SwitchTopDown       = "freeswitch-top-down"
	SwitchSequential    = "freeswitch-sequential"
	SwitchRandom        = "freeswitch-random"
	SwitchRingAll       = "freeswitch-ring-all"
	SwitchProgressively = "freeswitch-ring-progressively"

	Connect  = "connect"
	Bullseye = "bullseye"
	Twilio   = "twilio"
)

var (
	asterisk   = []string{AsteriskRingAll, AsteriskLeastRecent, AsteriskFewestCalls, AsteriskRandom, AsteriskMemory, AsteriskOrdered, AsteriskLinear, AsteriskWeighted}
	freeSWITCH = []string{SwitchLongestIdle, SwitchLeastTalk, SwitchFewest, SwitchRoundRobin, SwitchTopDown, SwitchSequential, SwitchRandom, SwitchRingAll, SwitchProgressively}
)

// Limits of presets.
const (
	MostRings = 6    // of a bullseye
	MostLevel = 1000 // of penalties and tiers
)

// Presets lists the names of policies that a scenario may ask for.
func Presets() []string {
	return slices.Concat([]string{Ranks}, asterisk, freeSWITCH, []string{Connect, Bullseye, Twilio}, hotline)
}

// IsAsterisk reports whether the policy decides as Asterisk's queues do: ranks
// are penalties, the free member with the lowest metric takes the call.
func (p Policy) IsAsterisk() bool { return slices.Contains(asterisk, p.Preset) }

// IsFreeSWITCH reports whether the policy decides as mod_callcenter does: ranks
// are levels of tiers.
func (p Policy) IsFreeSWITCH() bool { return slices.Contains(freeSWITCH, p.Preset) }

// preset refuses what the preset does not know.
func (c *checker) preset() {
	p := c.s.Policy
	if p.IsHotline() {
		c.projects()
		c.noOrder()
		return
	}
	known := c.distributor()
	c.noTiers()
	if !known {
		return
	}
	if p.Preset != Connect {
		c.equal("agent_chooses", p.AgentChooses)
	}
	c.absent("reserve", p.Reserve)
	c.absent("call_weights", p.CallWeights)
	c.absent("agent_weights", p.AgentWeights)
	c.noOrder()
}

// distributor refuses what a known call distributor has not; false where the
// preset is none.
func (c *checker) distributor() bool {
	p := c.s.Policy
	switch {
	case p.IsAsterisk():
		c.absent("delays", p.Delays)
		c.noSkills()
		c.whole(p.CallChooses, 0, MostLevel)
		c.noAge()
	case p.IsFreeSWITCH():
		c.absent("delays", p.Delays)
		c.noSkills()
		c.whole(p.CallChooses, 0, MostLevel)
		c.noPriority()
	case p.Preset == Connect:
		c.noSkills()
		c.equal("call_chooses", p.CallChooses)
		c.contactPriority()
	case p.Preset == Bullseye:
		c.whole(p.CallChooses, 1, MostRings)
		c.rings()
	case p.Preset == Twilio: // the target has the priority, the oldest task comes first
		c.noSkills()
		c.noPriority()
		c.noAge()
		c.absent("delays", p.Delays)
		c.equal("call_chooses", p.CallChooses)
	default:
		return false
	}
	return true
}

func (c *checker) noOrder() {
	if c.s.Policy.Order != "" {
		c.lacks("policy.order")
	}
}

// lacks says that the preset knows no such field.
func (c *checker) lacks(path string) {
	c.say(path, "The preset {{.Preset}} knows nothing like this. Leave it out, or write the policy with the preset ranks.", fault.Values{"Preset": c.s.Policy.Preset})
}

func (c *checker) absent(name string, t Table) {
	for _, row := range t {
		for _, x := range row {
			if x != 0 {
				c.lacks("policy." + name)
				return
			}
		}
	}
}

func (c *checker) equal(name string, t Table) {
	first, any := 0.0, false
	for _, row := range sorted(t) {
		for _, column := range sorted(t[row]) {
			if x := t[row][column]; !any {
				first, any = x, true
			} else if x != first {
				c.say("policy."+name, "In the preset {{.Preset}} all these ranks are the same.", fault.Values{"Preset": c.s.Policy.Preset})
				return
			}
		}
	}
}

// whole checks penalties, levels and rings.
func (c *checker) whole(t Table, least, most float64) {
	for _, row := range sorted(t) {
		for _, column := range sorted(t[row]) {
			path := "policy.call_chooses." + row + "." + column
			x := t[row][column]
			if c.number(path, x, least, most); x != float64(int64(x)) {
				c.say(path, "In the preset {{.Preset}} this is a whole number.", fault.Values{"Preset": c.s.Policy.Preset})
			}
		}
	}
}

func (c *checker) noTiers() {
	for i, g := range c.s.Groups {
		if g.Tier != 0 || g.Helps != "" {
			c.lacks(fmt.Sprintf("groups[%d].tier", i))
		}
	}
}

func (c *checker) noSkills() {
	for i, t := range c.s.Types {
		if len(t.Requires) > 0 {
			c.lacks(fmt.Sprintf("types[%d].requires", i))
		}
	}
}

func (c *checker) noPriority() {
	for i, t := range c.s.Types {
		if t.Priority != 0 {
			c.lacks(fmt.Sprintf("types[%d].priority", i))
		}
	}
}

func (c *checker) noAge() {
	for i, t := range c.s.Types {
		if t.AgeShift != 0 {
			c.lacks(fmt.Sprintf("types[%d].age_shift", i))
		}
	}
}

// contactPriority is 1 to 10, 1 first; 0 stands for the default 5.
func (c *checker) contactPriority() {
	for i, t := range c.s.Types {
		c.number(fmt.Sprintf("types[%d].priority", i), float64(t.Priority), 0, 10)
	}
}

// rings open one after the other.
func (c *checker) rings() {
	for _, t := range c.s.Types {
		opens := map[float64]float64{}
		for _, g := range c.s.Groups {
			ring, ok := c.s.Policy.CallChooses[t.Name][g.Name]
			if !ok {
				continue
			}
			delay := c.s.Policy.Delays.At(g.Name, t.Name, 0)
			for other, at := range opens {
				if (ring == other && at != delay) || (ring < other && delay > at) || (ring > other && delay < at) {
					c.say("policy.delays."+g.Name+"."+t.Name, "A ring opens at one time, and not before the rings inside of it.", nil)
					return
				}
			}
			opens[ring] = delay
		}
	}
}
