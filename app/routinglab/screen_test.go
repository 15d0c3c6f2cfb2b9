package routinglab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
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
	p.fields[0].SetText("x")
	if !strings.Contains(shown(s), "标红的栏") && !p.fields[0].Wrong {
		t.Error("a word is taken for a number")
	}
	p.fields[0].SetText("360")
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

func TestScenarios_AnEmptyPlaceSaysWhatToDo(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "scenarios")
	if !strings.Contains(shown(s), "还没有方案") {
		t.Error(shown(s))
	}
	act(t, s, "新方案")
	act(t, s, "保存")
	all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
	if err != nil || len(all) != 1 || all[0].Name != "新方案" {
		t.Errorf("%+v %v", all, err)
	}
}

func TestScenarios_ARunShowsFiguresAndKeepsThem(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	p := s.pages[1].(*scenarios)
	act(t, s, "运行")
	got := p.running.done
	if got.Runs != 6 && got.Runs != 100 || len(got.Intervals) != 4 {
		t.Fatalf("%d runs, %d intervals", got.Runs, len(got.Intervals))
	}
	plan, err := sim.NewPlan(p.scenario)
	if err != nil {
		t.Fatal(err)
	}
	want, err := lab.Watch(t.Context(), plan, got.Runs, s.state.Seed, nil)
	if err != nil || want.Total[lab.AnswerRate].Mean != got.Total[lab.AnswerRate].Mean {
		t.Errorf("answer rate %v, want %v", got.Total[lab.AnswerRate].Mean, want.Total[lab.AnswerRate].Mean)
	}
	act(t, s, "留存结果")
	kept, err := o.Store.Lab().Studies(t.Context(), o.Town.Lead, k.ID)
	if err != nil || len(kept) != 1 || kept[0].Kind != lab.OneRun {
		t.Fatalf("%+v %v", kept, err)
	}
	p.running = nil
	p.openStudy(kept[0])
	if p.running.done.Total[lab.AnswerRate].Mean != got.Total[lab.AnswerRate].Mean {
		t.Error("the kept run shows other figures")
	}
}

func TestWhy_NamesTheCandidatesAndTheRule(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "运行")
	act(t, s, "为什么")
	y := s.pages[1].(*scenarios).running.why
	if len(y.shown) == 0 || !strings.Contains(shown(s), "空闲秒数") {
		t.Fatal(len(y.shown), shown(s))
	}
	y.onlyOff = true
	y.narrow()
	for _, c := range y.shown {
		if c.Chosen {
			t.Error("somebody was chosen")
		}
	}
}

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

func TestImport_ABrokenFileNamesLineAndField(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "scenarios")
	file := filepath.Join(t.TempDir(), "x.scenario.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(storm, "mean: 150s", "mean: -3s", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Dropped([]string{file})
	if text := shown(s); !strings.Contains(text, "x.scenario.yaml") || !strings.Contains(text, "第 5 行，types[1].service") {
		t.Error(text)
	}
	if err := os.WriteFile(file, []byte(storm), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Dropped([]string{file})
	all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
	if err != nil || len(all) != 1 || all[0].Name != "storm" {
		t.Errorf("%+v %v", all, err)
	}
}

func TestWriteNew_OverwritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.scenario.yaml")
	if err := writeNew(path, storm); err != nil {
		t.Fatal(err)
	}
	if err := writeNew(path, "other"); err == nil {
		t.Error("the file was overwritten")
	}
	if s, err := scenariofile.Load(path); err != nil || s.Name != "storm" {
		t.Error(s, err)
	}
}

func TestComparing_OffersOnlyPoliciesThatCanRun(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "comparison")
	p := s.pages[2].(*comparing)
	sc, err := p.base().Read()
	if err != nil {
		t.Fatal(err)
	}
	names := lab.Alternatives(sc)
	if len(names) < 5 {
		t.Fatal(names)
	}
	for _, n := range names {
		c, err := lab.Under(sc, n)
		if err != nil || c.Check() != nil || n == routing.Ranks {
			t.Errorf("%s: %v %v", n, err, c.Check())
		}
	}
	p.presets[names[0]] = true
	p.start()
	if len(p.found.Sides) != 2 || p.found.Sides[1].Differences[lab.AnswerRate].Half == nil {
		t.Fatalf("%+v", p.found)
	}
	act(t, s, "下一个指标")
	act(t, s, "留存结果")
	kept, err := o.Store.Lab().Studies(t.Context(), o.Town.Lead, p.of.ID)
	if err != nil || len(kept) != 1 || kept[0].Kind != lab.Policies {
		t.Errorf("%+v %v", kept, err)
	}
}

func TestVarying_ShowsEachParameterAndOne(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "sensitivity")
	p := s.pages[3].(*varying)
	act(t, s, "变动")
	if len(p.tornado.Turns) != 4 { // nobody calls again, nothing rings
		t.Fatalf("%d turns", len(p.tornado.Turns))
	}
	p.one = true
	p.build()
	act(t, s, "变动")
	if len(p.curve.Points) != steps || len(p.tornado.Turns) != 0 {
		t.Errorf("%d points", len(p.curve.Points))
	}
	p.from, p.to = "130", "70"
	act(t, s, "变动")
	if !strings.Contains(shown(s), "小的在前") {
		t.Error(shown(s))
	}
}

const queueLog = `1767571200|c1|power|NONE|ENTERQUEUE||13800000000|1
1767571205|c1|power|Agent/1|CONNECT|5|x|2
1767571300|c1|power|Agent/1|COMPLETECALLER|5|95|1
1767571210|c2|power|NONE|ENTERQUEUE||13800000001|1
1767571250|c2|power|NONE|ABANDON|1|1|40
1767571310|c3|power|NONE|ENTERQUEUE||13800000002|1
1767571311|c3|power|Agent/1|CONNECT|1|x|1
1767571400|c3|power|Agent/1|COMPLETEAGENT|1|89|1
`

func TestCentre_MeasuresALogAndMakesAScenarioOfIt(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "centre")
	p := s.pages[4].(*centre)
	file := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(file, []byte(queueLog), 0o600); err != nil {
		t.Fatal(err)
	}
	p.load(file)
	if p.wrong != nil || p.report.Total.Offered != 3 || p.report.Total.Answered != 2 || *p.report.Total.SLa != 1 {
		t.Fatalf("%+v %v", p.report.Total, p.wrong)
	}
	act(t, s, "生成方案")
	all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
	if err != nil || len(all) != 1 || s.now != 1 {
		t.Errorf("%+v %v, page %d", all, err, s.now)
	}
	p.load(filepath.Join(t.TempDir(), "nothing"))
	if p.wrong == nil || p.history != nil {
		t.Error("a file that is not there was read")
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
