package routinglab

import (
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/routing"
)

func TestEditing_AWrongScenarioIsNotSavedAndSaysWhere(t *testing.T) {
	o, s, e := edited(t)
	e.s.Groups[0].Agents = []int{1, 2, 3}
	e.changed()
	if !strings.Contains(shown(s), "groups[0].agents") {
		t.Error(shown(s))
	}
	e.save()
	all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
	if err != nil || all[0].Revision != 1 {
		t.Errorf("%+v %v", all, err)
	}
}

func TestEditing_ARenamedTypeKeepsItsRanks(t *testing.T) {
	_, _, e := edited(t)
	e.rename("fault", "outage", true)
	e.s.Types[0].Name = "outage"
	e.rename("lent", "second", false)
	e.s.Groups[1].Name = "second"
	if p := e.s.Problems(); len(p) > 0 {
		t.Error(p[0].Path, p[0].Fault)
	}
	if e.s.Policy.CallChooses["outage"]["second"] != 2 || e.s.Policy.AgentChooses["second"]["outage"] != 2 {
		t.Errorf("%+v", e.s.Policy)
	}
	e.nav.Choose(1)
	e.dropType()
	if p := e.s.Problems(); len(p) > 0 || len(e.s.Types) != 1 {
		t.Error(p)
	}
}

func TestEditing_ChoosingAPresetShowsItsRulesAndTakesOutThoseOfTheOneBefore(t *testing.T) {
	_, s, e := edited(t)
	for preset, rule := range map[string]string{routing.AsteriskRingAll: "小队列", routing.SwitchProgressively: "逐个加叫", routing.Connect: "呼出", routing.Bullseye: "来电排序"} {
		e.s.Policy.RingInUse, e.s.Policy.Progress = true, 5
		e.s.Choose(preset)
		e.nav.Choose(0)
		e.nav.Choose(e.sections() - 1)
		before := e.text()
		if !strings.Contains(shown(s), rule) {
			t.Errorf("%s does not show %q", preset, rule)
		}
		for _, p := range e.s.Problems() {
			if strings.HasPrefix(p.Path, "policy.ring_in_use") || strings.HasPrefix(p.Path, "policy.progress") {
				t.Errorf("%s: %s was left behind", preset, p.Path)
			}
		}
		for i := range e.sections() {
			e.nav.Choose(i)
		}
		if e.text() != before {
			t.Errorf("%s: to look at the forms changed the scenario", preset)
		}
	}
}

func TestEditing_EveryFormLeavesTheScenarioAsItIs(t *testing.T) {
	o, s, e := edited(t)
	for i := range e.sections() {
		e.nav.Choose(i)
		o.Show(s, 1096, 740)
	}
	for i := range tableWords() {
		e.table = i
		e.redraw()
	}
	if e.text() != e.before {
		t.Errorf("%s\nbecame\n%s", e.before, e.text())
	}
	act(t, s, "取消")
	if s.pages[1].(*scenarios).editing != nil {
		t.Error("the editor asks about changes that there are none of")
	}
}

func TestEditing_MirroredRanksAreWrittenBothWays(t *testing.T) {
	_, _, e := edited(t)
	if !e.both {
		t.Fatal("the ranks are the same in both directions")
	}
	e.cell("bill", "own").(*parts.Entry).SetText("3")
	if e.s.Policy.AgentChooses["own"]["bill"] != 3 || e.s.Policy.CallChooses["bill"]["own"] != 3 {
		t.Errorf("%+v", e.s.Policy.AgentChooses)
	}
}

