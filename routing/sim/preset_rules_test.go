package sim

import (
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
)

func TestRules_WhatAPresetLeavesOutIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(s *routing.Scenario){
		"types[0].queueing": func(s *routing.Scenario) { s.Types[0].Queueing.Weight = 1 },
		"types[0].criteria": func(s *routing.Scenario) {
			s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 1}}}
		},
		"types[0].sheds":         func(s *routing.Scenario) { s.Types[0].Sheds = [][]string{{"power"}} },
		"policy.autofill":        func(s *routing.Scenario) { s.Policy.Autofill = true },
		"policy.tiers":           func(s *routing.Scenario) { s.Policy.Scan = 0.1 },
		"policy.workflow":        func(s *routing.Scenario) { s.Policy.Workflow = workflow().Policy.Workflow[2:] },
		"policy.evaluation":      func(s *routing.Scenario) { s.Policy.Evaluation = routing.BestSkills },
		"groups[0].after_miss":   func(s *routing.Scenario) { s.Groups[0].AfterMiss = 5 },
		"groups[0].after_busy":   func(s *routing.Scenario) { s.Groups[0].AfterBusy = 5 },
		"policy.ring_in_use":     func(s *routing.Scenario) { s.Policy.RingInUse = true },
		"policy.priority_only":   func(s *routing.Scenario) { s.Policy.PriorityOnly = true },
		"policy.outbound_exempt": func(s *routing.Scenario) { s.Policy.OutboundExempt = true },
		"types[0].personal":      func(s *routing.Scenario) { s.Types[0].Personal = true },
		"policy.progress":        func(s *routing.Scenario) { s.Policy.Progress = 5 },
	} {
		s := skilled(routing.Ranks)
		if err := s.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(s)
		if p := s.Problems(); len(p) == 0 || p[0].Path != name {
			t.Errorf("%s is not refused: %v", name, p)
		}
	}
	s := skilled(routing.Connect)
	s.Policy.Overflow = true
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("Connect knows no overflow")
	}
	s = skilled(routing.Connect)
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{Skill: "power", Level: 9}}}
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("a level of 9 is taken")
	}
	s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{}}, {Need: routing.Expression{Skill: "power", Level: 1}}}
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("an empty condition is taken")
	}
	s = workflow()
	s.Policy.Workflow = nil
	if !fault.Is(s.Check(), fault.Invalid) {
		t.Error("Twilio runs without a workflow")
	}
}
