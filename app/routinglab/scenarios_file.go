package routinglab

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
)

// browse asks for a scenario file.
func (p *scenarios) browse() { ask.Pick(p.s.d, p.take) }

// take keeps the scenario of a file, or says at which line and field it is wrong.
func (p *scenarios) take(path string) {
	background.Run(p.s.ctx, p.s.d.Stage, func(context.Context) (lab.Scenario, error) {
		s, err := scenariofile.Load(path)
		if err != nil {
			return lab.Scenario{}, err
		}
		name := s.Name
		if name == "" {
			name = strings.TrimSuffix(filepath.Base(path), ".scenario.yaml")
		}
		return lab.Scenario{Name: name, Text: string(scenariofile.Write(s))}, nil
	}, func(k lab.Scenario, err error) {
		if err != nil {
			p.refuse(err)
			return
		}
		p.keep(k, func(lab.Scenario) { p.s.d.Toast(lang.L("{{.Name}} imported", map[string]any{"Name": k.Name}), nil) })
	})
}

// refuse says above the chosen scenario why a file is not taken.
func (p *scenarios) refuse(err error) {
	old := p.right.Objects
	banner := parts.Banner(parts.TintBad, p.s.say(err), lang.L("Close"), p.show)
	swap(p.right, parts.Dock(parts.Inset(10, 24, 8, 24, banner), nil, nil, nil, parts.Over(old...)))
	p.s.d.Trace("refused", map[string]any{"why": p.s.say(err)})
}

// write asks where the chosen scenario is written to.
func (p *scenarios) write() {
	k := p.chosen()
	if k == nil {
		return
	}
	text := k.Text
	ask.Asker{Ctx: p.s.ctx, Desk: p.s.d}.File(ask.File{Title: lang.L("Write the scenario to a file?"), Text: lang.L("The command simulate and other workspaces read it."),
		Name: k.Name, Ending: ".scenario.yaml", Write: func(_ context.Context, w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}})
}
