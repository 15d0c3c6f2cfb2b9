package routinglab

import (
	"strings"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/routing/lab"
)

const storm = `name: storm
horizon: {duration: 2h, interval: 30m}
types:
  - {name: fault, arrivals: {per_min: [4, 6, 7, 5]}, service: {dist: lognormal, mean: 180s, sd: 120s}, patience: {dist: exponential, mean: 120s}, requires: {fault: 2}}
  - {name: bill, arrivals: {per_min: 2}, service: {dist: exponential, mean: 150s}, patience: {dist: exponential, mean: 90s}}
groups:
  - {name: own, agents: [12, 16, 18, 14], skills: {fault: 3}}
  - {name: lent, agents: 7, skills: {fault: 2}}
policy:
  preset: ranks
  call_chooses:  {fault: {own: 1, lent: 2}, bill: {lent: 1}}
  agent_chooses: {own: {fault: 1}, lent: {bill: 1, fault: 2}}
`

func open(t *testing.T, o *desktest.Office, id string) *Screen {
	t.Helper()
	o.Desk = o.As(o.Town.Lead)
	s := New(o.Desk, desk.Route{Place: desk.Routing, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 740)
	s.state.Runs = 6
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func keep(t *testing.T, o *desktest.Office, name, text string) lab.Scenario {
	t.Helper()
	k, err := o.Store.Lab().Save(t.Context(), o.Town.Lead, lab.Scenario{Name: name, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func shown(s *Screen) string {
	var all []string
	for _, text := range desktest.Found[*parts.Text](s.Content()) {
		all = append(all, text.Value)
	}
	for _, p := range desktest.Found[*parts.Paragraph](s.Content()) {
		all = append(all, p.Value)
	}
	return strings.Join(all, "\n")
}

func act(t *testing.T, s *Screen, label string) {
	t.Helper()
	for _, a := range s.Actions() {
		if a.Label == label && !a.Off {
			a.Do()
			return
		}
	}
	t.Fatalf("%q can't be done", label)
}

func TestStaffing_SaysHowManyAreNeededAndRostered(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "staffing")
	p := s.pages[0].(*staffing)
	if p.found.plan.Agents != 14 || p.found.plan.Rostered != 20 || p.found.delay.Agents != 16 {
		t.Errorf("%+v, Erlang C %+v", p.found.plan, p.found.delay)
	}
	p.typed.fields[0].SetText("360")
	if p.found.plan.Agents < 25 {
		t.Errorf("%+v", p.found.plan)
	}
	for i := range 3 {
		p.below(i)
	}
	if len(p.found.day) != 16 || p.found.day[0].Calls != 60 {
		t.Errorf("%d intervals", len(p.found.day))
	}
}

func TestSelfTest_ShowsPassMarksAndIntervals(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "selftest")
	act(t, s, "检验仿真")
	p := s.pages[5].(*trying)
	if !p.done || len(p.result.Checks) < 15 || !p.result.Pass {
		t.Errorf("%+v", p.result)
	}
}

func TestRouting_WhoMayNotSeesNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	o.Desk = o.As(o.Town.Agent)
	s := New(o.Desk, desk.Route{Place: desk.Routing}).(*Screen)
	t.Cleanup(s.Close)
	if len(o.Failed) == 0 || len(s.kept) > 0 || o.Town.Agent.May(people.RunScenarios) {
		t.Error("an agent sees", len(s.kept), "scenarios")
	}
}