// everything are scenarios that say all that a file can say, one for each kind
// of preset.
var everything = map[string]func(s *routing.Scenario){
	routing.Ranks: func(s *routing.Scenario) {
		full(&s.Types[0], s)
		s.Types[0].Conditions = s.Types[0].Conditions[:1]
		s.Types[1].Blend = &routing.TaskBlend{Blend: routing.Blend{S1: 4, S2: 1, Kappa: 2, C: 0.5}, Test: []string{"own"}, Target: []string{"lent"}}
		s.Types[0].Transfers = nil
		s.Groups[0].Late = routing.Late{Share: .1, By: routing.Exp(300)}
		s.Groups[0].Breaks = []routing.Break{{At: 1800, For: 600, People: 2, Reason: routing.AtRest}}
		s.Overload = &routing.Overload{Above: .85, Factor: 1.2, Below: .5, Slack: 1.05, Unsettled: .1}
	},
	routing.AsteriskRingAll: func(s *routing.Scenario) {
		s.Types[0].Queueing = routing.Queueing{Weight: 2, MostWaiting: 40, MaxWait: 300, JoinEmpty: []routing.Excluded{routing.ByPause, routing.ByPenalty}, LeaveWhenEmpty: []routing.Excluded{routing.Away},
			Limits: routing.Limits{Max: 2, SetMax: true, Min: 1, SetMin: true, Raise: 1, SetUp: true, Respect: true}, Changes: []routing.PenaltyChange{{After: 30, Max: routing.Step{By: 3, Relative: true, Given: true}}, {After: 60, Min: routing.Step{Given: true}}}}
	},
	routing.SwitchTopDown: func(s *routing.Scenario) {
		s.Types[0].Queueing = routing.Queueing{NoAgentWait: 40, NoAgentCheck: 3, ResumeWithin: 60}
	},
	routing.Connect: func(s *routing.Scenario) {
		s.Types[0].Criteria = []routing.Criterion{{Need: routing.Expression{All: []routing.Expression{{Skill: "fault", Level: 3}, {Not: &routing.Expression{Groups: []string{"lent"}}}}}, For: 20},
			{Need: routing.Expression{Any: []routing.Expression{{Skill: "fault", Level: 2}}}, For: 9}, {Need: routing.Expression{Groups: []string{"own"}}}}
	},
	routing.Bullseye: func(s *routing.Scenario) {
		s.Types[0].Requires = map[string]int{"fault": 2}
		s.Types[0].Sheds = [][]string{{"fault"}}
	},
	routing.Twilio: func(s *routing.Scenario) {
		s.Types[0].Attributes = map[string][]string{"value": {"gold"}, "languages": {"zh", "en"}}
		s.Policy.Workflow = []routing.Filter{{Types: []string{"fault"}, Where: `value == "gold"`, Targets: []routing.Target{{Groups: []string{"own"}, Need: &routing.Expression{Skill: "fault", Level: 2}, For: 20, Priority: 3, SkipIf: "1 == 1"}, {Groups: []string{"lent"}, OrderBy: "fault", Ascending: true}}}}
	},
}

func TestEditing_WhatAFileSaysSurvivesEveryFormAndEveryText(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	for preset, fill := range everything {
		p := s.pages[1].(*scenarios)
		p.edit()
		e := p.editing
		e.s.Choose(preset)
		fill(e.s)
		before := e.text()
		for i := range e.sections() {
			e.nav.Choose(i)
			for _, f := range desktest.Found[*parts.Entry](s.Content()) {
				if f.Rows == 1 {
					was := f.Text()
					f.SetText(was + " ")
					f.SetText(was)
				}
			}
			if i > 0 {
				e.flip()
				notes := desktest.Found[*parts.Entry](e.form)
				notes[0].SetText(notes[0].Text() + "\n")
				if len(e.bad) > 0 {
					t.Errorf("%s: the text of section %d can't be read", preset, i)
				}
			}
		}
		if e.text() != before {
			t.Errorf("%s:\n%s\nbecame\n%s", preset, before, e.text())
		}
		p.editing = nil
	}
}

func TestEditing_WhatIsWrongStandsAtItsField(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	s.pages[1].(*scenarios).editAt(true, 0)
	e := s.pages[1].(*scenarios).editing
	said := func(path string) string {
		var all []string
		for _, p := range desktest.Found[*parts.Paragraph](e.lineOf("types[0]." + path).wrong) {
			all = append(all, p.Value)
		}
		return strings.Join(all, " ")
	}
	e.s.Types[0].Announcements = []routing.Announcement{{At: 30, Leave: 5}}
	e.redraw()
	if !strings.Contains(said("announcements[0].leave"), "5") {
		t.Errorf("%q", said("announcements[0].leave"))
	}
	field := e.lineOf("types[0].within").fields[0]
	field.SetText("soon")
	if said("within") != "这里要填数。" || !field.Wrong {
		t.Errorf("%q", said("within"))
	}
	act(t, s, "撤销")
	if len(e.s.Types[0].Announcements) != 0 || len(e.bad) != 0 {
		t.Errorf("%+v", e.s.Types[0].Announcements)
	}
}

func TestEditing_ATextThatCantBeReadChangesNothingAndSaysLineFieldAndReason(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	s.pages[1].(*scenarios).editAt(true, 0)
	e := s.pages[1].(*scenarios).editing
	e.flip()
	note := desktest.Found[*parts.Entry](e.form)[0]
	note.SetText(strings.Replace(note.Text(), "mean: 180s", "mean: long", 1))
	note.OnFocus(false)
	if text := shown(s); !strings.Contains(text, "service.mean") || !strings.Contains(text, "第 3 行") || e.s.Types[0].Service.Mean != 180 {
		t.Error(text)
	}
	e.save()
	if s.pages[1].(*scenarios).editing == nil {
		t.Error("it was saved")
	}
	note.SetText(strings.Replace(note.Text(), "mean: long", "mean: 200s", 1))
	if len(e.bad) > 0 || e.s.Types[0].Service.Mean != 200 {
		t.Errorf("%v", e.s.Types[0].Service)
	}
}
