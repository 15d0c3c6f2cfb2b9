package routinglab

import (
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/routing"
)

func TestEditing_AWrongScenarioIsNotSavedAndSaysWhere(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	e := s.pages[1].(*scenarios).editing
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
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	e := s.pages[1].(*scenarios).editing
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
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	e := s.pages[1].(*scenarios).editing
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
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	e := s.pages[1].(*scenarios).editing
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
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "编辑")
	e := s.pages[1].(*scenarios).editing
	if !e.both {
		t.Fatal("the ranks are the same in both directions")
	}
	e.cell("bill", "own").(*parts.Entry).SetText("3")
	if e.s.Policy.AgentChooses["own"]["bill"] != 3 || e.s.Policy.CallChooses["bill"]["own"] != 3 {
		t.Errorf("%+v", e.s.Policy.AgentChooses)
	}
}
