package demo

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"time"

	"shifu/internal/people"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

//go:embed scenarios/*.scenario.yaml
var scenarioFiles embed.FS

var scenarioNotes = map[string]string{"平常日": "五月里的周三，班组照常", "周一高峰": "同一批人，周一上午多出一半电话", "大风下午": "报修冲到每分钟 17 通，综合组和财险组按延迟支援", "大风下午，各管各的": "同一场大风，谁也不帮谁", "夜班": "一组人守一夜", "一起振铃的专席": "空闲坐席一起振铃；保持、求助班长、转接投诉；缺勤与过载 · Ringing together, holds, help and transfers, absences, overload"}

// planScenarios keeps six scenarios, and what was found with the storm.
func (m *maker) planScenarios(context.Context) error {
	m.at(m.midnight(-20).Add(15*time.Hour), "keeping scenarios", func(ctx context.Context) error {
		by := m.cast.as("邵孟春")
		kept := map[string]lab.Scenario{}
		files, err := fs.ReadDir(scenarioFiles, "scenarios")
		if err != nil {
			return fmt.Errorf("reading the scenarios of the demo: %w", err)
		}
		for _, f := range files {
			text, err := scenarioFiles.ReadFile("scenarios/" + f.Name())
			if err != nil {
				return fmt.Errorf("reading the scenarios of the demo: %w", err)
			}
			s, err := scenariofile.Read(f.Name(), text)
			if err != nil {
				return err
			}
			k, err := m.ws.Scenarios.Save(ctx, by, lab.Scenario{Name: s.Name, Note: scenarioNotes[s.Name], Text: string(scenariofile.Write(s))})
			if err != nil {
				return err
			}
			kept[s.Name] = k
		}
		return m.simulate(ctx, by, kept["大风下午"], kept["大风下午，各管各的"])
	})
	return nil
}

// simulate keeps a run of the storm, and its comparison with helping nobody.
func (m *maker) simulate(ctx context.Context, by people.Actor, storm, apart lab.Scenario) error {
	const runs, seed = 60, 2026
	first, err := storm.Read()
	if err != nil {
		return err
	}
	second, err := apart.Read()
	if err != nil {
		return err
	}
	plan, err := sim.NewPlan(first)
	if err != nil {
		return err
	}
	outcome, err := lab.Watch(ctx, plan, runs, seed, nil)
	if err != nil {
		return err
	}
	compared, err := lab.Compare(ctx, []lab.Side{{Name: storm.Name, Scenario: first}, {Name: apart.Name, Scenario: second}}, runs, seed, nil)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		kind   lab.Kind
		name   string
		result any
	}{{lab.OneRun, "60 次，种子 2026", outcome}, {lab.Policies, "互助与各管各的，各 60 次", compared}} {
		blob, err := json.Marshal(s.result)
		if err != nil {
			return fmt.Errorf("writing a study: %w", err)
		}
		if _, err := m.ws.Scenarios.KeepStudy(ctx, by, lab.Study{ScenarioID: storm.ID, Revision: storm.Revision, Kind: s.kind, Name: s.name, Result: blob}); err != nil {
			return err
		}
	}
	return nil
}
