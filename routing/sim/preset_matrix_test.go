package sim

import (
	"slices"
	"strings"
	"testing"

	"shifu/routing"
)

// plainly is a scenario that a preset takes, with nothing that only some know.
func plainly(preset string) *routing.Scenario {
	s := skilled(preset)
	switch {
	case s.Policy.IsHotline():
		s.Policy.CallChooses, s.Policy.AgentChooses = nil, nil
		s.Types[0].Project, s.Types[0].Business = "p", routing.Inquiry
		for i := range s.Groups {
			s.Groups[i].Project = "p"
		}
	case preset == routing.Twilio:
		s.Policy.Workflow = []routing.Filter{{Targets: []routing.Target{{Groups: []string{"g0", "g1", "g2"}}}}}
	}
	return s
}

func asterisks(p string) bool { return strings.HasPrefix(p, "asterisk-") }
func switches(p string) bool  { return strings.HasPrefix(p, "freeswitch-") }
func only(all ...string) func(string) bool {
	return func(p string) bool { return slices.Contains(all, p) }
}
func own(p string) bool { return p == routing.Ranks || (routing.Policy{Preset: p}).IsHotline() }

// every field of a rule, who knows it, and a use of it.
var fieldsOfRules = []struct {
	field string
	knows func(preset string) bool
	use   func(s *routing.Scenario)
}{
	{"queueing.weight", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.Weight = 1 }},
	{"queueing.most_waiting", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.MostWaiting = 9 }},
	{"queueing.join_empty", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.JoinEmpty = []routing.Excluded{routing.ByPause} }},
	{"queueing.leave_when_empty", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.LeaveWhenEmpty = []routing.Excluded{routing.ByPause} }},
	{"queueing.max_penalty", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.Limits = routing.Limits{Max: 2, SetMax: true} }},
	{"queueing.penalty_change", asterisks, func(s *routing.Scenario) { s.Types[0].Queueing.Changes = []routing.PenaltyChange{{After: 5}} }},
	{"queueing.max_wait", func(p string) bool { return asterisks(p) || switches(p) }, func(s *routing.Scenario) { s.Types[0].Queueing.MaxWait = 60 }},
	{"queueing.no_agent_wait", switches, func(s *routing.Scenario) { s.Types[0].Queueing.NoAgentWait = 60 }},
	{"queueing.no_agent_check", switches, func(s *routing.Scenario) { s.Types[0].Queueing.NoAgentCheck = 60 }},
	{"queueing.resume_within", switches, func(s *routing.Scenario) { s.Types[0].Queueing.ResumeWithin = 60 }},
	{"autofill", asterisks, func(s *routing.Scenario) { s.Policy.Autofill = true }},
	{"retry", asterisks, func(s *routing.Scenario) { s.Policy.Retry = 5 }},
	{"force_longest_waiting_caller", asterisks, func(s *routing.Scenario) { s.Policy.ForceLongest = true }},
	{"penalty_members_limit", asterisks, func(s *routing.Scenario) { s.Policy.MembersLimit = 2 }},
	{"ring_in_use", asterisks, func(s *routing.Scenario) {
		s.Policy.RingInUse = true
		for i := range s.Groups {
			s.Groups[i].Ring = routing.Fixed(5)
		}
	}},
	{"scan", switches, func(s *routing.Scenario) { s.Policy.Scan = 0.1 }},
	{"tiers", switches, func(s *routing.Scenario) { s.Policy.Tiers = routing.Tiers{Apply: true, Wait: 9} }},
	{"progress", only(routing.SwitchProgressively), func(s *routing.Scenario) { s.Policy.Progress = 5 }},
	{"after_miss", switches, func(s *routing.Scenario) { s.Groups[0].AfterMiss = 5 }},
	{"after_reject", switches, func(s *routing.Scenario) { s.Groups[0].AfterReject = 5 }},
	{"after_busy", switches, func(s *routing.Scenario) { s.Groups[0].AfterBusy = 5 }},
	{"criteria", only(routing.Connect), func(s *routing.Scenario) {
		s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 1}}}
	}},
	{"personal", only(routing.Connect), func(s *routing.Scenario) { s.Types[0].Personal = true }},
	{"outbound_exempt", only(routing.Connect), func(s *routing.Scenario) { s.Policy.OutboundExempt = true }},
	{"attributes", only(routing.Twilio), func(s *routing.Scenario) { s.Types[0].Attributes = map[string][]string{"a": {"b"}} }},
	{"sheds", only(routing.Bullseye), func(s *routing.Scenario) {
		s.Types[0].Requires, s.Types[0].Sheds = map[string]int{"power": 1}, [][]string{{"power"}}
	}},
	{"evaluation", only(routing.Bullseye), func(s *routing.Scenario) { s.Policy.Evaluation = routing.BestSkills }},
	{"priority_only", only(routing.Bullseye), func(s *routing.Scenario) { s.Policy.PriorityOnly = true }},
	{"preferred", only(routing.Bullseye, routing.Ranks), func(s *routing.Scenario) {
		s.Types[0].Preferred = routing.Preferred{Scores: map[string]int{"g0": 90}, Rings: []routing.PreferredRing{{Least: 50, For: 9}}}
	}},
	{"preferred.scores", only(routing.Bullseye, routing.Ranks), func(s *routing.Scenario) {
		s.Types[0].Preferred = routing.Preferred{Scores: map[string]int{"g0": 90}, Rings: []routing.PreferredRing{{Least: 50, For: 9}}}
	}},
	{"conditions", only(routing.Bullseye, routing.Ranks), func(s *routing.Scenario) {
		s.Types[0].Conditions = []routing.Condition{{Groups: []string{"g1"}, Measure: routing.HowMany, Above: 2}}
	}},
	{"dissuade", only(routing.Ranks), func(s *routing.Scenario) { s.Types[0].Dissuade = &routing.Dissuade{Waiting: 2, HangUp: 1} }},
	{"overflow", only(routing.Ranks), func(s *routing.Scenario) { s.Policy.Overflow = true }},
	{"order", only(routing.Ranks), func(s *routing.Scenario) { s.Policy.Order = routing.AtRandom }},
	{"requires", func(p string) bool { return own(p) || p == routing.Bullseye }, func(s *routing.Scenario) { s.Types[0].Requires = map[string]int{"power": 1} }},
	{"delays", func(p string) bool { return own(p) || p == routing.Connect }, func(s *routing.Scenario) { s.Policy.Delays = routing.Table{"g1": {"t0": 5}} }},
	{"reserve", own, func(s *routing.Scenario) { s.Policy.Reserve = routing.Table{"g0": {"t0": 0}, "g1": {"t0": 1}} }},
	{"call_weights", own, func(s *routing.Scenario) { s.Policy.CallWeights = routing.Table{"t0": {"g0": 2}} }},
	{"agent_weights", own, func(s *routing.Scenario) { s.Policy.AgentWeights = routing.Table{"g0": {"t0": 2}} }},
	{"priority", func(p string) bool { return !switches(p) && p != routing.Twilio }, func(s *routing.Scenario) { s.Types[0].Priority = 2 }},
	{"age_shift", func(p string) bool { return !asterisks(p) && p != routing.Twilio }, func(s *routing.Scenario) { s.Types[0].AgeShift = 9 }},
	{"tier", only(routing.EmergencyTiers), func(s *routing.Scenario) { s.Groups[1].Tier, s.Groups[1].Helps = 1, "p" }},
}

// A field that a preset leaves out is refused, never ignored.
func TestPresets_EveryFieldOfARuleIsTakenByThoseThatKnowItAndRefusedByAllOthers(t *testing.T) {
	for _, preset := range routing.Presets() {
		if p := plainly(preset).Problems(); len(p) > 0 {
			t.Fatalf("%s: %+v", preset, p)
		}
		for _, f := range fieldsOfRules {
			s := plainly(preset)
			f.use(s)
			if preset == routing.Bullseye && f.field == "delays" {
				continue // rings open after them: TestBullseye_RingsOpenOneAfterTheOtherAndNoneIsSkipped
			}
			if p := s.Problems(); (len(p) == 0) != f.knows(preset) {
				t.Errorf("%s, %s: %+v", preset, f.field, p)
			}
		}
	}
}
