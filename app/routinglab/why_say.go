package routinglab

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

func (y *why) kind(k int32) string  { return y.r.s.Types[k].Name }
func (y *why) group(g int32) string { return y.r.s.Groups[g].Name }

// call is the number of a call as its first attempt has it.
func call(number uint64) string { return chart.Count(int(sim.First(number))) }

func (y *why) what(c lab.Choice) string {
	if c.Type >= 0 {
		return lang.L("Call {{.N}} of {{.Type}} looks for an agent", map[string]any{"N": call(c.Call), "Type": y.kind(c.Type)})
	}
	return lang.L("An agent of {{.Group}} is free", map[string]any{"Group": y.group(c.Group)})
}

// inShort is what for a narrow column.
func (y *why) inShort(c lab.Choice) string {
	if c.Type >= 0 {
		return lang.L("{{.Type}}, call {{.N}}", map[string]any{"N": call(c.Call), "Type": y.kind(c.Type)})
	}
	return y.what(c)
}

func (y *why) chosen(c lab.Choice) string {
	for _, x := range c.Candidates {
		if x.Chosen {
			return y.name(x)
		}
	}
	if c.Type >= 0 {
		return lang.L("nobody: it waits")
	}
	return lang.L("no call: the agent waits")
}

// name is who or what a candidate is.
func (y *why) name(x sim.Candidate) string {
	switch {
	case x.Type >= 0 && x.Call > 0:
		return lang.L("{{.Type}}, call {{.N}}", map[string]any{"Type": y.kind(x.Type), "N": call(x.Call)})
	case x.Type >= 0:
		return y.kind(x.Type)
	case x.Agent >= 0:
		return lang.L("{{.Group}}, agent {{.N}}", map[string]any{"Group": y.group(x.Group), "N": x.Agent + 1})
	}
	return y.group(x.Group)
}

// moment writes microseconds as a clock with seconds.
func moment(us int64) string {
	s := us / 1e6
	return clock(float64(s)) + ":" + string([]byte{byte('0' + s%60/10), byte('0' + s%10)})
}

// rule says by which rule the choice was made.
func (y *why) rule(c lab.Choice) string {
	switch p := y.r.s.Policy; {
	case !c.Chosen && c.Type >= 0:
		return lang.L("Nobody may take it now, so it waits.")
	case !c.Chosen:
		return lang.L("No waiting call may come here now.")
	case c.Type < 0:
		return lang.L("Lowest rank first, then the highest priority, then the highest score: the wait in seconds.")
	case p.IsAsterisk() || p.IsFreeSWITCH():
		return lang.L("By the rules of {{.Preset}}: the lowest rank, then the lowest score.", map[string]any{"Preset": presetWord(p.Preset)})
	case p.Order != "" && p.Order != "longest_idle":
		return lang.L("The lowest rank, then {{.Order}}: the lowest score.", map[string]any{"Order": orderWords.Of(p.Order)})
	}
	return lang.L("The lowest rank, then the highest score: idle time in seconds.")
}
