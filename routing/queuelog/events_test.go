package queuelog

import (
	"strings"
	"testing"
)

// Every event of Asterisk's table, with its parameters, and what is read of it.
func TestRead_TakesEveryEventOfTheTable(t *testing.T) {
	const enter, connect = "100|c|q|NONE|ENTERQUEUE||13800000000|1|name\n", "107|c|q|A|CONNECT|7|bridged|3\n"
	for name, c := range map[string]struct {
		lines string
		want  Visit
	}{
		"ENTERQUEUE":       {enter, Visit{Talk: -1, Agent: -1}},
		"CONNECT":          {enter + connect, Visit{Wait: 7, Talk: -1, Outcome: Answered}},
		"COMPLETECALLER":   {enter + connect + "167|c|q|A|COMPLETECALLER|7|60|1\n", Visit{Wait: 7, Talk: 60, Outcome: Answered}},
		"COMPLETEAGENT":    {enter + connect + "167|c|q|A|COMPLETEAGENT|7|60|1\n", Visit{Wait: 7, Talk: 60, Outcome: Answered}},
		"ABANDON":          {enter + "109|c|q|NONE|ABANDON|1|1|9\n", Visit{Wait: 9, Talk: -1, Agent: -1, Outcome: Abandoned}},
		"EXITEMPTY":        {enter + "109|c|q|NONE|EXITEMPTY|1|1|9\n", Visit{Wait: 9, Talk: -1, Agent: -1, Outcome: Left}},
		"EXITWITHTIMEOUT":  {enter + "109|c|q|NONE|EXITWITHTIMEOUT|1|1|9\n", Visit{Wait: 9, Talk: -1, Agent: -1, Outcome: Left}},
		"EXITWITHKEY":      {enter + "109|c|q|NONE|EXITWITHKEY|5|1|1|9\n", Visit{Wait: 9, Talk: -1, Agent: -1, Outcome: Left}},
		"WITHDRAW":         {enter + "109|c|q|NONE|WITHDRAW|1|1|9|info\n", Visit{Wait: 9, Talk: -1, Agent: -1, Outcome: Left}},
		"RINGNOANSWER":     {enter + "105|c|q|A|RINGNOANSWER|5000\n" + connect, Visit{Wait: 7, Talk: -1, Outcome: Answered}},
		"RINGCANCELED":     {enter + "105|c|q|B|RINGCANCELED|5000\n" + connect, Visit{Wait: 7, Talk: -1, Outcome: Answered}},
		"BLINDTRANSFER":    {enter + connect + "147|c|q|A|BLINDTRANSFER|300|default|7|40|1\n", Visit{Wait: 7, Talk: 40, Outcome: Answered, Passed: true}},
		"ATTENDEDTRANSFER": {enter + connect + "147|c|q|A|ATTENDEDTRANSFER|300|7|40|1\n", Visit{Wait: 7, Talk: 40, Outcome: Answered, Passed: true}},
	} {
		h := read(t, c.lines)
		if len(h.Visits) != 1 {
			t.Fatalf("%s: %+v", name, h)
		}
		v := h.Visits[0]
		if v.Agent >= 0 {
			v.Agent = 0
		}
		c.want.Arrived = 100
		if v != c.want {
			t.Errorf("%s: %+v, not %+v", name, v, c.want)
		}
	}
}

func TestRead_KnowsMembershipAndPausesAndPassesOverTheRest(t *testing.T) {
	h := read(t, `90|NONE|NONE|NONE|QUEUESTART|
91|NONE|q|A|ADDMEMBER|
92|NONE|q|B|ADDMEMBER|PAUSED
93|NONE|q|A|PENALTY|2
93|NONE|q|A|RINGINUSE|1
94|NONE|NONE|A|PAUSEALL|lunch
94|NONE|q|A|PAUSE|lunch
96|NONE|NONE|A|UNPAUSEALL|
96|NONE|q|A|UNPAUSE|
97|NONE|q|B|UNPAUSE|
97|NONE|NONE|C|AGENTLOGIN|SIP/3
98|NONE|NONE|C|AGENTLOGOFF|SIP/3|1
98|c|q|A|AGENTDUMP|
98|c|q|A|SYSCOMPAT|
99|NONE|NONE|NONE|CONFIGRELOAD|
100|NONE|q|A|REMOVEMEMBER|
101|NONE|q|B|REMOVEMEMBER|
`)
	if len(h.Visits) != 0 || len(h.Members) != 2 || len(h.Pauses) != 2 {
		t.Fatalf("%+v", h)
	}
	if b, a := h.Pauses[0], h.Pauses[1]; b.From != 92 || b.Until != 97 || a.From != 94 || a.Until != 96 || h.Reasons[a.Reason] != "lunch" {
		t.Errorf("%+v of %v", h.Pauses, h.Reasons)
	}
}

// What a simulation writes, line by line, in the form of the table.
func TestWriter_WritesTheParametersOfTheTable(t *testing.T) {
	text, _ := simulated(t, crowded())
	fields := map[string]int{"ENTERQUEUE": 8, "CONNECT": 8, "COMPLETECALLER": 8, "ABANDON": 8, "RINGNOANSWER": 6, "PAUSE": 6, "UNPAUSE": 6, "ADDMEMBER": 6, "REMOVEMEMBER": 6, "QUEUESTART": 6}
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), "|")
		if want, ok := fields[f[4]]; ok && len(f) != want {
			t.Fatalf("%s has %d fields: %s", f[4], len(f), line)
		}
		seen[f[4]] = true
	}
	for event := range fields {
		if !seen[event] {
			t.Errorf("no %s was written", event)
		}
	}
}
