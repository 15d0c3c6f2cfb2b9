package routing

import (
	"fmt"
	"reflect"
	"testing"
)

// projects are two with insurance and one without, each with a group.
func projects(preset string) *Scenario {
	s := &Scenario{Horizon: Horizon{Duration: 3600, Closing: Serve}, Policy: Policy{Preset: preset}}
	for _, t := range []struct {
		project  string
		business Business
	}{{"property", Insurance}, {"property", CallBack}, {"life", Insurance}, {"shop", Inquiry}, {"shop", CallBack}} {
		s.Types = append(s.Types, Type{Name: t.project + " " + string(t.business), Project: t.project, Business: t.business,
			Arrivals: Arrivals{PerMinute: []float64{1}}, Service: Exp(60), Within: 20})
	}
	for _, p := range []string{"property", "life", "shop"} {
		s.Groups = append(s.Groups, Group{Name: p, Project: p, Agents: []int{2}})
	}
	return s
}

func filled(t *testing.T, preset string) Table {
	t.Helper()
	s := projects(preset)
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	p := s.Filled()
	for row, columns := range p.CallChooses {
		for column, rank := range columns {
			if p.AgentChooses[column][row] != rank {
				t.Errorf("%s chooses %s, and not the other way round", row, column)
			}
		}
	}
	return p.CallChooses
}

func expect(t *testing.T, got, want Table) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v is not %v", got, want)
	}
}

func TestOwnProject_NobodyHelps(t *testing.T) {
	expect(t, filled(t, OwnProject), Table{"property insurance": {"property": 1}, "property callback": {"property": 1}, "life insurance": {"life": 1},
		"shop inquiry": {"shop": 1}, "shop callback": {"shop": 1}})
}

func TestInsuranceShared_OnlyProjectsWithInsuranceHelpAndOnlyWithIt(t *testing.T) {
	expect(t, filled(t, InsuranceShared), Table{"property insurance": {"property": 1, "life": 2}, "property callback": {"property": 1},
		"life insurance": {"life": 1, "property": 2}, "shop inquiry": {"shop": 1}, "shop callback": {"shop": 1}})
}

func TestCallBackByAll_EverybodyHelpsWithCallBacks(t *testing.T) {
	expect(t, filled(t, CallBackByAll), Table{"property insurance": {"property": 1}, "property callback": {"property": 1, "life": 2, "shop": 2},
		"life insurance": {"life": 1}, "shop inquiry": {"shop": 1}, "shop callback": {"shop": 1, "property": 2, "life": 2}})
}

func TestHotline_WhatIsMissingOrTooMuchIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(s *Scenario){
		"no project of a type":     func(s *Scenario) { s.Types[0].Project = "" },
		"no project of a group":    func(s *Scenario) { s.Groups[0].Project = "" },
		"no business":              func(s *Scenario) { s.Types[1].Business = "" },
		"tables":                   func(s *Scenario) { s.Policy.CallChooses = Table{"shop inquiry": {"life": 1}} },
		"an order":                 func(s *Scenario) { s.Policy.Order = AtRandom },
		"a project without people": func(s *Scenario) { s.Types[3].Project = "power" },
	} {
		s := projects(CallBackByAll)
		if spoil(s); s.Check() == nil {
			t.Errorf("%s is not refused", name)
		}
	}
	s := projects(OwnProject)
	s.Policy.Delays, s.Policy.Reserve = Table{"life": {"life insurance": 5}}, Table{"life": {"life insurance": 1}}
	if err := s.Check(); err != nil {
		t.Errorf("delays and reserves stay free: %v", fmt.Sprint(err))
	}
}

func TestEmergencyTiers_CallsGoToTheFirstTierFirstAndItsAgentsTakeTheirOwnFirst(t *testing.T) {
	s := projects(EmergencyTiers)
	s.Groups[1].Helps, s.Groups[1].Tier = "property", 1
	s.Groups[2].Helps, s.Groups[2].Tier = "property", 3
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	p := s.Filled()
	if got := p.CallChooses["property insurance"]; !reflect.DeepEqual(got, map[string]float64{"property": 1, "life": 2, "shop": 4}) {
		t.Errorf("calls choose %v", got)
	}
	if got := p.AgentChooses["shop"]; !reflect.DeepEqual(got, map[string]float64{"shop inquiry": 1, "shop callback": 1, "property insurance": 2, "property callback": 2}) {
		t.Errorf("agents choose %v", got)
	}
}

func TestEmergencyTiers_ATierHelpsAProjectOfTheScenario(t *testing.T) {
	for want, change := range map[string]func(s *Scenario){
		"groups[1].tier":  func(s *Scenario) { s.Groups[1].Helps = "property" },
		"groups[1].helps": func(s *Scenario) { s.Groups[1].Helps, s.Groups[1].Tier = "nothing", 2 },
		"groups[0].tier":  func(s *Scenario) { s.Policy.Preset, s.Groups[0].Tier, s.Groups[0].Helps = OwnProject, 1, "life" },
	} {
		s := projects(EmergencyTiers)
		change(s)
		if p := s.Problems(); len(p) == 0 || p[0].Path != want {
			t.Errorf("%v is not refused at %s", p, want)
		}
	}
}
