package routinglab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

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

func TestScenarios_TheFileThatIsWrittenIsReadAgain(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "方案写成文件")
	path := filepath.Join(t.TempDir(), "x.scenario.yaml")
	field := desktest.Found[*parts.Entry](o.Window.Canvas().Overlays().Top())[0]
	field.SetText(path)
	field.OnSubmitted(path)
	if got, err := scenariofile.Load(path); err != nil || got.Name != "storm" || len(got.Groups) != 2 {
		t.Error(got, err)
	}
}

func TestScenarios_EveryFigureStandsWithItsFormulaAndTheRuleOfPercentiles(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "运行")
	act(t, s, "全部指标与算法")
	r := s.pages[1].(*scenarios).running
	h := r.sheet()
	for row, e := range h.entries(true) {
		value, formula := h.table(true).Cell(row, 2), h.table(true).Cell(row, 1)
		if e.m != "" && (value.Text == "" || formula.Text == "") {
			t.Errorf("%s is %q by %q", e.m, value.Text, formula.Text)
		}
	}
	if got := desktest.Found[*parts.RowChart](s.Content()); len(got) != 1 || len(got[0].Rows) != 6 || !strings.Contains(got[0].Rows[4].Name, "A_T / (A + X − X_s)") {
		t.Errorf("%d charts of service levels", len(got))
	}
	if !strings.Contains(shown(s), "最近序位") {
		t.Error("the rule of the percentiles is not named")
	}
	r.scope = 3
	r.show()
	if h = r.sheet(); !h.scope().people || len(h.entries(true)) != 12 {
		t.Errorf("%+v", h.entries(true))
	}
}
